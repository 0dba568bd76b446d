/** The worker: runs workflows and activities. The relay is in the same process, so that starts can be eager. */
import { Client } from '@temporalio/client';
import { IllegalStateError } from '@temporalio/common';
import { DefaultLogger, type NativeConnection, Runtime, Worker } from '@temporalio/worker';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { type ActivityDeps, createActivities } from '../../activities/index.js';
import type { RunControl } from '../../activities/run-control.js';
import { CHANNELS } from '../channels/index.js';
import { Bulkheads } from '../core/delivery/bulkheads.js';
import { CarrierBreakers } from '../core/delivery/carrier-breakers.js';
import { CustomerAddresses } from '../core/delivery/customer-address.js';
import { DestinationRemovals, REMOVALS_CHANNEL } from '../core/delivery/destination-removals.js';
import { ProductNames } from '../core/delivery/product-names.js';
import type { PublishLiveUpdates } from '../domain/live-update.js';
import { CHANNEL_PLACES } from '../domain/planning/bulkheads.js';
import { systemRandom, systemTime } from '../platform/clock.js';
import type { Config } from '../platform/config.js';
import { INBOX_CHANNEL, Listener } from '../platform/live/listener.js';
import { OutboundGuard } from '../platform/outbound/guard.js';
import { OutboundClient } from '../platform/outbound/http.js';
import { closeMail, openMail } from '../platform/outbound/mail-access.js';
import { openPush } from '../platform/outbound/push-access.js';
import { Sandbox } from '../platform/sandbox/sandbox.js';
import { SecretBox } from '../platform/secrets/secret-box.js';
import { WORKFLOW_BUNDLE } from './bundle.js';
import { connectToTemporal } from './connection.js';
import { Relay, type RelayOptions } from './relay.js';
import { makeSchedules } from './schedules.js';
import { registerSearchAttributes } from './search-attributes.js';
import { RunStarter } from './starter.js';
import { traceActivity, traceStarts } from './tracing.js';
import { versioningOf } from './versions.js';

export interface RunningWorker {
  relay: Relay;
  client: Client;
  /** Rejects if the worker dies. */
  ended: Promise<void>;
  /** Waits for activities in flight (at most 20 s), then closes everything. */
  stop(): Promise<void>;
}

/** For maintenance, and for chunks that are on their way to hear that no place is free. */
const OTHER_SLOTS = 40;
/** As many as all channels take together, and more: no channel waits for a slot because of the others. */
export const ACTIVITY_SLOTS =
  Object.values(CHANNELS).filter(({ send }) => send !== null).length * CHANNEL_PLACES + OTHER_SLOTS;
const REGISTER_EVERY_MS = 10 * 60_000;

export interface WorkerDeps {
  config: Config;
  dataSource: DataSource;
  log: Logger;
  relay?: RelayOptions;
  /** How often the listening connection is checked, milliseconds. */
  askEveryMs?: number;
  /** Publishes what plans and deliveries changed. */
  publish: PublishLiveUpdates;
}

/** Rejects if Temporal cannot be reached; callers decide whether to wait. */
export async function startWorker(needs: WorkerDeps): Promise<RunningWorker> {
  const { config, dataSource, log } = needs;
  bridgeLogs(log);
  const { namespace, taskQueue, buildId } = config.temporal;
  const connection = await connectToTemporal(config.temporal.address);
  const client = new Client({ connection, namespace, interceptors: { workflow: [traceStarts] } });
  await registerSearchAttributes(connection, namespace);
  await makeSchedules(client, taskQueue, true);
  const starter = new RunStarter(client, { namespace, taskQueue, eager: buildId === null });
  const removals = new DestinationRemovals();
  const deps = activityDeps(needs, starter, removals);
  const worker = await createWorker(connection, config, deps);
  const ended = worker.run();
  const { lostAfter } = config;
  const relay = new Relay({ dataSource, starter, lostAfter, log, now: systemTime, random: systemRandom }, needs.relay);
  relay.start();
  const listener = await listen(needs, relay, removals);
  const registering = setInterval(() => {
    const registered = registerSearchAttributes(connection, namespace);
    Promise.all([registered, makeSchedules(client, taskQueue, false)]).catch((error: unknown) =>
      log.warn(
        { code: 'REGISTER_FAILED', error: String(error) },
        'search attributes and schedules could not be looked at',
      ),
    );
  }, REGISTER_EVERY_MS);
  const stop = async () => {
    clearInterval(registering);
    await listener.stop();
    await relay.stop();
    if (worker.getState() === 'RUNNING') worker.shutdown();
    await ended.catch(() => undefined);
    await deps.context.sandbox.close();
    closeMail(deps.context.mail);
    await connection.close();
  };
  return { relay, client, ended, stop };
}

/** Listens for rows in the inbox and for removed destinations. */
async function listen({ config, log, askEveryMs }: WorkerDeps, relay: Relay, removals: DestinationRemovals) {
  const look = () => relay.nudge([]);
  const hears = {
    channels: { [INBOX_CHANNEL]: look, [REMOVALS_CHANNEL]: (businessId: string) => removals.heard(businessId) },
    opened: () => {
      removals.opened();
      look();
    },
    lost: () => removals.lost(),
  };
  const listener = new Listener(config.databaseUrl, hears, log, askEveryMs);
  await listener.tried;
  return listener;
}

function activityDeps(
  { config, dataSource, publish, log }: WorkerDeps,
  runs: RunControl,
  removals: DestinationRemovals,
): ActivityDeps {
  const http = new OutboundClient(new OutboundGuard(config.outboundAllow), { tracesOwnHosts: true });
  const box = new SecretBox(config.encryptionKeys);
  return {
    dataSource,
    box,
    bulkheads: new Bulkheads(),
    carriers: new CarrierBreakers(),
    context: { http, mail: openMail(config), push: openPush(config.push), sandbox: new Sandbox({ threads: 2 }) },
    publicUrl: config.publicUrl,
    providers: config.providers,
    productNames: new ProductNames({ box, urls: config.providers, now: systemTime, log }),
    customerAddresses: new CustomerAddresses({ dataSource, box, urls: config.providers, now: systemTime, log }),
    payloadDays: config.payloadDays,
    publish,
    log,
    runs,
    removals,
    now: systemTime,
    random: systemRandom,
  };
}

function createWorker(connection: NativeConnection, config: Config, deps: ActivityDeps): Promise<Worker> {
  return Worker.create({
    connection,
    namespace: config.temporal.namespace,
    taskQueue: config.temporal.taskQueue,
    workflowBundle: { codePath: WORKFLOW_BUNDLE },
    activities: createActivities(deps),
    interceptors: { activity: [traceActivity] },
    maxConcurrentWorkflowTaskExecutions: 40,
    maxConcurrentActivityTaskExecutions: ACTIVITY_SLOTS,
    maxConcurrentLocalActivityExecutions: config.poolSize,
    // A run that was evicted from the cache must be replayed, which short runs should never need.
    maxCachedWorkflows: 500,
    shutdownGraceTime: '20s',
    shutdownForceTime: '25s',
    ...versioningOf(config.temporal),
  });
}

/** That of the newest worker of this process. */
let temporalLog: Logger | null = null;

const LEVELS = { TRACE: 'debug', DEBUG: 'debug', INFO: 'debug', WARN: 'warn', ERROR: 'error' } as const;

/**
 * Sends Temporal's log lines to ours, and leaves the signals of the process to us. Temporal has one runtime per process, which
 * ends with the last worker: the next one needs it installed anew.
 */
function bridgeLogs(log: Logger): void {
  temporalLog = log;
  const logger = new DefaultLogger('INFO', ({ level, message, meta }) => {
    const { error, ...fields } = meta ?? {};
    temporalLog?.[LEVELS[level]](
      { ...fields, taskToken: undefined, ...(error ? { error: String(error) } : {}) },
      message,
    );
  });
  const telemetryOptions = { logging: { forward: {}, filter: { core: 'WARN', other: 'ERROR' } } } as const;
  try {
    Runtime.install({ shutdownSignals: [], logger, telemetryOptions });
  } catch (error) {
    // Another worker of this process has installed it.
    if (!(error instanceof IllegalStateError)) throw error;
  }
}
