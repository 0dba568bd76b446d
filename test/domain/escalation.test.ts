import fc from 'fast-check';
import { DEFAULT_POLICY } from '../../src/core/disputes/default-policy.js';
import {
  dueReminders,
  durationMs,
  type EscalationPolicy,
  firstListeningLevel,
  type HandledReminder,
  type Ladder,
  nextStep,
} from '../../src/domain/disputes/escalation.js';

const HOUR = 3_600_000;
const OPENED = Date.parse('2026-11-06T18:00:00Z');
const DEADLINE = OPENED + 96 * HOUR;

const POLICY: EscalationPolicy = {
  ...DEFAULT_POLICY,
  levels: [0, 1, 2, 3, 4, 5].map(() => ({ roles: ['OWNER'], channels: ['EMAIL'] })),
};

interface Told {
  hours: number;
  level: number;
}

/** Walks the ladder as a run does: looks, does, waits. `acknowledged`: hours after the opening. */
function walk(knownHours: number, { acknowledged = [] as number[], awake = (at: number) => at, policy = POLICY } = {}) {
  const deadline = { at: DEADLINE, estimated: true, knownAt: OPENED + knownHours * HOUR };
  const told: Told[] = [];
  const done: HandledReminder[] = [];
  let now = deadline.knownAt;
  for (let steps = 0; steps < 50; steps++) {
    const heard = acknowledged.map((hours) => OPENED + hours * HOUR).filter((at) => at <= now);
    const ladder: Ladder = { policy, deadline, done, acknowledgedAt: heard.length > 0 ? Math.max(...heard) : null };
    const step = nextStep(ladder, now);
    if (step.kind === 'wait') {
      now = awake(step.until);
    } else if (step.kind === 'remind') {
      told.push({ hours: (now - OPENED) / HOUR, level: step.level });
      done.push(...[...step.overtaken, step.dueAt].map((dueAt) => ({ dueAt, level: step.level })));
    } else {
      return { told, end: step.kind, hours: (now - OPENED) / HOUR };
    }
  }
  throw new Error('the ladder does not end');
}

describe('The ladder', () => {
  it('counts back from the deadline, one level up each time, and ends in "nobody answered"', () => {
    expect(walk(0)).toEqual({
      told: [
        { hours: 24, level: 1 },
        { hours: 72, level: 2 },
        { hours: 90, level: 3 },
        { hours: 94, level: 4 },
      ],
      end: 'passed',
      hours: 96,
    });
  });

  it('keeps its level where somebody acknowledged since, and goes on where that stayed all', () => {
    expect(walk(0, { acknowledged: [1] }).told.map(({ level }) => level)).toEqual([0, 1, 2, 3]);
    expect(walk(0, { acknowledged: [30, 93] }).told.map(({ level }) => level)).toEqual([1, 1, 2, 2]);
  });

  it('drops reminders that were past when we heard of it, and tells whom they would have reached by now', () => {
    expect(walk(80).told).toEqual([
      { hours: 90, level: 3 },
      { hours: 94, level: 4 },
    ]);
  });

  it('rings once, at once, where all reminders were past', () => {
    expect(walk(95)).toMatchObject({ told: [{ hours: 95, level: 4 }], end: 'passed', hours: 96 });
  });

  it('counts nothing where the deadline itself was past', () => {
    expect(walk(96)).toEqual({ told: [], end: 'overdue', hours: 96 });
  });

  it('rings once for reminders that passed while nothing could be sent', () => {
    const asleep = (at: number) => (at > OPENED + 24 * HOUR && at < OPENED + 93 * HOUR ? OPENED + 93 * HOUR : at);
    expect(walk(0, { awake: asleep }).told).toEqual([
      { hours: 24, level: 1 },
      { hours: 93, level: 2 },
      { hours: 94, level: 3 },
    ]);
  });

  it('arms the reminders of a deadline that moved, and none that had been past by then', () => {
    const moved = { at: DEADLINE + 72 * HOUR, estimated: false, knownAt: OPENED + 97 * HOUR };
    expect(dueReminders(POLICY, moved).map(({ dueAt }) => (dueAt - OPENED) / HOUR)).toEqual([144, 162, 166]);
  });

  it('never goes down, never beyond the last level, and always ends at the deadline', () => {
    const hours = fc.integer({ min: 0, max: 95 });
    const before = fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 6 });
    const levels = fc.integer({ min: 1, max: 4 });
    fc.assert(
      fc.property(hours, before, levels, fc.array(hours, { maxLength: 3 }), (known, remind, count, acknowledged) => {
        const policy = {
          ...POLICY,
          remindBefore: remind.map((one) => `PT${one}H`),
          levels: POLICY.levels.slice(0, count),
        };
        const { told, end, hours: ended } = walk(known, { acknowledged, policy });
        expect([end, ended]).toEqual(['passed', 96]);
        const allowed = new Set([...remind.map((one) => 96 - one).filter((at) => at > known), known]);
        told.forEach(({ hours: at, level }, n) => {
          expect(allowed.has(at)).toBe(true);
          expect(level).toBeLessThan(count);
          expect(level).toBeGreaterThanOrEqual(told[n - 1]?.level ?? 0);
        });
        expect(new Set(told.map((one) => one.hours)).size).toBe(told.length);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('A level that reaches nobody', () => {
  const policy = { ...POLICY, levels: POLICY.levels.slice(0, 3) };
  const reaching =
    (...levels: number[]) =>
    (level: EscalationPolicy['levels'][number]) =>
      levels.includes(policy.levels.indexOf(level));

  it.each([
    ['is passed over for the next one up', 1, [2], { level: 2, unreachable: [1] }],
    ['is passed over for one below where nobody above can be told', 1, [0], { level: 0, unreachable: [1, 2] }],
    ['is nobody where none can be told', 0, [], { level: null, unreachable: [0, 1, 2] }],
    ['is not looked for where the asked one reaches somebody', 1, [0, 1, 2], { level: 1, unreachable: [] }],
  ])('%s', (_, asked, levels, found) => expect(firstListeningLevel(policy, asked, reaching(...levels))).toEqual(found));
});

describe('Durations', () => {
  it.each([
    ['PT72H', 72],
    ['P4D', 96],
    ['P1DT12H', 36],
    ['PT90M', 1.5],
  ])('%s is %d hours', (text, hours) => expect(durationMs(text)).toBe(hours * HOUR));

  it.each(['', 'P', 'PT', 'PT0H', 'P1M', 'P1Y', '72h', 'PT-5H', 'P4D '])('%j is none', (text) =>
    expect(() => durationMs(text)).toThrow(/no duration such as PT72H/),
  );
});
