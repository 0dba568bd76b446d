/** What stands between a source and its next event, and the way out. */
import { makeReason, type Reason, zonedMoment } from './reasons.js';

export const SOURCE_STANDINGS = ['NEEDS_SECRET', 'WAITING', 'RECEIVING', 'REFUSED', 'SILENT'] as const;
export type SourceStanding = (typeof SOURCE_STANDINGS)[number];

/** The requests that were refused since the newest event. */
export interface Refusals {
  /** Of those that are counted: COUNTED_AT_MOST. */
  count: number;
  /** When the first of them came. */
  since: Date;
  /** Of the newest. */
  why: Reason;
}

export interface SourceSigns {
  /** Tocsin's own notices come by no webhook. */
  own: boolean;
  /** How many signing secrets hold. */
  activeSecrets: number;
  /** When the newest event came that the source itself sent. */
  lastEventAt: Date | null;
  /** Since when it is quieter than its own rhythm explains. */
  silentSince: Date | null;
  refused: Refusals | null;
}

/** A flood is not counted to its end: whoever reads "10,000" needs no more. */
export const COUNTED_AT_MOST = 10_000;

export function standingOf({ own, activeSecrets, lastEventAt, silentSince, refused }: SourceSigns): SourceStanding {
  if (own) return 'RECEIVING';
  if (activeSecrets === 0) return 'NEEDS_SECRET';
  if (refused) return 'REFUSED';
  if (!lastEventAt) return 'WAITING';
  return silentSince ? 'SILENT' : 'RECEIVING';
}

/** Whether its signing secret is what to look at: it has none, or what came last was refused because no signature matches. */
export function wantsSecret(signs: SourceSigns): boolean {
  const standing = standingOf(signs);
  return standing === 'NEEDS_SECRET' || (standing === 'REFUSED' && signs.refused?.why.code === 'SIGNATURE_WRONG');
}

/** `provider`: whose dashboard has the endpoint; null where the sender is a program of the business. Null: nothing is amiss. */
export function standingReason(signs: SourceSigns, provider: string | null): Reason | null {
  const { refused, silentSince } = signs;
  switch (standingOf(signs)) {
    case 'NEEDS_SECRET':
      return makeReason('SOURCE_NEEDS_SECRET', { provider, count: refused?.count ?? 0 });
    case 'REFUSED':
      return refused && refusedReason(refused, provider);
    case 'WAITING':
      return makeReason('SOURCE_WAITING', { provider });
    case 'SILENT':
      return silentSince && makeReason('SOURCE_SILENT', { provider, since: zonedMoment(silentSince, 'UTC') });
    default:
      return null;
  }
}

function refusedReason({ count, since: first, why }: Refusals, provider: string | null): Reason {
  const since = zonedMoment(first, 'UTC');
  // Here the sentence of the refusal, which is for the sender, lacks what to do in Tocsin.
  if (why.code === 'SIGNATURE_WRONG') return makeReason('SOURCE_SIGNATURE_REFUSED', { provider, count, since });
  return makeReason('SOURCE_REFUSED', { count, since, why });
}
