/** Replies of plain routes: `{error}`, a reason in the language of the request. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { makeReason, type Reason } from '../../domain/reasons.js';
import { reasonText } from '../../i18n/reason-text.js';
import { faultText } from '../../platform/fault-text.js';
import { formatterOfRequest } from '../graphql/request-formatter.js';

/** The language is that of Accept-Language, English without one. `retryAfterSeconds`: when it is worth coming back. */
export function sendReason(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  reason: Reason,
  retryAfterSeconds?: number,
): FastifyReply {
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  return reply.code(status).send({ error: reasonText(formatterOfRequest({ request }), reason) });
}

/** What a route is told of a request that could not be answered: by Fastify with its status, by our own faults without. */
export interface RouteError {
  statusCode?: number;
  code?: string;
  message: string;
}

/** Why Fastify refused a request before our handler saw it. `mostBytes`: of the body. `takes`: its content type; null: any. */
export function unreadReason({ code, message }: RouteError, mostBytes: number, takes: string | null): Reason {
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return makeReason('BODY_TOO_LARGE', { kib: mostBytes / 1024 });
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return takes ? makeReason('CONTENT_TYPE_OTHER', { takes }) : makeReason('CONTENT_TYPE_INVALID');
  if (NO_JSON.includes(code)) return makeReason('BODY_NOT_JSON');
  return makeReason('REQUEST_MALFORMED', { error: message });
}

const NO_JSON: readonly unknown[] = ['FST_ERR_CTP_INVALID_JSON_BODY', 'FST_ERR_CTP_EMPTY_JSON_BODY'];

interface Away {
  /** Of the body. */
  mostBytes: number;
  /** Its content type; null: any. */
  takes: string | null;
  /** For whoever met a fault of ours. */
  reason: Reason;
  retryAfterSeconds: number;
  /** Where our fault is logged. @param fault without data (fault-text.ts) */
  onFault(fault: string): void;
}

/** An error handler of a route: what is wrong with a request is said; a fault of ours is logged and answered by 503. */
export function errorReply({ mostBytes, takes, reason, retryAfterSeconds, onFault }: Away) {
  return (error: RouteError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const { statusCode = 500 } = error;
    if (statusCode < 500) return sendReason(request, reply, statusCode, unreadReason(error, mostBytes, takes));
    onFault(faultText(error));
    return sendReason(request, reply, 503, reason, retryAfterSeconds);
  };
}
