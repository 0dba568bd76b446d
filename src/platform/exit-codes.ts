/** How a process ends, for those that start it again or do not: what a person must mend, and what heals by itself. */

/** Numbers of sysexits.h, where it has one. */
export const EXIT = {
  done: 0,
  /** It did not do what it was asked, or found something. */
  failed: 1,
  /** The command was written wrong. */
  usage: 64,
  /** PostgreSQL or Temporal cannot be reached now: try again. */
  temporary: 75,
  /** Settings that cannot be used: trying again does not help. */
  settings: 78,
} as const;

/** An error that says how the process ends. Its message is one that the operator reads, and says what to do. */
export class FatalError extends Error {
  constructor(
    message: string,
    readonly exitCode: number,
  ) {
    super(message);
  }
}

/** The database is not prepared for this version, which somebody will do: a process can wait for it. The message says what to do. */
export class NotPrepared extends FatalError {
  constructor(
    readonly lacks: 'migrations' | 'rights',
    message: string,
  ) {
    super(message, EXIT.temporary);
  }
}

/** What ends a process with another code than 1. Errors of no kind of ours are shown by their message. */
export const exitCodeOf = (error: unknown): number => (error instanceof FatalError ? error.exitCode : EXIT.failed);

/** Settings that cannot be used; the message lists every fault. */
export class SettingsError extends FatalError {
  constructor(message: string) {
    super(message, EXIT.settings);
  }
}
