/**
 * POST /webhooks/:source. A plain Fastify route with its own parser: the signature covers the raw bytes, so nothing may
 * parse them before it is checked. Answers: 202 stored (or a duplicate), 400, 401, 404, 413, 415; 429 with Retry-After
 * where one address sent this source a flood of wrong signatures; 503 with Retry-After
 * where we cannot store it, never a 4xx for our own fault.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Inbox } from '../../core/ingest/inbox.js';
import type { RejectedRequests } from '../../core/ingest/rejected-requests.js';
import type { OpenSource, SourceCache } from '../../core/ingest/source-cache.js';
import { makeReason, type Reason } from '../../domain/reasons.js';
import { answerWithin } from '../../platform/database/answer-within.js';
import { faultText } from '../../platform/fault-text.js';
import { isDeeperThan } from '../../platform/json/json-depth.js';
import type { SignedRequest, Verdict } from '../../platform/signatures/signed-request.js';
import type { Metrics } from '../../platform/telemetry/metrics.js';
import type { OpenSpan } from '../../platform/telemetry/spans.js';
import { inSpan } from '../../platform/telemetry/tracing.js';
import { sourceKindOf } from '../../sources/index.js';
import type { RateLimits } from '../auth/rate-limits.js';
import { pasted } from '../graphql/pasted.js';
import { isHangUp } from '../hang-up.js';
import { type RouteError, sendReason, unreadReason } from './reason-reply.js';
import { WatchedRequests } from './watched-requests.js';

/** Deeper bodies would overflow the stack of whoever writes them as JSON again; no payment event comes near. */
export const MAX_DEPTH = 64;
/** A webhook of any producer is far smaller (Dodo's and Stripe's are below 20 kB). */
export const MAX_BODY_BYTES = 1024 * 1024;

/** Those that change the bytes. `identity` is none (RFC 9110, 8.4.1); some write the character set there, or `none`. */
const ENCODINGS = /gzip|deflate|compress|\b(br|zstd|dc[bz])\b/i;

/**
 * Whatever PostgreSQL does: a producer that is refused now comes again, and the most impatient one waits 15 s (Dodo Payments).
 * What is stored all the same is a duplicate then.
 */
const ANSWER_MS = 4_500;

export interface WebhookDeps {
  sources: SourceCache;
  inbox: Inbox;
  rejected: RejectedRequests;
  limits: RateLimits;
  log: Logger;
  metrics: Metrics;
}

/** A request that is refused; the reason goes to the sender and into the operator's list. */
class Refusal extends Error {
  constructor(
    readonly statusCode: number,
    readonly reason: Reason,
    readonly source: OpenSource | null,
  ) {
    super(reason.code);
  }
}

export async function webhookRoutes(fastify: FastifyInstance, parts: WebhookDeps): Promise<void> {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_BODY_BYTES }, (_request, body, done) =>
    done(null, body),
  );
  const watched = new WatchedRequests(parts.metrics);
  fastify.addHook('onResponse', (request, reply, done) => {
    if (request.method === 'POST') watched.count(request, reply);
    done();
  });
  fastify.setErrorHandler((error: RouteError, request, reply) =>
    replyError(error, request, reply, { ...parts, watched }),
  );
  fastify.post<{ Params: { source: string } }>(
    '/webhooks/:source',
    { bodyLimit: MAX_BODY_BYTES },
    // Always a trace of its own: what a stranger sends decides neither which traces are kept nor what they are called.
    (request, reply) =>
      inSpan('POST /webhooks/:source', { kind: 'SERVER', parent: null }, (span) =>
        receiveWebhook({ ...parts, watched, span }, request, reply),
      ),
  );
  fastify.route<{ Params: { source: string } }>({
    method: ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url: '/webhooks/:source',
    handler: async (request) => {
      const source = await sourceOrRefuse(parts, request.params.source);
      throw new Refusal(404, makeReason('WEBHOOK_BY_GET'), source);
    },
  });
}

/** One webhook that is being received. */
interface Receiving extends WebhookDeps {
  watched: WatchedRequests;
  span: OpenSpan | null;
}

async function receiveWebhook(
  parts: Receiving,
  request: FastifyRequest<{ Params: { source: string } }>,
  reply: FastifyReply,
) {
  const { watched, span } = parts;
  const limit = AbortSignal.timeout(ANSWER_MS);
  const source = await answerWithin(limit, sourceOrRefuse(parts, request.params.source));
  watched.see(request, { kind: source.kind });
  span?.set({ 'tocsin.source_id': source.id, 'tocsin.source_kind': source.kind });
  const pause = await parts.limits.webhooksPause(signedBy(source), request.ip);
  // Not listed: the wrong signatures before it are.
  if (pause > 0) return sendReason(request, reply, 429, makeReason('WEBHOOK_FLOOD'), pause);
  if (ENCODINGS.test(request.headers['content-encoding'] ?? ''))
    throw new Refusal(415, makeReason('WEBHOOK_COMPRESSED'), source);
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const accepted = await answerWithin(limit, take(parts, source, request, { body, limit }));
  watched.see(request, accepted);
  span?.set({ 'tocsin.event_id': accepted.id, 'tocsin.duplicate': String(accepted.duplicate) });
  return reply.code(202).send(accepted);
}

async function sourceOrRefuse(parts: WebhookDeps, id: string): Promise<OpenSource> {
  const source = await sourceAt(parts, id);
  if (source) return source;
  throw new Refusal(404, makeReason('SOURCE_ADDRESS_UNKNOWN'), null);
}

/** Verifies, reads and stores one webhook. Throws a Refusal, or what PostgreSQL threw. */
async function take(
  parts: WebhookDeps,
  source: OpenSource,
  { headers, ip }: FastifyRequest,
  { body, limit }: { body: Buffer; limit: AbortSignal },
) {
  const kind = sourceKindOf(source.kind);
  const now = new Date();
  await verify(parts, source, { headers, body, ip }, now);
  const payload = parseObject(body, source);
  const externalId = kind.externalId({ headers, body }, payload);
  if (!externalId) throw new Refusal(400, makeReason('WEBHOOK_WITHOUT_ID'), source);
  const event = kind.normalise(payload, externalId, now);
  const from = { businessId: source.businessId, sourceId: source.id };
  return parts.inbox.add({ ...from, externalId, body, receivedAt: now, event }, limit);
}

/** With the secrets as they are known; where these do not fit, with those of this very moment. */
async function verify(
  parts: WebhookDeps,
  source: OpenSource,
  request: Pick<FastifyRequest, 'headers' | 'ip'> & { body: Buffer },
  now: Date,
): Promise<void> {
  if (signatureVerdict(source, request, now).ok) return;
  const current = (await parts.sources.findAgain(source.id, now.getTime())) ?? source;
  const verdict = signatureVerdict(current, request, now);
  if (verdict.ok) return;
  await parts.limits.countWrongSignature(signedBy(current), request.ip);
  throw new Refusal(401, verdict.reason, source);
}

/** Under which wrong signatures are counted: with other secrets the count begins anew, since what was wrong may be right. */
const signedBy = ({ id, secretsVersion }: OpenSource) => `${id} ${secretsVersion}`;

function signatureVerdict({ kind, secrets }: OpenSource, request: SignedRequest, now: Date): Verdict {
  const entry = sourceKindOf(kind);
  return secrets.length > 0 || entry.own
    ? entry.verify(request, secrets, now)
    : { ok: false, reason: makeReason('SECRET_NOT_SET') };
}

function parseObject(body: Buffer, source: OpenSource): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8').replace(/^\uFEFF/, ''));
  } catch {
    throw new Refusal(400, makeReason('WEBHOOK_NOT_JSON'), source);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Refusal(400, makeReason('WEBHOOK_NO_OBJECT'), source);
  if (isDeeperThan(MAX_DEPTH, value))
    throw new Refusal(400, makeReason('WEBHOOK_TOO_DEEP', { most: MAX_DEPTH }), source);
  return value as Record<string, unknown>;
}

async function replyError(
  error: RouteError,
  request: FastifyRequest,
  reply: FastifyReply,
  parts: WebhookDeps & { watched: WatchedRequests },
): Promise<void> {
  const refusal = asRefusal(error);
  if (!refusal) {
    parts.log.error(
      { code: 'INGEST_UNAVAILABLE', error: faultText(error) },
      'a webhook could not be stored; its producer will send it again',
    );
    sendReason(request, reply, 503, makeReason('WEBHOOK_NOT_STORED'), 5);
    return;
  }
  const { source } = refusal.source ? refusal : { source: await knownSource(request, parts) };
  if (source) parts.watched.see(request, { kind: source.kind });
  // A producer that hung up sends it again; as a refusal it would speak against the source.
  if (!isHangUp(error))
    parts.rejected.add({
      businessId: source?.businessId ?? null,
      sourceId: source?.id ?? null,
      at: new Date(),
      statusCode: refusal.statusCode,
      reason: refusal.reason,
    });
  sendReason(request, reply, refusal.statusCode, refusal.reason);
}

/** Fastify refuses some requests before our handler runs; those too belong to their source. */
async function knownSource(request: FastifyRequest, parts: WebhookDeps): Promise<OpenSource | null> {
  const { source } = request.params as { source?: string };
  return source ? sourceAt(parts, source).catch(() => null) : null;
}

/** A blank, or what nobody sees, is pasted along with an address. */
const sourceAt = ({ sources }: WebhookDeps, id: string) => sources.find(pasted(id), Date.now());

function asRefusal(error: RouteError): Refusal | null {
  if (error instanceof Refusal) return error;
  if (error.statusCode && error.statusCode >= 400 && error.statusCode < 500)
    return new Refusal(error.statusCode, unreadReason(error, MAX_BODY_BYTES, null), null);
  return null;
}
