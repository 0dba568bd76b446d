// Each rule of the plan, their order, and what holds of every plan.
import fc from 'fast-check';
import { CATALOGUE, type EventTypeKey, findEventType } from '../../src/domain/catalogue/index.js';
import {
  type PlanEntry,
  type PlannableDestination,
  type PlannableEvent,
  planEvent,
} from '../../src/domain/planning/plan.js';
import { makeReason, type Reason } from '../../src/domain/reasons.js';
import { type PreferenceSource, ROLES } from '../../src/domain/vocabulary.js';
import { manyRuns } from '../support/many-runs.js';

const EVENT: PlannableEvent = {
  type: 'payment.failed',
  entry: findEventType('payment.failed'),
  test: false,
  supersededBy: null,
};
const UNKNOWN: PlannableEvent = { ...EVENT, type: 'loan.granted', entry: null };
const MAILBOX: PlannableDestination = {
  id: 'dst_1',
  enabled: true,
  suppressed: false,
  disabledReason: null,
  rings: true,
  choice: null,
  takesAll: null,
  takesUnknown: null,
  roles: [],
  businessDefault: null,
  quietHours: null,
  digest: null,
  timeZone: 'Europe/Berlin',
};
const GONE = makeReason('ENDPOINT_GONE', { answer: '410' });
const on = (source: PreferenceSource) => makeReason('ON', { source });
const off = (source: PreferenceSource) => makeReason('OFF', { source });
/** 23:30 in Berlin. */
const NOW = new Date('2026-11-04T22:30:00Z');

function planFor(event: Partial<PlannableEvent>, destination: Partial<PlannableDestination>): PlanEntry {
  const [entry] = planEvent({ ...EVENT, ...event }, [{ ...MAILBOX, ...destination }], NOW);
  if (!entry) throw new Error('no entry');
  return entry;
}

const CHAT = { takesAll: true, takesUnknown: false };

describe('the rules', () => {
  it.each<[string, Partial<PlannableEvent>, Partial<PlannableDestination>, Omit<PlanEntry, 'destinationId'>]>([
    ['sends what the catalogue tells the team', {}, {}, sent(on('CATALOGUE'))],
    ['sends what somebody chose', { ...UNKNOWN }, { choice: true }, sent(on('EXPLICIT'))],
    ['sends what the roles hear of', {}, { roles: ['SALES'] }, sent(on('ROLE'))],
    ['sends an endpoint all it takes', { ...UNKNOWN }, { takesAll: true }, sent(on('EXPLICIT'))],
    [
      'spares a chat types without words',
      { ...UNKNOWN },
      { ...CHAT },
      { ...skipped(off('CATALOGUE')), recorded: false },
    ],
    ['sends a chat unknown types where chosen', { ...UNKNOWN }, { ...CHAT, takesUnknown: true }, sent(on('EXPLICIT'))],
    [
      'sends a chat unknown types beside chosen ones',
      { ...UNKNOWN },
      { takesAll: false, takesUnknown: true },
      sent(on('EXPLICIT')),
    ],
    ['sends a chat all that has words', {}, { ...CHAT }, sent(on('EXPLICIT'))],
    ['keeps quiet where somebody chose so', {}, { choice: false }, skipped(off('EXPLICIT'))],
    ['keeps quiet where no role hears of it', {}, { roles: ['FINANCE'] }, skipped(off('ROLE'))],
    [
      'notes nothing where nobody ever asked',
      { type: 'credit.added', entry: CATALOGUE['credit.added'] },
      {},
      { ...skipped(off('CATALOGUE')), recorded: false },
    ],
    [
      'keeps quiet where it is switched off',
      {},
      { enabled: false },
      skipped(makeReason('DESTINATION_OFF', { why: null })),
    ],
    [
      'says why it is switched off',
      {},
      { enabled: false, disabledReason: GONE },
      skipped(makeReason('DESTINATION_OFF', { why: GONE })),
    ],
    ['keeps quiet where mail bounced', {}, { suppressed: true }, skipped(makeReason('SUPPRESSED'))],
    ['rings at nobody in test mode', { test: true }, {}, skipped(makeReason('TEST_MODE'))],
    ['lists a test-mode event', { test: true }, { rings: false }, sent(on('CATALOGUE'))],
    [
      'tells a fact once',
      { supersededBy: 'evt_earlier' },
      {},
      { ...skipped(makeReason('TOLD_BEFORE', { by: 'evt_earlier' })), status: 'SUPERSEDED' },
    ],
  ])('%s', (_, event, destination, expected) => {
    expect(planFor(event, destination)).toEqual({ destinationId: 'dst_1', ...expected });
  });

  it('decide in this order: destination off, suppressed, preference, test mode, superseded', () => {
    const event = { test: true, supersededBy: 'evt_earlier' };
    const mended: [Partial<PlannableEvent>, Partial<PlannableDestination>, Reason][] = [
      [event, { enabled: false, suppressed: true, choice: false }, makeReason('DESTINATION_OFF', { why: null })],
      [event, { suppressed: true, choice: false }, makeReason('SUPPRESSED')],
      [event, { choice: false }, off('EXPLICIT')],
      [event, {}, makeReason('TEST_MODE')],
      [{ supersededBy: 'evt_earlier' }, {}, makeReason('TOLD_BEFORE', { by: 'evt_earlier' })],
      [{}, {}, on('CATALOGUE')],
    ];
    for (const [happened, destination, reason] of mended) {
      expect(planFor(happened, destination).reason).toEqual(reason);
    }
  });

  it('note nothing for a destination that is off and was never meant either', () => {
    const silent = { type: 'credit.added', entry: CATALOGUE['credit.added'] };
    expect(planFor(silent, { enabled: false }).recorded).toBe(false);
    expect(planFor(silent, { suppressed: true }).recorded).toBe(false);
    expect(planFor({}, { enabled: false }).recorded).toBe(true);
  });
});

function sent(reason: Reason): Omit<PlanEntry, 'destinationId'> {
  return { decision: 'SEND', status: 'PENDING', reason, held: null, recorded: true };
}

function skipped(reason: Reason): Omit<PlanEntry, 'destinationId'> {
  return { decision: 'SKIP', status: 'SKIPPED', reason, held: null, recorded: true };
}

const types = fc.constantFrom<string>(...(Object.keys(CATALOGUE) as EventTypeKey[]), 'loan.granted', 'constructor');
const events: fc.Arbitrary<PlannableEvent> = fc
  .record({ type: types, test: fc.boolean(), supersededBy: fc.constantFrom(null, 'evt_earlier') })
  .map((event) => ({ ...event, entry: findEventType(event.type) }));
const destinations: fc.Arbitrary<PlannableDestination> = fc.record({
  id: fc.uuid(),
  enabled: fc.boolean(),
  suppressed: fc.boolean(),
  disabledReason: fc.constantFrom(null, GONE),
  rings: fc.boolean(),
  choice: fc.constantFrom(null, true, false),
  takesAll: fc.constantFrom(null, true, false),
  takesUnknown: fc.constantFrom(null, true, false),
  roles: fc.uniqueArray(fc.constantFrom(...ROLES)),
  businessDefault: fc.constantFrom(null, true, false),
  quietHours: fc.constantFrom(null, { start: '22:00', end: '07:00' }, { start: '12:00', end: '13:00' }),
  digest: fc.constantFrom(null, { every: 'HOURLY' as const, at: null }, { every: 'DAILY' as const, at: '09:00' }),
  timeZone: fc.constantFrom('UTC', 'Europe/Berlin'),
});
const several = fc.array(destinations, { maxLength: 30 });

describe('what is on', () => {
  const INFO: Partial<PlannableEvent> = { type: 'payment.succeeded', entry: findEventType('payment.succeeded') };
  const CRITICAL: Partial<PlannableEvent> = { type: 'dispute.opened', entry: findEventType('dispute.opened') };
  const night = { quietHours: { start: '22:00', end: '07:00' } };
  const hourly = { digest: { every: 'HOURLY' as const, at: null } };
  const morning = new Date('2026-11-05T06:00:00Z');

  it.each<[string, Partial<PlannableEvent>, Partial<PlannableDestination>, PlanEntry['held']]>([
    ['is held until quiet hours end', {}, night, { by: 'QUIET_HOURS', dueAt: morning }],
    ['is sent in quiet hours where it is critical', CRITICAL, { ...night, ...hourly }, null],
    ['is sent outside of quiet hours', {}, { quietHours: { start: '00:00', end: '07:00' } }, null],
    ['is sent where it rings at nobody', {}, { ...night, rings: false }, null],
    ['is gathered where it is INFO', INFO, hourly, { by: 'DIGEST', dueAt: new Date('2026-11-04T23:00:00Z') }],
    ['is not gathered where it is a warning', {}, hourly, null],
    ['is gathered until quiet hours end', INFO, { ...night, ...hourly }, { by: 'DIGEST', dueAt: morning }],
    [
      'is held and not gathered where it is a warning',
      {},
      { ...night, ...hourly },
      { by: 'QUIET_HOURS', dueAt: morning },
    ],
  ])('%s', (_, event, destination, held) => {
    const entry = planFor(event, destination);
    expect(entry.held).toEqual(held);
    expect([entry.decision, entry.status]).toEqual(held ? ['DEFER', 'DEFERRED'] : ['SEND', 'PENDING']);
  });

  it('is on by the default of the business, where nobody chose and no role decides', () => {
    const silent = { type: 'credit.added', entry: CATALOGUE['credit.added'] };
    expect(planFor(silent, { businessDefault: true }).reason).toEqual(on('BUSINESS'));
    expect(planFor({}, { businessDefault: false }).reason).toEqual(off('BUSINESS'));
    expect(planFor({}, { businessDefault: false, roles: ['OWNER'] }).reason).toEqual(on('ROLE'));
  });
});

describe('every plan', () => {
  it('has one entry for each destination, in their order', () => {
    fc.assert(
      fc.property(events, several, (event, list) => {
        expect(planEvent(event, list, NOW).map((entry) => entry.destinationId)).toEqual(list.map((one) => one.id));
      }),
      manyRuns(100),
    );
  });

  it('is the same when asked again, for each destination alone too, and changes nothing that it was given', () => {
    fc.assert(
      fc.property(events, several, (event, list) => {
        const before = structuredClone({ event, list });
        const entries = planEvent(event, list, NOW);
        expect(planEvent(event, list, NOW)).toEqual(entries);
        expect(list.flatMap((one) => planEvent(event, [one], NOW))).toEqual(entries);
        expect({ event, list }).toEqual(before);
      }),
      manyRuns(100),
    );
  });

  it('sends to nobody who is off, suppressed, told already or asleep in test mode', () => {
    fc.assert(
      fc.property(events, destinations, (event, one) => {
        const { decision, status, recorded, reason } = planFor(event, one);
        const barred =
          !one.enabled || one.suppressed || one.choice === false || event.supersededBy || (event.test && one.rings);
        if (barred) expect(decision).toBe('SKIP');
        expect(status === 'PENDING').toBe(decision === 'SEND');
        expect(status === 'DEFERRED').toBe(decision === 'DEFER');
        if (decision !== 'SKIP') expect(recorded).toBe(true);
        expect(reason.code).toMatch(/^[A-Z_]+$/);
      }),
      manyRuns(2_000),
    );
  });

  it('sends an unknown type only to endpoints that take all or unknown ones, unless somebody chose it by name', () => {
    const strange = events.map((event) => ({ ...event, type: 'loan.granted', entry: null }));
    fc.assert(
      fc.property(strange, destinations, (event, one) => {
        const { decision } = planFor(event, { ...one, choice: null });
        if (decision !== 'SKIP') expect(one.takesAll !== null && (one.takesUnknown ?? one.takesAll)).toBe(true);
      }),
      manyRuns(2_000),
    );
    expect(planFor(UNKNOWN, { roles: [...ROLES] })).toMatchObject({ decision: 'SKIP', recorded: false });
  });
});
