/** Expected failures as GraphQL errors; clients go by `extensions.code`. */
import { GraphQLError } from 'graphql';
import { makeReason, type Reason } from '../../domain/reasons.js';
import type { Noun } from '../../domain/request-reasons.js';
import { ENGLISH } from '../../i18n/labels.js';
import { reasonText } from '../../i18n/reason-text.js';
import type { Unavailability } from '../../platform/database/database-errors.js';

/**
 * Texts of errors are made when the answer leaves, in the language of the request: until then the reason stands in
 * `extensions.reason`, and `message` is English, for logs.
 */
const graphqlError = (
  code: string,
  reason: Reason,
  more: { field?: string; line?: number | null; retryAfter?: number; retryAfterSeconds?: number },
) =>
  new GraphQLError(reasonText(ENGLISH, reason), {
    extensions: JSON.parse(JSON.stringify({ code, ...more, reason })),
  });

/** One input field is at fault; the sentence says what to do. */
export const badInput = (reason: Reason, field?: string) => graphqlError('BAD_USER_INPUT', reason, { field });
/** Code that cannot be read; `line` counts from 1, null where it is not known. */
export const unreadableCode = (reason: Reason, line: number | null, field: string) =>
  graphqlError('BAD_USER_INPUT', reason, { field, line });
/** The same words for what is not there and for what belongs to somebody else. */
export const notFound = (what: Noun, id: string) =>
  graphqlError('NOT_FOUND', makeReason('NOT_FOUND', { what, id }), {});
/** Of two things that are asked for together. */
export const neitherFound = (eventId: string, destinationId: string) =>
  graphqlError('NOT_FOUND', makeReason('NEITHER_FOUND', { event: eventId, destination: destinationId }), {});
export const conflict = (reason: Reason, field?: string) => graphqlError('CONFLICT', reason, { field });
export const unauthenticated = (reason: Reason) => graphqlError('UNAUTHENTICATED', reason, {});
export const forbidden = (reason: Reason) => graphqlError('FORBIDDEN', reason, {});
/** @param seconds after which it is worth trying again. */
export const rateLimited = (why: Reason, seconds: number) =>
  graphqlError('RATE_LIMITED', makeReason('COME_BACK', { why, seconds }), { retryAfter: seconds });
/** There is no time after which it would be better: something has to end first. */
export const tooMany = (reason: Reason) => graphqlError('RATE_LIMITED', reason, {});
/** Something that we need is away or busy; it is nobody's fault who asks. */
export const unavailable = ({ code, reason, retryAfterSeconds }: Unavailability) =>
  graphqlError(code, makeReason('COME_BACK', { why: reason, seconds: retryAfterSeconds }), { retryAfterSeconds });
export const INTERNAL = 'INTERNAL_SERVER_ERROR';
/** A fault of ours: whoever asks hears no more of it. */
export const internalError = () => graphqlError(INTERNAL, makeReason('WENT_WRONG'), {});
