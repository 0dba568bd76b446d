/** The worker: runs workflows and activities, and the relay beside them so that starts are eager. */
import { Client } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { type ActivityParts, createActivities } from '../../activities/index.js';
import { SecretBox } from '../access/secret-box.js';
import type { Config } from '../config.js';
import type { Tell } from '../domain/change.js';
import { Relay, type RelayOptions } from '../ingest/relay.js';
import { OutboundGuard } from '../outbound/guard.js';
import { OutboundClient } from '../outbound/http.js';
import { closeMail, openMail } from '../outbound/mail-access.js';
import { openPush } from '../outbound/push-access.js';
import { Sandbox } from '../sandbox/sandbox.js';
import { WORKFLOW_BUNDLE } from './bundle.js';
import { RunStarter } from './run-starter.js';
import { makeSchedules } from './schedules.js';
import { registerSearchAttributes } from './search-attributes.js';

export interface RunningWorker {
  relay: Relay;
  client: Client;
  /** Rejects where the worker died by itself. */
  ended: Promise<void>;
  /** Lets activities in flight finish (at most 20 s), then lets go of everything. */
  stop(): Promise<void>;
}

const REGISTER_EVERY_MS = 10 * 60_000;

export interface WorkerNeeds {
  config: Config;
  dataSource: DataSource;
  log: Logger;
  relay?: RelayOptions;
  /** Hears of what runs and deliveries changed. */
  tell: Tell;
}

/** Rejects where Temporal cannot be reached: callers decide whether to wait. */
export async function startWorker(needs: WorkerNeeds): Promise<RunningWorker> {
  const { config, dataSource, log } = needs;
  bridgeLogs(log);
  const { namespace, taskQueue } = config.temporal;
  const connection = await connect(config);
  const client = new Client({ connection, namespace });
  await registerSearchAttributes(connection, namespace);
  await makeSchedules(client, taskQueue, true);
  const parts = deliverParts(needs);
  const worker = await createWorker(connection, config, parts);
  const ended = worker.run();
  const relay = new Relay(dataSource, new RunStarter(client, { namespace, taskQueue, eager: true }), log, needs.relay);
  relay.start();
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
    await relay.stop();
    if (worker.getState() === 'RUNNING') worker.shutdown();
    await ended.catch(() => undefined);
    await parts.context.sandbox.close();
    closeMail(parts.context.mail);
    await connection.close();
  };
  return { relay, client, ended, stop };
}

function connect({ temporal: { address } }: Config): Promise<NativeConnection> {
  const { connectionOptions } = loadClientConnectConfig();
  return NativeConnection.connect({ ...connectionOptions, address, grpcCompression: { codec: 'none' } });
}

function deliverParts({ config, dataSource, tell }: WorkerNeeds): ActivityParts {
  const http = new OutboundClient(new OutboundGuard(config.outboundAllow));
  return {
    dataSource,
    box: new SecretBox(config.encryptionKeys),
    context: { http, mail: openMail(config), push: openPush(config.push), sandbox: new Sandbox({ threads: 2 }) },
    publicUrl: config.publicUrl,
    providers: config.providers,
    tell,
  };
}

function createWorker(connection: NativeConnection, config: Config, parts: ActivityParts): Promise<Worker> {
  return Worker.create({
    connection,
    namespace: config.temporal.namespace,
    taskQueue: config.temporal.taskQueue,
    workflowBundle: { codePath: WORKFLOW_BUNDLE },
    activities: createActivities(parts),
    maxConcurrentWorkflowTaskExecutions: 40,
    maxConcurrentActivityTaskExecutions: 40,
    maxConcurrentLocalActivityExecutions: config.poolSize,
    // An evicted run is replayed; a short one should never be.
    maxCachedWorkflows: 500,
    shutdownGraceTime: '20s',
    shutdownForceTime: '25s',
  });
}

let bridged = false;

/** Temporal's own log lines go into ours. Once per process: its runtime is a single one. */
function bridgeLogs(log: Logger): void {
  if (bridged) return;
  bridged = true;
  const levels = { TRACE: 'debug', DEBUG: 'debug', INFO: 'debug', WARN: 'warn', ERROR: 'error' } as const;
  Runtime.install({
    shutdownSignals: [],
    logger: new DefaultLogger('INFO', ({ level, message, meta }) => {
      const { error, ...fields } = meta ?? {};
      log[levels[level]]({ ...fields, taskToken: undefined, ...(error ? { error: String(error) } : {}) }, message);
    }),
    telemetryOptions: { logging: { forward: {}, filter: { core: 'WARN', other: 'ERROR' } } },
  });
}
