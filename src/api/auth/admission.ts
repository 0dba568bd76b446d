/** Who is let in, told before the body of the request is read: who is not known here asks so often per minute and no more. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { makeReason } from '../../domain/reasons.js';
import type { Unavailability } from '../../platform/database/database-errors.js';
import { unavailable } from '../graphql/errors.js';
import { formatError, inWords } from '../graphql/format-error.js';
import { checkText } from '../graphql/limits.js';
import { formatterOfRequest } from '../graphql/request-formatter.js';
import { sendReason } from '../rest/reason-reply.js';
import type { Authenticator } from './authenticator.js';

/** Requests that are under way in this process; each may hold a body of a megabyte. */
const MOST_AT_ONCE = 2_000;
const BUSY: Unavailability = { code: 'BUSY', reason: makeReason('DATABASE_BUSY'), retryAfterSeconds: 2 };

/** A server that is full says so at once. Probes are answered: one that is busy is not to be restarted for it. */
export function limitAtOnce(fastify: FastifyInstance, most = MOST_AT_ONCE): void {
  let underWay = 0;
  fastify.addHook('onRequest', async (request, reply) => {
    if (/^\/(healthz|readyz)$/.test(request.routeOptions.url ?? '')) return;
    if (underWay >= most) {
      if (asksGraphql(request)) return sendRefusal(unavailable(BUSY), request, reply);
      return sendReason(request, reply, 503, BUSY.reason, BUSY.retryAfterSeconds);
    }
    underWay += 1;
    // Also where the client leaves before it is answered.
    reply.raw.once('close', () => {
      underWay -= 1;
    });
  });
}

/** Of the GraphQL endpoint only: other routes have limits of their own. */
export function limitStrangers(fastify: FastifyInstance, authenticator: Authenticator): void {
  fastify.addHook('onRequest', async (request, reply) => {
    if (!asksGraphql(request)) return;
    try {
      await authenticator.admit(request);
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      return sendRefusal(error, request, reply);
    }
  });
}

/** Of the GraphQL endpoint, when its body is there: a text that nobody writes is not read. */
export function limitText(fastify: FastifyInstance): void {
  fastify.addHook('preHandler', async (request, reply) => {
    const { query } = (request.body ?? {}) as { query?: unknown };
    if (!asksGraphql(request) || typeof query !== 'string') return;
    try {
      checkText(query);
    } catch (error) {
      return sendRefusal(error as GraphQLError, request, reply);
    }
  });
}

/** Tools send `operationName: ""` where nothing was chosen: that is no name. */
export function leaveOutEmptyNames(fastify: FastifyInstance): void {
  fastify.addHook('preHandler', async (request) => {
    const asked = request.body as { operationName?: unknown } | null | undefined;
    if (asksGraphql(request) && asked?.operationName === '') delete asked.operationName;
  });
}

/**
 * By the route that answers: a slash too many or `%67` leads there, too. The explorer's page and its files are files.
 */
const asksGraphql = ({ method, url, routeOptions }: FastifyRequest) =>
  routeOptions.url === '/graphql' && (method === 'POST' || url.includes('?'));

const STATUS: Record<string, number> = { BAD_USER_INPUT: 400, RATE_LIMITED: 429 };

function sendRefusal(error: GraphQLError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { code, retryAfter, retryAfterSeconds = retryAfter } = error.extensions;
  const errors = [inWords(formatError(error.toJSON(), error), formatterOfRequest({ request }))];
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  return reply.code(STATUS[String(code)] ?? 503).send({ errors });
}
