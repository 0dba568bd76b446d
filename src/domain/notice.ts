/** What Tocsin tells the team about itself; each notice is an event like any other, so the same rules decide who hears it. */
import type { CATALOGUE } from './catalogue/index.js';
import type { AtRisk, Facts, ReviewLine } from './facts.js';
import type { Reason } from './reasons.js';

/** Told of a dispute by its ladder and by the team's own acts. */
export const DISPUTE_NOTICES = [
  'dispute.reminder',
  'dispute.deadline_passed',
  'dispute.acknowledged',
  'dispute.responded',
] as const;

type NoticeType = Extract<keyof typeof CATALOGUE, `tocsin.${string}`> | (typeof DISPUTE_NOTICES)[number];

/** What a notice says of a dispute. */
export type DisputeNotice = Pick<Facts, (typeof DISPUTE_FACTS)[number]> & {
  /** Where the dispute came from: its notices stand beside the provider's facts, and rewrite the same in-app item. */
  sourceId: string;
  test: boolean;
};

const DISPUTE_FACTS = [
  'amount',
  'currency',
  'customerName',
  'account',
  'reason',
  'paymentId',
  'disputeId',
  'stage',
  'respondBy',
  'respondByEstimated',
  'timeLeft',
  'level',
  'unreachable',
  'draft',
  'by',
  'told',
] as const;

export interface Notice {
  businessId: string;
  type: NoticeType;
  /**
   * Names the change of state that is told, for example `failing:dst_…:2026-11-20T06:00:00.000Z`; at most 255 printable
   * characters. The same one told twice is one event.
   */
  transition: string;
  /** When it came to be so. */
  at: Date;
  /** Event types and channels by key; destinations and sources by the names that people gave them, addresses masked. */
  about: readonly string[];
  /** A destination or source that it tells of: the notice is not sent to that very destination where others hear it. */
  subjectId?: string | null;
  /** Why it is so; of a dispute its own reason, see `DisputeNotice`. */
  reason?: Reason | null;
  /** Since when it is so. */
  since?: Date | null;
  /** When it will end, for example by being switched off. */
  endsAt?: Date | null;
  /** Who gets what; for `tocsin.preferences_review` only. */
  review?: readonly ReviewLine[] | null;
  /** Open disputes by currency; for `tocsin.money_at_risk` only. */
  atRisk?: readonly AtRisk[] | null;
  /** For the notices of a dispute only. */
  dispute?: DisputeNotice | null;
  /** The type of the event in whose delivery this came up. Where that is a notice, nothing is told: a loop would be. */
  causedBy?: string | null;
}

/** Whether an event of this type tells of Tocsin itself, not of money. */
export function isNotice(eventType: string): boolean {
  return eventType.startsWith('tocsin.');
}

/** Whether only Tocsin itself may tell events of this type. */
export function isOwn(eventType: string): boolean {
  return isNotice(eventType) || (DISPUTE_NOTICES as readonly string[]).includes(eventType);
}
