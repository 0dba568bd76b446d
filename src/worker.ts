/** The worker process: relay, workflows and activities. */
import './platform/reflect.js';
import { connectSystem } from './core/data-source.js';
import { MIGRATION_NAMES } from './core/migrations.js';
import { createMetrics, metricsPage, watchProcess } from './core/telemetry/process-metrics.js';
import type { PublishLiveUpdates } from './domain/live-update.js';
import { systemTime } from './platform/clock.js';
import { type Environment, productionConfig } from './platform/config.js';
import { warnOfClock } from './platform/database/clocks.js';
import { LiveUpdates } from './platform/live/notify-bus.js';
import { createLog } from './platform/log.js';
import { openOperationsOf } from './platform/operations-server.js';
import { Readiness } from './platform/readiness.js';
import { SecretBox } from './platform/secrets/secret-box.js';
import { giveBackStartUp } from './platform/start-up-memory.js';
import { Opened, stopInOrder } from './platform/stopping.js';
import { startTracing } from './platform/telemetry/tracing.js';
import { whenPrepared } from './platform/when-prepared.js';
import { temporalMetrics } from './temporal/runtime.js';
import { startWorker } from './temporal/worker.js';

/** Resolves when it was stopped; rejects where it dies. */
export async function startWorkerProcess(env: Environment): Promise<void> {
  const config = productionConfig(env);
  const log = createLog(env.TOCSIN_LOG);
  const opened = new Opened();
  opened.add(await startTracing(env, 'tocsin-worker', log));
  const readiness = new Readiness({ ...config, migrations: MIGRATION_NAMES, now: systemTime });
  opened.add(() => readiness.close());
  // Nobody sends to a worker; it asks for work, and stops asking.
  stopInOrder({ opened, readiness, log, drainMs: 0 });
  const metrics = createMetrics('worker');
  metrics.append(temporalMetrics);
  const operations = await openOperationsOf(env, readiness, metricsPage(metrics));
  if (operations) opened.add(() => operations.close());
  const box = new SecretBox(config.encryptionKeys.reveal());
  const open = () => connectSystem(config.databaseUrl.reveal(), config.poolSize, box);
  const dataSource = await whenPrepared(open, { log, readiness });
  opened.add(() => dataSource.destroy());
  const gauges = await watchProcess(metrics, {
    dataSource,
    databaseUrl: config.databaseUrl.reveal(),
    commit: env.TOCSIN_COMMIT,
  });
  opened.add(() => gauges.close());
  const notifier = new LiveUpdates(dataSource, log, metrics);
  opened.add(() => notifier.close());
  const publish: PublishLiveUpdates = (changes) => notifier.publish(changes);
  const worker = await startWorker({ config, dataSource, log, metrics, measured: operations !== null, publish });
  opened.add(() => worker.stop());
  readiness.add('worker', () => worker.check());
  readiness.add(
    'temporal',
    readiness.serverCheck('Temporal', () => worker.reachesTemporal(), 'failed'),
  );
  await giveBackStartUp();
  readiness.begin();
  await warnOfClock(dataSource, log);
  for (const { setting, effect } of config.shortcomings) log.warn({ code: 'NOT_SET_UP', setting }, effect);
  log.info({ code: 'READY', taskQueue: config.temporal.taskQueue }, 'the worker is ready');
  await worker.ended;
}
