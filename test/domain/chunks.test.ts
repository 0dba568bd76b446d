// Chunks are ranges of ids: together they are the deliveries, each one is of one channel, and endpoints stand alone.
import fc from 'fast-check';
import { type ChunkableDelivery, chunksOf, MAX_CHUNK } from '../../src/domain/planning/chunks.js';

interface Stretch {
  channel: string;
  retry: 'idempotent' | 'repeatable';
  endpointId: string | null;
  length: number;
}

/** Deliveries as a plan numbers them: those of one channel and endpoint side by side, ids rising. */
function deliveriesOf(stretches: readonly Stretch[]): ChunkableDelivery[] {
  return stretches
    .flatMap(({ length, ...keys }) => Array.from({ length }, () => keys))
    .map((keys, at) => ({ ...keys, businessId: 'bus_1', id: `dlv_${String(at).padStart(6, '0')}` }));
}

const stretches: fc.Arbitrary<Stretch[]> = fc.uniqueArray(
  fc
    .record({
      kind: fc.constantFrom('EMAIL', 'PUSH', 'SLACK', 'WEBHOOK'),
      endpoint: fc.integer({ min: 1, max: 6 }),
      length: fc.constantFrom(1, 2, 3, 50, 99, 100, 101, 200, 250),
    })
    .map(({ kind, endpoint, length }): Stretch => {
      const personal = kind === 'EMAIL' || kind === 'PUSH';
      return {
        channel: kind,
        retry: kind === 'WEBHOOK' ? 'idempotent' : 'repeatable',
        endpointId: personal ? null : `dst_${endpoint}`,
        length,
      };
    }),
  { selector: ({ channel, endpointId }) => `${channel} ${endpointId}`, maxLength: 8 },
);

/** The deliveries of a chunk: ids are places here. */
const within = (deliveries: ChunkableDelivery[], chunk: { first: string; last: string }) =>
  deliveries.slice(Number(chunk.first.slice(4)), Number(chunk.last.slice(4)) + 1);

function onEveryPlan(check: (deliveries: ChunkableDelivery[], given: Stretch[]) => void): void {
  fc.assert(
    fc.property(stretches, (given) => check(deliveriesOf(given), given)),
    { numRuns: 200 },
  );
}

describe('chunks', () => {
  it('cover the deliveries exactly, in order and without a gap', () => {
    onEveryPlan((deliveries) => {
      const covered = chunksOf(deliveries).flatMap((chunk) => within(deliveries, chunk));
      expect(covered.map(({ id }) => id)).toEqual(deliveries.map(({ id }) => id));
    });
  });

  it('count what lies between their first and last id, 100 at most', () => {
    onEveryPlan((deliveries) => {
      for (const chunk of chunksOf(deliveries)) {
        expect(chunk.count).toBe(within(deliveries, chunk).length);
        expect(chunk.count).toBeLessThanOrEqual(100);
      }
    });
    expect(MAX_CHUNK).toBe(100);
  });

  it('hold deliveries of one channel and retry class, and of one endpoint', () => {
    onEveryPlan((deliveries) => {
      for (const chunk of chunksOf(deliveries)) {
        const kinds = within(deliveries, chunk).map((one) => `${one.channel} ${one.retry} ${one.endpointId}`);
        const [kind] = kinds;
        expect([...new Set(kinds)]).toEqual([kind]);
        expect(kind).toContain(`${chunk.channel} ${chunk.retry} `);
      }
    });
  });

  it('are as few as that allows', () => {
    onEveryPlan((deliveries, given) => {
      const least = given.reduce((sum, { length }) => sum + Math.ceil(length / 100), 0);
      expect(chunksOf(deliveries)).toHaveLength(least);
    });
  });

  it('are none where nothing is to be sent', () => {
    expect(chunksOf([])).toEqual([]);
  });

  it('hold cursors and counts only: no address travels through Temporal', () => {
    const stretch = { channel: 'EMAIL', retry: 'repeatable' as const, endpointId: null, length: 1 };
    const [delivery] = deliveriesOf([stretch]);
    const withAddress = { ...(delivery as ChunkableDelivery), address: 'ana@shop.example' };
    expect(chunksOf([withAddress])).toEqual([
      {
        channel: 'EMAIL',
        businessId: 'bus_1',
        endpointId: null,
        retry: 'repeatable',
        first: 'dlv_000000',
        last: 'dlv_000000',
        count: 1,
      },
    ]);
  });
});
