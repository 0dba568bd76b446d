/**
 * The Temporal of a test run: the dev server, or with `TEST_TEMPORAL=postgresql` the server as production runs it, on a
 * PostgreSQL of its own. Its programs are built from source once, which takes Go and some minutes.
 */
import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { access, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Connection, isGrpcServiceError } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { type Child, type StopSignal, startChild, writePidFile } from '../../src/local/child.js';
import { isPortFree } from '../../src/local/launcher/port.js';
import { cacheDir } from '../../src/local/places.js';
import { freePort, isListening } from '../../src/local/ports.js';
import { type LocalPostgres, startPostgres } from '../../src/local/postgres.js';
import { DYNAMIC_CONFIG, startTemporal } from '../../src/local/temporal.js';
import { buildWithGo, type GoModule } from '../../src/local/temporal-binary.js';
import { hasNamespace } from '../../src/temporal/ready.js';
import { registerSearchAttributes } from '../../src/temporal/search-attributes.js';
import { SEARCH_ATTRIBUTES } from '../../workflows/messages.js';

const run = promisify(execFile);

/** The version that the dev server of our CLI has inside, and the checksum of its sources. */
const MODULE: GoModule = {
  path: 'go.temporal.io/server',
  version: 'v1.32.0',
  sum: 'h1:JQoqsVREaGc8vcuDNfuRlySiV3tVi81XUOVC9LeL/1Y=',
};
const NAMESPACE = 'default';
const RETENTION = msToTs('72h');
/** So many that work is spread, and so few that two cores carry them. https://docs.temporal.io/temporal-service/temporal-server#history-shard */
const SHARDS = 16;
const READY_WAIT_MS = 120_000;
const POLL_MS = 100;
/** https://grpc.io/docs/guides/status-codes/ */
const NOT_FOUND = 5;
const STOP: readonly StopSignal[] = [
  ['SIGTERM', 20_000],
  ['SIGKILL', 5_000],
];

export interface TestTemporal {
  /** `host:port` of the gRPC frontend. */
  address: string;
  stop(): Promise<void>;
}

/** What `startTestTemporal` starts. */
interface Place {
  /** Its database, and `temporal.pid`, which names the server's process. */
  dataDir: string;
  /** Of the gRPC frontend; without it a free one. */
  port?: number;
}

/** @throws where `TEST_TEMPORAL` has another value, or its server cannot be built or does not start */
export function startTestTemporal(place: Place): Promise<TestTemporal> {
  const wanted = process.env.TEST_TEMPORAL ?? 'dev';
  if (wanted === 'dev') return startTemporal({ ...place, uiPort: null });
  if (wanted === 'postgresql') return startServer(place);
  throw new Error(`TEST_TEMPORAL is ${wanted}: leave it out for the dev server, or say postgresql.`);
}

async function startServer({ dataDir, port }: Place): Promise<TestTemporal> {
  const programs = await findPrograms();
  const postgres = await startPostgres({
    dataDir: join(dataDir, 'postgres'),
    // Of each of the four services a pool of its own; durability is for tests of ours that kill it with its database.
    settings: { max_connections: '300', fsync: 'off' },
  });
  let child: Child | undefined;
  const stop = async () => {
    await child?.stop();
    await postgres.stop();
  };
  try {
    await bringSchemas(programs.sql, postgres);
    const frontend = port ?? (await freePort());
    const config = join(dataDir, 'temporal.json');
    await writeFile(config, JSON.stringify(await configOf(postgres, frontend, dataDir)));
    await writeFile(dynamicOf(dataDir), JSON.stringify(dynamicConfig()));
    child = startChild({
      command: programs.server,
      args: ['--config-file', config, '--allow-no-auth', 'start'],
      env: { PATH: process.env.PATH, HOME: dataDir },
      runAs: null,
      stopSignals: STOP,
      onLine: () => undefined,
    });
    writePidFile(join(dataDir, 'temporal.pid'), child.pid);
    const ended = child.ended.then((output) => Promise.reject(new Error(`Temporal's server ended: ${output}`)));
    ended.catch(() => undefined);
    await Promise.race([prepare(frontend), ended]);
    return { address: `127.0.0.1:${frontend}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Paths of the server and of the tool that makes its schema; built where the user's cache has none. */
async function findPrograms(): Promise<{ server: string; sql: string }> {
  const shelf = join(cacheDir(), `temporal-server-${MODULE.version.slice(1)}`);
  const there = await access(join(shelf, 'server')).then(
    () => true,
    () => false,
  );
  if (!there) {
    await mkdir(cacheDir(), { recursive: true });
    const unfinished = await mkdtemp(`${shelf}-new-`);
    try {
      await buildWithGo(MODULE, ['cmd/server', 'cmd/tools/sql'], unfinished, (text) =>
        console.log(`Temporal's server ${MODULE.version}: ${text}`),
      );
      await rename(unfinished, shelf);
    } finally {
      await rm(unfinished, { recursive: true, force: true });
    }
  }
  return { server: join(shelf, 'server'), sql: join(shelf, 'sql') };
}

const DATABASES = { temporal: 'temporal', temporal_visibility: 'visibility' };

/** As deploy/temporal/schema.sh does. */
async function bringSchemas(tool: string, postgres: LocalPostgres): Promise<void> {
  const { username, password } = new URL(postgres.url);
  for (const [database, schema] of Object.entries(DATABASES)) {
    const where = ['--plugin', 'postgres12', '--endpoint', '127.0.0.1', '--port', String(postgres.port)];
    where.push('--user', username, '--database', database);
    const call = (...args: string[]) => run(tool, [...where, ...args], { env: { SQL_PASSWORD: password } });
    await call('create-database', '--defaultdb', 'postgres');
    await call('setup-schema', '--version', '0.0');
    await call('update-schema', '--schema-name', `postgresql/v12/${schema}`);
  }
}

const dynamicOf = (dataDir: string) => join(dataDir, 'dynamic.json');

const dynamicConfig = () =>
  Object.fromEntries(Object.entries(DYNAMIC_CONFIG).map(([key, value]) => [key, [{ value }]]));

/** The server reads YAML, of which JSON is a part. https://docs.temporal.io/references/configuration */
async function configOf(postgres: LocalPostgres, frontend: number, dataDir: string): Promise<object> {
  const { username: user, password } = new URL(postgres.url);
  const store = (databaseName: string, maxConns: number) => ({
    sql: {
      pluginName: 'postgres12',
      databaseName,
      connectAddr: `127.0.0.1:${postgres.port}`,
      connectProtocol: 'tcp',
      user,
      password,
      maxConns,
      maxIdleConns: maxConns,
      maxConnLifetime: '1h',
    },
  });
  const taken = new Set<number>();
  const service = async (grpcPort?: number) => ({
    rpc: { grpcPort: grpcPort ?? (await lowPort(taken)), membershipPort: await lowPort(taken), bindOnLocalHost: true },
  });
  return {
    log: { stdout: true, level: 'error' },
    persistence: {
      defaultStore: 'runs',
      visibilityStore: 'lists',
      numHistoryShards: SHARDS,
      datastores: { runs: store('temporal', 20), lists: store('temporal_visibility', 10) },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' } },
    services: {
      frontend: await service(frontend),
      history: await service(),
      matching: await service(),
      worker: await service(),
    },
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: {
          enabled: true,
          initialFailoverVersion: 1,
          rpcName: 'frontend',
          rpcAddress: `127.0.0.1:${frontend}`,
        },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    dynamicConfigClient: { filepath: dynamicOf(dataDir), pollInterval: '60s' },
  };
}

/** The server keeps the ports by which its services find each other as a `smallint`. */
const HIGHEST_PORT = 32_767;

/** A free one between what systems give away by themselves and what programs have for good. @param taken those that have one already */
async function lowPort(taken: Set<number>): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, HIGHEST_PORT + 1);
    if (taken.has(port) || !(await isPortFree(port))) continue;
    taken.add(port);
    return port;
  }
}

/** Waits until it serves, and gives it the namespace and our search attributes. */
async function prepare(frontend: number): Promise<void> {
  const end = Date.now() + READY_WAIT_MS;
  const until = async (isSo: () => Promise<boolean>) => {
    while (!(await isSo())) {
      if (Date.now() > end) throw new Error("Temporal's server was not ready in time.");
      await sleep(POLL_MS);
    }
  };
  await until(() => isListening(frontend));
  const address = `127.0.0.1:${frontend}`;
  const connection = await Connection.connect({ address, connectTimeout: READY_WAIT_MS });
  try {
    const succeeds = (call: Promise<unknown>) =>
      call.then(
        () => true,
        () => false,
      );
    if (!(await hasNamespace(address, NAMESPACE))) {
      await until(() =>
        succeeds(
          connection.workflowService.registerNamespace({
            namespace: NAMESPACE,
            workflowExecutionRetentionPeriod: RETENTION,
          }),
        ),
      );
    }
    // Its services learn of a namespace, and of search attributes, some seconds after they were made.
    await until(() => succeeds(registerSearchAttributes(connection, NAMESPACE)));
    const query = `${SEARCH_ATTRIBUTES.business.name} = "none"`;
    await until(() => succeeds(connection.workflowService.countWorkflowExecutions({ namespace: NAMESPACE, query })));
    // The service that has the histories may join the others after all that: only it knows that there is no such run.
    const execution = { workflowId: 'none' };
    await until(() =>
      connection.workflowService.describeWorkflowExecution({ namespace: NAMESPACE, execution }).then(
        () => true,
        (error: unknown) => isGrpcServiceError(error) && error.code === NOT_FOUND,
      ),
    );
  } finally {
    await connection.close();
  }
}
