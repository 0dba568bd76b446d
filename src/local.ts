/** `npm start`: the whole program on this machine, with real servers. */
import './platform/reflect.js';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { CredentialStore } from './api/auth/credential-store.js';
import { SignInLinks } from './api/auth/sign-in-links.js';
import { newToken } from './api/auth/token.js';
import { findFirstBusiness, letOperatorIn } from './api/businesses/first-business.js';
import { SampleService } from './api/events/sample.service.js';
import { type Api, createApi } from './api/server.js';
import { createDataSource, openForMigrations } from './core/data-source.js';
import { runMigrations } from './core/migrating.js';
import { MIGRATION_NAMES } from './core/migrations.js';
import type { PublishLiveUpdates } from './domain/live-update.js';
import { devRoutes, SLACK_HOOK } from './local/dev-routes.js';
import { createSampleBusiness, SAMPLE_EVENTS } from './local/first-run.js';
import { commandAge } from './local/launcher/processes.js';
import { refusalToStart } from './local/launcher/refusal.js';
import { type LocalSettings, readLocalSettings, writeLocalSettings } from './local/local-settings.js';
import { type Mailbox, startMailbox } from './local/mailbox.js';
import { browserOpener, openBrowser } from './local/open-browser.js';
import { startLocalOperations } from './local/operations.js';
import { awaitEnd, outcomeTable } from './local/outcome-table.js';
import { startPostgres } from './local/postgres.js';
import { localPush } from './local/push.js';
import { LocalError, step } from './local/steps.js';
import { startTemporal } from './local/temporal.js';
import { farewell, type Places, welcome } from './local/welcome.js';
import { systemTime } from './platform/clock.js';
import {
  type Config,
  configOf,
  type Environment,
  leaveOutOtherPostgres,
  portsFault,
  readEnvironment,
} from './platform/config.js';
import { asTenant } from './platform/database/tenancy.js';
import { SettingsError } from './platform/exit-codes.js';
import { listenAt } from './platform/listening.js';
import { type Bus, LocalBus } from './platform/live/bus.js';
import { createLog } from './platform/log.js';
import { newVapidKeys } from './platform/outbound/push-settings.js';
import { Readiness } from './platform/readiness.js';
import { Secret } from './platform/secrets/secret.js';
import { SecretBox } from './platform/secrets/secret-box.js';
import { Opened, onStop } from './platform/stopping.js';
import type { Metrics } from './platform/telemetry/metrics.js';
import { startTracing } from './platform/telemetry/tracing.js';
import { makeWorkflowBundle } from './temporal/bundle.js';
import { type RunningWorker, startWorker } from './temporal/worker.js';

/** For a table that others use, where the database is somebody's: all in all, and between two tries. */
const MIGRATE_PATIENCE = { patienceMs: 60_000, pauseMs: 3_000 };
/** For all samples together. */
const SAMPLES_WAIT_MS = 15_000;

async function servers(env: Environment, dataDir: string, opened: Opened) {
  const database = env.DATABASE_URL
    ? Promise.resolve(env.DATABASE_URL.reveal())
    : step('PostgreSQL', async (note) => {
        const postgres = await startPostgres({ dataDir: join(dataDir, 'postgres'), log: note });
        opened.add(() => postgres.stop());
        return postgres.url;
      });
  const temporal = env.TEMPORAL_ADDRESS
    ? Promise.resolve({ address: env.TEMPORAL_ADDRESS, uiUrl: env.TEMPORAL_UI_URL ?? null })
    : step('Temporal and its Web UI', async (note) => {
        const server = await startTemporal({ dataDir: join(dataDir, 'temporal'), log: note });
        opened.add(() => server.stop());
        return server;
      });
  const mailbox = step('Mailbox', async () => {
    const box = await startMailbox({ dir: join(dataDir, 'mail') });
    opened.add(() => box.stop());
    return box;
  });
  const bundle = step('Workflow bundle', () => makeWorkflowBundle());
  const settled = await Promise.allSettled([database, temporal, mailbox, bundle]);
  const failed = settled.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  return { databaseUrl: await database, temporal: await temporal, mailbox: await mailbox };
}

async function migrated(databaseUrl: string, encryptionKeys: string, opened: Opened): Promise<DataSource> {
  return step('Migrations', async (say) => {
    const migrator = await openForMigrations(databaseUrl);
    await runMigrations(migrator, { say, ...MIGRATE_PATIENCE }).finally(() => migrator.destroy());
    const dataSource = createDataSource(databaseUrl, 10, new SecretBox(encryptionKeys));
    await dataSource.initialize();
    opened.add(() => dataSource.destroy());
    return dataSource;
  });
}

interface Running {
  api: Api;
  dataSource: DataSource;
  config: Config;
  mailbox: Mailbox;
  places: Places;
  log: Logger;
}

async function startParts(
  env: Environment,
  dataDir: string,
  kept: LocalSettings,
  opened: Opened,
  log: Logger,
): Promise<Running> {
  const { databaseUrl, temporal, mailbox } = await servers(env, dataDir, opened);
  const dataSource = await migrated(databaseUrl, kept.encryptionKeys, opened);
  const publicUrl = env.PUBLIC_URL ?? ownUrl(env);
  // The mailbox is a carrier for tests. Beside a real carrier, it would accept the mails that the real one refuses.
  const smtpUrl = env.SMTP_URL ?? (env.SENDGRID_API_KEY ? null : new Secret(mailbox.url));
  const config = configOf(ownRuns(env), {
    publicUrl,
    databaseUrl: new Secret(databaseUrl),
    temporal,
    encryptionKeys: new Secret(kept.encryptionKeys),
    smtpUrl,
    push: localPush(env, publicUrl, ownUrl(env), kept.vapid),
    outboundAllow: env.OUTBOUND_ALLOW.length > 0 ? env.OUTBOUND_ALLOW : ['127.0.0.1', 'localhost', ownHost(env)],
  });
  const bus = new LocalBus();
  const publish: PublishLiveUpdates = (updates) => bus.publish(updates);
  const readiness = new Readiness({ ...config, migrations: MIGRATION_NAMES, now: systemTime });
  opened.add(() => readiness.close());
  const operations = await startLocalOperations(env, config, dataSource, readiness);
  opened.add(() => operations.stop());
  const worker = await step('Worker', () => startWorker({ config, dataSource, log, publish, ...operations }));
  opened.add(() => worker.stop());
  endWith(worker);
  const places: Places = {
    web: publicUrl,
    local: ownUrl(env),
    temporal: temporal.uiUrl,
    adminKey: kept.adminKey,
    signIn: '',
    sources: [],
  };
  readiness.add('worker', () => worker.check());
  const parts = { config, dataSource, mailbox, places, worker, bus, log, readiness, metrics: operations.metrics };
  const api = await step('API', () => serveApi(env, dataDir, parts));
  opened.add(() => api.close());
  return { api, dataSource, config, mailbox, places, log };
}

/** If the worker dies, the process ends: an API alone would accept events that nobody delivers. */
function endWith(worker: RunningWorker): void {
  worker.ended.catch((error: unknown) => {
    console.error(`The worker ended: ${String(error)}`);
    process.exit(1);
  });
}

interface Listening {
  config: Config;
  dataSource: DataSource;
  mailbox: Mailbox;
  places: Places;
  worker: RunningWorker;
  bus: Bus;
  log: Logger;
  readiness: Readiness;
  metrics: Metrics;
}

async function serveApi(env: Environment, dataDir: string, parts: Listening): Promise<Api> {
  const { config, dataSource, mailbox, places, worker, bus, log, readiness, metrics } = parts;
  const api = await createApi({ config, dataSource, relayNudge: worker.relay, bus, log, readiness, metrics });
  const fastify = api.app.getHttpAdapter().getInstance();
  await fastify.register(devRoutes, {
    dataSource,
    mailbox,
    slackFile: join(dataDir, 'slack.jsonl'),
    pushFile: join(dataDir, 'push.jsonl'),
    url: ownUrl(env),
    places: () => welcome.links(places),
  });
  const place = { port: env.PORT, host: env.HOST ?? '127.0.0.1' };
  await listenAt('PORT', place, ({ port, host }) => api.app.listen(port, host));
  readiness.begin();
  return api;
}

/** The sample business, its events and their table: on the first start only. */
async function firstRun({ api, dataSource }: Running, env: Environment): Promise<void> {
  const slackHook = `${ownUrl(env)}${SLACK_HOOK}`;
  const businessId = await step('Sample business', () => createSampleBusiness(dataSource, api.app, slackHook));
  const sent = await step('Sample events, signed and posted', async () => {
    const samples = api.app.get(SampleService);
    const ids: string[] = [];
    const until = Date.now() + SAMPLES_WAIT_MS;
    for (const type of SAMPLE_EVENTS) {
      const publisher = { businessId, credential: 'npm start' };
      const { id } = await asTenant({ businessId }, () => samples.send(publisher, { type }));
      await awaitEnd(dataSource, [id], until);
      ids.push(id);
    }
    return outcomeTable(dataSource, ids);
  });
  console.log(`\n${sent}\n`);
}

async function main(): Promise<void> {
  const env = readEnvironment(process.env);
  leaveOutOtherPostgres(env);
  const fault = env.PORT === 0 ? 'PORT: links name it; set another one than 0, or leave it out.' : portsFault(env);
  if (fault) throw new SettingsError(fault);
  const opened = new Opened();
  stopOnSignals(opened);
  const dataDir = resolve(env.TOCSIN_DATA_DIR);
  const refusal = await refusalToStart(dataDir, env.PORT);
  if (refusal) throw new LocalError(refusal.message, refusal.wayOut);
  const kept = await prepareSettings(dataDir, env);
  try {
    const log = createLog(env.TOCSIN_LOG);
    opened.add(await startTracing(env, 'tocsin', log));
    const running = await startParts(env, dataDir, kept, opened, log);
    // Only now: what `npm run send` posts to must be what listens.
    await writeLocalSettings(dataDir, { ...kept, url: ownUrl(env) });
    await greet(running, env, kept);
    console.log(welcome.text(running.places, commandAge() / 1_000));
    if (env.TOCSIN_OPEN) await openForReader(running.api, kept.adminKey);
  } catch (error) {
    await opened.close(printError);
    throw error;
  }
}

/** Settings from the environment, else from an earlier start, else made now. */
async function prepareSettings(dataDir: string, env: Environment): Promise<LocalSettings> {
  const kept: Partial<LocalSettings> = (await readLocalSettings(dataDir)) ?? {};
  const settings: LocalSettings = {
    ...kept,
    adminKey: env.TOCSIN_ADMIN_KEY?.reveal() ?? kept.adminKey ?? newToken(),
    encryptionKeys: env.TOCSIN_ENCRYPTION_KEYS?.reveal() ?? kept.encryptionKeys ?? SecretBox.newRing(),
    vapid: kept.vapid ?? newVapidKeys(),
  };
  await writeLocalSettings(dataDir, settings);
  return settings;
}

async function greet(running: Running, env: Environment, kept: LocalSettings): Promise<void> {
  const { api, dataSource, places, config } = running;
  if (env.TOCSIN_DEMO && !(await findFirstBusiness(dataSource))) await firstRun(running, env);
  await letOperatorIn(dataSource, api.app.get(CredentialStore), kept.adminKey, running.log);
  places.signIn = await api.app.get(SignInLinks).linkFor(kept.adminKey);
  places.sources = await welcome.sources(dataSource, config);
}

/** By a link of its own: the printed one works as well. */
async function openForReader(api: Api, adminKey: string): Promise<void> {
  const opener = browserOpener();
  if (opener) openBrowser(opener, await api.app.get(SignInLinks).linkFor(adminKey));
}

/** A Temporal of our own has one namespace, and nobody promotes a build to it: what the shell says of both is of another one. */
const ownRuns = (env: Environment): Environment =>
  env.TEMPORAL_ADDRESS ? env : { ...env, TEMPORAL_NAMESPACE: 'default', TOCSIN_WORKER_BUILD_ID: undefined };

/** The URL of the API on this machine. */
const ownUrl = (env: Environment) => `http://${ownHost(env)}:${env.PORT}`;

/** As a browser of this machine writes it: some shells set HOST to the name of the machine, and then nothing listens at localhost. */
function ownHost({ HOST = '127.0.0.1' }: Environment): string {
  if (/^(0\.0\.0\.0|::|127\.0\.0\.1|::1|localhost)$/.test(HOST)) return 'localhost';
  return isIP(HOST) === 6 ? `[${HOST}]` : HOST;
}

const printError = (error: unknown) => console.error(String(error));

function stopOnSignals(opened: Opened): void {
  onStop({
    stop: async () => {
      console.log('\nStopping (once more to stop at once) …');
      const well = await opened.close(printError);
      console.log(farewell);
      return well;
    },
  });
}

main().catch((error: unknown) => {
  if (error instanceof LocalError) console.error(`\n✗ ${error.message}\n  ${error.wayOut}`);
  else console.error(`\n✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});
