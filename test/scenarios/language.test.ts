// The language itself: what it reads, when its moments are, and what it says of slips.
import { DEFAULT_POLICY } from '../../src/core/disputes/default-policy.js';
import { readScenario } from './language.js';
import { instantOf, momentOf } from './sentences.js';
import { type Course, faultsOf, type Telling } from './verdict.js';

const GOOD = `scenario: A story
zone: Asia/Kolkata
people:
  Sam: support
  Ada: owner and finance by e-mail
policy:
  remind: [3d, 90m]
  levels:
    - support
    - owner, finance by in-app
happens:
  - Friday 18:00: a dispute is opened at Stripe, due next Friday 18:00
  - Saturday 09:00: Sam acknowledges
must:
  - by Saturday 12:00: Ada and Sam are not reminded
  - from Saturday 12:00 to Monday 08:00: nobody is told
  - in the end: everybody is told that nobody answered once
`;

describe('A scenario', () => {
  it('is read into people, rules, acts and demands', () => {
    const { people, policy, happens, must, zone } = readScenario('a.yaml', GOOD);
    const friday = { weekday: 5, minute: 1_080, weeks: 0 };
    expect({ people, zone }).toEqual({
      people: [
        { name: 'Sam', roles: ['SUPPORT'], channels: ['EMAIL', 'IN_APP'] },
        { name: 'Ada', roles: ['OWNER', 'FINANCE'], channels: ['EMAIL'] },
      ],
      zone: 'Asia/Calcutta',
    });
    expect(policy).toEqual({
      remindBefore: ['P3D', 'PT90M'],
      levels: [
        { roles: ['SUPPORT'], channels: ['EMAIL', 'IN_APP'] },
        { roles: ['OWNER', 'FINANCE'], channels: ['IN_APP'] },
      ],
      estimatedResponseTime: 'P4D',
    });
    expect(happens.map(({ line, at, act }) => ({ line, at, act }))).toEqual([
      { line: 12, at: friday, act: { kind: 'opened', provider: 'STRIPE', due: { ...friday, weeks: 1 } } },
      { line: 13, at: { ...friday, weekday: 6, minute: 540 }, act: { kind: 'acknowledges', who: 'Sam' } },
    ]);
    expect(must.map(({ demand }) => demand)).toEqual([
      { kind: 'told', told: 'dispute.reminder', who: ['Ada', 'Sam'], not: true, times: null },
      { kind: 'told', told: null, who: ['Sam', 'Ada'], not: true, times: null },
      { kind: 'told', told: 'dispute.deadline_passed', who: ['Sam', 'Ada'], not: false, times: 1 },
    ]);
  });

  it('goes by our own policy where it has none', () => {
    expect(readScenario('a.yaml', GOOD.replace(/policy:[\s\S]*happens/, 'happens')).policy).toEqual(DEFAULT_POLICY);
  });
});

describe('A moment', () => {
  const at = (text: string, begin: string, zone: string) =>
    new Date(instantOf(momentOf(text), Date.parse(begin), zone)).toISOString();

  it.each([
    ['Friday 18:00', '2026-11-20T12:30:00Z', 'Asia/Kolkata', '2026-11-20T12:30:00.000Z'],
    ['Friday 17:59', '2026-11-20T12:30:00Z', 'Asia/Kolkata', '2026-11-27T12:29:00.000Z'],
    ['Saturday 12:00', '2026-11-20T17:00:00Z', 'Europe/Berlin', '2026-11-21T11:00:00.000Z'],
    ['next Saturday 12:00', '2026-11-20T17:00:00Z', 'Europe/Berlin', '2026-11-28T11:00:00.000Z'],
    // The clocks go back in between.
    ['Monday 09:00', '2026-10-23T16:00:00Z', 'Europe/Berlin', '2026-10-26T08:00:00.000Z'],
  ])('"%s" after %s in %s is %s', (text, begin, zone, wanted) => {
    expect(at(text, begin, zone)).toBe(wanted);
  });
});

describe('A slip is named with its line', () => {
  it.each([
    ['zone: Asia/Kolkata', 'zone: Asia/Kolkatta', /^a\.yaml:2: "Asia\/Kolkatta" is no time zone/],
    ['Sam: support', 'Sam: helpdesk', /^a\.yaml:4: "helpdesk" is no role; there are owner, finance,/],
    ['by e-mail', 'by pigeon', /^a\.yaml:5: "pigeon" is no channel; there are e-mail, in-app/],
    ['people:', 'persons:', /^a\.yaml:3: "persons:" is no part of a scenario; there are scenario, zone,/],
    ['[3d, 90m]', '[3d, 1w]', /^a\.yaml:7: "1w" is no duration/],
    ['Friday 18:00: a', 'Fryday 18:00: a', /^a\.yaml:12: "Fryday 18:00" is no moment/],
    ['Saturday 09:00', 'Saturday 25:00', /^a\.yaml:13: "25:00" is no time of day/],
    ['Sam acknowledges', 'Tom acknowledges', /^a\.yaml:13: "Tom" is nobody of this scenario; there are Sam, Ada/],
    ['Sam acknowledges', 'Sam sleeps', /^a\.yaml:13: "Sam sleeps" is not understood as something that happens/],
    ['by Saturday 12:00', 'until Saturday 12:00', /^a\.yaml:15: "until Saturday 12:00" is not understood as a time/],
    ['are not reminded', 'are never reminded', /^a\.yaml:15: .+ is not understood as something that must be so/],
    ['nobody is told', 'nobody is told twice', /^a\.yaml:16: "not twice" can be read in two ways/],
    [
      'nobody is told',
      'the dispute is forgotten',
      /^a\.yaml:16: "forgotten" is no state of a dispute; there are open,/,
    ],
    ['  Sam: support', ' Sam: support', /^a\.yaml:4: Nested mappings are not allowed/],
    ['  - Friday', '  - Thursday 08:00: Sam acknowledges\n  - Friday', /^a\.yaml:12: a scenario begins with/],
    ['zone: Asia/Kolkata\n', '', /^a\.yaml:1: "zone:" is missing/],
    ['Sam acknowledges', 'the dispute is accepted', /^a\.yaml:13: Stripe says challenged, won or lost/],
    [
      'Stripe, due next Friday 18:00\n  - Saturday 09:00: Sam acknowledges',
      'Dodo\n  - Saturday 09:00: the deadline moves to Monday 09:00',
      /^a\.yaml:13: Dodo states no deadline/,
    ],
    ['Sam acknowledges', 'a dispute is opened at Dodo', /^a\.yaml:13: a scenario is about one dispute/],
    [GOOD, 'a story', /^a\.yaml:1: here stands a scenario with/],
  ])('"%s" as "%s"', (right, wrong, message) => {
    expect(GOOD).toContain(right);
    expect(() => readScenario('a.yaml', GOOD.replace(right, wrong))).toThrow(message);
  });
});

describe('The verdict', () => {
  const scenario = readScenario('a.yaml', GOOD);
  const begin = Date.parse('2026-11-20T12:30:00Z');
  const hours = (count: number) => begin + count * 3_600_000;
  const told = (who: string, after: number, type: string): Telling => ({
    at: hours(after),
    who,
    type,
    eventId: `${type}${after}`,
  });
  const course = (tellings: Telling[]): Course => ({ begin, end: hours(170), tellings, states: [] });
  const passed = ['Sam', 'Ada'].map((who) => told(who, 168, 'dispute.deadline_passed'));

  it('is empty where all came to pass', () => {
    expect(faultsOf(scenario, course([told('Ada', 0, 'dispute.opened'), ...passed]))).toEqual([]);
  });

  it('says what came to pass instead, by line', () => {
    const faults = faultsOf(scenario, course([told('Ada', 12, 'dispute.reminder'), told('Sam', 20, 'dispute.won')]));
    const nothing = (who: string, what: string) =>
      `line 17: "in the end: everybody is told that nobody answered once": ${who} was told ${what}`;
    expect(faults).toEqual([
      'line 15: "by Saturday 12:00: Ada and Sam are not reminded": Ada was told dispute.reminder on Saturday 06:00',
      'line 16: "from Saturday 12:00 to Monday 08:00: nobody is told": Sam was told dispute.won on Saturday 14:00',
      nothing('Sam', 'dispute.won on Saturday 14:00'),
      nothing('Ada', 'dispute.reminder on Saturday 06:00'),
    ]);
  });

  it('counts what came by two channels once', () => {
    const twice = [...passed, ...passed].map((one, n) => ({ ...one, at: one.at + n }));
    expect(faultsOf(scenario, course(twice))).toEqual([]);
  });
});
