/** Fastify and BullMQ on Redis: `node bullmq.mjs api|worker`. */
import { Queue, Worker } from 'bullmq';
import { jobs, serve } from './common.mjs';

const { REDIS_URL, TASK_QUEUE } = process.env;
const connection = { url: REDIS_URL, maxRetriesPerRequest: null };
const KEPT = { attempts: 10, backoff: { type: 'exponential', delay: 1_000 }, removeOnComplete: true };

const queue = new Queue(TASK_QUEUE, { connection, defaultJobOptions: KEPT });
const add = (list) => (list.length === 1 ? queue.add(list[0].name, list[0].data) : queue.addBulk(list));

if (process.argv[2] === 'api') await serve(add);
else {
  const work = jobs(add);
  const worker = new Worker(TASK_QUEUE, (job) => work[job.name](job.data), { connection, concurrency: 40 });
  worker.on('error', (error) => console.error(error));
  await worker.waitUntilReady();
  console.log('READY');
}
