/** Fastify and graphile-worker on the database that there is: `node graphile-worker.mjs api|worker`. */
import { Logger, makeWorkerUtils, run } from 'graphile-worker';
import { jobs, serve } from './common.mjs';

const connectionString = process.env.DATABASE_URL;
const logger = new Logger(() => (level, message) => level === 'error' && console.error(message));

const utils = await makeWorkerUtils({ connectionString, logger });
await utils.migrate();
const add = (list) =>
  utils.addJobs(list.map(({ name, data }) => ({ identifier: name, payload: data, maxAttempts: 10 })));

if (process.argv[2] === 'api') await serve(add);
else {
  const work = jobs(add);
  await run({
    preset: {
      worker: {
        ...{ connectionString, logger, concurrentJobs: 40, maxPoolSize: 10, pollInterval: 500 },
        // As its own page on performance advises where jobs are many and short.
        localQueue: { size: 80 },
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
      },
    },
    taskList: { plan: (data) => work.plan(data), send: (data) => work.send(data) },
  });
  console.log('READY');
}
