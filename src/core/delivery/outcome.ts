/** The outcome of one send: the delivery's next status, and the attempt to record. Pure. */
import type { ChannelReceipt } from '../../channels/channel.js';
import {
  type CarrierName,
  type EarlierRefusal,
  PermanentFailure,
  RetryLater,
  type TransformationFailure,
} from '../../domain/failures.js';
import type { Verdict } from '../../domain/health/health.js';
import { makeReason, type Reason } from '../../domain/reasons.js';

export interface Outcome {
  /** PENDING: another try is to come. */
  status: 'SENT' | 'SKIPPED' | 'SUPERSEDED' | 'CANCELLED' | 'FAILED' | 'PENDING';
  reason: Reason | null;
  /** The provider may have it all the same. */
  unclear: boolean;
  /** How long the provider asks us to wait, where it said. */
  retryAfterMs: number | null;
  /** No call was made: it waits for its turn, or this process stops. */
  isOurWait: boolean;
  attempt: { outcome: 'sent' | 'cancelled' | 'refused' | 'retry'; statusCode: number | null; detail: Reason | null };
  /** Who was asked last; absent where the channel has one way alone. */
  carrierName: CarrierName | undefined;
  /** Providers that were asked before in the same try. */
  earlier: readonly EarlierRefusal[];
  transformationFailure: TransformationFailure | null;
  /** What it says of the endpoint; null: nothing. */
  verdict: Verdict | null;
  /** What it says of the carrier; null: nothing. */
  carrierVerdict: Verdict | null;
  /** Why nothing more is to be sent there; null: nothing speaks against it. */
  ends: 'dead' | 'suppressed' | null;
  /** The provider refuses our credentials. */
  pausesChannel: boolean;
}

export function outcomeOfReceipt(receipt: ChannelReceipt): Outcome {
  const detail = receipt.detail;
  return {
    status: receipt.status,
    reason: receipt.status === 'SENT' ? null : detail,
    unclear: false,
    retryAfterMs: null,
    isOurWait: false,
    attempt: {
      outcome: receipt.status === 'SENT' ? 'sent' : 'cancelled',
      statusCode: receipt.statusCode,
      detail,
    },
    carrierName: receipt.carrierName,
    earlier: receipt.earlier ?? [],
    transformationFailure: receipt.transformationFailure ?? null,
    verdict: receipt.status === 'SENT' ? { kind: 'works' } : null,
    carrierVerdict: receipt.status === 'SENT' ? { kind: 'works' } : null,
    ends: null,
    pausesChannel: pausing(receipt.earlier),
  };
}

/** An unexpected error is retried: it may be a bug of ours that a later version fixes. */
export function outcomeOfError(error: unknown): Outcome {
  const permanent = error instanceof PermanentFailure;
  const { details, reason } = permanent || error instanceof RetryLater ? error : unexpected(error);
  return {
    status: permanent ? 'FAILED' : 'PENDING',
    reason,
    unclear: details.maybeDelivered ?? false,
    retryAfterMs: error instanceof RetryLater ? error.afterMs : null,
    isOurWait: error instanceof RetryLater && error.details.ours === true,
    attempt: { outcome: permanent ? 'refused' : 'retry', statusCode: details.statusCode ?? null, detail: reason },
    carrierName: details.carrierName,
    earlier: details.earlier ?? [],
    transformationFailure: details.transformationFailure ?? null,
    verdict: healthVerdict(error),
    carrierVerdict: carrierVerdictOf(healthVerdict(error), details.statusCode),
    ends: details.destination ?? null,
    pausesChannel: details.channel === 'paused' || pausing(details.earlier),
  };
}

/** 429 comes from an endpoint that works; an unexpected error is more likely ours than the endpoint's. */
function healthVerdict(error: unknown): Verdict | null {
  if (error instanceof PermanentFailure)
    return error.details.statusCode ? { kind: 'refuses', reason: error.reason } : null;
  if (!(error instanceof RetryLater) || error.details.channel === 'paused' || error.details.ours) return null;
  return error.details.statusCode === 429 ? null : { kind: 'trouble', reason: error.reason };
}

/** RFC 5321: the server closes the connection, and takes nothing of anybody. */
const NOT_AVAILABLE = 421;

/** A carrier that says why it does not take this one works. HTTP's 5xx, no answer at all, and a mail server's goodbye are trouble. */
function carrierVerdictOf(verdict: Verdict | null, statusCode?: number): Verdict | null {
  if (verdict?.kind !== 'trouble') return verdict && { kind: 'works' };
  const isTrouble = statusCode === undefined || statusCode >= 500 || statusCode === NOT_AVAILABLE;
  return isTrouble ? verdict : { kind: 'works' };
}

const unexpected = (error: unknown): Pick<RetryLater, 'details' | 'reason'> => ({
  details: {},
  reason: makeReason('UNEXPECTED', { error: error instanceof Error ? error.message : String(error) }),
});

/** Although another provider took it: the next one may not. */
const pausing = (earlier: readonly EarlierRefusal[] = []) => earlier.some(({ paused }) => paused);

/** So many tries follow the wait that a receiver asks for, however short; after them the schedule is the minimum. */
const OBLIGING_TRIES = 5;
const [SHORTEST_SCHEDULED_MS, LONGEST_SCHEDULED_MS] = [5_000, 30 * 60_000];

/**
 * How long a delivery waits after its try number `tries`, milliseconds, where nobody asked for a time. By its own tries and not by
 * those of the activity, most of which may have waited for a place, a turn or a circuit breaker: what waits for us is no try.
 */
export const scheduledMs = (tries: number): number =>
  Math.min(LONGEST_SCHEDULED_MS, SHORTEST_SCHEDULED_MS * 2 ** (tries - 1));

/** Our credentials may be mended at any moment: what waits for that is tried so often, however long it has waited. */
const LONGEST_PAUSED_MS = 10 * 60_000;

/**
 * How long to wait after try number `tries`, milliseconds; null where the schedule holds. The longest wait counts. A receiver that
 * always answers "in one second" would otherwise get 97,000 calls.
 */
export function waitAfter(
  tried: readonly Pick<Outcome, 'retryAfterMs' | 'pausesChannel'>[],
  tries: number,
): number | null {
  const wished = tried.flatMap(({ retryAfterMs }) => retryAfterMs ?? []);
  if (wished.length === 0) return null;
  const scheduled = tries > OBLIGING_TRIES ? scheduledMs(tries) : 0;
  const paused = tried.every(({ pausesChannel }) => pausesChannel);
  return Math.max(paused ? Math.min(LONGEST_PAUSED_MS, scheduled) : scheduled, ...wished);
}
