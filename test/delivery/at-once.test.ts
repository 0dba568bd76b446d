// The first try of small plans: what hangs holds so many of the worker's tasks and no more, and nobody fails by another one.
import { AT_ONCE_PLACES, AtOnce } from '../../activities/at-once.js';
import type { DeliverResult } from '../../src/core/delivery/deliver.js';
import { type Chunk, isSentAtOnce } from '../../src/domain/planning/chunks.js';
import { newId } from '../../src/platform/new-id.js';

const SENT: DeliverResult = { sent: 1, retry: null };
const LEFT: DeliverResult = { sent: 0, retry: { pending: 1, answers: [], afterMs: 0 } };

function chunk(channel: string, count = 1): Chunk {
  const [first, last] = [newId('delivery'), newId('delivery')];
  return { channel, businessId: newId('business'), endpointId: null, retry: 'repeatable', first, last, count };
}

const eventIds = [newId('event')];

it('while as many hang as there are places, others are left to activities; then they are tried again', async () => {
  const hung: ((result: DeliverResult) => void)[] = [];
  const atOnce = new AtOnce(({ chunk: { channel } }) =>
    channel === 'EMAIL' ? new Promise((end) => hung.push(end)) : Promise.resolve(SENT),
  );
  const plan = { eventIds, chunks: [chunk('EMAIL')] };
  const tries = Array.from({ length: AT_ONCE_PLACES }, () => atOnce.tryAll(plan));
  const webhook = { eventIds, chunks: [chunk('WEBHOOK')] };
  expect(await atOnce.tryAll(webhook)).toEqual([LEFT]);
  expect(hung).toHaveLength(AT_ONCE_PLACES);
  for (const end of hung) end(SENT);
  expect(await Promise.all(tries)).toEqual(tries.map(() => [SENT]));
  expect(await atOnce.tryAll(webhook)).toEqual([SENT]);
});

it('a chunk that fails is left to an activity; the others of its plan are sent, and the place is free again', async () => {
  const atOnce = new AtOnce(async ({ chunk: { channel } }) => {
    if (channel === 'SLACK') throw new Error('planted');
    return SENT;
  });
  const plan = { eventIds, chunks: [chunk('SLACK'), chunk('WEBHOOK')] };
  for (let time = 0; time <= AT_ONCE_PLACES; time++) expect(await atOnce.tryAll(plan)).toEqual([LEFT, SENT]);
});

it('ten deliveries are a small plan; eleven are not, nor is none', () => {
  expect(isSentAtOnce([chunk('EMAIL', 8), chunk('SLACK'), chunk('WEBHOOK')])).toBe(true);
  expect(isSentAtOnce([chunk('EMAIL', 9), chunk('SLACK'), chunk('WEBHOOK')])).toBe(false);
  expect(isSentAtOnce([])).toBe(false);
});
