/** Replies of plain routes: `{error}`, a reason in the language of the request. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { makeReason, type Reason } from '../../domain/reasons.js';
import { reasonText } from '../../i18n/reason-text.js';
import { formatterOfRequest } from '../graphql/request-formatter.js';

/** The language is that of Accept-Language, English without one. */
export function sendReason(request: FastifyRequest, reply: FastifyReply, status: number, reason: Reason): FastifyReply {
  return reply.code(status).send({ error: reasonText(formatterOfRequest({ request }), reason) });
}

/** Why Fastify refused a request before our handler saw it. `mostBytes`: of the body. */
export function unreadReason({ code, message }: { code?: string; message: string }, mostBytes: number): Reason {
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return makeReason('BODY_TOO_LARGE', { kib: mostBytes / 1024 });
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return makeReason('CONTENT_TYPE_INVALID');
  return makeReason('REQUEST_MALFORMED', { error: message });
}
