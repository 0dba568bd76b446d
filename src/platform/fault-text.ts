/**
 * What a log says of an error: enough to mend it, and none of the data that it was about. Drivers quote: PostgreSQL the value that it
 * could not read, mail servers the address that they do not know, `JSON.parse` the text.
 */

/**
 * Classes of SQLSTATE whose sentences are about the server, or name tables and columns; all others may quote a value.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const QUOTES_NO_DATA = /^(08|25|28|3D|40|42|53|55|57|58)/;

/** What PostgreSQL names beside its sentence. https://www.postgresql.org/docs/current/protocol-error-fields.html */
const NAMED = ['table', 'column', 'constraint', 'routine'] as const;

/** An address: in a URL, between brackets, or alone. */
const ADDRESS = /[^\s"'<>()[\]{},;:=/?&]+(?:@|%40)[^\s"'<>()[\]{},;/?&]+/gi;

/** One line. @param error of any kind; a text is taken as the message of one */
export function faultText(error: unknown): string {
  if (!(error instanceof Error)) return withoutAddresses(String(error));
  const { name } = error;
  if (isOfPostgres(error) && !QUOTES_NO_DATA.test(error.code))
    return `${name}: ${[error.code, ...namedBy(error)].join(' ')}`;
  if ('responseCode' in error) return `${name}: the mail server answered ${error.responseCode}`;
  if (error instanceof SyntaxError) return `${name}: ${withoutAddresses(error.message.replace(/".*"|'.*'/gs, '"…"'))}`;
  return withoutAddresses(String(error));
}

/** The same, and the lines of the stack below it: where it was thrown. */
export function faultStack(error: unknown): string {
  const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
  return [faultText(error), ...frames].join('\n');
}

const withoutAddresses = (text: string) => text.replace(ADDRESS, '…@…');

export interface PostgresError extends Error {
  code: string;
}

/** Also as TypeORM wraps it, which copies its fields. https://node-postgres.com/apis/client#error */
export const isOfPostgres = (error: unknown): error is PostgresError =>
  error instanceof Error && 'severity' in error && 'code' in error && typeof error.code === 'string';

const namedBy = (error: object) =>
  Object.entries(error).flatMap(([key, value]) =>
    NAMED.some((name) => name === key) && typeof value === 'string' ? [`${key} ${value}`] : [],
  );
