/** The worker: runs workflows and activities. The relay is in the same process, so that starts can be eager. */
import { setMaxListeners } from 'node:events';
import { Client } from '@temporalio/client';
import { type NativeConnection, Worker } from '@temporalio/worker';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { AT_ONCE_PLACES } from '../../activities/at-once.js';
import { type ActivityDeps, createActivities } from '../../activities/index.js';
import { CHANNELS } from '../channels/index.js';
import { Bulkheads } from '../core/delivery/bulkheads.js';
import { CarrierBreakers, watchCarriers } from '../core/delivery/carrier-breakers.js';
import { CustomerAddresses } from '../core/delivery/customer-address.js';
import { DestinationRemovals, REMOVALS_CHANNEL } from '../core/delivery/destination-removals.js';
import { ProductNames } from '../core/delivery/product-names.js';
import type { PublishLiveUpdates } from '../domain/live-update.js';
import { CHANNEL_PLACES } from '../domain/planning/bulkheads.js';
import { systemRandom, systemTime } from '../platform/clock.js';
import type { Config } from '../platform/config.js';
import { DatabaseClock } from '../platform/database/clocks.js';
import { INBOX_CHANNEL, Listener } from '../platform/live/listener.js';
import { OutboundGuard } from '../platform/outbound/guard.js';
import { OutboundClient } from '../platform/outbound/http.js';
import { closeMail, openMail } from '../platform/outbound/mail-access.js';
import { openPush } from '../platform/outbound/push-access.js';
import { type CheckResult, OK } from '../platform/readiness.js';
import { Sandbox } from '../platform/sandbox/sandbox.js';
import { SecretBox } from '../platform/secrets/secret-box.js';
import type { Metrics } from '../platform/telemetry/metrics.js';
import { WORKFLOW_BUNDLE } from './bundle.js';
import { connectToTemporal } from './connection.js';
import { Relay, type RelayOptions } from './relay.js';
import { installRuntime } from './runtime.js';
import { TemporalSetUp } from './set-up.js';
import { RunStarter } from './starter.js';
import { watchStuckRuns } from './stuck-runs.js';
import { isOfTemporal, temporalFault } from './temporal-faults.js';
import { temporalAnswers } from './temporal-probe.js';
import { traceActivity, traceStarts } from './tracing.js';
import { versioningOf } from './versions.js';

export interface RunningWorker {
  relay: Relay;
  client: Client;
  /** Rejects if the worker dies. */
  ended: Promise<void>;
  /** For `/readyz`: whether it takes work. */
  check(): CheckResult;
  /** Whether Temporal answers by this worker's own connection. */
  reachesTemporal(): Promise<boolean>;
  /** Waits for activities in flight (at most 20 s), then closes everything. */
  stop(): Promise<void>;
}

/** For maintenance, and for chunks that are on their way to hear that no place is free. */
const OTHER_SLOTS = 40;
/** As many as all channels take together, and more: no channel waits for a slot because of the others. */
export const ACTIVITY_SLOTS =
  Object.values(CHANNELS).filter(({ send }) => send !== null).length * CHANNEL_PLACES + OTHER_SLOTS;

export interface WorkerDeps {
  config: Config;
  dataSource: DataSource;
  log: Logger;
  metrics: Metrics;
  /** Whether Temporal's core keeps metrics as well (`temporalMetrics`). */
  measured?: boolean;
  relay?: RelayOptions;
  /** How often the listening connection is checked, milliseconds. */
  askEveryMs?: number;
  /** Publishes what plans and deliveries changed. */
  publish: PublishLiveUpdates;
}

/** Rejects if Temporal cannot be reached; callers decide whether to wait. */
export async function startWorker(needs: WorkerDeps): Promise<RunningWorker> {
  await installRuntime(needs.log, needs.measured ?? false);
  const connection = await connectToTemporal(needs.config.temporal.address);
  try {
    return await runWorker(needs, connection);
  } catch (error) {
    await connection.close();
    throw isOfTemporal(error) ? temporalFault(error, needs.config.temporal) : error;
  }
}

async function runWorker(needs: WorkerDeps, connection: NativeConnection): Promise<RunningWorker> {
  const { config, dataSource, log, metrics } = needs;
  const { address, namespace, taskQueue, buildId } = config.temporal;
  const client = new Client({ connection, namespace, interceptors: { workflow: [traceStarts] } });
  const setUp = new TemporalSetUp({ connection, client, address, namespace, taskQueue, log });
  await setUp.begin();
  const starter = new RunStarter(client, { namespace, taskQueue, eager: buildId === null, metrics });
  const removals = new DestinationRemovals();
  const stopping = new AbortController();
  // Whoever waits for a turn listens.
  setMaxListeners(0, stopping.signal);
  const clock = new DatabaseClock();
  const unfollow = await clock.follow(dataSource);
  const { lostAfter } = config;
  const chance = { now: systemTime, random: systemRandom };
  const relay = new Relay({ dataSource, starter, lostAfter, log, metrics, ...chance }, needs.relay);
  const sent = (eventIds: readonly string[]) => relay.sent(eventIds);
  const deps = activityDeps(needs, { runs: starter, removals, stopping: stopping.signal, now: clock.now, sent });
  const worker = await createWorker(connection, config, deps);
  const ended = worker.run();
  watchStuckRuns(metrics, client, namespace, systemTime);
  watchCarriers(metrics, deps.carriers);
  relay.start();
  const listener = await listenForHints(needs, relay, removals);
  const stop = async () => {
    setUp.stop();
    unfollow();
    await listener.stop();
    await relay.stop();
    stopping.abort();
    if (worker.getState() === 'RUNNING') worker.shutdown();
    await ended.catch(() => undefined);
    await deps.context.sandbox.close();
    closeMail(deps.context.mail);
    await connection.close();
  };
  const check = (): CheckResult => {
    const state = worker.getState();
    return state === 'RUNNING' ? OK : { state: 'failed', detail: `It takes no work: it is ${state}.` };
  };
  return { relay, client, ended, check, reachesTemporal: () => temporalAnswers(connection), stop };
}

/** Listens for rows in the inbox and for removed destinations. */
async function listenForHints({ config, log, askEveryMs }: WorkerDeps, relay: Relay, removals: DestinationRemovals) {
  const look = () => relay.nudge([]);
  const hears = {
    channels: { [INBOX_CHANNEL]: look, [REMOVALS_CHANNEL]: (businessId: string) => removals.heard(businessId) },
    opened: () => {
      removals.opened();
      look();
    },
    lost: () => removals.lost(),
  };
  const listener = new Listener(config.databaseUrl.reveal(), hears, log, askEveryMs);
  await listener.tried;
  return listener;
}

function activityDeps(
  { config, dataSource, publish, log, metrics }: WorkerDeps,
  { runs, removals, stopping, now, sent }: Pick<ActivityDeps, 'runs' | 'removals' | 'stopping' | 'now' | 'sent'>,
): ActivityDeps {
  const http = new OutboundClient(new OutboundGuard(config.outboundAllow), { tracesOwnHosts: true });
  const box = new SecretBox(config.encryptionKeys.reveal());
  return {
    dataSource,
    box,
    bulkheads: new Bulkheads(systemTime),
    carriers: new CarrierBreakers(),
    context: {
      http,
      mail: openMail(config),
      push: openPush(config.push),
      sandbox: new Sandbox({ threads: 2, metrics }),
    },
    publicUrl: config.publicUrl,
    providers: config.providers,
    productNames: new ProductNames({ box, urls: config.providers, now: systemTime, log }),
    customerAddresses: new CustomerAddresses({ dataSource, box, urls: config.providers, now: systemTime, log }),
    payloadDays: config.payloadDays,
    publish,
    log,
    metrics,
    runs,
    sent,
    removals,
    stopping,
    now,
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
    // Plans, as many as there are connections, are never behind what hangs.
    maxConcurrentLocalActivityExecutions: config.poolSize + AT_ONCE_PLACES,
    // A run that was evicted from the cache must be replayed, which short runs should never need.
    maxCachedWorkflows: 500,
    shutdownGraceTime: '20s',
    shutdownForceTime: '25s',
    ...versioningOf(config.temporal),
  });
}
