/** What a socket says of its reader as it connects, and the words in which it is answered. */
import type { IncomingHttpHeaders } from 'node:http';
import { type ExecutionResult, GraphQLError } from 'graphql';
import type { Context } from 'graphql-ws';
import type { Extra } from 'graphql-ws/use/ws';
import type { Formatter } from '../../i18n/formatter.js';
import { formatError, inWords } from '../graphql/format-error.js';
import { formatterOfRequest } from '../graphql/request-formatter.js';

export type Connection = Context<Record<string, unknown> | undefined, Extra>;

const SAID_AT_CONNECT = ['authorization', 'accept-language', 'time-zone'];

/**
 * As HTTP has them: the key, and the language and zone of who reads, come with connection_init, since browsers set no header here.
 * They are names of headers, in any case; of several, the one as it is written here counts.
 */
export function connectionHeaders({ connectionParams, extra: { request } }: Connection): IncomingHttpHeaders {
  const { authorization: _, ...headers } = request.headers;
  const params = Object.entries(connectionParams ?? {});
  const said = SAID_AT_CONNECT.flatMap((name) => {
    const named = params.filter(([key, value]) => key.toLowerCase() === name && typeof value === 'string');
    const [, value] = named.find(([key]) => key === name) ?? named[0] ?? [];
    return typeof value === 'string' ? [[name, value] as const] : [];
  });
  return { ...headers, ...Object.fromEntries(said) };
}

export const formatterOf = (connection: Connection): Formatter =>
  formatterOfRequest({ request: { headers: connectionHeaders(connection) } });

/** As it may be said outside; undefined: as it is. @param formatterOf asked where there are errors */
export function cleaned(result: ExecutionResult, formatterOf: () => Formatter): ExecutionResult | undefined {
  if (!result.errors) return undefined;
  const formatter = formatterOf();
  return { ...result, errors: result.errors.map((error) => cleanedError(error, formatter)) };
}

/** What an error may say outside, at the place in the question where it was. */
function cleanedError(error: GraphQLError, formatter: Formatter): GraphQLError {
  const { nodes, source, positions, path } = error;
  const { message, extensions } = inWords(formatError(error.toJSON(), error), formatter);
  return new GraphQLError(message, { nodes, source, positions, path, extensions });
}
