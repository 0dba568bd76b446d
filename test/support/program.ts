/** The program as it runs, for tests: the real API on a free port and, where wanted, the real worker. */
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { CredentialStore } from '../../src/api/auth/credential-store.js';
import { type Api, createApi } from '../../src/api/server.js';
import { RemoteRelayNudge } from '../../src/core/ingest/relay-nudge.js';
import { MIGRATION_NAMES } from '../../src/core/migrations.js';
import type { PublishLiveUpdates } from '../../src/domain/live-update.js';
import { systemTime } from '../../src/platform/clock.js';
import { type Config, configOf, readEnvironment } from '../../src/platform/config.js';
import { type Bus, LocalBus } from '../../src/platform/live/bus.js';
import { NotifyBus } from '../../src/platform/live/notify-bus.js';
import { createLog } from '../../src/platform/log.js';
import { Readiness } from '../../src/platform/readiness.js';
import { Secret } from '../../src/platform/secrets/secret.js';
import { Metrics } from '../../src/platform/telemetry/metrics.js';
import { SOURCE_KINDS, type SourceKind } from '../../src/sources/index.js';
import type { RelayOptions } from '../../src/temporal/relay.js';
import { type RunningWorker, startWorker } from '../../src/temporal/worker.js';
import { ENCRYPTION_KEYS, type TestDatabase } from './database.js';

export const LOG = createLog(process.env.TEST_LOG ?? 'silent');

export interface Program {
  config: Config;
  api: Api;
  /** Makes keys. */
  credentials: CredentialStore;
  /** Without a slash at its end. */
  url: string;
  worker: RunningWorker | null;
  bus: Bus;
  stop(): Promise<void>;
}

export interface ProgramOptions {
  /** False: the API alone, as in `main.ts`. */
  worker?: boolean;
  smtpUrl?: string | null;
  relay?: RelayOptions;
  /** See WorkerNeeds. */
  askEveryMs?: number;
  /** Another Temporal than the one of the test run. */
  temporalAddress?: string;
  log?: Logger;
  /** Absent: counted, and read by nobody. */
  metrics?: Metrics;
  /** See WorkerNeeds. */
  measured?: boolean;
  /** See createApi. */
  requestTimeoutMs?: number;
  config?: Partial<Config>;
}

function testConfig(database: TestDatabase, smtpUrl: string | null = null): Config {
  const env = readEnvironment({
    TOCSIN_TASK_QUEUE: `test-${randomBytes(6).toString('hex')}`,
    MAIL_FROM: 'Tocsin <tocsin@test.example>',
    // Nothing listens there.
    STRIPE_BASE_URL: 'http://127.0.0.1:1',
    DODO_BASE_URL: 'http://127.0.0.1:1',
    // Tests ask more than people do; those of the limit set it.
    RATE_LIMIT_PER_MINUTE: '1000000',
  });
  return configOf(env, {
    publicUrl: 'http://tocsin.test',
    databaseUrl: new Secret(database.url),
    temporal: { address: process.env.TEST_TEMPORAL_ADDRESS as string, uiUrl: 'http://temporal.test' },
    encryptionKeys: new Secret(ENCRYPTION_KEYS),
    smtpUrl: smtpUrl === null ? null : new Secret(smtpUrl),
    push: { fcm: null, vapid: null },
    outboundAllow: ['127.0.0.1', 'localhost'],
  });
}

export async function startProgram(database: TestDatabase, options: ProgramOptions = {}): Promise<Program> {
  const config = { ...testConfig(database, options.smtpUrl ?? null), ...options.config };
  if (options.temporalAddress) config.temporal.address = options.temporalAddress;
  const { dataSource } = database;
  const log = options.log ?? LOG;
  // As `local.ts` and `main.ts` have it.
  const metrics = options.metrics ?? new Metrics();
  const bus = options.worker ? new LocalBus() : new NotifyBus(dataSource, database.url, log, metrics);
  const publish: PublishLiveUpdates = (changes) => bus.publish(changes);
  const { relay, askEveryMs } = options;
  const worker = options.worker
    ? await startWorker({ config, dataSource, log, metrics, measured: options.measured, publish, relay, askEveryMs })
    : null;
  const relayNudge = worker?.relay ?? new RemoteRelayNudge(dataSource, log);
  const readiness = new Readiness({ ...config, migrations: MIGRATION_NAMES, now: systemTime });
  const api = await createApi(
    { config, dataSource, relayNudge, bus, log, metrics, readiness },
    options.requestTimeoutMs,
  );
  await api.app.listen(0, '127.0.0.1');
  readiness.begin();
  const { port } = api.app.getHttpServer().address() as AddressInfo;
  const stop = async () => {
    await api.close();
    await worker?.stop();
    await bus.close();
    await readiness.close();
  };
  const credentials = api.app.get(CredentialStore);
  return { config, api, credentials, url: `http://127.0.0.1:${port}`, worker, bus, stop };
}

/** Posts a body signed as its provider does. */
export async function postSigned(
  program: { url: string },
  source: { id: string; secret: string; kind: SourceKind },
  body: object | string,
  { externalId = `msg_${randomBytes(8).toString('hex')}`, now = new Date() } = {},
): Promise<{ status: number; body: { id: string; duplicate: boolean; error?: string } }> {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const headers = SOURCE_KINDS[source.kind].sign({ id: externalId, body: bytes, secret: source.secret, now });
  const answer = await fetch(`${program.url}/webhooks/${source.id}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: new Uint8Array(bytes),
  });
  return { status: answer.status, body: (await answer.json()) as { id: string; duplicate: boolean; error?: string } };
}

/** Between two looks, ms: at first, and at most. */
const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [50, 1_000];

/**
 * Waits until `look` gives something; the error says what was waited for. Who waits long, or whose look takes long, looks more
 * seldom: looking must not take the processor from what is waited for.
 */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | null | undefined | false>,
  timeoutMs = 90_000,
): Promise<T> {
  const begin = Date.now();
  for (;;) {
    const lookedAt = Date.now();
    const seen = await look();
    if (seen) return seen;
    const waited = Date.now() - begin;
    if (waited > timeoutMs) throw new Error(`waited ${timeoutMs} ms in vain for ${what}`);
    const pause = Math.max(FIRST_PAUSE_MS, waited / 20, (Date.now() - lookedAt) * 3);
    await sleep(Math.min(pause, LONGEST_PAUSE_MS));
  }
}
