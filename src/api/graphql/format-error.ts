/**
 * Turns any error into what a client may see: a code of errors.ts and a sentence, no internals. Where the sentence is ours, its
 * reason stands in `extensions.reason` until the answer leaves, which is when the language of the request is known.
 */
import type { ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { isReason, makeReason } from '../../domain/reasons.js';
import type { Formatter } from '../../i18n/formatter.js';
import { reasonText } from '../../i18n/reason-text.js';
import { unavailabilityOf } from '../../platform/database/database-errors.js';
import { ClientGone } from '../../platform/database/tenancy.js';
import { faultStack } from '../../platform/fault-text.js';
import type { RequestContext } from '../auth/access.guard.js';
import { badInput, INTERNAL, internalError, unavailable } from './errors.js';
import { LIMITS } from './limits.js';
import { formatterOfRequest } from './request-formatter.js';

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
/** Of what was refused before it began: it is no fault of ours, which Apollo's 500 would say. */
const REFUSED = 400;
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
/** What PostgreSQL says of a text with a NUL character, which it cannot store or compare. */
const NUL_IN_TEXT = '22021';

export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const { locations, path } = formatted;
  const { message, extensions } = publicError(formatted, unwrapResolverError(error));
  return { message, locations, path, extensions };
}

function publicError(
  formatted: GraphQLFormattedError,
  original: unknown,
): Pick<GraphQLFormattedError, 'message' | 'extensions'> {
  const { code, field, line, reason, retryAfter, retryAfterSeconds } = formatted.extensions ?? {};
  if (code === 'GRAPHQL_PARSE_FAILED' && TOO_LONG.test(formatted.message))
    return badInput(makeReason('QUERY_TOO_LONG', { most: LIMITS.tokens }));
  if (OURS.has(String(code)) || REQUEST.has(String(code))) {
    const optional = Object.entries({ field, line, reason, retryAfter, retryAfterSeconds }).filter(
      ([, value]) => value !== undefined,
    );
    return { message: formatted.message, extensions: { code, ...Object.fromEntries(optional) } };
  }
  if ((original as { code?: unknown } | null)?.code === NUL_IN_TEXT) return badInput(makeReason('TEXT_HAS_NUL'));
  const unavailability = unavailabilityOf(original);
  return unavailability ? unavailable(unavailability) : internalError();
}

/** The error as it leaves: in the language of its reader, without what was only for us. */
export function inWords(error: GraphQLFormattedError, formatter: Formatter): GraphQLFormattedError {
  const { reason, ...extensions } = error.extensions ?? {};
  return isReason(reason) ? { ...error, message: reasonText(formatter, reason), extensions } : error;
}

/**
 * Writes down what is our own fault, wherever in an answer it was. Of an error only its stack, without what it
 * quotes: the parameters of a statement that failed are personal, and so may be what its message says.
 */
export function logFaults(log: Logger, errors: readonly GraphQLError[]): void {
  for (const error of errors) {
    if (unwrapResolverError(error) instanceof ClientGone) continue;
    if (formatError(error.toJSON(), error).extensions?.code !== INTERNAL) continue;
    // Places in lists say whose it is, and make each line another one.
    const field = error.path?.filter((step) => typeof step === 'string').join('.');
    log.error({ code: 'FIELD_FAILED', field }, faultStack(error.originalError ?? error));
  }
}

/** Puts errors into words, and says over HTTP too that somebody has to come back, and when. */
export const errorsPlugin = (log: Logger): ApolloServerPlugin<RequestContext> => ({
  requestDidStart: async () => ({
    didEncounterErrors: async ({ errors }) => logFaults(log, errors),
    willSendResponse: async ({ response: { body, http }, contextValue }) => {
      if (body.kind !== 'single' || !body.singleResult.errors) return;
      const formatter = formatterOfRequest(contextValue);
      const errors = body.singleResult.errors.map((error) => inWords(error, formatter));
      body.singleResult.errors = errors;
      if (!('data' in body.singleResult) && errors.every(({ extensions }) => extensions?.code === 'BAD_USER_INPUT'))
        http.status = REFUSED;
      for (const { extensions: { code, retryAfter, retryAfterSeconds = retryAfter } = {} } of errors) {
        if (retryAfterSeconds === undefined) continue;
        http.status = STATUS[String(code)];
        http.headers.set('retry-after', String(retryAfterSeconds));
      }
    },
  }),
});
