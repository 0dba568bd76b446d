/** Which waiting events share a run. One event is one run, except under a backlog: a run costs 12 ms of CPU wherever Temporal stores it. */
import { findEventType } from '../catalogue/index.js';
import { urgencyOf } from './urgency.js';

/** At most this many events share a run: their ids must fit one search attribute (2,048 bytes; 50 × 31 = 1,550). */
export const MAX_GROUP = 50;

/**
 * From this many waiting events of one business and severity on, they share runs. Of failures it must be so many that with a run
 * for each the last one would wait for many seconds: that costs more than a neighbour that is tried again.
 */
export const BACKLOG = { WARNING: 200, INFO: 10 } as const;

export type Shared = keyof typeof BACKLOG;

export interface WaitingEvent {
  id: string;
  businessId: string;
  eventType: string;
  /** How often it was tried before: an event that failed once travels alone, so that poison hurts no neighbour. */
  attempts: number;
}

/** Under which severity an event may share a run; null: never, as of payouts, disputes, critical and unknown types. */
export function sharesAs({ eventType, attempts }: WaitingEvent): Shared | null {
  const entry = findEventType(eventType);
  if (attempts > 0 || !entry || entry.category === 'PAYOUTS' || entry.category === 'DISPUTES') return null;
  return entry.severity === 'CRITICAL' ? null : entry.severity;
}

/**
 * Divides waiting events into runs: every event once, urgent ones first, then others that travel alone, order kept.
 * @param sharing what shares runs however few wait here: the last ones of a backlog, or the part of it that is leased
 */
export function groupForRuns(waiting: readonly WaitingEvent[], sharing: ReadonlySet<Shared> = new Set()): string[][] {
  const many = backlogs(waiting);
  const urgent: string[][] = [];
  const alone: string[][] = [];
  const together = { WARNING: new Map<string, string[]>(), INFO: new Map<string, string[]>() };
  for (const event of waiting) {
    const { id, businessId } = event;
    const as = sharesAs(event);
    if (urgencyOf(event.eventType) === 'critical') urgent.push([id]);
    else if (!as || !(sharing.has(as) || many.has(`${as} ${businessId}`))) alone.push([id]);
    else addTo(together[as], businessId, id);
  }
  const shared = [...together.WARNING.values(), ...together.INFO.values()];
  return [...urgent, ...alone, ...shared.flatMap((ids) => slices(ids, MAX_GROUP))];
}

function addTo(lists: Map<string, string[]>, key: string, id: string): void {
  const list = lists.get(key);
  if (list) list.push(id);
  else lists.set(key, [id]);
}

/** Of which severity and business so many wait that they share runs. */
function backlogs(waiting: readonly WaitingEvent[]): Set<string> {
  const counts = new Map<string, number>();
  const reached = new Set<string>();
  for (const event of waiting) {
    const as = sharesAs(event);
    if (!as) continue;
    const key = `${as} ${event.businessId}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    if (count >= BACKLOG[as]) reached.add(key);
  }
  return reached;
}

function slices(ids: string[], size: number): string[][] {
  const result: string[][] = [];
  for (let i = 0; i < ids.length; i += size) result.push(ids.slice(i, i + size));
  return result;
}
