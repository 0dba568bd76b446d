import type { CarrierName } from '../../domain/failures.js';
import type { Reason } from '../../domain/reasons.js';
import type { ClaimedDelivery } from './claimed-delivery.js';
import type { Outcome } from './outcome.js';

/** What became of one delivery of a chunk. */
export interface SendResult {
  claimed: ClaimedDelivery;
  /** Null: its turn did not come in this try. */
  outcome: Outcome | null;
  at: Date;
  durationMs: number;
  /** Who was asked last; null: an endpoint, or nobody. */
  carrierName: CarrierName | null;
  /** How long its endpoint is left alone, ms, and why; null: the usual schedule holds. */
  waits: { ms: number; reason: Reason | null } | null;
}

/** Of what was not sent in this try. */
export const NOT_SENT_YET = { outcome: null, durationMs: 0, carrierName: null, waits: null } as const;
