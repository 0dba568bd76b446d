/**
 * GET /events/:id, which the buttons of messages lead to: for who is signed in (a session's cookie, or a key), in the language
 * of the browser. Answers: 200; 401 with a form to sign in; 403 by a key that sees no events, 404 no such event of this
 * business; 429 and 503 with Retry-After.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import type { Formatter } from '../../i18n/formatter.js';
import type { Authenticator } from '../auth/authenticator.js';
import { formatError, inWords } from '../graphql/format-error.js';
import { eventPage } from './event-page.js';
import { eventRecordOf } from './event-record.js';
import { browserFormatter, sendPage } from './page.js';
import { noRecordPage, signInPage } from './sign-in-page.js';

export interface EventPageDeps {
  /** The tenants' connections. */
  dataSource: DataSource;
  authenticator: Authenticator;
  /** Made when the program has begun. */
  schema(): GraphQLSchema;
  log: Logger;
}

/** In objects, as the API counts what an answer costs (src/api/graphql/query-cost.ts). */
const COST = 500;

const STATUS: Record<string, number> = {
  BAD_USER_INPUT: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  RATE_LIMITED: 429,
  BUSY: 503,
  UNAVAILABLE: 503,
};

type Request = FastifyRequest<{ Params: { id: string } }>;

export async function eventPageRoutes(fastify: FastifyInstance, parts: EventPageDeps): Promise<void> {
  fastify.get('/events/:id', async (request: Request, reply) => {
    const formatter = browserFormatter(request.headers);
    reply.header('vary', 'accept-language, cookie');
    try {
      const viewer = await parts.authenticator.enterPage(request, COST);
      if (!viewer) return sendPage(reply, 401, signInPage(null, formatter));
      return await show(parts, { request, viewer, formatter }, reply);
    } catch (error) {
      return refuse(parts, error, reply, formatter);
    }
  });
}

async function show(
  parts: EventPageDeps,
  { request, viewer, formatter }: { request: Request; viewer: Viewer; formatter: Formatter },
  reply: FastifyReply,
): Promise<FastifyReply> {
  const asking = { request, viewer, locale: formatter.locale };
  const { event, errors } = await eventRecordOf(parts.schema(), parts.dataSource, asking, request.params.id);
  const [error] = errors;
  if (error) return refuse(parts, error, reply, formatter);
  if (!event) return sendPage(reply, 404, noRecordPage(formatter.text('eventPage.unknown'), formatter));
  return sendPage(reply, 200, eventPage(event, formatter));
}

/** In the words that the API has for it. */
function refuse({ log }: EventPageDeps, error: unknown, reply: FastifyReply, formatter: Formatter): FastifyReply {
  const formatted = error instanceof GraphQLError ? error.toJSON() : { message: String(error) };
  const { message, extensions = {} } = inWords(formatError(formatted, error), formatter);
  const { code, retryAfter, retryAfterSeconds = retryAfter } = extensions;
  if (code === 'UNAUTHENTICATED') return sendPage(reply, 401, signInPage(message, formatter));
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  const status = STATUS[String(code)] ?? 500;
  if (status === 500)
    log.error({ code: 'PAGE_FAILED', error: String(error) }, 'the page of an event could not be made');
  return sendPage(reply, status, noRecordPage(message, formatter));
}
