// What one channel, business or endpoint has of a worker, and the circuit breaker of a carrier.
import fc from 'fast-check';
import { CHANNELS } from '../../src/channels/index.js';
import { Bulkheads } from '../../src/core/delivery/bulkheads.js';
import { CarrierBreakers } from '../../src/core/delivery/carrier-breakers.js';
import { OPEN_AFTER, PROBE_EVERY_MS } from '../../src/domain/health/health.js';
import { CHANNEL_PLACES, ENDPOINT_PLACES, placeWaitMs } from '../../src/domain/planning/bulkheads.js';
import type { Chunk } from '../../src/domain/planning/chunks.js';
import { makeReason } from '../../src/domain/reasons.js';
import { systemTime } from '../../src/platform/clock.js';
import { ACTIVITY_SLOTS } from '../../src/temporal/worker.js';

function chunk(channel: string, businessId: string, endpointId: string | null = null): Chunk {
  return { channel, businessId, endpointId, retry: 'repeatable', first: 'dlv_1', last: 'dlv_1', count: 1 };
}

/** How many of them find a place. */
const entered = (bulkheads: Bulkheads, chunks: Chunk[]) => chunks.flatMap((one) => bulkheads.enter(one) ?? []).length;
/** The most that one business has, alone. */
const BUSINESS_PLACES = 24;
const times = (count: number, make: (n: number) => Chunk) => Array.from({ length: count }, (_, n) => make(n));

describe('places', () => {
  it('of one channel are no other’s', () => {
    const bulkheads = new Bulkheads(systemTime);
    expect(
      entered(
        bulkheads,
        times(100, (n) => chunk('EMAIL', `bus_${n}`)),
      ),
    ).toBe(CHANNEL_PLACES);
    expect(bulkheads.enter(chunk('EMAIL', 'bus_other'))).toBeNull();
    expect(bulkheads.enter(chunk('PUSH', 'bus_0'))).not.toBeNull();
  });

  it('of one business, and of one endpoint, are a part of them', () => {
    const bulkheads = new Bulkheads(systemTime);
    const hanging = times(100, () => chunk('WEBHOOK', 'bus_a', 'dst_hangs'));
    expect(entered(bulkheads, hanging)).toBe(ENDPOINT_PLACES);
    const others = times(100, (n) => chunk('WEBHOOK', 'bus_a', `dst_${n}`));
    expect(entered(bulkheads, others)).toBe(BUSINESS_PLACES - ENDPOINT_PLACES);
    expect(bulkheads.enter(chunk('WEBHOOK', 'bus_b', 'dst_b'))).not.toBeNull();
  });

  it.each([
    [1, 24],
    [2, 14],
    [4, 7],
    [8, 4],
  ])('of %s businesses that want all are about %s for each, however many one had first', (count, share) => {
    const bulkheads = new Bulkheads(systemTime);
    const held = Array.from({ length: count }, (): (() => void)[] => []);
    const ask = (n: number) => {
      const leave = bulkheads.enter(chunk('EMAIL', `bus_${n}`));
      if (leave) held[n]?.push(leave);
    };
    for (let n = 0; n < 100; n++) ask(0);
    expect(held[0]).toHaveLength(BUSINESS_PLACES);
    for (let round = 0; round < 200; round++) {
      const busiest = held.toSorted((one, other) => other.length - one.length)[0];
      busiest?.shift()?.();
      for (let n = 0; n < count; n++) ask((round + n) % count);
    }
    for (const { length } of held) expect(Math.abs(length - share)).toBeLessThanOrEqual(2);
  });

  it('are there for whoever has none, whatever eight others did', () => {
    const asks = fc.array(fc.record({ business: fc.nat(7), leaves: fc.boolean() }), { minLength: 100, maxLength: 400 });
    fc.assert(
      fc.property(asks, (some) => {
        const bulkheads = new Bulkheads(systemTime);
        const held = new Map<number, (() => void)[]>();
        for (const { business, leaves } of some) {
          const mine = held.get(business) ?? [];
          held.set(business, mine);
          const leave = leaves ? null : bulkheads.enter(chunk('EMAIL', `bus_${business}`));
          if (leave) mine.push(leave);
          if (leaves) mine.pop()?.();
        }
        expect(bulkheads.enter(chunk('EMAIL', 'bus_new'))).not.toBeNull();
      }),
    );
  });

  it('are given back once', () => {
    const bulkheads = new Bulkheads(systemTime);
    const leave = times(ENDPOINT_PLACES, () => chunk('SLACK', 'bus_a', 'dst_a')).map((one) => bulkheads.enter(one));
    expect(bulkheads.enter(chunk('SLACK', 'bus_a', 'dst_a'))).toBeNull();
    leave[0]?.();
    expect(
      entered(
        bulkheads,
        times(2, () => chunk('SLACK', 'bus_a', 'dst_a')),
      ),
    ).toBe(1);
  });

  it('are so many that no channel waits for a slot of the worker because of the others', () => {
    const sending = Object.values(CHANNELS).filter(({ send }) => send !== null);
    expect(ACTIVITY_SLOTS).toBeGreaterThan(sending.length * CHANNEL_PLACES);
  });

  it('are asked for again when the turn has come, as far as is known', () => {
    const wait = (before: number, heldMs: number) => placeWaitMs({ before, places: 8, heldMs }, 0);
    expect([wait(0, 0), wait(7, 4_000), wait(23, 4_000), wait(0, 600_000)]).toEqual([125, 1_000, 3_000, 15_000]);
    expect(placeWaitMs({ before: 7, places: 8, heldMs: 4_000 }, 1)).toBe(3_000);
  });
});

describe('who finds no place', () => {
  /** Chunks of one endpoint that all come at once. @returns when the last one was sent, milliseconds, and how often they asked */
  function workOff(count: number, heldMs: number, untilMs = Number.POSITIVE_INFINITY) {
    let [now, asks, seed] = [0, 0, 1];
    const bulkheads = new Bulkheads(() => new Date(now));
    const dice = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    const agenda: { at: number; act: () => void }[] = [];
    const later = (ms: number, act: () => void) => agenda.push({ at: now + ms, act });
    const ask = () => {
      asks += 1;
      const one = chunk('WEBHOOK', 'bus_a', 'dst_a');
      const leave = bulkheads.enter(one);
      if (leave) later(heldMs, leave);
      else later(bulkheads.sendAway(one, dice()), ask);
    };
    for (let n = 0; n < count; n++) later(0, ask);
    while (agenda.length > 0) {
      agenda.sort((one, other) => one.at - other.at);
      const next = agenda.shift();
      if (!next || next.at > untilMs) break;
      now = next.at;
      next.act();
    }
    return { ms: now, asks };
  }

  it.each([
    [30, 1_250],
    [64, 200],
    [64, 4_000],
    [300, 1_000],
  ])(
    'comes back in time: %s chunks of %s ms take little longer than with a queue, and few asks each',
    (count, heldMs) => {
      const { ms, asks } = workOff(count, heldMs);
      expect(ms).toBeLessThan(1.4 * heldMs * Math.ceil(count / ENDPOINT_PLACES));
      expect(asks / count).toBeLessThan(7);
    },
  );

  it('asks about twice a minute where an endpoint hangs', () => {
    const { asks } = workOff(100, 3_600_000, 600_000);
    expect(asks).toBeLessThan(100 * 30);
  });
});

describe('the circuit breaker of a carrier', () => {
  const trouble = { kind: 'trouble', reason: makeReason('STOPPED_IN_LINE') } as const;
  const at = (seconds: number) => new Date(1_800_000_000_000 + seconds * 1_000);

  function failing(): CarrierBreakers {
    const breakers = new CarrierBreakers();
    for (let n = 1; n <= OPEN_AFTER; n++) {
      expect(breakers.hold('EMAIL', at(0), 0)).toBeNull();
      breakers.note('EMAIL', trouble, at(0));
    }
    return breakers;
  }

  it('opens after some failures in a row, and lets one try through each half minute', () => {
    const breakers = failing();
    expect(breakers.hold('EMAIL', at(1), 0)).toMatchObject({ ms: PROBE_EVERY_MS - 1_000 });
    expect(breakers.retryMs('EMAIL', at(1), 0)).toBe(PROBE_EVERY_MS - 1_000);
    expect(breakers.hold('EMAIL', at(31), 0)).toBeNull();
    expect(breakers.hold('EMAIL', at(31), 0)).not.toBeNull();
  });

  it('is that of this carrier alone, and closes with the first success', () => {
    const breakers = failing();
    expect(breakers.hold('FCM', at(1), 0)).toBeNull();
    breakers.note('EMAIL', { kind: 'works' }, at(31));
    expect(breakers.hold('EMAIL', at(31), 0)).toBeNull();
    expect(breakers.retryMs('EMAIL', at(31), 0)).toBeNull();
  });
});
