/** The API process: GraphQL and webhooks. Workers start the runs; this process nudges them. */
import './platform/reflect.js';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { CredentialStore } from './api/auth/credential-store.js';
import { letOperatorIn } from './api/businesses/first-business.js';
import { createApi } from './api/server.js';
import { connectSystem } from './core/data-source.js';
import { RemoteRelayNudge } from './core/ingest/relay-nudge.js';
import { MIGRATION_NAMES } from './core/migrations.js';
import { createMetrics, metricsPage, watchPool, watchProcess } from './core/telemetry/process-metrics.js';
import { systemRandom, systemTime } from './platform/clock.js';
import { type Config, type Environment, portsFault, productionConfig } from './platform/config.js';
import { warnOfClock } from './platform/database/clocks.js';
import { SettingsError } from './platform/exit-codes.js';
import { listenAt } from './platform/listening.js';
import { NotifyBus } from './platform/live/notify-bus.js';
import { createLog } from './platform/log.js';
import { openOperationsOf } from './platform/operations-server.js';
import { Readiness } from './platform/readiness.js';
import { SecretBox } from './platform/secrets/secret-box.js';
import { giveBackStartUp } from './platform/start-up-memory.js';
import { Opened, stopInOrder } from './platform/stopping.js';
import { startTracing } from './platform/telemetry/tracing.js';
import { whenPrepared } from './platform/when-prepared.js';
import { TemporalProbe } from './temporal/temporal-probe.js';

/** Browsers whose sockets end come back within a quarter of a second each: so long they are spread over, at most. */
const GOODBYES_MS = 2_000;

/** Resolves when it is ready; it goes on until a signal. */
export async function startApiProcess(env: Environment): Promise<void> {
  const config = productionConfig(env);
  const ports = portsFault(env);
  if (ports) throw new SettingsError(ports);
  const log = createLog(env.TOCSIN_LOG);
  const opened = new Opened();
  opened.add(await startTracing(env, 'tocsin-api', log));
  const readiness = new Readiness({ ...config, migrations: MIGRATION_NAMES, now: systemTime });
  opened.add(() => readiness.close());
  stopInOrder({ opened, readiness, log, drainMs: env.TOCSIN_DRAIN_MS });
  const metrics = createMetrics('api');
  const operations = await openOperationsOf(env, readiness, metricsPage(metrics));
  if (operations) opened.add(() => operations.close());
  watchTemporal(config, { readiness, opened, log });
  const databaseUrl = config.databaseUrl.reveal();
  const box = new SecretBox(config.encryptionKeys.reveal());
  const open = () => connectSystem(databaseUrl, config.poolSize, box);
  const dataSource = await whenPrepared(open, { log, readiness });
  opened.add(() => dataSource.destroy());
  const gauges = await watchProcess(metrics, { dataSource, databaseUrl, commit: env.TOCSIN_COMMIT });
  opened.add(() => gauges.close());
  const bus = new NotifyBus(dataSource, databaseUrl, log, metrics);
  opened.add(() => bus.close());
  const relayNudge = new RemoteRelayNudge(dataSource, log);
  const api = await createApi({ config, dataSource, relayNudge, bus, log, metrics, readiness });
  watchPool(metrics, 'tenants', api.app.get(DataSource));
  const overMs = Math.min(GOODBYES_MS, env.TOCSIN_DRAIN_MS);
  opened.add(() => api.close({ overMs, random: systemRandom }));
  if (env.TOCSIN_ADMIN_KEY)
    await letOperatorIn(dataSource, api.app.get(CredentialStore), env.TOCSIN_ADMIN_KEY.reveal(), log);
  const place = { port: env.PORT, host: env.HOST ?? '0.0.0.0' };
  await listenAt('PORT', place, ({ port, host }) => api.app.listen(port, host));
  await giveBackStartUp();
  readiness.begin();
  await warnOfClock(dataSource, log);
  for (const { setting, effect } of config.shortcomings) log.warn({ code: 'NOT_SET_UP', setting }, effect);
  log.info({ code: 'READY', port: env.PORT }, 'the API is ready');
}

interface Watching {
  readiness: Readiness;
  opened: Opened;
  log: Logger;
}

/** Without Temporal webhooks are stored, and delivered when it is back: worth a word, and no reason to send them elsewhere. */
function watchTemporal({ temporal }: Config, { readiness, opened, log }: Watching): void {
  const probe = new TemporalProbe(temporal, log);
  opened.add(() => probe.close());
  readiness.add('temporal', probe.checkBy(readiness));
  // Also where nobody asks how it is.
  void probe.answers();
}
