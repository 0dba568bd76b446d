/**
 * A bare Temporal workflow with the same two sends and nothing else, with the options that the SDK has by itself: `api` starts one
 * for each webhook that it verified and stores nothing, `worker` runs them.
 */
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { sends, serveWebhooks } from './common.js';

const { TEMPORAL_ADDRESS, TASK_QUEUE = '' } = process.env;

const send = sends();
const activities = {
  async sendMail(id: string, body: string): Promise<void> {
    const { type, data } = JSON.parse(body);
    await send.mail(id, type, { amount: data.total_amount, currency: data.currency }, body);
  },
  async sendWebhook(id: string, body: string): Promise<void> {
    await send.webhook(id, Buffer.from(body));
  },
};

export type BareActivities = typeof activities;

async function work(): Promise<void> {
  const worker = await Worker.create({
    connection: await NativeConnection.connect({ address: TEMPORAL_ADDRESS }),
    taskQueue: TASK_QUEUE,
    workflowsPath: new URL('./bare.workflow.js', import.meta.url).pathname,
    activities,
  });
  console.log('READY');
  await worker.run();
}

async function serve(): Promise<void> {
  const client = new Client({ connection: await Connection.connect({ address: TEMPORAL_ADDRESS }) });
  await serveWebhooks(async (workflowId, body) => {
    const args = [workflowId, body.toString()];
    await client.workflow.start('notify', { taskQueue: TASK_QUEUE, workflowId, args });
    return { id: workflowId, duplicate: false };
  });
}

await (process.argv[2] === 'api' ? serve() : work());
