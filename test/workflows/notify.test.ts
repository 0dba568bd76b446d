/** `notify` on the time-skipping server: days of outage pass in a moment. */
import { randomBytes } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { ApplicationFailure } from '@temporalio/common';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { retryFailure } from '../../activities/deliver.js';
import type { Activities } from '../../activities/index.js';
import type { Chunk, RetryClass } from '../../src/domain/planning/chunks.js';
import { makeReason, type Reason } from '../../src/domain/reasons.js';
import { newId } from '../../src/platform/new-id.js';
import { WORKFLOW_BUNDLE } from '../../src/temporal/bundle.js';
import type { NotifyResult } from '../../workflows/messages.js';
import type { notify } from '../../workflows/notify.workflow.js';
import { eventsOf, type History, quietTemporal, startSkippingTemporal } from '../support/temporal.js';

const INSTALL_MS = 300_000;
const HOUR = 3_600_000;

let env: TestWorkflowEnvironment;
/** A server as production has it, for what needs no other time: the skipping one may skip to the end of a run while nobody looks. */
let real: TestWorkflowEnvironment;

beforeAll(async () => {
  quietTemporal();
  env = await startSkippingTemporal();
  const address = process.env.TEST_TEMPORAL_ADDRESS as string;
  real = await TestWorkflowEnvironment.createFromExistingServer({ address });
}, INSTALL_MS);

afterAll(async () => {
  await env?.teardown();
  await real?.teardown();
});

interface Ended {
  result: NotifyResult;
  history: History;
  /** The chunk of every try of `deliver`, in order. */
  tried: Chunk[];
  givenUp: { chunk: Chunk; reason: Reason }[];
}

/** Runs `notify` to its end on a plan of these chunks, with this `deliver`. */
async function runOn(
  chunks: Chunk[],
  deliver: Activities['deliver'],
  on = env,
  deliverAtOnce?: Activities['deliverAtOnce'],
): Promise<Ended> {
  const tried: Chunk[] = [];
  const givenUp: Ended['givenUp'] = [];
  const activities: Activities = {
    plan: async ({ eventIds }) => ({ planned: eventIds.length, chunks, ...(deliverAtOnce ? { atOnce: true } : {}) }),
    deliver: (input) => {
      tried.push(input.chunk);
      return deliver(input);
    },
    deliverAtOnce: deliverAtOnce ?? (async () => []),
    giveUp: async ({ chunk, reason }) => void givenUp.push({ chunk, reason }),
    startHolds: async () => undefined,
    release: async () => [],
    lookAtDisputes: async () => undefined,
    advanceLadder: async () => null,
    respond: async () => null,
    checkCoverage: async () => null,
    checkProviders: async () => null,
    reviewPreferences: async () => null,
    checkSilence: async () => null,
    moneyAtRisk: async () => null,
    reconcile: async () => null,
    noticeUnreadable: async () => null,
    retention: async () => null,
    sendWelcomes: async () => null,
  };
  const taskQueue = `notify-${randomBytes(6).toString('hex')}`;
  const worker = await Worker.create({
    connection: on.nativeConnection,
    taskQueue,
    workflowBundle: { codePath: WORKFLOW_BUNDLE },
    activities,
  });
  return worker.runUntil(async () => {
    const eventIds = [newId('event')];
    const start = { args: [{ eventIds }] as [{ eventIds: string[] }], taskQueue, workflowId: eventIds[0] as string };
    const handle = await on.client.workflow.start<typeof notify>('notify', start);
    return { result: await handle.result(), history: await handle.fetchHistory(), tried, givenUp };
  });
}

function chunk(channel: string, count = 1, retry: RetryClass = 'repeatable'): Chunk {
  const keys = { businessId: newId('business'), endpointId: null };
  return { ...keys, channel, retry, first: newId('delivery'), last: newId('delivery'), count };
}

/** What the real `deliver` throws while a provider refuses for the moment. */
function notYet(nextRetryDelay?: string): ApplicationFailure {
  const delay = nextRetryDelay ? { nextRetryDelay: nextRetryDelay as '7 hours' } : {};
  return ApplicationFailure.create({ message: '1 not sent yet (503)', type: 'RetryLater', ...delay });
}

/** A provider that is away for so long, by the server's clock, from its first try on; `at` says when each try came. */
function awayFor(ms: number): { at: number[]; deliver: Activities['deliver'] } {
  const at: number[] = [];
  let begin: number | undefined;
  const deliver = async (input: { chunk: Chunk }) => {
    const now = await env.currentTimeMs();
    begin ??= now;
    at.push(now - begin);
    if (now - begin < ms) throw notYet();
    return { sent: input.chunk.count };
  };
  return { at, deliver };
}

describe('A small plan', () => {
  const later = { pending: 1, answers: [503], afterMs: 5_000 };

  it('is sent by the task that planned it', async () => {
    const sent = async ({ chunks }: { chunks: Chunk[] }) => chunks.map(({ count }) => ({ sent: count, retry: null }));
    const chunks = [chunk('EMAIL', 2), chunk('WEBHOOK')];
    const { result, history, tried } = await runOn(chunks, async () => ({ sent: 9 }), env, sent);
    expect(result).toEqual({ planned: 1, sent: 3, notSent: 0 });
    expect(tried).toEqual([]);
    expect(eventsOf(history, 'EVENT_TYPE_WORKFLOW_TASK_COMPLETED')).toHaveLength(1);
    expect(eventsOf(history, 'EVENT_TYPE_ACTIVITY_TASK_SCHEDULED')).toHaveLength(0);
  });

  it('what its first try has left is an activity, which knows of that try', async () => {
    const known: unknown[] = [];
    const chunks = [chunk('EMAIL', 2), chunk('WEBHOOK')];
    const { result, tried } = await runOn(
      chunks,
      async (input) => {
        known.push(input.tried);
        return { sent: 1 };
      },
      env,
      async () => [
        { sent: 1, retry: later },
        { sent: 1, retry: null },
      ],
    );
    expect(result).toEqual({ planned: 1, sent: 3, notSent: 0 });
    expect(tried).toEqual([chunks[0]]);
    expect(known).toEqual([later]);
  });

  it('whose first try fails is sent by activities, as one that had none', async () => {
    const chunks = [chunk('EMAIL'), chunk('SLACK')];
    const { result, tried, givenUp } = await runOn(
      chunks,
      async (input) => ({ sent: input.chunk.count }),
      env,
      async () => {
        throw new Error('planted');
      },
    );
    expect(result).toEqual({ planned: 1, sent: 2, notSent: 0 });
    // They begin at the same time.
    expect(new Set(tried)).toEqual(new Set(chunks));
    expect(givenUp).toEqual([]);
  });
});

describe('A run of notify', () => {
  it('ends at once where the plan has no chunks', async () => {
    const { result, history, tried } = await runOn([], async () => ({ sent: 1 }));
    expect(result).toEqual({ planned: 1, sent: 0, notSent: 0 });
    expect(tried).toEqual([]);
    expect(eventsOf(history, 'EVENT_TYPE_WORKFLOW_TASK_COMPLETED')).toHaveLength(1);
    expect(eventsOf(history, 'EVENT_TYPE_ACTIVITY_TASK_SCHEDULED')).toHaveLength(0);
  });

  it('delivers every chunk once, and all of them at the same time', async () => {
    const chunks = [chunk('EMAIL', 100), chunk('EMAIL', 3), chunk('SLACK'), chunk('SLACK')];
    let arrived = 0;
    const bell = new EventEmitter();
    const allAreHere = once(bell, 'all', { signal: AbortSignal.timeout(15_000) });
    // None returns before the last has come: one after the other would never end.
    const { result, tried } = await runOn(chunks, async (input) => {
      arrived += 1;
      if (arrived === chunks.length) bell.emit('all');
      await allAreHere;
      return { sent: input.chunk.count };
    });
    expect(new Set(tried.map(({ first }) => first))).toEqual(new Set(chunks.map(({ first }) => first)));
    expect(tried).toHaveLength(chunks.length);
    expect(result).toEqual({ planned: 1, sent: 105, notSent: 0 });
  });

  it('delivers the other channels where one gives up, and says which chunk was given up and why', async () => {
    const [mail, slack] = [chunk('EMAIL', 2), chunk('SLACK')];
    const deliver: Activities['deliver'] = async (input) => {
      if (input.chunk.channel === 'SLACK') throw notYet('28 hours');
      return { sent: input.chunk.count };
    };
    const { result, givenUp } = await runOn([mail, slack], deliver, real);
    expect(result).toEqual({ planned: 1, sent: 2, notSent: 1 });
    expect(givenUp).toEqual([{ chunk: slack, reason: makeReason('UNEXPECTED', { error: '1 not sent yet (503)' }) }]);
  });

  it('waits as long as the provider asked, which is longer than its own schedule ever would', async () => {
    const at: number[] = [];
    const { result, tried } = await runOn([chunk('SLACK')], async () => {
      at.push(await env.currentTimeMs());
      if (at.length === 1) throw notYet('7 hours');
      return { sent: 1 };
    });
    expect(tried).toHaveLength(2);
    const waited = (at[1] as number) - (at[0] as number);
    expect(waited).toBeGreaterThanOrEqual(7 * HOUR);
    expect(waited).toBeLessThan(7.4 * HOUR);
    expect(result.sent).toBe(1);
  });

  it('tries again at once where nothing is to be waited for, on a server as production has it', async () => {
    const waits = [0, 0.4, -1];
    const { result, givenUp } = await runOn(
      [chunk('SLACK')],
      async () => {
        const afterMs = waits.shift();
        if (afterMs !== undefined) throw retryFailure({ pending: 1, answers: ['no answer'], afterMs });
        return { sent: 1 };
      },
      real,
    );
    expect([result.sent, givenUp]).toEqual([1, []]);
  });

  it('delivers after an outage of 26 hours', async () => {
    const { at, deliver } = awayFor(26 * HOUR);
    const { result, givenUp } = await runOn([chunk('EMAIL')], deliver);
    expect(at.length).toBeGreaterThan(50);
    expect(result).toEqual({ planned: 1, sent: 1, notSent: 0 });
    expect(givenUp).toEqual([]);
  });

  it.each([
    ['idempotent', 23],
    ['repeatable', 27],
  ] as const)('tries %s sends for %i hours, then gives up', async (retry, hours) => {
    const { at, deliver } = awayFor(100 * HOUR);
    const lost = chunk('EMAIL', 3, retry);
    const { result, givenUp } = await runOn([lost], deliver);
    expect(result).toEqual({ planned: 1, sent: 0, notSent: 3 });
    expect(givenUp).toEqual([{ chunk: lost, reason: makeReason('UNEXPECTED', { error: '1 not sent yet (503)' }) }]);
    expect(at.at(-1)).toBeLessThanOrEqual(hours * HOUR);
    expect(at.at(-1)).toBeGreaterThan((hours - 0.6) * HOUR);
  });

  it('labels every send for the operator', async () => {
    const { history } = await runOn([chunk('EMAIL', 12), chunk('SLACK')], async (input) => ({
      sent: input.chunk.count,
    }));
    const summaries = eventsOf(history, 'EVENT_TYPE_ACTIVITY_TASK_SCHEDULED').map((event) =>
      JSON.parse(Buffer.from(event.userMetadata?.summary?.data ?? '').toString()),
    );
    expect(summaries.sort()).toEqual(['EMAIL · 12 deliveries', 'SLACK · 1 delivery']);
  });
});
