/** Where operators ask a process how it is: probes, and what else is plugged in, on a port that nobody else needs to reach. */
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Environment } from './config.js';
import { listenAt } from './listening.js';
import type { Readiness } from './readiness.js';

export interface OperationsAnswer {
  status: number;
  /** Content type. */
  type: string;
  body: string;
}

/** Answers a GET. What it throws is a 500 without a word of the error. */
type OperationsHandler = () => OperationsAnswer | Promise<OperationsAnswer>;

export interface OperationsOptions {
  /** 0: any free one. */
  port: number;
  host: string;
  readiness: Readiness;
  /** More pages, by their path: `/metrics`. */
  pages?: Readonly<Record<string, OperationsHandler>>;
}

export interface OperationsServer {
  port: number;
  /** Ends open requests too. */
  close(): Promise<void>;
}

/** None where OPERATIONS_PORT is not set. */
export async function openOperationsOf(
  { OPERATIONS_PORT: port, HOST: host = '0.0.0.0' }: Pick<Environment, 'OPERATIONS_PORT' | 'HOST'>,
  readiness: Readiness,
  pages: OperationsOptions['pages'] = {},
): Promise<OperationsServer | null> {
  return port === undefined ? null : openOperations({ port, host, readiness, pages });
}

const jsonAnswer = (status: number, body: object): OperationsAnswer => ({
  status,
  type: 'application/json',
  body: JSON.stringify(body),
});

/** The probes of a process. `/healthz`: the event loop turns, nothing else. `/readyz`: it can do its work. */
export const probePages = (readiness: Readiness) => ({
  '/healthz': () => jsonAnswer(200, { ok: true }),
  '/readyz': async () => {
    const report = await readiness.report();
    return jsonAnswer(report.ok ? 200 : 503, report);
  },
});

const NOT_FOUND = jsonAnswer(404, { error: 'There is no such page.' });
const FAILED = jsonAnswer(500, { error: 'The page could not be made.' });
/** Probes are short; whoever sends slower than this holds a connection. */
const REQUEST_MS = 5_000;

/** @throws a FatalError where the port or the address cannot be had. */
export async function openOperations({ port, host, readiness, pages }: OperationsOptions): Promise<OperationsServer> {
  const handlers = new Map<string, OperationsHandler>(Object.entries({ ...probePages(readiness), ...pages }));
  const limits = { requestTimeout: REQUEST_MS, headersTimeout: REQUEST_MS };
  const server = createServer(limits, async (request, response) => {
    const path = (request.url ?? '').replace(/\?.*$/, '');
    const handler = request.method === 'GET' || request.method === 'HEAD' ? handlers.get(path) : undefined;
    // A body is of no interest.
    request.resume();
    writeAnswer(response, handler ? await madeBy(handler) : NOT_FOUND);
  });
  await listenAt('OPERATIONS_PORT', { port, host }, (place) => once(server.listen(place), 'listening'));
  const close = async () => {
    const closed = new Promise((done) => server.close(done));
    server.closeAllConnections();
    await closed;
  };
  return { port: (server.address() as AddressInfo).port, close };
}

async function madeBy(handler: OperationsHandler): Promise<OperationsAnswer> {
  try {
    return await handler();
  } catch {
    return FAILED;
  }
}

function writeAnswer(response: ServerResponse, { status, type, body }: OperationsAnswer): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(body);
}
