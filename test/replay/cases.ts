/** One history per branch of `notify` and `hold`; ids are made up, so that a new recording differs only where the run does. */
import { ApplicationFailure } from '@temporalio/common';
import type { Released } from '../../activities/hold.js';
import type { Activities } from '../../activities/index.js';
import { type Chunk, chunksOf } from '../../src/domain/chunks.js';
import { encodeId, type IdKind } from '../../src/domain/ids.js';
import type { HoldInput } from '../../workflows/messages.js';

export interface ReplayCase {
  eventIds: string[];
  chunks: Chunk[];
  deliver: Activities['deliver'];
  /** What the plan leaves to runs of their own. */
  holds?: HoldInput[];
}

/** A run of `hold`: what it finds each time that it looks; it is told to look again while there is more. */
export interface HoldCase {
  released: Released[][];
}

/** The n-th id of a kind. */
export function madeUpId(kind: IdKind, n: number): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32BE(n, 12);
  return encodeId(kind, bytes);
}

const events = (count: number) => Array.from({ length: count }, (_, i) => madeUpId('event', i + 1));

/** A chunk of so many deliveries, the first of which is the n-th. */
function chunk(channel: string, n = 1, count = 1): Chunk {
  const numbers = Array.from({ length: count }, (_, i) => n + i);
  const deliveries = numbers.map((number) => madeUpId('delivery', number));
  const [made] = chunksOf(deliveries.map((id) => ({ id, channel, retry: 'repeatable' as const, ownChunkKey: null })));
  return made as Chunk;
}

const sends: Activities['deliver'] = async (input) => ({ sent: input.chunk.count });

function fails(nextRetryDelay: ApplicationFailure['nextRetryDelay'], tries: number): Activities['deliver'] {
  let tried = 0;
  return async (input) => {
    if (tried++ >= tries) return sends(input);
    throw ApplicationFailure.create({ message: '1 not sent yet (503)', type: 'RetryLater', nextRetryDelay });
  };
}

export const CASES: Record<string, ReplayCase> = {
  'in-app-only': { eventIds: events(1), chunks: [], deliver: sends },
  'e-mail': { eventIds: events(1), chunks: [chunk('EMAIL')], deliver: sends },
  'two-channels': { eventIds: events(1), chunks: [chunk('EMAIL', 1, 3), chunk('SLACK', 4)], deliver: sends },
  'group-of-50': { eventIds: events(50), chunks: [chunk('EMAIL', 1, 100), chunk('EMAIL', 101, 50)], deliver: sends },
  'retry-then-success': { eventIds: events(1), chunks: [chunk('EMAIL')], deliver: fails('100 milliseconds', 1) },
  // A wait beyond the schedule to close: the server ends it at once, as it does after 27 hours of tries.
  'given-up': { eventIds: events(1), chunks: [chunk('SLACK')], deliver: fails('28 hours', 1) },
  held: { eventIds: events(1), chunks: [chunk('SLACK')], deliver: sends, holds: [holdOf(1), holdOf(2)] },
};

/** Long over: its run has nothing to wait for. */
export function holdOf(n: number): HoldInput {
  return { destinationId: madeUpId('destination', n), dueAt: n };
}

export const HOLD_CASES: Record<string, HoldCase> = {
  'hold-released': { released: [[{ chunk: chunk('EMAIL', 1, 2), by: 'QUIET_HOURS' }]] },
  'hold-digest': { released: [[{ chunk: chunk('EMAIL', 1, 5), by: 'DIGEST' }]] },
  'hold-told-again': {
    released: [[{ chunk: chunk('EMAIL'), by: 'DIGEST' }], [{ chunk: chunk('EMAIL', 2), by: 'DIGEST' }]],
  },
};
