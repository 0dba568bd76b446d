/** The worker process: the relay, the runs and everything that is sent. */
import './reflect.js';
import { productionConfig, readEnvironment } from './config.js';
import { createDataSource } from './data-source.js';
import { INBOX_TOPIC, subscribe } from './live/bus.js';
import { createLog } from './log.js';
import { onStop } from './stopping.js';
import { startWorker } from './temporal/worker.js';

async function main(): Promise<void> {
  const env = readEnvironment(process.env);
  const config = productionConfig(env);
  const log = createLog(env.TOCSIN_LOG);
  const dataSource = await createDataSource(config.databaseUrl, config.poolSize).initialize();
  const worker = await startWorker({ config, dataSource, log });
  const unsubscribe = subscribe(config.databaseUrl, INBOX_TOPIC, () => worker.relay.wake([]), log);
  log.info({ code: 'READY', taskQueue: config.temporal.taskQueue }, 'the worker is ready');
  onStop(async () => {
    await unsubscribe();
    await worker.stop();
    await dataSource.destroy();
  });
  await worker.ended;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(78);
});
