/** The API process: GraphQL and webhooks. Workers start the runs; this process nudges them. */
import './platform/reflect.js';
import { CredentialStore } from './api/auth/credential-store.js';
import { letOperatorIn } from './api/businesses/first-business.js';
import { createApi } from './api/server.js';
import { connectSystem } from './core/data-source.js';
import { RemoteRelayNudge } from './core/ingest/relay-nudge.js';
import { systemTime } from './platform/clock.js';
import { type Environment, productionConfig } from './platform/config.js';
import { NotifyBus } from './platform/live/notify-bus.js';
import { createLog } from './platform/log.js';
import { openOperationsOf } from './platform/operations-server.js';
import { Readiness } from './platform/readiness.js';
import { SecretBox } from './platform/secrets/secret-box.js';
import { onStop } from './platform/stopping.js';
import { startTracing } from './platform/tracing.js';

/** Resolves when it is ready; it goes on until a signal. */
export async function startApiProcess(env: Environment): Promise<void> {
  const config = productionConfig(env);
  const log = createLog(env.TOCSIN_LOG);
  const stopTracing = await startTracing(env, 'tocsin-api', log);
  const readiness = new Readiness({ ...config, now: systemTime });
  const operations = await openOperationsOf(env, readiness);
  const dataSource = await connectSystem(config.databaseUrl, config.poolSize, new SecretBox(config.encryptionKeys));
  const bus = new NotifyBus(dataSource, config.databaseUrl, log);
  const relayNudge = new RemoteRelayNudge(dataSource, log);
  const api = await createApi({ config, dataSource, relayNudge, bus, log, readiness });
  if (env.TOCSIN_ADMIN_KEY) await letOperatorIn(dataSource, api.app.get(CredentialStore), env.TOCSIN_ADMIN_KEY, log);
  await api.app.listen(env.PORT, env.HOST ?? '0.0.0.0');
  for (const { setting, effect } of config.shortcomings) log.warn({ code: 'NOT_SET_UP', setting }, effect);
  log.info({ code: 'READY', port: env.PORT }, 'the API is ready');
  onStop(async () => {
    readiness.drain();
    await api.close();
    await bus.close();
    await dataSource.destroy();
    await stopTracing();
    await operations?.close();
    await readiness.close();
  });
}
