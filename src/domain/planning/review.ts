/** Who gets what, for the quarterly review. */
import type { EventTypeEntry } from '../catalogue/entry.js';
import type { ReviewLine } from '../facts.js';
import type { Category } from '../vocabulary.js';
import { hearing, type Listener } from './coverage.js';

/** Of one of them so far. */
interface Counted {
  name: string;
  channels: Set<string>;
  types: Map<Category, Set<string>>;
}

/** A person, an endpoint or an address that is nobody's, with the destinations that it is reached by. */
export interface Reviewed {
  name: string;
  destinationIds: readonly string[];
}

/** What each of them gets now, counted by one event type after the other. */
export class Review {
  private readonly ownerOf: ReadonlyMap<string, Counted>;
  private readonly counted: readonly Counted[];

  constructor(reviewed: readonly Reviewed[]) {
    this.counted = reviewed.map(({ name }) => ({ name, channels: new Set<string>(), types: new Map() }));
    this.ownerOf = new Map(
      reviewed.flatMap(({ destinationIds }, at) =>
        destinationIds.map((id) => [id, this.counted[at] as Counted] as const),
      ),
    );
  }

  /** @param listeners all destinations, with what was chosen there for this event type */
  count({ key, category }: EventTypeEntry, listeners: readonly Listener[]): void {
    for (const { id, channel } of hearing(key, listeners)) {
      const owner = this.ownerOf.get(id);
      owner?.channels.add(channel);
      owner?.types.set(category, (owner.types.get(category) ?? new Set()).add(key));
    }
  }

  /** How many event types of each category come to each of them, and by which channels. */
  lines(): ReviewLine[] {
    return this.counted.map(({ name, channels, types }) => ({
      name,
      channels: [...channels].sort(),
      counts: Object.fromEntries([...types].map(([category, keys]) => [category, keys.size])),
    }));
  }
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
