/** The places for chunks that are being sent, in this process (src/domain/planning/bulkheads.ts). */
import { ENDPOINT_PLACES, hasPlace, placeWaitMs } from '../../domain/planning/bulkheads.js';
import type { Chunk } from '../../domain/planning/chunks.js';

/** How much of what is known the place is that was left last, 0 to 1. */
const LAST_COUNTS = 0.3;

/** The places of a channel, of a business by it, or to an endpoint. All times in milliseconds since 1970. */
class Places {
  /** Since when each is held. */
  private readonly held = new Set<{ since: number }>();
  /** How long one was held of late, milliseconds. */
  private lastMs = 0;
  /** When those that were sent away come back. */
  private away: number[] = [];

  get count(): number {
    return this.held.size;
  }

  enter(place: { since: number }): void {
    this.held.add(place);
  }

  leave(place: { since: number }, now: number): void {
    if (this.held.delete(place)) this.lastMs += (now - place.since - this.lastMs) * LAST_COUNTS;
  }

  /** @returns when to come back, milliseconds from now */
  sendAway(now: number, dice: number): number {
    this.away = this.away.filter((at) => at > now);
    const ages = [...this.held].map(({ since }) => now - since);
    // Where all hang none is left: then it is known by those that are held.
    const heldMs = Math.max(this.lastMs, ages.reduce((sum, age) => sum + age, 0) / Math.max(1, ages.length));
    const ms = placeWaitMs({ before: this.away.length, places: this.count, heldMs }, dice);
    this.away.push(now + ms);
    return ms;
  }

  isForgotten(now: number): boolean {
    return this.count === 0 && !this.away.some((at) => at > now);
  }
}

export class Bulkheads {
  private readonly places = new Map<string, Places>();

  constructor(private readonly now: () => Date) {}

  /** Takes a place; call the result to give it back. Null: there is none. */
  enter(chunk: Chunk): (() => void) | null {
    const keys = placeKeys(chunk);
    const [channel, business, endpoint] = keys;
    const count = (key?: string) => (key && this.places.get(key)?.count) || 0;
    if (!hasPlace({ channel: count(channel), business: count(business), endpoint: count(endpoint) })) return null;
    const place = { since: this.now().getTime() };
    for (const key of keys) this.of(key).enter(place);
    return () => {
      const now = this.now().getTime();
      for (const key of keys) {
        this.of(key).leave(place, now);
        if (this.of(key).isForgotten(now)) this.places.delete(key);
      }
    };
  }

  /** For a chunk that found no place: when to come back, milliseconds. `dice`: 0 to 1. */
  sendAway(chunk: Chunk, dice: number): number {
    const [channel, business, endpoint] = placeKeys(chunk);
    const full =
      endpoint && this.of(endpoint).count >= ENDPOINT_PLACES
        ? endpoint
        : this.of(business).count > 0
          ? business
          : channel;
    return this.of(full).sendAway(this.now().getTime(), dice);
  }

  private of(key: string): Places {
    const places = this.places.get(key) ?? new Places();
    this.places.set(key, places);
    return places;
  }
}

/** Its channel, its business by this channel, and its endpoint where it has one. */
const placeKeys = ({ channel, businessId, endpointId }: Chunk): [string, string, ...string[]] => [
  channel,
  `${channel} ${businessId}`,
  ...(endpointId ? [`${channel} ${endpointId}`] : []),
];
