/** Expected failures as GraphQL errors; clients go by `extensions.code`. */
import type { ValidationError } from '@nestjs/common';
import { GraphQLError } from 'graphql';

function failure(code: string, message: string, field?: string): GraphQLError {
  return new GraphQLError(message, { extensions: field ? { code, field } : { code } });
}

/** One input field is at fault; the sentence says what to do. */
export const badInput = (message: string, field?: string) => failure('BAD_USER_INPUT', message, field);
/** The same words for what is not there and for what belongs to somebody else. */
export const notFound = (what: string, id: string) => failure('NOT_FOUND', `There is no ${what} ${id}.`);
export const conflict = (message: string, field?: string) => failure('CONFLICT', message, field);
export const unauthenticated = (message: string) => failure('UNAUTHENTICATED', message);
/** @param seconds after which it is worth trying again. */
export const rateLimited = (message: string, seconds: number) =>
  new GraphQLError(`${message} Come back in ${seconds} s.`, {
    extensions: { code: 'RATE_LIMITED', retryAfter: seconds },
  });
/**
 * Something that we need is away; it is nobody's fault who asks.
 * @param retryAfterSeconds after which it is worth trying again.
 */
export const unavailable = (message: string, retryAfterSeconds: number) =>
  new GraphQLError(message, { extensions: { code: 'UNAVAILABLE', retryAfterSeconds } });
export const forbidden = (message: string) => failure('FORBIDDEN', message);

/** All that class-validator found, in its words; the field is the first one. */
export function invalidInput(found: ValidationError[]): GraphQLError {
  const faults = found.flatMap(leavesOf);
  const sentences = faults.flatMap((fault) => Object.values(fault.constraints ?? {}));
  return badInput(`${sentences.join('; ')}.`, faults[0]?.property);
}

function leavesOf(fault: ValidationError): ValidationError[] {
  return fault.children?.length ? fault.children.flatMap(leavesOf) : [fault];
}
