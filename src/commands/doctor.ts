/** `tocsin doctor`: what is wrong here, and what to do about it. It changes nothing unless it is asked to. */
import '../platform/reflect.js';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemTime } from '../platform/clock.js';
import { EXIT } from '../platform/exit-codes.js';
import { type CommandCall, readOptions, UsageError } from './command.js';
import { CARRIER_CHECKS } from './doctor/carrier-checks.js';
import { type Result, runChecks, type State } from './doctor/check.js';
import { CLOCK_CHECKS } from './doctor/clock-checks.js';
import type { DoctorContext } from './doctor/context.js';
import { DATABASE_CHECKS } from './doctor/database-checks.js';
import { SETTINGS_CHECKS } from './doctor/settings-checks.js';
import { TEMPORAL_CHECKS } from './doctor/temporal-checks.js';
import { WORK_CHECKS } from './doctor/work-checks.js';

export const HELP = `tocsin doctor           looks at settings, PostgreSQL, Temporal, workers, keys, carriers and what waits; says what to do
tocsin doctor --fix     also makes search attributes and schedules in Temporal where they are missing; nothing else is changed
tocsin doctor --json    the same for programs, and for whoever helps you: no secret is in it
tocsin doctor --wait 60 looks again until nothing is wrong, for a minute at most: after a start

Run it with the settings of the processes, beside them or while nothing runs. It waits 20 s at most for what does not answer.
Code 1: something is wrong (✗). What might become so (!) is said, and is no failure.`;

export const INTERRUPTED = 'Nothing was changed.';

const CHECKS = [
  ...SETTINGS_CHECKS,
  ...DATABASE_CHECKS,
  ...CLOCK_CHECKS,
  ...TEMPORAL_CHECKS,
  ...WORK_CHECKS,
  ...CARRIER_CHECKS,
];
const OPTIONS = { fix: { type: 'boolean' }, json: { type: 'boolean' }, wait: { type: 'string' } } as const;
/** Of each check; that of a connection is below it. */
const LIMIT_MS = 20_000;
const LOOK_AGAIN_MS = 1_000;

export async function run({ args, settings }: CommandCall): Promise<number> {
  const { fix, json, wait } = readOptions(args, OPTIONS);
  const until = systemTime().getTime() + waitSeconds(wait) * 1_000;
  const look = () => examine({ settings: () => settings('PRODUCTION'), now: systemTime, fix: fix ?? false });
  let results = await look();
  while (!isHealthy(results) && systemTime().getTime() < until) {
    await sleep(LOOK_AGAIN_MS);
    results = await look();
  }
  const healthy = isHealthy(results);
  console.log(
    json
      ? JSON.stringify({ healthy, at: systemTime(), node: process.version, checks: results }, null, 2)
      : report(results),
  );
  process.exit(healthy ? EXIT.done : EXIT.failed);
}

/** One look at everything. */
export async function examine(asked: Pick<DoctorContext, 'settings' | 'now' | 'fix'>): Promise<Result[]> {
  const context: DoctorContext = { ...asked, found: null, dataSource: null, temporal: null };
  const results = await runChecks(CHECKS, context, LIMIT_MS);
  // What hangs is not waited for.
  void Promise.allSettled([context.dataSource?.destroy(), context.temporal?.close()]);
  return results;
}

const isHealthy = (results: readonly Result[]) => results.every(({ state }) => state !== 'fail');

function waitSeconds(text = '0'): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new UsageError('--wait takes seconds: --wait 60');
}

const MARKS: Record<State, string> = { ok: '✓', warn: '!', fail: '✗', skip: '·' };

function report(results: readonly Result[]): string {
  const width = Math.max(...results.map(({ title }) => title.length)) + 2;
  const seen = results.filter(({ state }) => state !== 'skip');
  const unseen = results.filter(({ state }) => state === 'skip').map(({ title }) => title);
  const lines = seen.flatMap(({ state, title, detail, fix }) => {
    const indent = ' '.repeat(width + 2);
    const first = `${MARKS[state]} ${title.padEnd(width)}${detail.replaceAll('\n', `\n${indent}`)}`;
    return fix ? [first, `${indent}→ ${fix}`] : [first];
  });
  const count = (wanted: State) => results.filter(({ state }) => state === wanted).length;
  const [wrong, doubtful] = [count('fail'), count('warn')];
  const sum =
    wrong === 0
      ? `All is well${doubtful > 0 ? `, with ${doubtful} to think about (!)` : ''}.`
      : `${wrong} to mend (✗)${doubtful > 0 ? `, ${doubtful} to think about (!)` : ''}.`;
  const rest = unseen.length === 0 ? [] : [`· Not looked at until then: ${unseen.join(', ')}.`];
  return [...lines, ...rest, '', sum].join('\n');
}
