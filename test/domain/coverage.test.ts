// When a critical alert reaches enough people, against a rule written a second time; and what a review says.
import fc from 'fast-check';
import { CATALOGUE, findEventType } from '../../src/domain/catalogue/index.js';
import {
  CRITICAL_TYPES,
  coverageGaps,
  criticalCoverage,
  gapReason,
  hearing,
  isGap,
  type Listener,
  onlyHeardBy,
} from '../../src/domain/planning/coverage.js';
import { decidePreference } from '../../src/domain/planning/precedence.js';
import { MOST_LINES, quarterOf, Review, withRoom } from '../../src/domain/planning/review.js';
import { ROLES } from '../../src/domain/vocabulary.js';
import { inEnglish } from '../support/reasons.js';

const LISTENER: Listener = {
  id: 'dst_1',
  channel: 'EMAIL',
  recipientId: 'rcp_1',
  enabled: true,
  suppressed: false,
  disabledReason: null,
  rings: true,
  choice: null,
  takesAll: null,
  takesUnknown: null,
  roles: ['OWNER'],
  businessDefault: null,
  quietHours: null,
  digest: null,
  timeZone: 'UTC',
};
const MAIL = LISTENER;
const INBOX: Listener = { ...LISTENER, id: 'dst_2', channel: 'IN_APP', rings: false };
const SLACK: Listener = { ...LISTENER, id: 'dst_3', channel: 'SLACK', recipientId: null, roles: [], takesAll: true };
const BENS: Listener = { ...LISTENER, id: 'dst_4', recipientId: 'rcp_2' };

const gapOf = (...listeners: Listener[]) =>
  coverageGaps(() => listeners).find(({ eventType }) => eventType === 'dispute.opened') ?? null;

describe('a critical event type', () => {
  it('is one of these', () => {
    expect(CRITICAL_TYPES).toEqual([
      'payout.failed',
      'refund.failed',
      'dispute.opened',
      'dispute.reminder',
      'dispute.deadline_moved',
      'dispute.deadline_passed',
      'dispute.expired',
      'tocsin.channel_paused',
    ]);
  });

  it.each<[string, Listener[], { people: number; channels: string[] } | null]>([
    ['has a gap where there is nobody', [], { people: 0, channels: [] }],
    ['has a gap with one person on one channel', [MAIL], { people: 1, channels: ['EMAIL'] }],
    ['has a gap with two addresses of one person', [MAIL, { ...MAIL, id: 'x' }], { people: 1, channels: ['EMAIL'] }],
    ['has a gap where only an endpoint hears of it', [SLACK], { people: 0, channels: ['SLACK'] }],
    [
      'has a gap with an address that is nobody’s',
      [{ ...MAIL, recipientId: null }],
      { people: 0, channels: ['EMAIL'] },
    ],
    ['is covered by one person on two channels', [MAIL, INBOX], null],
    ['is covered by one person and an endpoint', [MAIL, SLACK], null],
    ['is covered by two people on one channel', [MAIL, BENS], null],
    ['counts nothing that is switched off', [MAIL, { ...INBOX, enabled: false }], { people: 1, channels: ['EMAIL'] }],
    ['counts no suppressed address', [INBOX, { ...MAIL, suppressed: true }], { people: 1, channels: ['IN_APP'] }],
    [
      'counts nobody who chose not to hear of it',
      [MAIL, { ...INBOX, choice: false }],
      { people: 1, channels: ['EMAIL'] },
    ],
    [
      'counts nobody whose role does not hear of it',
      [MAIL, { ...BENS, roles: ['SALES'] }],
      { people: 1, channels: ['EMAIL'] },
    ],
    [
      'is covered in quiet hours and with digests too, which it passes',
      [{ ...MAIL, quietHours: { start: '00:00', end: '23:59' }, digest: { every: 'DAILY', at: '09:00' } }, INBOX],
      null,
    ],
  ])('%s', (_, listeners, expected) => {
    const gap = gapOf(...listeners);
    expect(gap && { people: gap.people, channels: gap.channels }).toEqual(expected);
  });

  it('says what is wrong and what helps', () => {
    const said = (...listeners: Listener[]) => inEnglish(gapReason(gapOf(...listeners) as never));
    expect(said()).toBe('“Dispute opened” reaches nobody: switch it on for somebody’s e-mail or notification centre.');
    expect(said(SLACK)).toMatch(/^“Dispute opened” reaches Slack, but no person: /);
    expect(said(MAIL)).toMatch(/^“Dispute opened” reaches one person by e-mail only: .* or tell another person too\.$/);
  });

  it('has a last listener only where one destination hears of it', () => {
    expect(onlyHeardBy(MAIL.id, () => [MAIL, { ...INBOX, choice: false }])).toEqual(CRITICAL_TYPES);
    expect(onlyHeardBy(MAIL.id, () => [MAIL, INBOX])).toEqual([]);
    expect(onlyHeardBy(INBOX.id, () => [MAIL, { ...INBOX, choice: false }])).toEqual([]);
  });
});

const listeners = fc.uniqueArray(
  fc.record<Listener>({
    id: fc.uuid(),
    channel: fc.constantFrom('EMAIL', 'IN_APP', 'SLACK'),
    recipientId: fc.constantFrom(null, 'rcp_1', 'rcp_2', 'rcp_3'),
    enabled: fc.boolean(),
    suppressed: fc.boolean(),
    disabledReason: fc.constant(null),
    rings: fc.boolean(),
    choice: fc.constantFrom(null, true, false),
    takesAll: fc.constantFrom(null, true, false),
    takesUnknown: fc.constantFrom(null, true, false),
    roles: fc.uniqueArray(fc.constantFrom(...ROLES)),
    businessDefault: fc.constantFrom(null, true, false),
    quietHours: fc.constantFrom(null, { start: '22:00', end: '07:00' }),
    digest: fc.constantFrom(null, { every: 'HOURLY' as const, at: null }),
    timeZone: fc.constant('Europe/Berlin'),
  }),
  { selector: ({ id }) => id, maxLength: 6 },
);

/** The rule once more, by counting: people and channels that are left when everything that is off is crossed out. */
function naive(type: string, all: readonly Listener[]): { people: number; channels: string[] } | null {
  const people: Record<string, true> = {};
  const channels: Record<string, true> = {};
  for (const one of all) {
    if (!one.enabled || one.suppressed || !decidePreference(findEventType(type), one).enabled) continue;
    channels[one.channel] = true;
    if (one.recipientId !== null) people[one.recipientId] = true;
  }
  const [who, where] = [Object.keys(people).length, Object.keys(channels).sort()];
  if (who === 0 || (who === 1 && where.length === 1)) return { people: who, channels: where };
  return null;
}

describe('any team', () => {
  it('has the gaps that a naive count finds', () => {
    const seen = { covered: 0, gaps: 0 };
    fc.assert(
      fc.property(listeners, fc.subarray(['EMAIL', 'SLACK', 'IN_APP'], { maxLength: 1 }), (all, uncarried) => {
        const hasCarrier = ({ channel }: Listener) => !uncarried.includes(channel);
        const gaps = new Map(
          criticalCoverage(() => all, hasCarrier)
            .filter(isGap)
            .map((gap) => [gap.eventType, gap]),
        );
        for (const type of CRITICAL_TYPES) {
          const expected = naive(type, all.filter(hasCarrier));
          const gap = gaps.get(type);
          expect(gap ? { people: gap.people, channels: gap.channels } : null).toEqual(expected);
          if (gap) expect(gap.uncarried.length > 0).toBe(hearing(type, all).some((one) => !hasCarrier(one)));
          seen[expected ? 'gaps' : 'covered']++;
        }
      }),
      { numRuns: 3_000 },
    );
    expect(seen.covered).toBeGreaterThan(500);
    expect(seen.gaps).toBeGreaterThan(500);
  });

  it('loses nothing by one more listener', () => {
    fc.assert(
      fc.property(listeners, (all) => {
        const before = coverageGaps(() => all.slice(1)).map(({ eventType }) => eventType);
        for (const { eventType } of coverageGaps(() => all)) expect(before).toContain(eventType);
      }),
    );
  });
});

describe('a review', () => {
  it('says of each who hears of how many event types of which category, and where', () => {
    const finance = { ...BENS, roles: ['FINANCE' as const] };
    const everybody = [
      { name: 'Ada', destinationIds: [MAIL.id, INBOX.id] },
      { name: 'Ben', destinationIds: [finance.id] },
      { name: '#payments', destinationIds: [SLACK.id] },
      { name: 'Nobody', destinationIds: ['dst_9'] },
    ];
    const all = [MAIL, { ...INBOX, enabled: false }, finance, SLACK];
    const review = new Review(everybody);
    for (const entry of Object.values(CATALOGUE)) review.count(entry, all);
    const [ada, ben, slack, nobody] = review.lines();
    expect(ben).toEqual({ name: 'Ben', channels: ['EMAIL'], counts: { PAYOUTS: 5, REFUNDS: 2, SYSTEM: 1 } });
    expect(ada).toMatchObject({ channels: ['EMAIL'], counts: { DISPUTES: 10, SYSTEM: 15 } });
    expect(Object.values(slack?.counts ?? {}).reduce((sum, one) => sum + one, 0)).toBe(Object.keys(CATALOGUE).length);
    expect(nobody).toEqual({ name: 'Nobody', channels: [], counts: {} });
  });

  it('says how many lines had no room', () => {
    const lines = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ name: `P${i}`, channels: [], counts: {} }));
    expect(withRoom(lines(MOST_LINES))).toHaveLength(MOST_LINES);
    const cut = withRoom(lines(MOST_LINES + 1));
    expect(cut).toHaveLength(MOST_LINES);
    expect(cut.at(-1)).toEqual({ name: '+ 2', channels: [], counts: null });
  });

  it.each([
    ['2026-01-01T00:00:00Z', '2026Q1'],
    ['2026-03-31T23:59:59Z', '2026Q1'],
    ['2026-10-01T09:00:00Z', '2026Q4'],
    ['2026-12-31T23:59:59Z', '2026Q4'],
  ])('of %s is that of %s', (at, quarter) => {
    expect(quarterOf(new Date(at))).toBe(quarter);
  });
});
