/** Turns any error into what a client may see: a code of errors.ts and a sentence, no internals. */
import type { ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import { unavailabilityOf } from '../../platform/database/database-errors.js';
import { badInput } from './errors.js';
import { LIMITS } from './limits.js';

/** Codes that clients may see as they are; anything else is our own fault and says no more than that. */
const OURS = new Set([
  'BAD_USER_INPUT',
  'NOT_FOUND',
  'FORBIDDEN',
  'UNAUTHENTICATED',
  'CONFLICT',
  'RATE_LIMITED',
  'BUSY',
  'UNAVAILABLE',
]);
/** The HTTP status of those who have to come back later. */
const STATUS: Record<string, number> = { RATE_LIMITED: 429, BUSY: 503, UNAVAILABLE: 503 };
/** Apollo's own words about a request that is no valid GraphQL. */
const REQUEST = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
]);

/** What graphql-js says where it stops reading, which it does before it has counted all. */
const TOO_LONG = /Document contains more tha[nt] \d+ tokens/;
const TOO_MANY_TOKENS = `This query has more than ${LIMITS.tokens} tokens (names, brackets, values); at most as many are read. Put values into variables, or ask in parts.`;

/** What PostgreSQL says of a text with a NUL character, which it cannot store or compare. */
const NUL_IN_TEXT = '22021';

export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const { locations, path } = formatted;
  const { message, extensions } = messageOf(formatted, unwrapResolverError(error));
  return { message, locations, path, extensions };
}

function messageOf(
  formatted: GraphQLFormattedError,
  original: unknown,
): Pick<GraphQLFormattedError, 'message' | 'extensions'> {
  const { code, field, retryAfter, retryAfterSeconds } = formatted.extensions ?? {};
  if (code === 'GRAPHQL_PARSE_FAILED' && TOO_LONG.test(formatted.message)) return badInput(TOO_MANY_TOKENS);
  if (OURS.has(String(code)) || REQUEST.has(String(code))) {
    const optional = Object.entries({ field, retryAfter, retryAfterSeconds }).filter(
      ([, value]) => value !== undefined,
    );
    return { message: formatted.message, extensions: { code, ...Object.fromEntries(optional) } };
  }
  if ((original as { code?: unknown } | null)?.code === NUL_IN_TEXT) {
    return { message: 'A text holds a NUL character; send it without.', extensions: { code: 'BAD_USER_INPUT' } };
  }
  const unavailability = unavailabilityOf(original);
  if (unavailability) {
    const { message, ...extensions } = unavailability;
    return { message, extensions };
  }
  return { message: 'Something went wrong on our side; try again.', extensions: { code: 'INTERNAL_SERVER_ERROR' } };
}

/** Says over HTTP too that somebody has to come back, and when. */
export const waitPlugin: ApolloServerPlugin = {
  requestDidStart: async () => ({
    willSendResponse: async ({ response: { body, http } }) => {
      const errors = body.kind === 'single' ? (body.singleResult.errors ?? []) : [];
      for (const { extensions: { code, retryAfter, retryAfterSeconds = retryAfter } = {} } of errors) {
        if (retryAfterSeconds === undefined) continue;
        http.status = STATUS[String(code)];
        http.headers.set('retry-after', String(retryAfterSeconds));
      }
    },
  }),
};
