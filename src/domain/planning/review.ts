/** Who gets what, for the quarterly review. */
import { CATALOGUE } from '../catalogue/index.js';
import type { ReviewLine } from '../facts.js';
import type { Category } from '../vocabulary.js';
import { hearing, type ListenersOf } from './coverage.js';

/** A person, an endpoint or an address that is nobody's, with the destinations that it is reached by. */
export interface Reviewed {
  name: string;
  destinationIds: readonly string[];
}

/** What each of them gets now: how many event types of each category, and by which channels. */
export function reviewOf(reviewed: readonly Reviewed[], listenersOf: ListenersOf): ReviewLine[] {
  const heard = Object.values(CATALOGUE).map((entry) => ({ entry, by: hearing(entry.key, listenersOf(entry.key)) }));
  return reviewed.map(({ name, destinationIds }) => {
    const own = new Set(destinationIds);
    const counts: Partial<Record<Category, number>> = {};
    const channels = new Set<string>();
    for (const { entry, by } of heard) {
      const ways = by.filter(({ id }) => own.has(id));
      if (ways.length > 0) counts[entry.category] = (counts[entry.category] ?? 0) + 1;
      for (const { channel } of ways) channels.add(channel);
    }
    return { name, channels: [...channels].sort(), counts };
  });
}

/** More lines than this would fill a mail. */
export const MOST_LINES = 60;

/** The lines that have room, and one that says how many have none. */
export function withRoom(lines: readonly ReviewLine[]): ReviewLine[] {
  if (lines.length <= MOST_LINES) return [...lines];
  const shown = lines.slice(0, MOST_LINES - 1);
  return [...shown, { name: `+ ${lines.length - shown.length}`, channels: [], counts: null }];
}

/** The quarter of a moment in UTC, for example `2026Q4`. */
export function quarterOf(at: Date): string {
  return `${at.getUTCFullYear()}Q${Math.floor(at.getUTCMonth() / 3) + 1}`;
}
