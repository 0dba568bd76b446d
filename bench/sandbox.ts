/**
 * Whether the API goes on answering while merchants' code attacks its sandbox: `/healthz` in turns, alone and beside
 * transformations that never end, eat memory or flood. `npm run bench:sandbox`; see bench/README.md.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { addBusiness, createDatabase } from '../test/support/database.js';
import { GraphqlClient } from '../test/support/graphql.js';
import { type Program, startProgram } from '../test/support/program.js';
import { runWithServers } from './measurement.js';

const SECONDS = 20;
/** Between two probes. */
const PAUSE_MS = 5;

const ATTACKS = [
  'for (;;) {}',
  '/^(a+)+$/.test("a".repeat(50) + "b")',
  'new Array(1e9) + ""',
  'const a = []; for (;;) a.push("x".repeat(1e6) + a.length)',
  'const a = []; for (;;) a.push(new ArrayBuffer(4e6))',
  'const a = []; for (;;) a.push([1, 2, 3, 4])',
  'const f = () => f() + 1; f()',
  'const f = () => Promise.resolve().then(() => { f(); return f() }); return f()',
  'webhook.payload = "x".repeat(3e5)',
  'for (let i = 0; i < 1e5; i++) console.log("x".repeat(1000))',
];

const TEST = 'query ($input: TestTransformationInput!) { testTransformation(input: $input) { ok error console } }';

async function attack(client: GraphqlClient, until: number): Promise<number> {
  let runs = 0;
  while (Date.now() < until) {
    const code = `function handler(webhook) { ${ATTACKS[runs % ATTACKS.length]}; return webhook; }`;
    await client.get(TEST, { input: { code, eventType: 'payment.succeeded' } });
    runs += 1;
  }
  return runs;
}

/** Milliseconds of each probe. */
async function probe(program: Program, until: number): Promise<number[]> {
  const times: number[] = [];
  while (Date.now() < until) {
    const begun = performance.now();
    const answer = await fetch(`${program.url}/healthz`);
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`/healthz answered ${answer.status}`);
    times.push(performance.now() - begun);
    await sleep(PAUSE_MS);
  }
  return times.sort((a, b) => a - b);
}

const rank = (times: number[], share: number) => times[Math.floor((times.length - 1) * share)] as number;
const shown = (times: number[]) =>
  `p50 ${rank(times, 0.5).toFixed(1)} ms, p99 ${rank(times, 0.99).toFixed(1)} ms of ${times.length}`;

async function measure(): Promise<void> {
  const database = await createDatabase();
  const program = await startProgram(database);
  const client = await GraphqlClient.of(program, await addBusiness(database.dataSource));
  await attack(client, Date.now() + 2_000);
  const rss = process.memoryUsage().rss;
  const alone = await probe(program, Date.now() + (SECONDS * 1_000) / 2);
  const until = Date.now() + SECONDS * 1_000;
  const [runs, beside] = await Promise.all([attack(client, until), probe(program, until)]);
  const grown = (process.memoryUsage().rss - rss) / 1e6;
  console.log(`/healthz alone: ${shown(alone)}`);
  console.log(
    `beside ${runs} attacks: ${shown(beside)}, ${(rank(beside, 0.99) / rank(alone, 0.99)).toFixed(1)} × alone`,
  );
  console.log(`resident memory grew by ${grown.toFixed(0)} MB`);
  await program.stop();
  await database.drop();
}

await runWithServers(measure);
