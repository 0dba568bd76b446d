/** Messages between the parent and its sandbox threads. */
import type { ExactInteger } from '../json/exact-json.js';

/** One run: the merchant's code and the webhook as JSON. */
export interface Job {
  code: string;
  /** Null: the code is only compiled, and nothing of it runs. */
  webhook: string | null;
  /** Integers of the payload that a number cannot hold; they stand as text in `webhook`. */
  exact: readonly ExactInteger[];
  /** Begins each text of the report that stands for a BigInt (exact-json.ts). */
  mark: string;
  /** The time inside, milliseconds since 1970. */
  now: number;
  /** Seed of `Math.random`: an integer of 32 bits. */
  seed: number;
  /** See TimeLimits. */
  softLimitMs: number;
}

export type FailureKind =
  | 'syntax'
  | 'export'
  | 'import'
  | 'no-handler'
  | 'never-settled'
  | 'threw'
  | 'time'
  | 'memory'
  | 'recursion'
  | 'crash';

export interface Failure {
  kind: FailureKind;
  /** JavaScript's message; empty if the kind says enough. */
  message: string;
  /** Line in the merchant's code, counted from 1. */
  line: number | null;
}

/** The handler's own fields, or what it returned instead of an object. */
export interface Returned {
  /** `object`, or for example `undefined`, `array`, `too much`. */
  kind: string;
  method?: unknown;
  url?: unknown;
  headers?: unknown;
  payload?: unknown;
  cancel?: unknown;
}

export interface Report {
  /** {@link Returned} as JSON; empty where nothing was to run; null where the run failed. */
  output: string | null;
  failure: Failure | null;
  console: string[];
  /** Number of printed lines beyond the limit. */
  consoleDropped: number;
  durationMs: number;
}

/** `started` is sent when the merchant's code begins, so that the hard limit does not count the start of the thread. */
export type ThreadMessage = { type: 'started' } | { type: 'report'; report: Report };
