/** The worker process: the relay, the runs and everything that is sent. */
import './reflect.js';
import { productionConfig, readEnvironment } from './config.js';
import { createDataSource } from './data-source.js';
import { INBOX_CHANNEL, Listener } from './live/listener.js';
import { Notifier } from './live/notify-bus.js';
import { createLog } from './log.js';
import { onStop } from './stopping.js';
import { startWorker } from './temporal/worker.js';

async function main(): Promise<void> {
  const env = readEnvironment(process.env);
  const config = productionConfig(env);
  const log = createLog(env.TOCSIN_LOG);
  const dataSource = await createDataSource(config.databaseUrl, config.poolSize).initialize();
  const notifier = new Notifier(dataSource, log);
  const worker = await startWorker({ config, dataSource, log, tell: (changes) => notifier.tell(changes) });
  const look = () => worker.relay.wake([]);
  const listener = new Listener(config.databaseUrl, INBOX_CHANNEL, { heard: look, opened: look }, log);
  log.info({ code: 'READY', taskQueue: config.temporal.taskQueue }, 'the worker is ready');
  onStop(async () => {
    await listener.stop();
    await worker.stop();
    await notifier.close();
    await dataSource.destroy();
  });
  await worker.ended;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(78);
});
