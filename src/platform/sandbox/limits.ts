/** Limits of one run of a merchant's handler. */

/** Milliseconds of processor time, not of the clock: a busy machine is not the handler's fault. */
export interface TimeLimits {
  /** After these QuickJS interrupts the code. */
  softMs: number;
  /** After these the thread is terminated: some built-in functions cannot be interrupted. */
  hardMs: number;
}

export const TIME_LIMITS: TimeLimits = { softMs: 50, hardMs: 500 };
/** Milliseconds for everything together, thread and module start included. If it takes longer, the machine is the cause. */
export const OVERALL_LIMIT_MS = 15_000;
/** WebAssembly pages of 64 KiB: 64 MiB. `"x".repeat()` evades QuickJS's own memory limit, but not this one. */
export const MEMORY_PAGES = 1_024;
/** UTF-8 bytes of the code, of the webhook that goes in and of the one that comes out, each as JSON. */
export const MAX_TEXT_BYTES = 256 * 1_024;
export const MAX_CONSOLE_LINES = 100;
export const MAX_CONSOLE_LINE_LENGTH = 1_000;
export const MAX_ERROR_LENGTH = 500;
/** Characters of one request to the host's `Intl`: locales, options and value. */
export const MAX_INTL_REQUEST_LENGTH = 4_096;
/** Levels of objects and lists in a payload. `JSON.stringify` overflows the stack at some thousands. */
export const MAX_DEPTH = 200;
