/** Fastify and pg-boss on the database that there is: `node pg-boss.mjs api|worker`. */
import PgBoss from 'pg-boss';
import { jobs, serve } from './common.mjs';

const QUEUE = 'events';
/** The shortest interval that it takes; a worker that is done sooner waits for the next, so its batches are large. */
const POLL = { pollingIntervalSeconds: 0.5, batchSize: 50 };
const WORKERS = 4;

const boss = new PgBoss({ connectionString: process.env.DATABASE_URL, max: 10 });
boss.on('error', (error) => console.error(error));
await boss.start();
await boss.createQueue(QUEUE, { name: QUEUE, retryLimit: 10, retryBackoff: true });
const add = (list) => boss.insert(list.map((data) => ({ name: QUEUE, data })));

if (process.argv[2] === 'api') await serve(add);
else {
  const work = jobs(add);
  const each = (batch) => Promise.all(batch.map(({ data }) => work[data.name](data.data)));
  for (let at = 0; at < WORKERS; at++) await boss.work(QUEUE, POLL, each);
  console.log('READY');
}
