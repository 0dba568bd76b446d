/**
 * Replaces two APIs and two workers one after the other under traffic: `PER_SECOND` (20) webhooks for `SECONDS` (60) through a
 * round-robin proxy that heeds `/readyz`, and a burst for Slack just before each worker is stopped. `npm run bench:rolling`: by the same
 * build. `npm run bench:upgrade`: the build of an earlier commit (`BEFORE`; without it the one before the newest migration) by this one,
 * whose migrations run beside the earlier processes; in the order of deploy/README.md. Ends with 1 where a line fails.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { newToken } from '../src/api/auth/credential-store.js';
import { createEmptyDatabase } from '../test/support/database.js';
import { startServers } from '../test/support/global-setup.js';
import { GraphqlClient } from '../test/support/graphql.js';
import { eventually } from '../test/support/program.js';
import { type BuildBefore, buildAt, commitBeforeMigration } from './build-before.js';
import { migrate, type RestartedProcess, startRestartable, TOCSIN } from './processes.js';
import { startProxy } from './proxy.js';
import { BURST_TYPES, Ears, Producer, readUntil, Watchers } from './rolling-traffic.js';

const [SECONDS, PER_SECOND] = [Number(process.env.SECONDS ?? 60), Number(process.env.PER_SECOND ?? 20)];
const MOST_HEALING_MS = 3_000;
const END_MS = 180_000;
/** From the post of a burst to the moment when its messages are on their way. */
const UNDER_WAY_MS = 2_000;

type Row = [what: string, seen: string | number, most: string | number, passes: boolean];

const none = (what: string, seen: number): Row => [what, seen, 0, seen === 0];

const say = (what: string) => console.log(`${String(Math.round(performance.now() / 1_000)).padStart(4)} s  ${what}`);

class Rolling {
  private readonly stops: Row[] = [];

  private constructor(
    private readonly databaseUrl: string,
    private readonly key: string,
    private readonly apis: RestartedProcess[],
    private readonly workers: RestartedProcess[],
  ) {}

  /** Two APIs and two workers of this build, in a database that it made. */
  static async start(databaseUrl: string, program: string): Promise<Rolling> {
    await migrate(program, databaseUrl);
    const key = newToken();
    const env = {
      DATABASE_URL: databaseUrl,
      TOCSIN_TASK_QUEUE: `bench-${randomBytes(6).toString('hex')}`,
      TOCSIN_ADMIN_KEY: key,
    };
    const start = (kind: 'api' | 'worker') => startRestartable(kind, env, program);
    const apis = [await start('api'), await start('api')];
    const workers = [await start('worker'), await start('worker')];
    say('two APIs and two workers are ready');
    return new Rolling(databaseUrl, key, apis, workers);
  }

  /** @param isUpgrade the migrations of this build run first */
  async run(isUpgrade: boolean): Promise<boolean> {
    const proxy = await startProxy(this.apis);
    const client = new GraphqlClient(proxy.url, this.key);
    const ears = await Ears.add(client);
    const mutation = 'mutation { createSource(input: { kind: GENERIC, name: "shop" }) { secret source { id } } }';
    const { secret, source } = (await client.get(mutation)).createSource;
    const producer = new Producer(proxy, { id: source.id, secret, kind: 'GENERIC' });
    const watchers = await Watchers.open(proxy, this.key);
    let isOver = false;
    const sending = producer.sendUntil(() => isOver, PER_SECOND);
    const reading = readUntil(proxy, this.key, () => isOver);
    const migrated = isUpgrade ? await this.migrate() : [];
    await this.replaceAll(producer);
    isOver = true;
    const [{ reads, bad }] = await Promise.all([reading, sending]);
    const ids = [...producer.accepted.values()];
    say(`${ids.length} webhooks were taken; their ends are awaited`);
    const lost = await this.lostOf(ids);
    const heard = ears.figures(ids.length);
    const worst = Math.max(0, ...watchers.breaks);
    const rows: Row[] = [
      ...migrated,
      ['webhooks taken', ids.length, '', ids.length > 0],
      none('webhooks refused', producer.refused.length),
      none(`pages of ${reads} that were not answered, or by 5xx`, bad.length),
      none('events lost', lost),
      none('events that the endpoint did not hear of', heard.silent),
      none('calls of the endpoint under a key that it had heard', heard.twice),
      none('events that the endpoint heard of under two keys', heard.twoKeys),
      none('Slack messages of the bursts that did not come', heard.slackLost),
      none('Slack messages that came twice', heard.slackTwice),
      [`breaks of ${watchers.count} sockets`, watchers.breaks.length, '', watchers.breaks.length > 0],
      ['the longest break, ms', Math.round(worst), MOST_HEALING_MS, worst <= MOST_HEALING_MS],
      ...this.stops,
    ];
    console.table(rows.map(([what, seen, most, passes]) => ({ what, seen, most, verdict: passes ? 'pass' : 'FAIL' })));
    for (const word of new Set([...producer.refused, ...bad])) console.log(word);
    await watchers.close();
    await proxy.close();
    await Promise.all([...this.apis, ...this.workers].map((one) => one.stop()));
    await ears.stop();
    return rows.every(([, , , passes]) => passes);
  }

  /** After some traffic, so that it meets rows and processes that are at work. */
  private async migrate(): Promise<Row[]> {
    await sleep(this.pauseMs());
    const begun = performance.now();
    const said = await migrate(TOCSIN, this.databaseUrl);
    const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
    say('this build has migrated');
    return [[`beside the earlier build, in ${seconds} s`, said, '', said.startsWith('Ran ')]];
  }

  /** Each in turn, the next one when this one is ready; spread over the time of the traffic. Workers first. */
  private async replaceAll(producer: Producer): Promise<void> {
    for (const [number, one] of [...this.workers, ...this.apis].entries()) {
      const pause = sleep(this.pauseMs());
      const type = BURST_TYPES[number];
      if (type) {
        producer.burst(type);
        await sleep(UNDER_WAY_MS);
      }
      const { code, ms } = await one.restart(TOCSIN);
      this.stops.push([`${one.name} stopped in`, `${(ms / 1_000).toFixed(1)} s, code ${code}`, 'code 0', code === 0]);
      say(`${one.name} is replaced`);
      await pause;
    }
  }

  private pauseMs(): number {
    return (SECONDS * 1_000) / (this.apis.length + this.workers.length + 1);
  }

  /** How many of them are not through when all should be. */
  private async lostOf(ids: string[]): Promise<number> {
    const database = new pg.Client(this.databaseUrl);
    await database.connect();
    const left = async () => {
      const text = "SELECT count(*)::integer AS count FROM events WHERE id = ANY($1) AND status = 'PROCESSED'";
      const { rows } = await database.query<{ count: number }>(text, [ids]);
      return ids.length - Number(rows[0]?.count);
    };
    await eventually('all events', async () => (await left()) === 0, END_MS).catch(() => undefined);
    return left().finally(() => database.end());
  }
}

async function measure(before: BuildBefore | null): Promise<boolean> {
  const database = await createEmptyDatabase();
  const rolling = await Rolling.start(database.url, before?.program ?? TOCSIN);
  const passes = await rolling.run(before !== null);
  await database.drop();
  return passes;
}

// What was started ends when this one exits.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const wanted = process.argv[2] === 'upgrade' ? (process.env.BEFORE ?? (await commitBeforeMigration())) : null;
await startServers();
const before = wanted === null ? null : await buildAt(wanted);
try {
  if (before) console.log(`From ${before.commit}`);
  process.exitCode = (await measure(before)) ? 0 : 1;
} finally {
  await before?.remove();
  await (globalThis as unknown as { tearDown(): Promise<void> }).tearDown();
}
