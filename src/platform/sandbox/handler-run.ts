/** Input and result of one run of a merchant's handler. */
import type { Reason } from '../../domain/reasons.js';

export interface TransformationInput {
  /** The merchant's JavaScript: declares `handler`. */
  code: string;
  /**
   * What `handler` gets. `headers` are those that the handler may see, never an endpoint's secrets. A BigInt in the payload
   * (`parseExactly`) is a BigInt inside.
   */
  webhook: { method: string; url: string; payload: unknown; eventType: string; headers: Record<string, string> };
  /** The time inside, milliseconds since 1970: fixed, so that a retry gives the same bytes. Default: the real time. */
  now?: number;
  /** Makes `Math.random` the same for the same text, for example the delivery's id. Default: follows `now`. */
  seed?: string;
}

/** The GraphQL type of this name, with more fields. `unchanged`: the handler did not change the webhook, so the original body is sent. */
export interface TransformationResult {
  /** False exactly where `error` is set. */
  ok: boolean;
  unchanged: boolean;
  /** The handler set `cancel: true`: a success; nothing is sent, and the fields below are null. */
  cancelled: boolean;
  url: string | null;
  method: string | null;
  /** `headers` as the handler returned it; null if empty. */
  headers: Record<string, string> | null;
  /** As JSON, with a BigInt for each integer beyond 2^53. */
  payload: unknown;
  /** For the merchant. */
  error: Reason | null;
  /** Line of the error in the merchant's code, counted from 1, where known. */
  line: number | null;
  /** The cause if `error` is set: the code, or an event that cannot be passed to any code. */
  fault: 'code' | 'event' | null;
  durationMs: number;
  /** What the code printed, at most 100 lines of 1,000 characters. */
  console: string[];
  warnings: Reason[];
}

/** Why code cannot be read. */
export interface CodeFault {
  /** For the merchant. */
  error: Reason;
  /** Counted from 1, where known. */
  line: number | null;
}
