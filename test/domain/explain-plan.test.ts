// Explaining held against `plan()` itself, for whatever destination and event.
import fc from 'fast-check';
import { CATALOGUE, findEventType } from '../../src/domain/catalogue/index.js';
import { type Explainable, explain, RULES } from '../../src/domain/planning/explain.js';
import { type PlannableDestination, type PlannableEvent, planEvent } from '../../src/domain/planning/plan.js';
import type { Reason } from '../../src/domain/reasons.js';
import { ROLES } from '../../src/domain/vocabulary.js';
import { manyRuns } from '../support/many-runs.js';
import { textReason } from '../support/reasons.js';

const eventOf = (type: string, changes: Partial<PlannableEvent> = {}): PlannableEvent => ({
  type,
  entry: findEventType(type),
  test: false,
  supersededBy: null,
  ...changes,
});

const maybe = fc.constantFrom(null, null, true, false);
/** One in ten: of many that may stop an event, few stop each one, so that 5,000 cases meet whatever decides. */
const seldom = <Value>(value: Value, usual: Value) =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constant(value) });
const rarely = seldom(true, false);
const times = fc.constantFrom('00:00', '06:30', '11:59', '12:00', '22:00');
const destinations: fc.Arbitrary<PlannableDestination> = fc.record({
  id: fc.constantFrom('dst_1', 'dst_2'),
  choice: maybe,
  takesAll: maybe,
  takesUnknown: maybe,
  roles: fc.oneof(fc.constant([]), fc.subarray([...ROLES])),
  businessDefault: maybe,
  enabled: rarely.map((off) => !off),
  suppressed: rarely,
  disabledReason: seldom<Reason | null>(textReason('gone'), null),
  rings: fc.boolean(),
  quietHours: fc.option(fc.record({ start: times, end: times })),
  digest: fc.option(fc.constantFrom({ every: 'HOURLY' as const, at: null }, { every: 'DAILY' as const, at: '06:30' })),
  timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'Australia/Lord_Howe'),
  onCall: rarely,
  heardOpening: rarely,
  toldBy: seldom<string | null>('evt_2', null),
  takesUnreadable: fc.boolean(),
});
const explainables: fc.Arbitrary<Explainable> = fc.record({
  event: fc
    .record({
      type: fc.constantFrom(...Object.keys(CATALOGUE), 'loan.granted'),
      test: rarely,
      unreadable: rarely,
      supersededBy: seldom<string | null>('evt_1', null),
      about: fc.constantFrom(null, null, 'dst_1'),
    })
    .map((event) => eventOf(event.type, event)),
  destination: destinations.map((destination) => ({ ...destination, id: 'dst_1' })),
  others: fc.array(
    destinations.map((destination) => ({ ...destination, id: 'dst_2' })),
    { maxLength: 2 },
  ),
  removed: fc.oneof(
    { weight: 9, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constantFrom('destination', 'person') },
  ),
  asked: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(null, true) }, { weight: 1, arbitrary: fc.constant(false) }),
  changes: fc.constant({}),
});

describe('an explanation', () => {
  it('decides as plan() does, and names the rule that made it so', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(
        explainables,
        fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true }),
        (about, now) => {
          const { decision, reason, steps } = explain(about, now);
          const [entry] = planEvent(about.event, [about.destination, ...(about.others ?? [])], now);
          const unseen = about.removed !== null || about.asked === false;
          expect(decision).toBe(unseen ? 'SKIP' : entry?.decision);
          if (!unseen) expect(reason.code).toBe(entry?.reason.code);
          const deciding = steps.filter((step) => step.decided);
          expect([deciding.length, steps.map(({ rule }) => rule)]).toEqual([1, RULES]);
          const [decided] = deciding;
          expect(OUTCOMES[decision]).toContain(decided?.outcome);
          // Nothing that is asked earlier stops it as well.
          const earlier = steps.slice(
            0,
            steps.findIndex((step) => step.decided),
          );
          expect(earlier.filter(({ outcome }) => outcome === 'STOP')).toEqual([]);
          seen.add(`${decided?.rule} ${decision}`);
        },
      ),
      manyRuns(5_000),
    );
    expect([...seen].sort()).toEqual(DECIDERS);
  });
});

const OUTCOMES = { SEND: ['ON'], DEFER: ['HOLD'], SKIP: ['STOP', 'OFF'] };
/** All that can decide, and how. */
const DECIDERS = [
  'ABOUT_ITSELF SKIP',
  'BUSINESS SEND',
  'BUSINESS SKIP',
  'CATALOGUE SEND',
  'CATALOGUE SKIP',
  'DIGEST DEFER',
  'DISABLED SKIP',
  'EXPLICIT SEND',
  'EXPLICIT SKIP',
  'LEVEL SKIP',
  'ON_CALL SEND',
  'OPENING SEND',
  'QUIET_HOURS DEFER',
  'REMOVED SKIP',
  'ROLE SEND',
  'ROLE SKIP',
  'SUPERSEDED SKIP',
  'SUPPRESSED SKIP',
  'TEST_MODE SKIP',
  'UNREADABLE SKIP',
];
