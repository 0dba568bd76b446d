/**
 * A Temporal workflow with an activity for each message, with the options that the SDK has by itself: `api` starts one for each
 * webhook that it verified, `worker` runs them. It stores its people, and what is shown to them, and nothing else.
 */
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import pg from 'pg';
import { type EventToSend, sends, serveWebhooks } from './common.js';

const { DATABASE_URL, TEMPORAL_ADDRESS, TASK_QUEUE = '', SENDGRID_BASE_URL } = process.env;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS people (id integer PRIMARY KEY, address text NOT NULL, token text NOT NULL);
  CREATE TABLE IF NOT EXISTS notifications (event text NOT NULL, person integer NOT NULL REFERENCES people, title text NOT NULL,
    read_at timestamptz, PRIMARY KEY (event, person))`;

interface Person {
  id: number;
  address: string;
  token: string;
}

const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 10 });
const { mailTo, sendGridTo, pushTo } = sends();

const activities = {
  async findPeople(): Promise<Person[]> {
    return (await pool.query<Person>('SELECT id, address, token FROM people ORDER BY id')).rows;
  },
  async showNotification(person: number, { key, type }: EventToSend): Promise<void> {
    const text = 'INSERT INTO notifications (event, person, title) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING';
    await pool.query({ name: 'show', text, values: [key, person, type] });
  },
  sendMail: SENDGRID_BASE_URL ? sendGridTo : mailTo,
  sendPush: pushTo,
};

export type NaiveActivities = typeof activities;

async function work(): Promise<void> {
  const worker = await Worker.create({
    connection: await NativeConnection.connect({ address: TEMPORAL_ADDRESS }),
    taskQueue: TASK_QUEUE,
    workflowsPath: new URL('./naive.workflow.js', import.meta.url).pathname,
    activities,
  });
  console.log('READY');
  await worker.run();
}

async function serve(): Promise<void> {
  await pool.query(SCHEMA);
  const client = new Client({ connection: await Connection.connect({ address: TEMPORAL_ADDRESS }) });
  await serveWebhooks(async (workflowId, body) => {
    const { type, data } = JSON.parse(body.toString());
    const facts = { amount: data.total_amount, currency: data.currency };
    const args: [EventToSend] = [{ key: data.payment_id, type, facts }];
    await client.workflow.start('notifyAll', { taskQueue: TASK_QUEUE, workflowId, args });
    return { id: workflowId, duplicate: false };
  });
}

await (process.argv[2] === 'api' ? serve() : work());
