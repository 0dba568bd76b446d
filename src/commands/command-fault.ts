/** Whatever ends a command, in a sentence for the operator: what it is about, what to do, and none of the data that drivers quote. */
import { LocalError } from '../local/steps.js';
import { NOT_PERMITTED, unavailabilityOf } from '../platform/database/database-errors.js';
import { EXIT, FatalError } from '../platform/exit-codes.js';
import { faultStack, faultText, isOfPostgres } from '../platform/fault-text.js';
import { isOfTemporal, temporalFault } from '../temporal/temporal-faults.js';

/** Errors that are an operator's sentence already are passed on. Of what nobody foresaw, lines follow that say where it was. */
export function commandFault(error: unknown): FatalError {
  if (error instanceof FatalError) return error;
  if (error instanceof LocalError) return new FatalError(`${error.message} ${error.wayOut}`, EXIT.failed);
  return faultOfFile(error) ?? faultOfDatabase(error) ?? faultOfTemporal(error) ?? unforeseen(error);
}

/** How Node names what keeps a file from being read or written, and what to do. */
const FILES: Readonly<Record<string, string>> = {
  ENOENT: 'is not there, or the folder that it is to be in; make it, or name another place.',
  EACCES: 'may not be used by this user; give the right to it, or name another place.',
  EPERM: 'may not be used by this user; give the right to it, or name another place.',
  EROFS: 'is on a disk that nothing can be written to; name another place.',
  EISDIR: 'is a folder; name a file.',
  ENOTDIR: 'leads through something that is no folder; name another place.',
  ENAMETOOLONG: 'is too long a name; name another one.',
};

function faultOfFile(error: unknown): FatalError | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  if (error.code === 'ENOSPC')
    return new FatalError('The disk of this machine is full; make room, and run this again.', EXIT.failed);
  const what = FILES[String(error.code)];
  return what && 'path' in error ? new FatalError(`${error.path} ${what}`, EXIT.failed) : null;
}

/** What PostgreSQL says of itself, by SQLSTATE, where it is more than that it is away or busy. */
const OF_DATABASE: Readonly<Record<string, string>> = {
  25006: 'takes no changes, as a standby does; name the one that does in DATABASE_URL.',
  53100: 'has no room left on its disk; make room there, and run this again.',
  53200: 'has no memory left; give it more, or run fewer processes, and run this again.',
};

function faultOfDatabase(error: unknown): FatalError | null {
  const away = unavailabilityOf(error);
  const code = isOfPostgres(error) ? error.code : null;
  const known = OF_DATABASE[code ?? ''];
  if (known) return new FatalError(`PostgreSQL at DATABASE_URL ${known}`, EXIT.temporary);
  if (away) {
    const what = away.code === 'BUSY' ? 'was too busy to answer in time' : 'went away';
    return new FatalError(
      `PostgreSQL at DATABASE_URL ${what}${code ? ` (${code})` : ''}; see that it runs and what it does, and run this again.`,
      EXIT.temporary,
    );
  }
  if (code === null) return null;
  if (code === NOT_PERMITTED)
    return new FatalError(
      `The user of DATABASE_URL lacks a right (${faultText(error)}); run this as the owner of the database, or give it: npx tocsin doctor says which are missing.`,
      EXIT.settings,
    );
  return new FatalError(
    `PostgreSQL at DATABASE_URL refused a statement (${faultText(error)}); see by npx tocsin doctor whether the database is whole, and report this line where it is.`,
    EXIT.failed,
  );
}

/** Of a connection that stands already; whose address and namespace they are, whoever opened it has looked at. */
function faultOfTemporal(error: unknown): FatalError | null {
  return isOfTemporal(error) ? temporalFault(error, { address: 'TEMPORAL_ADDRESS', namespace: '' }) : null;
}

const unforeseen = (error: unknown) =>
  new FatalError(
    `Something failed that nobody foresaw; report it with these lines:\n${faultStack(error)}`,
    EXIT.failed,
  );
