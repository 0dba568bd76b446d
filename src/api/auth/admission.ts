/** Who is not known here asks so often per minute and no more; told before the body of the request is read. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { formatError, inWords } from '../graphql/format-error.js';
import { formatterOfRequest } from '../graphql/request-formatter.js';
import type { Authenticator } from './authenticator.js';

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

/** The explorer's page and its files are files. */
const asksGraphql = ({ method, url }: FastifyRequest) =>
  /^\/graphql\/?(\?|$)/.test(url) && (method === 'POST' || url.includes('?'));

function sendRefusal(error: GraphQLError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const seconds = error.extensions.retryAfter;
  const errors = [inWords(formatError(error.toJSON(), error), formatterOfRequest({ request }))];
  return reply.code(429).header('retry-after', String(seconds)).send({ errors });
}
