// The only HTTP client for outbound calls. It uses node:http, without an agent where tenants choose the hosts: they share no
// connection. Redirects are not followed, and no proxy is read from the environment.
import * as http from 'node:http';
import * as https from 'node:https';
import { makeReason, type Reason } from '../../domain/reasons.js';
import { ENGLISH } from '../../i18n/labels.js';
import { reasonText } from '../../i18n/reason-text.js';
import { inChildSpan } from '../telemetry/tracing.js';
import { isFramingHeader } from './framing-headers.js';
import { type OutboundGuard, OutboundRefused } from './guard.js';

const DEFAULT_TIMEOUT_MS = 15_000;
const KEPT_BODY_BYTES = 64 * 1024;
/** Node's own 250 ms is too short to connect to a distant receiver that has several addresses (nodejs/node#54359). */
const NEXT_ADDRESS_AFTER_MS = 2_500;

/**
 * How long a connection to a carrier is kept that nobody uses, milliseconds: as long as a burst needs, and so much shorter than servers
 * keep it (Node's five seconds) that none is closed by the other side in the moment in which a message is written to it.
 */
const KEPT_MS = 1_000;
/** To each carrier. Fewer than are used at once would be closed, and opened anew, for each message. */
const KEPT_CONNECTIONS = 200;

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

export interface OutboundRequest {
  /** GET, HEAD, POST, PUT, PATCH or DELETE */
  method: string;
  url: string;
  /** without Host, Content-Length and the like: the client sets those */
  headers: Record<string, string>;
  body?: string | Buffer;
  /** total for DNS, connect, request and the whole response; default 15,000 */
  timeoutMs?: number;
  /** ends the call early, with an OutboundFailed whose code is ABORTED */
  signal?: AbortSignal;
}

export interface OutboundResponse {
  /** any status, 3xx included */
  status: number;
  /** names in lower case; several values of one name are joined by ", " */
  headers: Record<string, string>;
  /** the first 64 KB, read as UTF-8 */
  body: string;
  /** whether the body was longer */
  truncated: boolean;
  durationMs: number;
  /** when its end was read, milliseconds since 1970 */
  endedAt: number;
}

/** The whole call took longer than its limit. */
export class OutboundTimeout extends Error {
  override readonly name = 'OutboundTimeout';
  /** what took too long: the connection (DNS and TLS included) or the response */
  readonly phase: 'connect' | 'response';
  readonly reason: Reason;

  /** @param maybeDelivered whether bytes of the request may have reached the receiver */
  constructor(
    host: string,
    timeoutMs: number,
    readonly maybeDelivered: boolean,
  ) {
    const reason = makeReason(maybeDelivered ? 'ANSWER_TIMEOUT' : 'CONNECT_TIMEOUT', { host, ms: timeoutMs });
    super(reasonText(ENGLISH, reason));
    this.reason = reason;
    this.phase = maybeDelivered ? 'response' : 'connect';
  }
}

/** The call failed: DNS, TLS, a reset, no HTTP, or an abort by the caller. */
export class OutboundFailed extends Error {
  override readonly name = 'OutboundFailed';
  readonly reason: Reason;
  /**
   * @param code Node's error code such as ECONNRESET or ENOTFOUND; or ABORTED by the caller's signal; or NO_ANSWER, closed without one
   * @param maybeDelivered whether bytes of the request may have reached the receiver
   */
  constructor(
    host: string,
    readonly code: string,
    readonly maybeDelivered: boolean,
  ) {
    const reason = makeReason('CALL_FAILED', { host, code });
    super(reasonText(ENGLISH, reason));
    this.reason = reason;
  }
}

/** Sends one request and reads its response; no retries. */
export class OutboundClient {
  readonly #guard: OutboundGuard;
  readonly #tracesOwnHosts: boolean;
  readonly #agents: { 'http:': http.Agent; 'https:': https.Agent } | null;

  /**
   * @param tracesOwnHosts whether those that the guard names are the operator's own: they alone are told of a trace
   * @param keepsConnections for a carrier that the operator chose: a connection, and its TLS handshake, for each message costs more than the message
   */
  constructor(guard: OutboundGuard, { tracesOwnHosts = false, keepsConnections = false } = {}) {
    this.#guard = guard;
    this.#tracesOwnHosts = tracesOwnHosts;
    const kept = { keepAlive: true, maxFreeSockets: KEPT_CONNECTIONS, timeout: KEPT_MS };
    this.#agents = keepsConnections ? { 'http:': new http.Agent(kept), 'https:': new https.Agent(kept) } : null;
  }

  /**
   * @throws OutboundRefused nothing was sent · OutboundTimeout · OutboundFailed. No message shows more of the URL than
   * its host: hook URLs carry secrets in their path.
   */
  async send(request: OutboundRequest): Promise<OutboundResponse> {
    const url = this.#guard.checkUrl(request.url);
    checkMethod(request.method);
    checkRequestHeaders(request.headers);
    if (request.signal?.aborted) throw new OutboundFailed(url.hostname, 'ABORTED', false);
    return inChildSpan(request.method, { kind: 'CLIENT' }, async (span) => {
      const passedOn = this.#tracesOwnHosts && this.#guard.names(url) ? span : null;
      const call = this.#open(url, {
        ...request,
        headers: { ...(passedOn ? { traceparent: passedOn.traceparent } : {}), ...request.headers },
      });
      const response = await exchange(call, url, request);
      span?.set({ 'http.response.status_code': response.status });
      return response;
    });
  }

  #open(url: URL, { method, headers }: OutboundRequest): http.ClientRequest {
    const isSecure = url.protocol === 'https:';
    return (isSecure ? https : http).request(url, {
      method,
      headers,
      agent: this.#agents?.[isSecure ? 'https:' : 'http:'] ?? false,
      lookup: this.#guard.lookupFor(url),
      autoSelectFamilyAttemptTimeout: NEXT_ADDRESS_AFTER_MS,
      // Set here so that NODE_TLS_REJECT_UNAUTHORIZED=0, set for something else, cannot disable it.
      rejectUnauthorized: true,
    } as https.RequestOptions);
  }
}

function checkMethod(method: string): void {
  if (!METHODS.includes(method)) {
    throw new OutboundRefused(
      makeReason('METHOD_NOT_ALLOWED', { method: JSON.stringify(method), allowed: METHODS.join(', ') }),
    );
  }
}

function checkRequestHeaders(headers: Record<string, string>): void {
  for (const [name, value] of Object.entries(headers)) {
    if (isFramingHeader(name)) {
      throw new OutboundRefused(makeReason('HEADER_IS_OURS', { header: name }));
    }
    try {
      http.validateHeaderName(name);
      http.validateHeaderValue(name, value);
    } catch {
      throw new OutboundRefused(makeReason('HEADER_INVALID', { header: JSON.stringify(name) }));
    }
  }
}

async function exchange(call: http.ClientRequest, url: URL, request: OutboundRequest): Promise<OutboundResponse> {
  const host = url.hostname;
  const startedAt = performance.now();
  const progress = watchConnection(call, url);
  let ended: OutboundTimeout | OutboundFailed | undefined;
  const end = (reason: OutboundTimeout | OutboundFailed) => {
    ended ??= reason;
    call.destroy();
  };
  const timeoutMs = request.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const onTimeout = () => end(new OutboundTimeout(host, timeoutMs, progress.connected));
  const onAbort = () => end(new OutboundFailed(host, 'ABORTED', progress.connected));
  const timer = setTimeout(onTimeout, timeoutMs);
  request.signal?.addEventListener('abort', onAbort);
  try {
    const response = await answerTo(call, request.body);
    const answer = await readResponse(response);
    return { ...answer, durationMs: Math.round(performance.now() - startedAt), endedAt: Date.now() };
  } catch (error) {
    throw ended ?? outboundFailure(error, host, progress.connected);
  } finally {
    clearTimeout(timer);
    request.signal?.removeEventListener('abort', onAbort);
    call.destroy();
  }
}

/** Node writes the request as soon as it is connected; from then on nobody can know whether it arrived. */
function watchConnection(call: http.ClientRequest, url: URL): { connected: boolean } {
  const progress = { connected: false };
  call.once('socket', (socket) => {
    if (call.reusedSocket) {
      progress.connected = true;
      return;
    }
    socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
      progress.connected = true;
    });
  });
  return progress;
}

function answerTo(call: http.ClientRequest, body: string | Buffer | undefined): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    call.once('response', resolve);
    call.on('error', reject); // stays: a late error without a listener would end the process
    // After "101 Switching Protocols" Node closes the call without any other event.
    call.once('close', () => reject(Object.assign(new Error('closed'), { code: 'NO_ANSWER' })));
    call.end(body);
  });
}

async function readResponse(response: http.IncomingMessage): Promise<Omit<OutboundResponse, 'durationMs' | 'endedAt'>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > KEPT_BODY_BYTES) break; // to leave the loop destroys the response
  }
  const truncated = size > KEPT_BODY_BYTES;
  const kept = Buffer.concat(chunks).subarray(0, KEPT_BODY_BYTES);
  return {
    status: response.statusCode as number,
    headers: Object.fromEntries(
      Object.entries(response.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(', ') : `${value}`,
      ]),
    ),
    // `stream` drops the half character that the cut may leave at the end
    body: new TextDecoder().decode(kept, { stream: truncated }),
    truncated,
  };
}

function outboundFailure(error: unknown, host: string, connected: boolean): Error {
  if (error instanceof OutboundRefused) return error;
  // Only the code: Node's messages can quote certificates and addresses of our network.
  return new OutboundFailed(host, (error as NodeJS.ErrnoException).code ?? 'UNKNOWN', connected);
}
