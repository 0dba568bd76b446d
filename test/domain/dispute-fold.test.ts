// The fold of a dispute's facts and what people hear of each, in every order of arrival.
import fc from 'fast-check';
import type { DisputeFact, FactStatus } from '../../src/domain/disputes/dispute-facts.js';
import { foldDispute } from '../../src/domain/disputes/dispute-fold.js';
import { DEADLINE_MOVED, disputeMessage, KEPT_ENDS, LOST_ENDS } from '../../src/domain/disputes/dispute-message.js';
import { manyRuns } from '../support/many-runs.js';

const HOUR = 3_600_000;
const DISPUTE_ENDS = [...LOST_ENDS, ...KEPT_ENDS];
const OPENED = Date.parse('2026-11-06T18:00:00Z');
const FOUR_DAYS = 96 * HOUR;

function fact(status: FactStatus, hours: number, values: Partial<DisputeFact> = {}): DisputeFact {
  const at = OPENED + hours * HOUR;
  return {
    eventId: `${status} ${hours}`,
    occurredAt: at,
    receivedAt: at,
    stage: 'dispute',
    status,
    submissions: null,
    createdAt: OPENED,
    due: status === 'OPEN' ? { kind: 'ESTIMATED' } : { kind: 'UNSTATED' },
    ...values,
  };
}

const opened = fact('OPEN', 0);
const stated = (hours: number, inHours: number, values: Partial<DisputeFact> = {}) =>
  fact('OPEN', hours, { due: { kind: 'STATED', at: OPENED + inHours * HOUR }, ...values });
const reading = (facts: DisputeFact[], stage = 'dispute') => foldDispute(facts, FOUR_DAYS).get(stage);
const stateOf = (facts: DisputeFact[], stage?: string) => reading(facts, stage)?.state;

/** What people hear when the facts come in this order. */
function heard(order: readonly DisputeFact[]): (string | null)[] {
  return order.map((one, at) => disputeMessage(order.slice(0, at), one, FOUR_DAYS).type);
}
const told = (order: readonly DisputeFact[]) => heard(order).filter((type) => type !== null);

describe('What the facts say', () => {
  it.each([
    ['needs a response once it is opened', [opened], 'NEEDS_RESPONSE'],
    ['is answered once it is under review', [opened, fact('ANSWERED', 5)], 'RESPONDED'],
    ['is answered where an answer was submitted', [opened, stated(5, 200, { submissions: 1 })], 'RESPONDED'],
    [
      'is answered where a body without a status counts an answer',
      [opened, fact('OTHER', 5, { submissions: 1 })],
      'RESPONDED',
    ],
    [
      'needs a response where such a body counts none',
      [opened, fact('OTHER', 5, { submissions: 0 })],
      'NEEDS_RESPONSE',
    ],
    ['is won, although that came before its opening', [fact('WON', 9), opened], 'WON'],
    ['stays won where an answer is reported later', [opened, fact('WON', 5), fact('ANSWERED', 7)], 'WON'],
    ['is closed without loss', [opened, fact('CLOSED', 5)], 'CLOSED'],
    ['is cancelled', [opened, fact('CANCELLED', 5)], 'CANCELLED'],
    [
      'asks anew where it is opened again after it was cancelled',
      [opened, fact('CANCELLED', 5), fact('OPEN', 9)],
      'NEEDS_RESPONSE',
    ],
    ['does not ask anew by an opening that is older', [opened, fact('CANCELLED', 5), fact('OPEN', 4)], 'CANCELLED'],
    ['is lost for good', [opened, fact('LOST', 5), fact('OPEN', 9)], 'LOST'],
    ['changes nothing by a status that we do not know', [opened, fact('OTHER', 5)], 'NEEDS_RESPONSE'],
    ['says nothing by such a status alone', [fact('OTHER', 5)], null],
    ['follows the later of two outcomes', [opened, fact('LOST', 5), fact('WON', 8)], 'WON'],
  ] as [string, DisputeFact[], string | null][])('%s', (_, facts, state) => expect(stateOf(facts)).toBe(state));

  it('of two outcomes with one timestamp the later in the list holds, and says that they contradict', () => {
    expect(reading([opened, fact('LOST', 5), fact('WON', 5)])).toMatchObject({ state: 'LOST', contradictory: true });
    expect(reading([opened, fact('EXPIRED', 5), fact('LOST', 6)])?.contradictory).toBe(false);
  });

  it('keeps the stages apart: a later one asks anew and ends the earlier', () => {
    const inquiry = fact('OPEN', 0, { stage: 'inquiry' });
    const dispute = stated(50, 200);
    expect(reading([inquiry, dispute], 'inquiry')).toMatchObject({ state: 'CLOSED', movedUp: true });
    expect(stateOf([inquiry, dispute])).toBe('NEEDS_RESPONSE');
    const appeal = stated(80, 300, { stage: 'pre_arbitration', eventId: 'appeal' });
    const lost = fact('LOST', 60, { stage: null });
    expect(stateOf([dispute, lost, appeal], 'pre_arbitration')).toBe('NEEDS_RESPONSE');
    expect(stateOf([dispute, lost, appeal, fact('WON', 90, { stage: null })], 'pre_arbitration')).toBe('WON');
  });

  it('takes an end that names no stage for that of the question which is asked later', () => {
    const [prevented, inquiry] = [fact('CLOSED', 0, { stage: null }), fact('OPEN', 10, { stage: 'inquiry' })];
    expect([stateOf([prevented, inquiry], 'inquiry'), stateOf([prevented, inquiry])]).toEqual(['CLOSED', undefined]);
    expect(told([prevented, inquiry])).toEqual(['dispute.closed']);
    expect(told([inquiry, prevented])).toEqual(['dispute.opened', 'dispute.closed']);
    // Lost is a word of a dispute, whatever is asked beside it.
    expect(stateOf([{ ...prevented, status: 'LOST' }, inquiry])).toBe('LOST');
  });

  it('takes the deadline of a body that says no status', () => {
    const moved = fact('OTHER', 5, { due: { kind: 'STATED', at: OPENED + 50 * HOUR } });
    expect(reading([stated(0, 100), moved])?.deadline?.at).toBe(OPENED + 50 * HOUR);
    expect(told([stated(0, 100), moved])).toEqual(['dispute.opened', 'dispute.deadline_moved']);
  });

  it('takes an appeal after an answer for a question of its own', () => {
    const facts = [stated(0, 100), fact('ANSWERED', 5, { submissions: 1 })];
    const appeal = stated(50, 200, { stage: 'pre_arbitration', submissions: 1 });
    expect(stateOf([...facts, appeal], 'pre_arbitration')).toBe('NEEDS_RESPONSE');
    // At first sight too: the answer that is counted was the one before.
    expect(stateOf([appeal], 'pre_arbitration')).toBe('NEEDS_RESPONSE');
    const old = fact('OTHER', 55, { stage: null, submissions: 1 });
    expect(stateOf([...facts, appeal, old], 'pre_arbitration')).toBe('NEEDS_RESPONSE');
    const filed = stated(60, 200, { stage: 'pre_arbitration', submissions: 2 });
    expect(stateOf([...facts, appeal, filed], 'pre_arbitration')).toBe('RESPONDED');
  });

  it('takes the newest deadline, and what the provider states over what we estimate', () => {
    expect(reading([opened])?.deadline).toEqual({ at: OPENED + FOUR_DAYS, estimated: true, knownAt: OPENED });
    expect(reading([stated(4, 109), opened, stated(2, 105), fact('OPEN', 6)])?.deadline).toEqual({
      at: OPENED + 109 * HOUR,
      estimated: false,
      knownAt: OPENED + 4 * HOUR,
    });
  });

  it('says that no answer is possible only where it is our move and the provider says so', () => {
    const none = fact('OPEN', 0, { due: { kind: 'NONE' } });
    expect(reading([none])).toMatchObject({ deadline: null, unanswerable: true });
    expect(reading([fact('OPEN', 0, { due: { kind: 'UNSTATED' } })])).toMatchObject({
      deadline: null,
      unanswerable: false,
    });
    expect(reading([fact('ANSWERED', 0)])).toMatchObject({ unanswerable: false });
    expect(reading([none, stated(3, 90)])).toMatchObject({ deadline: { at: OPENED + 90 * HOUR }, unanswerable: false });
  });

  it('counts an estimate from the creation, and from the event where the creation is that of an earlier question', () => {
    const late = fact('OPEN', 30, { createdAt: OPENED });
    expect(reading([late])?.deadline?.at).toBe(OPENED + FOUR_DAYS);
    const lower = fact('OPEN', 0, { stage: 'pre_dispute' });
    expect(reading([lower, late])?.deadline?.at).toBe(OPENED + 30 * HOUR + FOUR_DAYS);
    expect(reading([lower, { ...late, createdAt: OPENED + 29 * HOUR }])?.deadline?.at).toBe(
      OPENED + 29 * HOUR + FOUR_DAYS,
    );
    const again = [opened, fact('CANCELLED', 10), late];
    expect(reading(again)?.deadline?.at).toBe(OPENED + 30 * HOUR + FOUR_DAYS);
  });
});

describe('What people hear', () => {
  it.each([
    ['an opening', [opened], ['dispute.opened']],
    ['an opening once', [opened, fact('OPEN', 1), fact('OPEN', 2)], ['dispute.opened']],
    ['a dispute that is under review at first sight', [fact('ANSWERED', 3)], ['dispute.challenged']],
    ['an opening that comes after the end: nothing more', [fact('LOST', 9), opened], ['dispute.lost']],
    [
      'an inquiry that becomes a dispute',
      [fact('OPEN', 0, { stage: 'inquiry' }), fact('OPEN', 5)],
      ['dispute.opened', 'dispute.opened'],
    ],
    [
      'a cancellation and a new opening',
      [opened, fact('CANCELLED', 5), fact('OPEN', 9)],
      ['dispute.opened', 'dispute.cancelled', 'dispute.opened'],
    ],
    ['a deadline that moved much nearer', [stated(0, 200), stated(8, 32)], ['dispute.opened', DEADLINE_MOVED]],
    [
      'a deadline after the word that no answer is possible',
      [fact('OPEN', 0, { due: { kind: 'NONE' } }), stated(8, 32)],
      ['dispute.opened', DEADLINE_MOVED],
    ],
    [
      'a deadline where none was stated',
      [fact('OPEN', 0, { due: { kind: 'UNSTATED' } }), stated(8, 32), stated(9, 32)],
      ['dispute.opened', DEADLINE_MOVED],
    ],
    [
      'a deadline that is over when it becomes known: nothing more',
      [fact('OPEN', 0, { due: { kind: 'NONE' } }), stated(8, 4)],
      ['dispute.opened'],
    ],
    ['a deadline that moved a little: nothing more', [stated(0, 200), stated(8, 190)], ['dispute.opened']],
    ['a deadline that moved away: nothing more', [stated(0, 200), stated(8, 290)], ['dispute.opened']],
    [
      'an answer, then the appeal',
      [stated(0, 90), fact('ANSWERED', 5), stated(9, 99, { stage: 'pre_arbitration' })],
      ['dispute.opened', 'dispute.challenged', 'dispute.opened'],
    ],
  ] as [string, DisputeFact[], string[]][])('%s', (_, facts, types) => expect(told(facts)).toEqual(types));

  it('is no opening of a lower stage than one that has begun, whose end would then be told to nobody', () => {
    const ended = fact('CLOSED', 1, { stage: null });
    const late = fact('OPEN', 2, { stage: 'inquiry' });
    expect(told([ended, late, fact('CLOSED', 3, { stage: null })])).toEqual(['dispute.closed']);
  });

  it('names the fact that overtook a late one', () => {
    expect(disputeMessage([fact('LOST', 9)], opened, FOUR_DAYS)).toMatchObject({ type: null, supersededBy: 'LOST 9' });
    expect(disputeMessage([opened], fact('OPEN', 1), FOUR_DAYS)).toMatchObject({ type: null, supersededBy: 'OPEN 0' });
    expect(disputeMessage([opened], fact('OTHER', 1), FOUR_DAYS)).toMatchObject({ type: null, supersededBy: null });
  });
});

/** A history as a provider may have it: one stage or two, an answer or none, one end or none. */
const history = fc
  .record({
    kind: fc.constantFrom('stripe', 'dodo'),
    lower: fc.boolean(),
    answered: fc.boolean(),
    end: fc.constantFrom(null, 'WON', 'LOST', 'CLOSED', 'ACCEPTED', 'EXPIRED', 'CANCELLED' as const),
    updates: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 2 }),
  })
  .map(({ kind, lower, answered, end, updates }) => {
    const open = (hours: number, stage: string) =>
      kind === 'stripe' ? stated(hours, 200, { stage, submissions: 0 }) : fact('OPEN', hours, { stage });
    const lowStage = kind === 'stripe' ? 'inquiry' : 'pre_dispute';
    return [
      ...(lower ? [open(0, lowStage)] : []),
      open(10, 'dispute'),
      ...updates.map((hours, n) => ({
        ...open(10 + hours, 'dispute'),
        eventId: `update ${n}`,
        occurredAt: OPENED + (10 + hours) * HOUR,
      })),
      ...(answered ? [fact('ANSWERED', 80, { submissions: kind === 'stripe' ? 1 : null })] : []),
      ...(end ? [fact(end as FactStatus, 90, { stage: kind === 'stripe' ? null : 'dispute' })] : []),
    ];
  });

/** What a person would say of a whole history, read in the order of its occurrence. */
function oracle(facts: DisputeFact[]) {
  const last = [...facts].sort((a, b) => a.occurredAt - b.occurredAt).at(-1) as DisputeFact;
  return last.status === 'OPEN' ? 'NEEDS_RESPONSE' : last.status === 'ANSWERED' ? 'RESPONDED' : last.status;
}

describe('All orders of arrival, with repetitions', () => {
  it('end in the state of the newest word, with one opening at most and one end per stage', () => {
    fc.assert(
      fc.property(
        history.chain((facts) =>
          fc.tuple(fc.constant(facts), fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length * 2 })),
        ),
        ([facts, order]) => {
          expect(stateOf(order)).toBe(oracle(facts));
          const types = told(order);
          const stages = new Set(facts.flatMap(({ stage }) => stage ?? [])).size;
          expect(types.filter((type) => type === 'dispute.opened').length).toBeLessThanOrEqual(stages);
          expect(types.filter((type) => DISPUTE_ENDS.includes(type))).toEqual(
            facts.some(({ eventId }) => / 90$/.test(eventId))
              ? [types.findLast((type) => DISPUTE_ENDS.includes(type))]
              : [],
          );
          // Told again, each is silent.
          expect(told([...order, ...order]).length).toBe(types.length);
          const ended = heard(order).findIndex((type) => type !== null && DISPUTE_ENDS.includes(type));
          if (ended >= 0)
            expect(
              heard(order)
                .slice(ended + 1)
                .every((type) => type === null || (type === 'dispute.opened' && stages > 1)),
            ).toBe(true);
        },
      ),
      manyRuns(2_000),
    );
  });

  it('are exhaustive for six facts', () => {
    const six = [
      fact('OPEN', 0, { stage: 'pre_dispute', eventId: 'question' }),
      opened,
      fact('ANSWERED', 5),
      fact('OTHER', 6),
      fact('LOST', 9),
      fact('OPEN', 20, { stage: 'pre_arbitration', createdAt: OPENED + 20 * HOUR }),
    ];
    const wanted = foldDispute(six, FOUR_DAYS);
    for (const order of permutations(six)) {
      for (const [stage, one] of foldDispute([...order, ...order.slice(2, 4)], FOUR_DAYS))
        expect(one).toEqual(wanted.get(stage));
      const types = told(order);
      expect(types.filter((type) => type === 'dispute.lost')).toHaveLength(1);
      // The appeal is told in every order: it is asked after all the rest.
      expect(types.filter((type) => type === 'dispute.opened').length).toBeGreaterThanOrEqual(1);
    }
  });
});

function permutations<T>(all: readonly T[]): T[][] {
  if (all.length <= 1) return [[...all]];
  return all.flatMap((one, at) =>
    permutations([...all.slice(0, at), ...all.slice(at + 1)]).map((rest) => [one, ...rest]),
  );
}
