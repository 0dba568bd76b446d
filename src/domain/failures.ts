/** The kinds of failure of a delivery. Anything else that is thrown is tried again: it may be our own slip. */
import type { Reason } from './reasons.js';

/** Where the user's own code broke. `line` counts from 1; null where it is not known. */
export interface TransformationFailure {
  reason: Reason;
  line: number | null;
  /** The code ran and is at fault: several such runs in a row switch it off (poison.ts). */
  poison: boolean;
}

/** Who was asked to carry a message, where a channel has several; in the words of metrics. */
export type CarrierName = 'smtp' | 'sendgrid' | 'fcm' | 'web_push';

interface FailureDetails {
  carrierName?: CarrierName;
  /** The provider's status code, where it answered with one. */
  statusCode?: number;
  /** The provider may have it all the same: the answer was lost, not the message. */
  maybeDelivered?: boolean;
  /** The user's code broke on the way: nothing went out, or what went out instead failed too. */
  transformationFailure?: TransformationFailure;
  /**
   * `dead`: the provider says that nothing will ever arrive there again (a device that was wiped, a hook that was deleted).
   * `suppressed`: there is no such mailbox, and sending on would harm our name as a sender.
   */
  destination?: 'dead' | 'suppressed';
  /** The provider refuses our own credentials: nothing goes out by this channel until somebody mends them. */
  channel?: 'paused';
  /** We held it back ourselves: it says nothing of the receiver. */
  ours?: true;
  /** Providers that were asked before in the same try, and why they did not take it. */
  earlier?: readonly EarlierRefusal[];
}

/** One provider's refusal, after which another one was asked. */
export interface EarlierRefusal {
  reason: Reason;
  statusCode: number | null;
  durationMs: number;
  carrierName?: CarrierName;
  /** It refuses our own credentials. */
  paused: boolean;
}

/** No further try can succeed. */
export class PermanentFailure extends Error {
  constructor(
    readonly reason: Reason,
    readonly details: FailureDetails = {},
  ) {
    super(reason.code);
  }
}

/** Worth another try: after `afterMs`, or by the usual schedule where the provider did not say. */
export class RetryLater extends Error {
  constructor(
    readonly reason: Reason,
    readonly afterMs: number | null,
    readonly details: FailureDetails = {},
  ) {
    super(reason.code);
  }
}

const SHORTEST_MS = 1_000;
const LONGEST_MS = 30 * 60_000;

/**
 * A Retry-After header (seconds or an HTTP date, RFC 9110 10.2.3) as milliseconds from `now`, clamped to 1 s … 30 min so
 * that no receiver can park us for ever; null where there is none or it cannot be read.
 */
export function retryAfterMs(header: string | undefined, now: number): number | null {
  if (!header) return null;
  const value = header.trim();
  // Date.parse alone reads a date into almost anything ("-5", "try 9"), and a past one would mean "at once".
  const date = /^[A-Z][a-z]{2,8}, .*GMT$/.test(value) ? Date.parse(value) : Number.NaN;
  const ms = /^\d+$/.test(value) ? Number(value) * 1_000 : date - now;
  return Number.isFinite(ms) ? Math.min(LONGEST_MS, Math.max(SHORTEST_MS, ms)) : null;
}
