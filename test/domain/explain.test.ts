// Explaining: what each rule says and which one decided.
import { findEventType } from '../../src/domain/catalogue/index.js';
import { type Explainable, explain, type Rule } from '../../src/domain/planning/explain.js';
import type { PlannableDestination, PlannableEvent } from '../../src/domain/planning/plan.js';
import { makeReason } from '../../src/domain/reasons.js';
import { inEnglish, textReason } from '../support/reasons.js';

const NOON = new Date('2026-11-06T12:00:00Z');
const ANNA = { by: 'key toc_ab… (Anna)', at: new Date('2026-11-03T09:00:00Z') };

const eventOf = (type: string, changes: Partial<PlannableEvent> = {}): PlannableEvent => ({
  type,
  entry: findEventType(type),
  test: false,
  supersededBy: null,
  ...changes,
});

const INBOX: PlannableDestination = {
  id: 'dst_1',
  choice: null,
  takesAll: null,
  takesUnknown: null,
  roles: [],
  businessDefault: null,
  enabled: true,
  suppressed: false,
  disabledReason: null,
  rings: true,
  quietHours: null,
  digest: null,
  timeZone: 'UTC',
};

interface Case {
  type?: string;
  event?: Partial<PlannableEvent>;
  destination?: Partial<PlannableDestination>;
  about?: Partial<Explainable>;
}

function explained({ type = 'payment.succeeded', event, destination, about }: Case) {
  const whole = { event: eventOf(type, event), destination: { ...INBOX, ...destination }, removed: null, changes: {} };
  const { steps, ...rest } = explain({ ...whole, ...about }, NOON);
  return {
    ...rest,
    steps,
    decided: steps.filter((step) => step.decided).map(({ rule, outcome }) => `${rule} ${outcome}`),
  };
}

const QUIET = { start: '11:00', end: '13:00' };
const by = (rule: Rule) => ({ changes: { [rule]: ANNA } });

describe('the rule that decides', () => {
  it.each<[string, Case, string, string]>([
    [
      'a removed destination',
      { about: { removed: 'destination', ...by('REMOVED') } },
      'REMOVED STOP',
      'this destination was removed by Anna on November 3, 2026',
    ],
    [
      'a removed person',
      { about: { removed: 'person' } },
      'REMOVED STOP',
      'the person behind this destination was removed',
    ],
    [
      'switched off',
      { destination: { enabled: false }, about: by('DISABLED') },
      'DISABLED STOP',
      'this destination is switched off, by Anna on November 3, 2026',
    ],
    [
      'switched off with a reason',
      { destination: { enabled: false, disabledReason: textReason('gone') } },
      'DISABLED STOP',
      'this destination is switched off: gone',
    ],
    [
      'suppressed',
      { destination: { suppressed: true } },
      'SUPPRESSED STOP',
      'this address is suppressed: mail to it bounced or was refused',
    ],
    [
      'a choice against it',
      { destination: { choice: false }, about: by('EXPLICIT') },
      'EXPLICIT OFF',
      'off, chosen for this destination by Anna on November 3, 2026',
    ],
    [
      'an endpoint of chosen types',
      { destination: { takesAll: false } },
      'EXPLICIT OFF',
      'off, chosen for this destination',
    ],
    [
      'an endpoint of all types',
      { type: 'loan.granted', destination: { takesAll: true } },
      'EXPLICIT ON',
      'on, chosen for this destination',
    ],
    [
      'a chat without unknown types',
      { type: 'loan.granted', destination: { takesAll: true, takesUnknown: false } },
      'CATALOGUE OFF',
      'off, by the catalogue',
    ],
    [
      'a chat with unknown types',
      { type: 'loan.granted', destination: { takesAll: false, takesUnknown: true } },
      'EXPLICIT ON',
      'on, chosen for this destination',
    ],
    [
      'a role that hears of it',
      { destination: { roles: ['SALES'] }, about: by('ROLE') },
      'ROLE ON',
      'on, by the roles of this person, set by Anna on November 3, 2026',
    ],
    ['a role that does not', { destination: { roles: ['FINANCE'] } }, 'ROLE OFF', 'off, by the roles of this person'],
    [
      'the default of the business',
      { destination: { businessDefault: false }, about: by('BUSINESS') },
      'BUSINESS OFF',
      'off, by the default of this business, set by Anna on November 3, 2026',
    ],
    ['the catalogue', {}, 'CATALOGUE ON', 'on, by the catalogue'],
    ['a type that nobody knows', { type: 'loan.granted' }, 'CATALOGUE OFF', 'off, by the catalogue'],
    ['test mode', { event: { test: true } }, 'TEST_MODE STOP', 'test-mode event: it is listed, but rings at nobody'],
    [
      'test mode where nothing rings',
      { event: { test: true }, destination: { rings: false } },
      'CATALOGUE ON',
      'on, by the catalogue',
    ],
    [
      'a body that does not carry its type',
      { event: { unreadable: true } },
      'UNREADABLE STOP',
      'the body of this event could not be read, so it is told to nobody as a fact',
    ],
    [
      'the same for a webhook, which gets it as it came',
      { event: { unreadable: true }, destination: { takesUnreadable: true, takesAll: true } },
      'EXPLICIT ON',
      'on, chosen for this destination',
    ],
    [
      'that it was told of an opening',
      { type: 'dispute.lost', destination: { heardOpening: true, roles: ['SALES'] } },
      'OPENING ON',
      'on, since it was told that the dispute is open',
    ],
    [
      'the same for a chat of chosen types',
      { type: 'dispute.won', destination: { heardOpening: true, takesAll: false } },
      'OPENING ON',
      'on, since it was told that the dispute is open',
    ],
    [
      'a choice against it, though it was told of an opening',
      { type: 'dispute.lost', destination: { heardOpening: true, choice: false } },
      'EXPLICIT OFF',
      'off, chosen for this destination',
    ],
    [
      'that it was told the end before',
      { type: 'dispute.lost', destination: { heardOpening: true, toldBy: 'evt_2' } },
      'SUPERSEDED STOP',
      'already told by evt_2',
    ],
    [
      'that a ladder asks it',
      { type: 'dispute.reminder', destination: { onCall: true, roles: ['FINANCE'] }, about: { asked: true } },
      'ON_CALL ON',
      'on, asked by the escalation of the dispute',
    ],
    [
      'that a ladder asks others',
      { type: 'dispute.reminder', destination: { choice: true }, about: { asked: false } },
      'LEVEL STOP',
      'the escalation of the dispute asks others at this level',
    ],
    ['an earlier event', { event: { supersededBy: 'evt_1' } }, 'SUPERSEDED STOP', 'already told by evt_1'],
    [
      'quiet hours',
      { destination: { quietHours: QUIET } },
      'QUIET_HOURS HOLD',
      'on, by the catalogue; held until quiet hours end (Nov 6, 2026, 1:00 PM UTC)',
    ],
    [
      'quiet hours at a critical event',
      { type: 'payout.failed', destination: { quietHours: QUIET } },
      'CATALOGUE ON',
      'on, by the catalogue',
    ],
    [
      'a digest',
      { destination: { digest: { every: 'HOURLY', at: null } } },
      'DIGEST HOLD',
      'on, by the catalogue; gathered for the digest (Nov 6, 2026, 1:00 PM UTC)',
    ],
  ])('is named: %s', (_name, about, decided, reason) => {
    const found = explained(about);
    expect([found.decided, inEnglish(found.reason)]).toEqual([[decided], reason]);
  });

  it('is the first of several, and what the later ones would have said stands there too', () => {
    const { decision, steps } = explained({
      event: { test: true, supersededBy: 'evt_1' },
      destination: { enabled: false, choice: false, roles: ['SALES'], businessDefault: false, quietHours: QUIET },
    });
    expect(decision).toBe('SKIP');
    expect(steps.map(({ rule, outcome }) => `${rule} ${outcome}`)).toEqual([
      'REMOVED PASS',
      'LEVEL PASS',
      'DISABLED STOP',
      'SUPPRESSED PASS',
      'EXPLICIT OFF',
      'OPENING NO_SAY',
      'ON_CALL NO_SAY',
      'ROLE ON',
      'BUSINESS OFF',
      'CATALOGUE ON',
      'TEST_MODE STOP',
      'UNREADABLE PASS',
      'SUPERSEDED STOP',
      'ABOUT_ITSELF PASS',
      'QUIET_HOURS HOLD',
      'DIGEST PASS',
      'SEND SKIP',
    ]);
    const until = { at: '2026-11-06T13:00:00.000Z', timeZone: 'UTC' };
    expect(steps.find(({ rule }) => rule === 'QUIET_HOURS')?.detail).toEqual(
      makeReason('QUIET_HOURS_HOLD', { ...QUIET, timeZone: 'UTC', until }),
    );
  });

  it('is that it tells of this destination itself, only where somebody else hears it', () => {
    const [type, event] = ['tocsin.destination_failing', { about: INBOX.id }];
    const on = { choice: true };
    const other = { ...INBOX, id: 'dst_2', choice: true };
    expect(explained({ type, event, destination: on }).decided).toEqual(['EXPLICIT ON']);
    expect(explained({ type, event, destination: on, about: { others: [other] } }).decided).toEqual([
      'ABOUT_ITSELF STOP',
    ]);
  });

  it('says who set a value also where another rule decided', () => {
    const { steps } = explained({ destination: { choice: true, roles: ['SALES'] }, about: by('ROLE') });
    expect(steps.filter(({ changed }) => changed).map(({ rule, changed }) => [rule, changed])).toEqual([
      ['ROLE', ANNA],
    ]);
  });
});
