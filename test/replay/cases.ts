/** One history per branch of `notify` and `hold`; ids are made up, so that a new recording differs only where the run does. */
import { ApplicationFailure } from '@temporalio/common';
import type { Activities } from '../../activities/index.js';
import type { DeliverResult } from '../../src/core/delivery/deliver.js';
import type { StartableDispute } from '../../src/core/disputes/startable-dispute.js';
import type { ReleasedChunk } from '../../src/core/holds/release.js';
import type { LadderStatus } from '../../src/domain/disputes/ladder-status.js';
import { encodeId, type IdKind } from '../../src/domain/ids.js';
import { type Chunk, chunksOf } from '../../src/domain/planning/chunks.js';
import type { HoldInput } from '../../src/domain/run-inputs.js';

export interface ReplayCase {
  eventIds: string[];
  chunks: Chunk[];
  deliver: Activities['deliver'];
  /** What became of each chunk that was tried at once; left out: none was. */
  atOnce?: DeliverResult[];
  /** What the plan leaves to runs of their own. */
  holds?: HoldInput[];
  /** Disputes that are to be looked at. */
  disputes?: StartableDispute[];
}

/** A run of `hold`: what it finds each time that it looks; it is told to look again while there is more. */
export interface HoldCase {
  released: ReleasedChunk[][];
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
  const keys = { businessId: madeUpId('business', 1), channel, retry: 'repeatable' as const, endpointId: null };
  const [made] = chunksOf(deliveries.map((id) => ({ id, ...keys })));
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

const DISPUTE: StartableDispute = {
  id: madeUpId('dispute', 1),
  businessId: madeUpId('business', 1),
  externalId: 'dp_1',
  amount: '2890',
  currency: 'USD',
};

const SENT_AT_ONCE: DeliverResult = { sent: 1, retry: null };

export const CASES: Record<string, ReplayCase> = {
  'in-app-only': { eventIds: events(1), chunks: [], deliver: sends },
  'e-mail': { eventIds: events(1), chunks: [chunk('EMAIL')], deliver: sends },
  'two-channels': { eventIds: events(1), chunks: [chunk('EMAIL', 1, 3), chunk('SLACK', 4)], deliver: sends },
  'group-of-50': { eventIds: events(50), chunks: [chunk('EMAIL', 1, 100), chunk('EMAIL', 101, 50)], deliver: sends },
  'retry-then-success': { eventIds: events(1), chunks: [chunk('EMAIL')], deliver: fails('100 milliseconds', 1) },
  'at-once': {
    eventIds: events(1),
    chunks: [chunk('EMAIL'), chunk('WEBHOOK', 2)],
    deliver: sends,
    atOnce: [SENT_AT_ONCE, SENT_AT_ONCE],
  },
  'at-once-then-later': {
    eventIds: events(1),
    chunks: [chunk('EMAIL'), chunk('WEBHOOK', 2)],
    deliver: sends,
    atOnce: [SENT_AT_ONCE, { sent: 0, retry: { pending: 1, answers: [503], afterMs: 5_000 } }],
  },
  // A wait beyond the schedule to close: the server ends it at once, as it does after 27 hours of tries.
  'given-up': { eventIds: events(1), chunks: [chunk('SLACK')], deliver: fails('28 hours', 1) },
  'about-a-dispute': { eventIds: events(1), chunks: [chunk('EMAIL')], deliver: sends, disputes: [DISPUTE] },
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

/** A run of `dispute`: where the ladder stands each time that it looks. With an `update`, somebody answers after the first look. */
export interface DisputeCase {
  advance: (LadderStatus | null)[];
  update?: 'acknowledge' | 'respond';
}

/** Long over as well: the run waits a millisecond for it. */
function status(state: LadderStatus['state'], next: LadderStatus['next'], level = 0): LadderStatus {
  const asks = next === 'REMINDER' ? { level: level + 1, roles: ['OWNER'] } : null;
  return {
    label: '$28.90 · dp_1',
    state,
    level,
    until: next ? 1 : null,
    next,
    asks,
    deadline: 3_600_001,
    estimated: true,
  };
}

export const DISPUTE_CASES: Record<string, DisputeCase> = {
  'dispute-passed': {
    advance: [
      status('NEEDS_RESPONSE', 'REMINDER'),
      status('NEEDS_RESPONSE', 'DEADLINE', 1),
      status('EXPIRED', null, 1),
    ],
  },
  'dispute-without-deadline': {
    advance: [{ ...status('NEEDS_RESPONSE', null), deadline: null, estimated: false }],
  },
  'dispute-gone': { advance: [null] },
  'dispute-acknowledged': {
    advance: [awaiting('NEEDS_RESPONSE'), status('ACKNOWLEDGED', 'REMINDER'), status('LOST', null)],
    update: 'acknowledge',
  },
  'dispute-responded': { advance: [awaiting('NEEDS_RESPONSE'), status('RESPONDED', null)], update: 'respond' },
};

/** Waits until it is told. */
function awaiting(state: LadderStatus['state']): LadderStatus {
  return { ...status(state, 'REMINDER'), until: Date.parse('2099-01-01T00:00:00Z') };
}
