/** Which waiting events share a run. One event is one run, except under a backlog: a run costs 12 ms of CPU wherever Temporal stores it. */
import { findEventType } from '../catalogue/index.js';
import { urgencyOf } from './urgency.js';

/** At most this many events share a run: their ids must fit one search attribute (2,048 bytes; 50 × 31 = 1,550). */
export const MAX_GROUP = 50;

/** From this many waiting INFO events of one business on, they share runs. */
export const BACKLOG = 10;

export interface WaitingEvent {
  id: string;
  businessId: string;
  eventType: string;
  /** How often it was tried before: an event that failed once travels alone, so that poison hurts no neighbour. */
  attempts: number;
}

/** INFO events may share a run; failures, payouts, disputes and unknown types never do. */
export function mayShare(event: WaitingEvent): boolean {
  const entry = findEventType(event.eventType);
  return (
    event.attempts === 0 &&
    entry !== null &&
    entry.severity === 'INFO' &&
    entry.category !== 'PAYOUTS' &&
    entry.category !== 'DISPUTES'
  );
}

/** Divides waiting events into runs: every event once, urgent ones first, then others that travel alone, order kept. */
export function groupForRuns(waiting: readonly WaitingEvent[]): string[][] {
  const urgent: string[][] = [];
  const alone: string[][] = [];
  const sharing = new Map<string, string[]>();
  for (const event of waiting) {
    if (!mayShare(event)) (urgencyOf(event.eventType) === 'critical' ? urgent : alone).push([event.id]);
    else sharing.set(event.businessId, [...(sharing.get(event.businessId) ?? []), event.id]);
  }
  const shared = [...sharing.values()].flatMap((ids) =>
    ids.length < BACKLOG ? ids.map((id) => [id]) : slices(ids, MAX_GROUP),
  );
  return [...urgent, ...alone, ...shared];
}

function slices(ids: string[], size: number): string[][] {
  const result: string[][] = [];
  for (let i = 0; i < ids.length; i += size) result.push(ids.slice(i, i + size));
  return result;
}
