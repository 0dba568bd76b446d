/** Why no connection to PostgreSQL came to be, for whoever has set DATABASE_URL: what to mend, and whether trying again helps. */
import { EXIT, FatalError } from '../exit-codes.js';
import { faultText } from '../fault-text.js';
import { NOT_PERMITTED } from './database-errors.js';

/** How Node names what keeps a connection from being made, and what that means. */
const UNREACHABLE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'it closed the connection',
  ETIMEDOUT: 'it does not answer',
  EHOSTUNREACH: 'there is no way to this address',
  ENETUNREACH: 'there is no way to this address',
  ENOTFOUND: 'no such host is known',
  EAI_AGAIN: 'the name of its host cannot be looked up now',
};
/** pg's own words where it has no code. */
const SILENT = /timeout|Connection terminated/;
/** SQLSTATE: it starts, stops, or has no connection left. */
const NOT_NOW: Readonly<Record<string, string>> = {
  '57P01': 'it is being stopped',
  '57P02': 'it has just crashed and starts again',
  '57P03': 'it is starting or being stopped',
  '53300': 'it has no connection left: raise max_connections, or run fewer processes',
};
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|EPROTO/;

/** Why it cannot be reached now; undefined: it can. A socket of this machine that is not there is ENOENT. */
const whyAway = ({ code = '', message, syscall }: NodeJS.ErrnoException, limitMs: number): string | undefined =>
  UNREACHABLE[code === 'ENOENT' && syscall === 'connect' ? 'ECONNREFUSED' : code] ??
  NOT_NOW[code] ??
  (SILENT.test(message) ? `it does not answer within ${limitMs / 1_000} s` : undefined);

/** What keeps a user out; null: something else does. */
function loginRefusal({ code, message }: NodeJS.ErrnoException, user: string, hasPassword: boolean): string | null {
  if (code === '28P01' || /password must be a string/.test(message))
    return hasPassword
      ? `refuses the password of the user "${user}"; mend the password, or give it: ALTER ROLE ${user} PASSWORD '…'.`
      : `asks for the password of the user "${user}"; write it into the URL.`;
  if (code !== '28000') return null;
  return /no encryption/.test(message)
    ? `does not let the user "${user}" in without TLS; add ?sslmode=require to the URL, or allow it (pg_hba.conf).`
    : `lets no user "${user}" in; create that role, or allow it to log in from here (pg_hba.conf).`;
}

/** @param limitMs how long it was waited for */
export function connectionFault(error: unknown, databaseUrl: string, limitMs: number): FatalError {
  if (error instanceof FatalError) return error;
  const first = firstOf(error);
  const { code = '', message, path, syscall } = first;
  const url = new URL(databaseUrl);
  const [host, user] = [decodeURIComponent(url.host) || 'this machine', decodeURIComponent(url.username)];
  const where = `PostgreSQL at ${host}`;
  const name = decodeURIComponent(url.pathname.slice(1)) || user;
  const away = whyAway(first, limitMs);
  if (away)
    return new FatalError(
      `${where} cannot be reached now: ${away}. If it never comes, look at DATABASE_URL.`,
      EXIT.temporary,
    );
  const settings = (what: string) => new FatalError(`DATABASE_URL: ${where} ${what}`, EXIT.settings);
  if (path !== undefined && syscall !== 'connect')
    return settings(`is asked for with a file that cannot be read (${path}, ${code}); name the right one in the URL.`);
  const refusal = loginRefusal(first, user, url.password !== '');
  if (refusal) return settings(refusal);
  if (code === '3D000') return settings(`has no database "${name}"; create it: CREATE DATABASE ${name} OWNER ${user}.`);
  if (code === NOT_PERMITTED)
    return settings(`does not let the user "${user}" in; GRANT CONNECT ON DATABASE ${name} TO ${user}.`);
  if (/does not support SSL/.test(message))
    return settings('has no TLS; leave sslmode and ssl out of the URL, and PGSSLMODE out of the environment.');
  if (CERTIFICATE.test(code))
    return settings(
      'shows a certificate that this machine does not trust; name its CA by sslrootcert=/path in the URL.',
    );
  return new FatalError(
    `DATABASE_URL: ${where} refuses the connection (${faultText(error)}); look at the options in the URL, and at its log.`,
    EXIT.failed,
  );
}

/** Where several addresses were tried, there is an error for each. */
function firstOf(error: unknown): NodeJS.ErrnoException {
  const [first] = error instanceof AggregateError ? error.errors : [error];
  return first instanceof Error ? first : new Error(String(first));
}
