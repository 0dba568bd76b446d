/** The worker process: relay, workflows and activities. */
import './platform/reflect.js';
import { connectSystem } from './core/data-source.js';
import { systemTime } from './platform/clock.js';
import { type Environment, productionConfig } from './platform/config.js';
import { LiveUpdates } from './platform/live/notify-bus.js';
import { createLog } from './platform/log.js';
import { openOperationsOf } from './platform/operations-server.js';
import { Readiness } from './platform/readiness.js';
import { SecretBox } from './platform/secrets/secret-box.js';
import { onStop } from './platform/stopping.js';
import { startTracing } from './platform/tracing.js';
import { startWorker } from './temporal/worker.js';

/** Resolves when it was stopped; rejects where it dies. */
export async function startWorkerProcess(env: Environment): Promise<void> {
  const config = productionConfig(env);
  const log = createLog(env.TOCSIN_LOG);
  const stopTracing = await startTracing(env, 'tocsin-worker', log);
  const readiness = new Readiness({ ...config, now: systemTime });
  const operations = await openOperationsOf(env, readiness);
  const dataSource = await connectSystem(config.databaseUrl, config.poolSize, new SecretBox(config.encryptionKeys));
  const notifier = new LiveUpdates(dataSource, log);
  const worker = await startWorker({ config, dataSource, log, publish: (changes) => notifier.publish(changes) });
  for (const { setting, effect } of config.shortcomings) log.warn({ code: 'NOT_SET_UP', setting }, effect);
  log.info({ code: 'READY', taskQueue: config.temporal.taskQueue }, 'the worker is ready');
  onStop(async () => {
    readiness.drain();
    await worker.stop();
    await notifier.close();
    await dataSource.destroy();
    await stopTracing();
    await operations?.close();
    await readiness.close();
  });
  await worker.ended;
}
