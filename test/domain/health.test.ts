// The health of an endpoint, against a model that keeps the whole list of tries and reads the rules off it.
import fc from 'fast-check';
import {
  admission,
  afterTry,
  DISABLE_AFTER_MS,
  endOf,
  type Health,
  type HealthTurn,
  NOTICE_AFTER,
  NOTICE_AFTER_MS,
  OPEN_AFTER,
  PROBE_EVERY_MS,
  stormEnd,
  type Verdict,
  waitMs,
} from '../../src/domain/health/health.js';
import { textReason } from '../support/reasons.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.parse('2026-11-20T06:00:00Z');

const WORKS: Verdict = { kind: 'works' };
const REFUSES: Verdict = { kind: 'refuses', reason: textReason('words') };
const TROUBLE: Verdict = { kind: 'trouble', reason: textReason('words') };

interface Try {
  verdict: Verdict;
  /** Since the try before, ms. */
  after: number;
}

const tries = fc.array(
  fc.record({
    verdict: fc.oneof(
      { weight: 12, arbitrary: fc.constant(TROUBLE) },
      { weight: 2, arbitrary: fc.constant(REFUSES) },
      { weight: 1, arbitrary: fc.constant(WORKS) },
    ),
    after: fc.oneof(
      fc.integer({ min: 1, max: MINUTE }),
      fc.integer({ min: MINUTE, max: 12 * HOUR }),
      fc.integer({ min: 1, max: 2 * DAY }),
    ),
  }),
  { maxLength: 60 },
);

interface Step {
  at: number;
  verdict: Verdict;
  health: Health;
  turn: HealthTurn | null;
}

function walk(given: readonly Try[]): Step[] {
  let at = START;
  let health: Health = null;
  return given.map(({ verdict, after }) => {
    at += after;
    const next = afterTry(health, verdict, new Date(at));
    health = next.health;
    return { at, verdict, ...next };
  });
}

/** The stretch that the last of these tries belongs to: failures in a row without a day between them. */
function stretchOf(steps: readonly Step[]): Step[] {
  const lastGood = steps.findLastIndex(
    ({ verdict, turn }, i) => verdict.kind === 'works' || (turn === 'DISABLED' && i < steps.length - 1),
  );
  const failures = steps.slice(lastGood + 1);
  const lastGap = failures.findLastIndex(({ at }, i) => i > 0 && at - (failures[i - 1] as Step).at > DAY);
  return lastGap > 0 ? failures.slice(lastGap) : failures;
}

describe('any series of tries', () => {
  it('leaves what a reader of the whole list would say', () => {
    fc.assert(
      fc.property(tries, (given) => {
        const steps = walk(given);
        steps.forEach((step, i) => {
          const over = step.verdict.kind === 'works' || step.turn === 'DISABLED';
          expect(step.health === null).toBe(over);
          if (over) return;
          const stretch = stretchOf(steps.slice(0, i + 1));
          const open = step.verdict.kind === 'trouble' && stretch.length >= OPEN_AFTER;
          expect(step.health).toMatchObject({
            failures: stretch.length,
            since: new Date((stretch[0] as Step).at),
            probeAt: open ? new Date(step.at + PROBE_EVERY_MS) : null,
          });
        });
      }),
      { numRuns: 500 },
    );
  });

  it('tells each turn once, in its order, and switches off only after a day’s warning in five days of failing', () => {
    fc.assert(
      fc.property(tries, (given) => {
        const steps = walk(given);
        let told: HealthTurn | null = null;
        steps.forEach(({ turn, at, health }, i) => {
          const stretch = stretchOf(steps.slice(0, i + 1));
          const lasted = at - (stretch[0]?.at ?? at);
          if (turn === 'FAILING') {
            expect(told).toBeNull();
            expect(stretch.length >= NOTICE_AFTER && lasted >= NOTICE_AFTER_MS).toBe(true);
          }
          if (turn === 'ENDING') {
            expect(told).not.toBeNull();
            expect((health?.endsAt?.getTime() ?? 0) - at).toBeGreaterThanOrEqual(DAY);
          }
          if (turn === 'DISABLED') {
            expect(told).toBe('ENDING');
            expect(lasted).toBeGreaterThanOrEqual(DISABLE_AFTER_MS);
          }
          if (turn === 'RECOVERED') expect(told).not.toBeNull();
          if (turn) told = turn === 'DISABLED' || turn === 'RECOVERED' ? null : turn;
        });
      }),
      { numRuns: 500 },
    );
  });

  it('every five minutes in vain: told after an hour, again after four days, off after five', () => {
    const turns = walk(Array.from({ length: 1_600 }, () => ({ verdict: TROUBLE, after: 5 * MINUTE }))).flatMap(
      ({ turn, at }) => (turn ? [[turn, (at - START - 5 * MINUTE) / HOUR]] : []),
    );
    expect(turns.slice(0, 3)).toEqual([
      ['FAILING', 1],
      ['ENDING', 96],
      ['DISABLED', 120],
    ]);
  });

  it('a restart of ten minutes is no news', () => {
    const restart = [
      ...Array.from({ length: 20 }, () => ({ verdict: TROUBLE, after: 30_000 })),
      { verdict: WORKS, after: 1 },
    ];
    expect(walk(restart).flatMap(({ turn }) => turn ?? [])).toEqual([]);
  });
});

describe('while the breaker is open', () => {
  const since = new Date(START);
  const open = (probeAt: number): NonNullable<Health> => ({
    failures: 9,
    since,
    lastAt: since,
    probeAt: new Date(probeAt),
    noticeRaised: true,
    endsAt: null,
    reason: textReason('words'),
  });

  it('of any number that ask in three hours, one in 30 s is let through', () => {
    const asked = fc.array(fc.integer({ min: 0, max: 3 * HOUR }), { maxLength: 400 });
    fc.assert(
      fc.property(asked, (moments) => {
        let health = open(START);
        const calls: number[] = [];
        for (const moment of moments.sort((a, b) => a - b)) {
          const admitted = admission(health, new Date(START + moment), 0.5);
          if (admitted.kind !== 'probe') continue;
          calls.push(moment);
          health = { ...health, probeAt: admitted.nextProbeAt };
        }
        expect(calls.every((at, i) => i === 0 || at - (calls[i - 1] as number) >= PROBE_EVERY_MS)).toBe(true);
      }),
    );
  });

  it('nobody waits for less than the next probe, nor for more than ten minutes; the longer it is away, the more spread out', () => {
    const [dice, away] = [fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 6 * DAY })];
    fc.assert(
      fc.property(dice, away, fc.integer({ min: 0, max: PROBE_EVERY_MS }), (thrown, ms, left) => {
        const now = new Date(START + ms);
        const waited = waitMs(open(now.getTime() + left), now, thrown);
        return waited >= Math.min(left, 10 * MINUTE) && waited >= 1_000 && waited <= 10 * MINUTE;
      }),
    );
    const spread = (ms: number) =>
      waitMs(open(START + ms), new Date(START + ms), 1) - waitMs(open(START + ms), new Date(START + ms), 0);
    expect([spread(0), spread(20 * MINUTE), spread(HOUR)]).toEqual([30_000, 2 * MINUTE, 6 * MINUTE]);
  });

  it('an end that was not announced yet lies five days after the beginning', () => {
    expect(endOf(open(START)).getTime()).toBe(START + DISABLE_AFTER_MS);
  });
});

it('a storm is gathered until the next full minute', () => {
  expect(stormEnd(new Date('2026-11-20T06:00:00.000Z'))).toEqual(new Date('2026-11-20T06:01:00Z'));
  expect(stormEnd(new Date('2026-11-20T06:00:59.999Z'))).toEqual(new Date('2026-11-20T06:01:00Z'));
});
