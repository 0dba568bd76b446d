/**
 * `npm run bench [LANE …]`: each lane's contestants in turns, `ROUNDS` (3) times, and docs/benchmarks.md from all that was ever
 * measured (bench/results). Ends with 1 where a lane that was run is beyond what it must show.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isFault, type Lane, type LaneResult, type Turn } from './harness/lane.js';
import { machineOf } from './harness/machine.js';
import { benchmarksPage, misses, RESULTS, tableOf } from './harness/report.js';
import { ROOT, startWorld, type World } from './harness/world.js';
import { LANES } from './lanes/index.js';
import { runMeasurement } from './measurement.js';

const ROUNDS = Number(process.env.ROUNDS ?? 3);
/** A quick look, times that a profile made longer, and those of another Temporal change no page. */
const COUNTS = ROUNDS >= 3 && !process.env.PROFILE && (process.env.TEST_TEMPORAL ?? 'dev') === 'dev';

/** What is whole is written after each round: a run that is cut short has those before. */
async function run(world: World, lane: Lane): Promise<LaneResult> {
  const turns: Record<string, Turn[]> = {};
  const { name, method } = lane;
  const result = { lane: name, at: new Date().toISOString(), method, machine: await machineOf(world), turns };
  const together = 'together' in lane ? await lane.together(world) : null;
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const played = await together?.round();
      for (const name of lane.contestants) {
        const turn = played?.[name] ?? (await turnOf(world, lane, name));
        turns[name] = [...(turns[name] ?? []), turn];
        console.log(`${lane.name} ${round + 1}/${ROUNDS} ${name}: ${wordsOf(turn)}`);
      }
      if (COUNTS) await keep(result);
    }
  } finally {
    await together?.end();
  }
  return result;
}

function turnOf(world: World, lane: Lane, name: string): Promise<Turn> {
  if ('turn' in lane) return lane.turn(world, name);
  throw new Error(`${lane.name} has played no turn of ${name}`);
}

async function keep(result: LaneResult): Promise<void> {
  await mkdir(RESULTS, { recursive: true });
  await writeFile(join(RESULTS, `${result.lane}.json`), `${JSON.stringify(result, null, 2)}\n`);
  await writeFile(join(ROOT, 'docs/benchmarks.md'), await benchmarksPage(LANES));
}

const wordsOf = (turn: Turn) =>
  isFault(turn)
    ? `lost ${turn.lost}, doubled ${turn.doubled}`
    : Object.entries(turn)
        .map(([name, value]) => `${name} ${value.toFixed(1)}`)
        .join(', ');

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !LANES.some((lane) => lane.name === name));
if (unknown.length > 0) {
  console.error(`There is no lane ${unknown.join(', ')}; there are ${LANES.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}
const lanes = LANES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
await runMeasurement(async (later) => {
  const world = await startWorld(later);
  let passes = true;
  for (const lane of lanes) {
    const result = await run(world, lane);
    console.log(tableOf(lane, result));
    if (misses(lane, result)) passes = false;
  }
  return passes;
});
