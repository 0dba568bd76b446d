/** What was measured, as a table on the terminal and as docs/benchmarks.md. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Figure,
  isFault,
  type Lane,
  type LaneResult,
  type Machine,
  OURS,
  rank,
  ratiosOf,
  type Target,
} from './lane.js';
import { ROOT } from './world.js';

export const RESULTS = join(ROOT, 'bench/results');
/** What the page says about figures that fall short, and where their time goes: written by people, one file for each lane. */
const FINDINGS = join(ROOT, 'bench/profiles');
const BAR_CELLS = 40;

const [median, least, most] = [rank(0.5), rank(0), rank(1)];

interface Verdict {
  target: Target;
  figure: Figure;
  /** Ratios to theirs; our own figures where there is no other. */
  values: number[];
  passes: boolean;
}

function verdictsOf(lane: Lane, result: LaneResult): Verdict[] {
  return lane.targets.flatMap((target) => {
    const figure = lane.figures.find(({ name }) => name === target.figure);
    if (!figure || ('against' in target && !result.turns[target.against])) return [];
    const values =
      'against' in target ? ratiosOf(result, target.figure, target.against) : oursOf(result, target.figure);
    const limit = 'against' in target ? target.ratio : target.most;
    const whole = values.length === result.turns[OURS]?.length;
    const within = figure.better === 'less' ? median(values) <= limit : median(values) >= limit;
    return [{ target, figure, values, passes: whole && within }];
  });
}

const oursOf = ({ turns }: LaneResult, figure: string): number[] =>
  (turns[OURS] ?? []).flatMap((turn) => (isFault(turn) ? [] : (turn[figure] ?? [])));

/** Whether anything is beyond what it must show. */
export const misses = (lane: Lane, result: LaneResult): boolean =>
  verdictsOf(lane, result).some(({ passes }) => !passes);

export function tableOf(lane: Lane, result: LaneResult): string {
  return [`\n${lane.title}`, ...figureRows(lane, result), '', ...ratioRows(lane, result)].join('\n');
}

function figureRows({ figures }: Lane, { turns }: LaneResult): string[] {
  const head = ['', ...figures.map(({ name, unit }) => `${name}, ${unit}`)];
  const rows = Object.entries(turns).map(([name, list]) => [
    name,
    ...figures.map((figure) => spread(list.flatMap((turn) => (isFault(turn) ? [] : (turn[figure.name] ?? []))))),
  ]);
  const faulty = Object.entries(turns).flatMap(([name, list]) =>
    list
      .filter(isFault)
      .map(
        ({ lost, doubled }) =>
          `\n${name}: one round scores 0, because it lost ${lost} messages and doubled ${doubled}.`,
      ),
  );
  return [...markdown(head, rows), ...faulty];
}

function ratioRows(lane: Lane, result: LaneResult): string[] {
  if (lane.targets.length === 0) return [];
  const rows = verdictsOf(lane, result).map(({ target, figure, values, passes }) => {
    const words = 'against' in target ? times : (value: number) => `${short(value)} ${figure.unit}`;
    return [
      'against' in target ? `${target.figure}, against ${target.against}` : target.figure,
      values.length > 0 ? `${words(median(values))} (${words(least(values))} – ${words(most(values))})` : 'none',
      `${figure.better === 'less' ? '≤' : '≥'} ${words('against' in target ? target.ratio : target.most)}`,
      passes ? 'yes' : '**no**',
    ];
  });
  return markdown([`${OURS}, median of paired ratios (min – max)`, '', 'must be', 'is it'], rows);
}

const times = (ratio: number) => `${ratio.toFixed(2)} ×`;

/** `12.3 (11.9 – 14.0)` */
function spread(values: readonly number[]): string {
  if (values.length === 0) return '0';
  return `${short(median(values))} (${short(least(values))} – ${short(most(values))})`;
}

const short = (value: number) => (value >= 100 ? value.toFixed(0) : value.toFixed(1));

function markdown(head: string[], rows: string[][]): string[] {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

/** Bars of the first figure, the longest as long as the page allows. */
function chartOf({ figures }: Lane, { turns }: LaneResult): string[] {
  const [figure] = figures;
  if (!figure) return [];
  const values = Object.entries(turns).map(([name, list]): [string, number] => [
    name,
    median(list.flatMap((turn) => (isFault(turn) ? [] : (turn[figure.name] ?? [])))) || 0,
  ]);
  const longest = Math.max(...values.map(([, value]) => value), Number.MIN_VALUE);
  const width = Math.max(...values.map(([name]) => name.length));
  const bars = values.map(
    ([name, value]) =>
      `${name.padEnd(width)}  ${'█'.repeat(Math.max(1, Math.round((value / longest) * BAR_CELLS)))} ${short(value)}`,
  );
  return ['```text', `${figure.name}, ${figure.unit} (${figure.better} is better)`, ...bars, '```'];
}

/** docs/benchmarks.md, from the last result of every lane. */
export async function benchmarksPage(lanes: readonly Lane[]): Promise<string> {
  const names = await readdir(RESULTS).catch((): string[] => []);
  const parts: string[] = [];
  for (const lane of lanes) {
    const findings = await readFile(join(FINDINGS, `${lane.name}.md`), 'utf8').catch(() => '');
    if (!names.includes(`${lane.name}.json`)) {
      const missing = 'Three rounds in turns have not been measured yet.';
      const ways = [`\`npm run bench -- ${lane.name}\`. ${missing}`, lane.method];
      parts.push([`## ${lane.title}`, ...ways, ...(findings ? [findings.trim()] : [])].join('\n\n'));
      continue;
    }
    const result: LaneResult = JSON.parse(await readFile(join(RESULTS, `${lane.name}.json`), 'utf8'));
    parts.push(
      [
        `## ${lane.title}`,
        `\`npm run bench -- ${lane.name}\`, ${result.at.slice(0, 10)}, ${roundsOf(result)} rounds: ${machineWords(result.machine)}.`,
        result.method,
        chartOf(lane, result).join('\n'),
        figureRows(lane, result).join('\n'),
        ...(lane.targets.length > 0 ? [ratioRows(lane, result).join('\n')] : []),
        ...(findings ? [findings.trim()] : []),
      ].join('\n\n'),
    );
  }
  return `${[INTRODUCTION, ...parts].join('\n\n')}\n`;
}

const roundsOf = ({ turns }: LaneResult) => Math.max(...Object.values(turns).map(({ length }) => length));

const machineWords = ({ cpu, cores, load, node, postgres, temporal, redis }: Machine) =>
  `${cores} cores of ${cpu}, load ${load} when it began, Node ${node.slice(1)}, PostgreSQL ${postgres}, Temporal ${temporal}, Redis ${redis}`;

const INTRODUCTION = `# Benchmarks

Written by \`npm run bench\`, which anybody can run (it needs \`redis-server\`, and installs the others from [bench/peers](../bench/peers)). Times depend on the machine,
so what counts is the ratio between two that took turns in one run. Each cell is the median of all rounds, with the least and the most in brackets.

All sit on one machine with one PostgreSQL that is durable (\`fsync\` and \`synchronous_commit\` on), a Redis with its append-only file written every second, and Temporal's
dev server on a file. The SMTP server, the endpoint, and the APIs of SendGrid and FCM are a process of their own and take 20 ms for each request or mail. Every contestant is an API and a worker process (the bare route has no worker), started
anew for each turn with a database of its own. Whoever loses a message, or sends one twice, scores 0 in that round.

What the others are: [a route, one database and a queue](../bench/peers/common.mjs), as a team would write it for one owner with an e-mail and an in-app notification and one
endpoint: signature, event row, delivery rows, the two sends, attempts and states. They have no preferences, roles, locales, quiet hours, digests, escalations, sealed secrets or explanations,
and no history of each run; Tocsin does all of that in the times below. The bare workflow stores nothing at all, the naive one what it shows in-app.`;
