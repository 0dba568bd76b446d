// The embedded Temporal: the dev server of the CLI with a file database, so that its workflows survive a restart.
import { createHash } from 'node:crypto';
import { mkdir, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SEARCH_ATTRIBUTES } from '../../workflows/messages.js';
import { awaitSearchAttributes, hasNamespace } from '../temporal/ready.js';
import { type Child, endLeftover, readPidFile, type StopSignal, startChild, writePidFile } from './child.js';
import { isPortFree } from './launcher/port.js';
import { freePort, isListening } from './ports.js';
import { LocalError } from './steps.js';
import { findTemporalBinary } from './temporal-binary.js';

const NAMESPACE = 'default';

/**
 * A namespace that only the server of this database has. Of two that are started at the same moment on the same port one gets it;
 * the other one's start must not take that for its own.
 */
export const markOf = (database: string) =>
  `tocsin-${createHash('sha256').update(database).digest('hex').slice(0, 12)}`;

const DEFAULT_PORT = 7233;
const DEFAULT_UI_PORT = 8233;
const READY_WAIT_MS = 60_000;
const POLL_MS = 50;
const STOP: readonly StopSignal[] = [
  ['SIGINT', 10_000],
  ['SIGKILL', 5_000],
];

/** The CLI's names of the types that our search attributes have. */
const CLI_TYPES: Record<string, string> = { KEYWORD: 'Keyword', KEYWORD_LIST: 'KeywordList', DATETIME: 'Datetime' };

// The default request limits are made for shared clusters and would throttle one busy process;
// with one partition a task queue needs no forwarding between partitions. https://docs.temporal.io/references/dynamic-configuration
export const DYNAMIC_CONFIG = {
  'frontend.rps': 100_000,
  'frontend.namespaceRPS': 100_000,
  'matching.numTaskqueueReadPartitions': 1,
  'matching.numTaskqueueWritePartitions': 1,
};

/** What to start. */
export interface TemporalOptions {
  /** Folder of the database file; made if missing. */
  dataDir: string;
  /** gRPC port on 127.0.0.1; without it 7233, or a free one when that is taken. */
  port?: number;
  /** Web UI port; without it 8233, or a free one when that is taken; null for no Web UI. */
  uiPort?: number | null;
  /** Path of the Temporal CLI; without it `findTemporalBinary` looks for one. */
  binary?: string;
  /** Gets each line of the server's log and what we have to say. */
  log?: (line: string) => void;
}

/** A running Temporal dev server. */
export interface LocalTemporal {
  /** `host:port` of the gRPC frontend. */
  address: string;
  namespace: 'default';
  /** Address of the Web UI; null if it was not asked for. */
  uiUrl: string | null;
  /** Resolves when the server has ended. */
  stop(): Promise<void>;
}

/**
 * Starts Temporal on 127.0.0.1 with our search attributes and waits until it serves the namespace. A server that a killed
 * run left behind is stopped first, since two on one SQLite file would spoil it. Throws LocalError with a way out.
 */
export async function startTemporal(options: TemporalOptions): Promise<LocalTemporal> {
  const log = options.log ?? (() => undefined);
  const binary = options.binary ?? (await findTemporalBinary(log));
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
  const dir = await realpath(options.dataDir);
  const files = { database: join(dir, 'temporal.db'), pid: join(dir, 'temporal.pid') };
  const noted = await readPidFile(files.pid);
  const leftover = { what: 'Temporal', ...noted, marker: `--db-filename ${files.database} `, stopSignals: STOP };
  if (await endLeftover(leftover)) log(`Stopped the Temporal server of an earlier run (process ${noted.pid})`);

  const ports = await choosePorts(options, log);
  return startTemporalServer(binary, files, ports, log).catch(async (error: unknown) => {
    // Another run may have taken a port between our look at it and the server's own.
    if (await areFree(ports)) throw error;
    return startTemporalServer(binary, files, await choosePorts(options, log), log);
  });
}

/** `ui` is null where no Web UI is wanted. */
interface Ports {
  frontend: number;
  ui: number | null;
}

async function startTemporalServer(
  binary: string,
  files: { database: string; pid: string },
  { frontend, ui }: Ports,
  log: (line: string) => void,
): Promise<LocalTemporal> {
  // A server that is being stopped logs its own interrupted calls as errors.
  let stopping = false;
  const child = startChild({
    command: binary,
    args: serverArguments(files.database, frontend, ui),
    // Nothing of ours: TEMPORAL_* variables or the user's CLI profile would change what the server does.
    env: { PATH: process.env.PATH, HOME: dirname(files.database) },
    runAs: null,
    stopSignals: STOP,
    onLine: (line) => stopping || log(line),
  });
  writePidFile(files.pid, child.pid);
  const address = `127.0.0.1:${frontend}`;
  await waitUntilReady(child, address, markOf(files.database));
  const uiUrl = ui === null ? null : `http://127.0.0.1:${ui}`;
  const stop = () => {
    stopping = true;
    return child.stop();
  };
  return { address, namespace: NAMESPACE, uiUrl, stop };
}

async function choosePorts({ port, uiPort }: TemporalOptions, log: (line: string) => void): Promise<Ports> {
  const frontend = await chooseTemporalPort('Temporal', port, DEFAULT_PORT, log);
  const usualUi = frontend === DEFAULT_UI_PORT ? frontend + 1000 : DEFAULT_UI_PORT;
  return { frontend, ui: uiPort === null ? null : await chooseTemporalPort('Web UI', uiPort, usualUi, log) };
}

async function areFree({ frontend, ui }: Ports): Promise<boolean> {
  return (await isPortFree(frontend)) && (ui === null || (await isPortFree(ui)));
}

async function chooseTemporalPort(
  what: string,
  given: number | undefined,
  usual: number,
  log: (line: string) => void,
): Promise<number> {
  if (given === undefined) {
    const port = await freePort(usual);
    if (port !== usual) log(`${what}: port ${usual} is taken, so it is on ${port}`);
    return port;
  }
  if (await isPortFree(given)) return given;
  throw new LocalError(
    `Port ${given}, which the embedded Temporal shall use (${what}), is taken.`,
    `End the program that listens there, choose another port, or, if it is a Temporal server, use it: TEMPORAL_ADDRESS=127.0.0.1:${given}`,
  );
}

function serverArguments(database: string, port: number, uiPort: number | null): string[] {
  const args = ['server', 'start-dev', '--db-filename', database, '--ip', '127.0.0.1', '--port', String(port)];
  args.push(...(uiPort === null ? ['--headless'] : ['--ui-port', String(uiPort)]));
  args.push('--namespace', NAMESPACE, '--namespace', markOf(database), '--log-level', 'error');
  for (const { name, type } of Object.values(SEARCH_ATTRIBUTES))
    args.push('--search-attribute', `${name}=${CLI_TYPES[type]}`);
  for (const [key, value] of Object.entries(DYNAMIC_CONFIG)) args.push('--dynamic-config-value', `${key}=${value}`);
  return args;
}

async function waitUntilReady(child: Child, address: string, mark: string): Promise<void> {
  const stopWaiting = new AbortController();
  const ready = serves(address, mark, stopWaiting.signal).then(() => null);
  const failure = await Promise.race([
    ready,
    child.ended,
    sleep(READY_WAIT_MS, 'It was not ready in time.', stopWaiting),
  ])
    .catch((error: Error) => error.message)
    .finally(() => stopWaiting.abort());
  if (failure === null) return;
  await child.stop();
  throw new LocalError(
    `The embedded Temporal did not start: ${failure}`,
    'Mend that, or set TEMPORAL_ADDRESS to a Temporal server that already runs.',
  );
}

/** Resolves when our own server listens there and has namespace and search attributes, which come a moment later; or when the signal aborts. */
async function serves(address: string, mark: string, signal: AbortSignal): Promise<void> {
  while (!(await isListening(Number(address.split(':')[1]))) || !(await hasNamespace(address, mark))) {
    if (signal.aborted) return;
    await sleep(POLL_MS);
  }
  const names = Object.values(SEARCH_ATTRIBUTES).map(({ name }) => name);
  await awaitSearchAttributes({ address, namespace: NAMESPACE, names, signal });
}
