/** What one run of a merchant's handler may use. */

/** How long a handler may run, milliseconds in which it has the processor: a busy machine is no fault of the handler. */
export interface TimeLimits {
  /** After these QuickJS is asked to stop. */
  softMs: number;
  /** After these the thread is terminated from outside: some built-in functions never ask. */
  hardMs: number;
}

export const TIME_LIMITS: TimeLimits = { softMs: 50, hardMs: 500 };
/** Milliseconds for everything together, thread and module start included. Past it our machine is at fault. */
export const OVERALL_LIMIT_MS = 15_000;
/** WebAssembly pages of 64 KiB: 64 MiB. `"x".repeat()` slips past QuickJS's own memory limit, not past this one. */
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
