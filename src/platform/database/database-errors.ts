/** Whether an error means that the database is unavailable, and when a client should retry. */
import { makeReason, type Reason } from '../../domain/reasons.js';
import { NoPlaceFree } from '../fair-share.js';
import { NoAnswerInTime } from './answer-within.js';

/** SQLSTATE: the role lacks a right. https://www.postgresql.org/docs/current/errcodes-appendix.html */
export const NOT_PERMITTED = '42501';

export interface Unavailability {
  /** Codes of the API. UNAVAILABLE: the database cannot be reached. BUSY: it can be reached and serves others first. */
  code: 'UNAVAILABLE' | 'BUSY';
  reason: Reason;
  retryAfterSeconds: number;
}

const AWAY: Unavailability = {
  code: 'UNAVAILABLE',
  reason: makeReason('DATABASE_AWAY'),
  retryAfterSeconds: 5,
};
const BUSY: Unavailability = {
  code: 'BUSY',
  reason: makeReason('DATABASE_BUSY'),
  retryAfterSeconds: 2,
};

/** Node's error codes of a connection that cannot be made or was lost. */
const BROKEN_CONNECTION = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** Messages of pg and its pool for errors without a code. */
const WORDS_OF_A_BROKEN_CONNECTION =
  /^(timeout expired$|Connection terminated|Client has encountered a connection error|Client was closed|Connection ended)/;
const WORDS_OF_A_LONG_WAIT = /^(timeout exceeded when trying to connect|Query read timeout)$/;

/**
 * SQLSTATE classes and codes (PostgreSQL, appendix A): connection exceptions, insufficient resources, system errors,
 * shutdown and start, and a server that became a read-only standby.
 */
const SQLSTATE_AWAY = /^(08...|531..|532..|58...|57P0[1-5]|25006)$/;
/** Too many connections, a statement or lock that took too long, a transaction that was aborted in favour of another one. */
const SQLSTATE_BUSY = /^(53300|57014|55P03|40001|40P01)$/;

/** Null for any other error. Accepts errors of pg, also wrapped by TypeORM. */
export function unavailabilityOf(error: unknown): Unavailability | null {
  if (typeof error !== 'object' || error === null) return null;
  const { code, message } = error as { code?: unknown; message?: unknown };
  const [named, words] = [typeof code === 'string' ? code : '', typeof message === 'string' ? message : ''];
  if (error instanceof NoPlaceFree) return { ...BUSY, reason: error.reason };
  if (SQLSTATE_BUSY.test(named) || WORDS_OF_A_LONG_WAIT.test(words)) return BUSY;
  const away =
    error instanceof NoAnswerInTime ||
    BROKEN_CONNECTION.has(named) ||
    SQLSTATE_AWAY.test(named) ||
    WORDS_OF_A_BROKEN_CONNECTION.test(words);
  return away ? AWAY : null;
}
