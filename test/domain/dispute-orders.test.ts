// Everything that a provider may say of one dispute, in every order of arrival and with repetitions, against a naive reading.
import fc from 'fast-check';
import { listenersWith } from '../../src/core/planning/dispute-listeners.js';
import { findEventType } from '../../src/domain/catalogue/index.js';
import {
  type DisputeBody,
  type DisputeFact,
  disputeFactOf,
  STAGES,
  stageRank,
} from '../../src/domain/disputes/dispute-facts.js';
import { foldDispute } from '../../src/domain/disputes/dispute-fold.js';
import { disputeMessage, FOLLOW_UPS, KEPT_ENDS, LOST_ENDS } from '../../src/domain/disputes/dispute-message.js';
import { decidePreference } from '../../src/domain/planning/precedence.js';
import type { Role } from '../../src/domain/vocabulary.js';
import { dodo, stripe } from '../sources/sample-bodies.js';
import { manyRuns } from '../support/many-runs.js';

const HOUR = 3_600_000;
const BEGIN = Date.parse('2026-11-06T18:00:00Z');
const FOUR_DAYS = 96 * HOUR;
const ENDS = [...LOST_ENDS, ...KEPT_ENDS];

/** One thing that a provider says: which stage and status, and under which name. */
interface Said {
  stage: number;
  status: string;
  name: string;
}

const iso = (hour: number) => new Date(BEGIN + hour * HOUR).toISOString();

function stripeFact({ stage, status, name }: Said, hour: number): DisputeFact {
  const prefix = ['warning_', '', 'appeal_'][stage] ?? '';
  const word = status.startsWith('*') ? `${prefix}${status.slice(1)}` : status;
  const seconds = BEGIN / 1_000 + hour * 3_600;
  const object = {
    ...{ id: 'du_1', object: 'dispute', amount: 6450, currency: 'eur', created: BEGIN / 1_000, status: word },
    evidence_details: { due_by: BEGIN / 1_000 + 500 * 3_600, has_evidence: false, submission_count: 0 },
  };
  return factOf(stripe({ type: `charge.dispute.${name}`, created: seconds, data: { object } }).facts.dispute, hour);
}

function dodoFact({ stage, status }: Said, hour: number): DisputeFact {
  const data = {
    ...{ payload_type: 'Dispute', dispute_id: 'dp_1', amount: '6450', currency: 'EUR', created_at: iso(0) },
    ...{ dispute_status: `dispute_${status}`, dispute_stage: ['pre_dispute', 'dispute', 'pre_arbitration'][stage] },
  };
  return factOf(dodo({ type: `dispute.${status}`, timestamp: iso(hour), data }).facts.dispute, hour);
}

function factOf(body: DisputeBody | null, hour: number): DisputeFact {
  if (!body) throw new Error('the body says nothing of a dispute');
  return disputeFactOf({ eventId: `evt_${100 + hour}`, occurredAt: iso(hour), receivedAt: iso(hour) }, body);
}

const PROVIDERS = {
  stripe: {
    factOf: stripeFact,
    statuses: ['*needs_response', '*needs_response', '*under_review', 'won', 'lost', 'warning_closed', 'prevented'],
    names: ['created', 'updated', 'funds_withdrawn', 'closed'],
  },
  dodo: {
    factOf: dodoFact,
    statuses: ['opened', 'opened', 'challenged', 'won', 'lost', 'accepted', 'expired', 'cancelled'],
    names: [''],
  },
} as const;

/** Up to six facts in the order in which they happened: stages only move up. */
const historyOf = (provider: keyof typeof PROVIDERS) => {
  const { factOf: make, statuses, names } = PROVIDERS[provider];
  const said = fc.record({
    stage: fc.integer({ min: 0, max: 2 }),
    status: fc.constantFrom<string>(...statuses),
    name: fc.constantFrom<string>(...names),
  });
  return fc.array(said, { minLength: 1, maxLength: 6 }).map((all) => {
    let stage = 0;
    const sorted = all.map((one) => one.stage).sort();
    return all.map((one, at) => {
      // Won and lost are words of a dispute.
      stage = Math.max(stage, sorted[at] ?? 0, ['won', 'lost'].includes(one.status) ? 1 : 0);
      const status = one.status === 'warning_closed' && stage > 0 ? 'prevented' : one.status;
      return make({ ...one, status, stage }, at * 10);
    });
  });
};

const END_STATES: Readonly<Record<string, string>> = {
  CLOSED: 'CLOSED',
  ACCEPTED: 'ACCEPTED',
  EXPIRED: 'EXPIRED',
  WON: 'WON',
  LOST: 'LOST',
};

/** What a person would say who reads the whole history in its order: of the newest stage. */
function naive(facts: readonly DisputeFact[]): { stage: string; state: string | null } {
  let [stage, state]: [string, string | null] = ['', null];
  const first = facts.find((fact) => fact.stage !== null)?.stage ?? 'dispute';
  for (const fact of facts) {
    const least = fact.status === 'WON' || fact.status === 'LOST' ? 'dispute' : 'inquiry';
    // Before a stage is named, it can be no later one than that.
    const begun = stage === '' && stageRank(first) < stageRank('dispute') ? first : stage;
    const named = fact.stage ?? (begun !== '' && stageRank(begun) >= stageRank(least) ? begun : 'dispute');
    if (stage === '' || stageRank(named) > stageRank(stage)) [stage, state] = [named, null];
    if (END_STATES[fact.status]) state = fact.status;
    else if (state !== null && END_STATES[state]) continue;
    else if (fact.status === 'CANCELLED') state = 'CANCELLED';
    else if (fact.status === 'OPEN') state = state === 'RESPONDED' ? state : 'NEEDS_RESPONSE';
    else if (fact.status === 'ANSWERED') state = state === 'CANCELLED' ? state : 'RESPONDED';
  }
  return { stage, state };
}

const DESTINATIONS: Record<string, Role[]> = { owner: ['OWNER'], support: ['SUPPORT'], finance: ['FINANCE'], any: [] };
const NO_SWITCHES = { choice: null, takesAll: null, takesUnknown: null, businessDefault: null };

interface Heard {
  event: { id: string; type: string; entityId: string };
  destination: { id: string };
  entry: { status: string };
}

/** What each destination hears, by the rules that plan deliveries. `chosen`: only it chose to hear of openings. */
function hear(order: readonly DisputeFact[]): Heard[] {
  const heard: Heard[] = [];
  order.forEach((fact, at) => {
    const { type } = disputeMessage(order.slice(0, at), fact, FOUR_DAYS);
    if (type === null) return;
    // Ids are given by arrival.
    const event = { id: `evt_${1_000 + at}`, type, entityId: 'dp_1' };
    const listeners = listenersWith({ ...event, disputeListeners: FOLLOW_UPS.includes(type) ? {} : null }, heard) ?? {};
    for (const [id, roles] of Object.entries({ ...DESTINATIONS, chosen: ['SALES' as Role] })) {
      const choice = id === 'chosen' && type === 'dispute.opened' ? true : null;
      const heardOpening = listeners[id]?.opened != null;
      const { enabled } = decidePreference(findEventType(type), { ...NO_SWITCHES, choice, roles, heardOpening });
      const status = !enabled ? 'SKIPPED' : listeners[id]?.ended ? 'SUPERSEDED' : 'SENT';
      heard.push({ event, destination: { id }, entry: { status } });
    }
  });
  return heard.filter(({ entry }) => entry.status === 'SENT');
}

const isLost = (type = '') => LOST_ENDS.includes(type);

/** What is wrong with what one destination heard. */
function faultsOf(types: readonly string[], ended: boolean, outcomes: number): string[] {
  const opened = types.lastIndexOf('dispute.opened');
  const after = types.slice(opened + 1).filter((type) => ENDS.includes(type));
  const before = types.slice(0, opened + 1).filter((type) => ENDS.includes(type));
  return [
    ...(opened >= 0 && ended && after.length === 0 ? ['was told of the opening and not of the end'] : []),
    // Where the provider says both, each word is a correction of the one before.
    ...(after.some((type, at) => at > 0 && isLost(type) === isLost(after[at - 1]))
      ? ['was told of the end again']
      : []),
    ...(opened >= 0 && before.length > 0 && !types.slice(0, opened).includes('dispute.cancelled') && outcomes < 1
      ? ['was asked again']
      : []),
  ];
}

describe.each(['stripe', 'dodo'] as const)('a dispute of %s', (provider) => {
  const inAnyOrder = historyOf(provider).chain((facts) =>
    fc.tuple(fc.constant(facts), fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length * 2 })),
  );

  it('ends in the state that a reader of the whole history names', () => {
    fc.assert(
      fc.property(inAnyOrder, ([facts, order]) => {
        const wanted = naive(facts);
        expect(foldDispute(order, FOUR_DAYS).get(wanted.stage)?.state).toBe(wanted.state);
      }),
      manyRuns(1_500),
    );
  });

  it('is told once of each stage that opens, never after its end, and to each listener how it ended', () => {
    fc.assert(
      fc.property(inAnyOrder, ([facts, order]) => {
        const reading = foldDispute(facts, FOUR_DAYS);
        const types = order.map((fact, at) => disputeMessage(order.slice(0, at), fact, FOUR_DAYS).type);
        const cancelled = facts.filter(({ status }) => status === 'CANCELLED').length;
        const opened = types.filter((type) => type === 'dispute.opened').length;
        expect(opened).toBeLessThanOrEqual(new Set(facts.map(({ stage }) => stage ?? 'dispute')).size + cancelled);
        const { state } = reading.get(naive(facts).stage) ?? { state: null };
        const ended = state !== null && !['NEEDS_RESPONSE', 'RESPONDED'].includes(state);
        const statuses = new Set(facts.map(({ status }) => `dispute.${status.toLowerCase()}`));
        const outcomes = [LOST_ENDS, KEPT_ENDS].filter((ends) => ends.some((end) => statuses.has(end))).length;
        for (const id of [...Object.keys(DESTINATIONS), 'chosen']) {
          const told = hear(order).flatMap(({ event, destination }) => (destination.id === id ? [event.type] : []));
          expect({ id, told, faults: faultsOf(told, ended, outcomes) }).toMatchObject({ faults: [] });
        }
      }),
      manyRuns(500),
    );
  });

  it('is silent when everything is said again', () => {
    fc.assert(
      fc.property(inAnyOrder, ([, order]) => {
        for (const fact of order) expect(disputeMessage(order, fact, FOUR_DAYS).type).toBeNull();
      }),
      manyRuns(300),
    );
  });
});

it('the stages are in their order', () => expect(STAGES.map(stageRank)).toEqual([0, 1, 2, 3]));
