/** The last look at an error before it leaves: the contract's codes, and nothing of our insides. */
import { unwrapResolverError } from '@apollo/server/errors';
import { BadRequestException } from '@nestjs/common';
import type { GraphQLFormattedError } from 'graphql';

/** Codes that clients may see as they are; anything else is our own fault and says no more than that. */
const OURS = new Set(['BAD_USER_INPUT', 'NOT_FOUND', 'FORBIDDEN', 'UNAUTHENTICATED', 'CONFLICT', 'RATE_LIMITED']);
/** Apollo's own words about a request that is no valid GraphQL. */
const REQUEST = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
]);

export function answerOf(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const { locations, path } = formatted;
  const original = unwrapResolverError(error);
  if (original instanceof BadRequestException)
    return {
      message: validationMessage(original),
      locations,
      path,
      extensions: { code: 'BAD_USER_INPUT', ...fieldOf(original) },
    };
  const code = String(formatted.extensions?.code ?? '');
  if (OURS.has(code) || REQUEST.has(code)) {
    const field = formatted.extensions?.field;
    return {
      message: formatted.message,
      locations,
      path,
      extensions: field === undefined ? { code } : { code, field },
    };
  }
  return {
    message: 'Something went wrong on our side; try again.',
    locations,
    path,
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  };
}

function messages(error: BadRequestException): string[] {
  const { message } = error.getResponse() as { message?: string | string[] };
  return Array.isArray(message) ? message : [String(message ?? error.message)];
}

const validationMessage = (error: BadRequestException) => `${messages(error).join('; ')}.`;

/** class-validator's sentences begin with the field. */
function fieldOf(error: BadRequestException): { field?: string } {
  const field = messages(error)[0]?.split(' ')[0]?.split('.').at(-1);
  return field ? { field } : {};
}
