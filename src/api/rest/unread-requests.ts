/** Requests that no route of ours has seen: what to do is said by each answer, in the shape that whoever asked reads. */
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { makeReason, type Reason } from '../../domain/reasons.js';
import { ENGLISH } from '../../i18n/labels.js';
import { reasonText } from '../../i18n/reason-text.js';
import { formatterOfRequest } from '../graphql/request-formatter.js';
import { sendReason, unreadReason } from './reason-reply.js';
import { MAX_BODY_BYTES } from './webhook.route.js';

/** Of GraphQL: whatever comes by a webhook may be published, with some room for the question around it. */
export const MAX_GRAPHQL_BYTES = MAX_BODY_BYTES + 64 * 1024;

const JSON_TYPE = 'application/json';
/** Node's limit of a request line and its headers. */
const MOST_HEADER_KIB = 16;
/** Longer ones are cut: what was asked for is repeated to whoever asked. */
const SHOWN_CHARACTERS = 100;

/** What Nest makes of a failure before a route, or of an address without one. */
export interface Unread {
  /** HTTP's. */
  status: number;
  /** Fastify's error; absent where there is no such address. */
  cause: unknown;
}

export function sendUnread(request: FastifyRequest, reply: FastifyReply, { status, cause }: Unread): FastifyReply {
  const reason = cause instanceof Error ? unreadReason(cause, MAX_GRAPHQL_BYTES, JSON_TYPE) : nothingThere(request);
  // Clients of GraphQL read `errors`.
  if (request.routeOptions.url !== '/graphql') return sendReason(request, reply, status, reason);
  const message = reasonText(formatterOfRequest({ request }), reason);
  return reply.code(status).send({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
}

function nothingThere({ method, url }: FastifyRequest): Reason {
  const path = url.replace(/\?.*$/s, '').slice(0, SHOWN_CHARACTERS);
  return makeReason('NOTHING_THERE', { method, path });
}

/** Of an address that the router cannot read; no hook has run. */
export function sendUnroutable({ statusCode = 400 }: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  sendReason(request, reply, statusCode, makeReason(statusCode === 414 ? 'PATH_TOO_LONG' : 'PATH_UNREADABLE'));
}

/** What Node could not read as HTTP. In English: its headers are not read either. @param limitMs how long one may take to arrive */
export function answerUnreadable({ code }: NodeJS.ErrnoException, socket: Socket, limitMs: number): void {
  if (code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const [status, reason] = unreadableAs(code, limitMs);
  const body = JSON.stringify({ error: reasonText(ENGLISH, reason) });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    `Content-Type: ${JSON_TYPE}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

function unreadableAs(code: string | undefined, limitMs: number): [status: number, reason: Reason] {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return [408, makeReason('REQUEST_TOO_SLOW', { seconds: Math.ceil(limitMs / 1_000) })];
  if (code === 'HPE_HEADER_OVERFLOW') return [431, makeReason('HEADERS_TOO_LARGE', { kib: MOST_HEADER_KIB })];
  return [400, makeReason('NOT_HTTP')];
}
