/**
 * Replaces two APIs and two workers one after the other under traffic: `PER_SECOND` (20) webhooks for `SECONDS` (60) through a
 * round-robin proxy that heeds `/readyz`, and a burst for Slack just before each worker is stopped. `npm run bench:rolling`: by the same
 * build. `npm run bench:upgrade`: the build of an earlier commit (`BEFORE`; without it the one before the newest migration) by this one,
 * whose migrations run beside the earlier processes; in the order of deploy/README.md. Ends with 1 where a line fails.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { newToken } from '../src/api/auth/token.js';
import { createEmptyDatabase } from '../test/support/database.js';
import { GraphqlClient } from '../test/support/graphql.js';
import { eventually } from '../test/support/program.js';
import { buildAt, commitBeforeMigration } from './build-before.js';
import { type Later, runWithServers, say } from './measurement.js';
import { migrate, type RestartedProcess, startRestartable, TOCSIN } from './processes.js';
import { startProxy } from './proxy.js';
import { BURST_TYPES, Producer, Receivers, readUntil, Watchers } from './rolling-traffic.js';

const [SECONDS, PER_SECOND] = [Number(process.env.SECONDS ?? 60), Number(process.env.PER_SECOND ?? 20)];
const MOST_HEALING_MS = 3_000;
const END_MS = 180_000;
/** From the post of a burst to the moment when its messages are on their way. */
const UNDER_WAY_MS = 2_000;

type Row = [what: string, seen: string | number, most: string | number, passes: boolean];

const none = (what: string, seen: number): Row => [what, seen, 0, seen === 0];

class Rolling {
  private readonly stops: Row[] = [];

  private constructor(
    private readonly databaseUrl: string,
    private readonly key: string,
    private readonly apis: RestartedProcess[],
    private readonly workers: RestartedProcess[],
  ) {}

  /** Two APIs and two workers of a build, in a database that it made. */
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
    const receivers = await Receivers.add(client);
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
    const [read] = await Promise.all([reading, sending]);
    say(`${producer.accepted.length} webhooks were taken; their ends are awaited`);
    const lost = await this.lostOf(producer.accepted.map(({ id }) => id));
    const rows = [...migrated, ...rowsOf({ producer, read, lost, receivers, watchers }), ...this.stops];
    console.table(rows.map(([what, seen, most, passes]) => ({ what, seen, most, verdict: passes ? 'pass' : 'FAIL' })));
    for (const word of new Set([...producer.refused, ...read.bad])) console.log(word);
    await watchers.close();
    await proxy.close();
    await Promise.all([...this.apis, ...this.workers].map((one) => one.stop()));
    await receivers.stop();
    return rows.every(([, , , passes]) => passes);
  }

  /** After some traffic, so that it meets rows and processes that are at work. */
  private async migrate(): Promise<Row[]> {
    await sleep(this.pauseMs());
    const begun = performance.now();
    const said = await migrate(TOCSIN, this.databaseUrl);
    const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
    say('this build has migrated');
    return [[`beside the earlier build, in ${seconds} s`, said.trim().replaceAll('\n', ', '), '', /^Ran /m.test(said)]];
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

interface Traffic {
  producer: Producer;
  read: Awaited<ReturnType<typeof readUntil>>;
  /** Events. */
  lost: number;
  receivers: Receivers;
  watchers: Watchers;
}

function rowsOf({ producer, read, lost, receivers, watchers }: Traffic): Row[] {
  const heard = receivers.figures(producer.accepted);
  const breaks = watchers.breaks();
  const worst = Math.max(0, ...breaks);
  return [
    ['webhooks taken', producer.accepted.length, '', producer.accepted.length > 0],
    none('webhooks refused', producer.refused.length),
    none(`pages of ${read.reads} that were not answered, or by 5xx`, read.bad.length),
    none('events lost', lost),
    none('events that the endpoint did not hear of', heard.silent),
    none('calls of the endpoint under a key that it had heard', heard.twice),
    none('events that the endpoint heard of under two keys', heard.twoKeys),
    none('Slack messages of the bursts that did not come', heard.slackLost),
    none('Slack messages that came twice', heard.slackTwice),
    [`breaks of ${watchers.count} sockets`, breaks.length, '', breaks.length > 0],
    ['the longest break, ms', Math.round(worst), MOST_HEALING_MS, worst <= MOST_HEALING_MS],
  ];
}

async function measure(later: Later): Promise<boolean> {
  const isUpgrade = process.argv[2] === 'upgrade';
  const before = isUpgrade ? await buildAt(process.env.BEFORE ?? (await commitBeforeMigration()), later) : null;
  if (before) console.log(`From ${before.commit}`);
  const database = await createEmptyDatabase();
  const rolling = await Rolling.start(database.url, before?.program ?? TOCSIN);
  const passes = await rolling.run(isUpgrade);
  await database.drop();
  return passes;
}

await runWithServers(measure);
