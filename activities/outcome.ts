/** What became of one send: the delivery's next status and the attempt to record. Pure. */
import { PermanentFailure, RetryLater, type TransformationFailure } from '../src/domain/failures.js';
import type { ChannelReceipt } from './channels/channel.js';

export interface Outcome {
  /** PENDING: another try is to come. */
  status: 'SENT' | 'SKIPPED' | 'CANCELLED' | 'FAILED' | 'PENDING';
  reason: string | null;
  /** The provider may have it all the same. */
  unclear: boolean;
  /** How long the provider asks us to wait, where it said. */
  retryAfterMs: number | null;
  attempt: { outcome: 'sent' | 'cancelled' | 'refused' | 'retry'; statusCode: number | null; detail: string | null };
  transformationFailure: TransformationFailure | null;
}

export function outcomeOfReceipt(receipt: ChannelReceipt): Outcome {
  const detail = receipt.detail && storable(receipt.detail);
  const failure = receipt.transformationFailure;
  return {
    status: receipt.status,
    reason: receipt.status === 'SENT' ? null : detail,
    unclear: false,
    retryAfterMs: null,
    attempt: {
      outcome: receipt.status === 'SENT' ? 'sent' : 'cancelled',
      statusCode: receipt.statusCode,
      detail,
    },
    transformationFailure: listable(failure),
  };
}

/** An error nobody foresaw is tried again: it may be a slip of ours that a later version mends. */
export function outcomeOfError(error: unknown): Outcome {
  const message = storable(error instanceof Error ? error.message : String(error)).slice(0, 500);
  const permanent = error instanceof PermanentFailure;
  const details = permanent || error instanceof RetryLater ? error.details : {};
  return {
    status: permanent ? 'FAILED' : 'PENDING',
    reason: message,
    unclear: details.maybeDelivered ?? false,
    retryAfterMs: error instanceof RetryLater ? error.afterMs : null,
    attempt: { outcome: permanent ? 'refused' : 'retry', statusCode: details.statusCode ?? null, detail: message },
    transformationFailure: listable(details.transformationFailure),
  };
}

// PostgreSQL refuses NUL, and an outcome that it refuses would be sent again and again.
const storable = (words: string) => words.replaceAll('\0', '');

function listable(failure: TransformationFailure | undefined): TransformationFailure | null {
  return failure ? { ...failure, message: storable(failure.message) } : null;
}
