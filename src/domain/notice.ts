/** What Tocsin tells the team about itself; each notice is an event like any other, so the same rules decide who hears it. */
import type { CATALOGUE } from './catalogue/index.js';
import type { ReviewLine } from './facts.js';

export type NoticeType = Extract<keyof typeof CATALOGUE, `tocsin.${string}`>;

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
  /** Event types by key; destinations, sources and channels by the names that people gave them, addresses masked. */
  about: readonly string[];
  /** A destination or source that it tells of: the notice is not sent to that very destination where others hear it. */
  subjectId?: string | null;
  /** What the other side said, in a few words and without secrets. */
  reason?: string | null;
  /** Since when it is so. */
  since?: Date | null;
  /** When it will end, for example by being switched off. */
  endsAt?: Date | null;
  /** Who gets what; for `tocsin.preferences_review` only. */
  review?: readonly ReviewLine[] | null;
  /** The type of the event in whose delivery this came up. Where that is a notice, nothing is told: a loop would be. */
  causedBy?: string | null;
}

/** Whether an event type is one of Tocsin's own. */
export function isNotice(eventType: string): boolean {
  return eventType.startsWith('tocsin.');
}
