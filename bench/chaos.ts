/**
 * Everything breaks while events come: carriers refuse, hang and lie, and what carries the program is killed, or its memory wiped.
 * Then another program (ledger-check.ts) says whether anything was lost, doubled or left without an end, and canaries are looked for.
 * `npm run chaos -- --events 500 --seed 1 --per-second 20`; `--alone`: after Temporal's database was deleted nobody runs
 * `tocsin rebuild`. See bench/README.md. Ends with 1 where a line fails, and keeps the logs then.
 */
import { appendFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import '../src/platform/reflect.js';
import pg from 'pg';
import { makeDataFolder } from '../test/support/folders.js';
import { ChaosCanaries } from './chaos-canaries.js';
import { planOf, type Strike } from './chaos-plan.js';
import { ChaosWorld } from './chaos-world.js';
import { DrillServers } from './drill-servers.js';
import { checkLedger } from './ledger-logs.js';
import { runMeasurement, say } from './measurement.js';
import { type RestartedProcess, runTocsin, startRestartable } from './processes.js';

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '500' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    'per-second': { type: 'string', default: '20' },
    alone: { type: 'boolean', default: false },
  },
});
const [EVENTS, SEED, PER_SECOND] = [values.events, values.seed, values['per-second']].map(Number) as [
  number,
  number,
  number,
];
if (!(EVENTS > 0) || !Number.isInteger(SEED) || !(PER_SECOND > 0))
  throw new Error('It is written npm run chaos -- --events 500 --seed 1 --per-second 20.');

const LOOK_MS = 100;
/**
 * From the last post and strike on, until all has an end: retries wait up to minutes, a lost run is looked for after five, and a busy machine
 * carries three events a second.
 */
const DRAIN_MS = 30_000 + 20 * 60_000 * Math.max(Math.min(1, EVENTS / 500), EVENTS / 3_000);
/** After which a strike that could not be mended is an error. */
const MENDING_TRIES = 5;

const OPEN = `
  SELECT (SELECT count(*) FROM events WHERE status IN ('RECEIVED', 'PROCESSING'))::integer AS events,
    (SELECT count(*) FROM deliveries WHERE status IN ('PENDING', 'DEFERRED'))::integer AS deliveries`;

const logsOf = (folder: string) => join(folder, 'logs');

interface Processes {
  api: RestartedProcess;
  worker: RestartedProcess;
}

class Chaos {
  private readonly env: NodeJS.ProcessEnv;
  private readonly plan = planOf(SEED, EVENTS);
  private readonly logs: string;
  private readonly processes: RestartedProcess[] = [];
  /** Ends of processes that nobody had killed. */
  private fell = 0;
  private passed = false;

  private constructor(
    private readonly folder: string,
    private readonly servers: DrillServers,
    private readonly world: ChaosWorld,
    private readonly canaries: ChaosCanaries,
  ) {
    this.logs = logsOf(folder);
    const { databaseUrl, temporalAddress } = servers;
    this.env = {
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: temporalAddress,
      ...world.settings,
      ...canaries.settings,
    };
  }

  static async start(): Promise<Chaos> {
    const folder = await makeDataFolder('chaos');
    const logs = logsOf(folder);
    await mkdir(logs);
    const [servers, world, canaries] = await Promise.all([
      DrillServers.start(folder, { archives: false }),
      ChaosWorld.start(logs, SEED),
      ChaosCanaries.start(),
    ]);
    return new Chaos(folder, servers, world, canaries);
  }

  async run(): Promise<boolean> {
    const { posts, strikes } = this.plan;
    await this.world.settle(this.servers.databaseUrl, this.canaries);
    const start = (kind: 'api' | 'worker') => startRestartable(kind, this.env);
    const [api, worker] = await Promise.all([start('api'), start('worker')]);
    this.processes.push(api, worker);
    const broken = new Date().toISOString();
    say(`${posts.length} webhooks, ${posts.length - EVENTS} of them for the second time; ${strikes.length} strikes`);
    const posting = this.world.postAll(`http://127.0.0.1:${api.port}`, posts, PER_SECOND);
    await Promise.all([posting, this.strikeAll(strikes, { api, worker })]);
    const back = new Date().toISOString();
    say(`all were taken, ${this.world.triedAgain} after another try`);
    await this.drain();
    const passes = await checkLedger(this.servers.databaseUrl, this.logs, { restoredTo: null, broken, back });
    console.log(`${this.fell} processes ended that nobody had killed.`);
    const quiet = await this.lookForCanaries();
    this.passed = passes && quiet && this.fell === 0;
    return this.passed;
  }

  private async lookForCanaries(): Promise<boolean> {
    await this.canaries.lookAtTemporal(this.servers.temporalAddress);
    for (const one of this.processes) {
      await this.canaries.lookAtMetrics(one);
      this.canaries.lookAtLog(one.output());
    }
    return this.canaries.verdict();
  }

  /** One after the other, each when its posts were taken. */
  private async strikeAll(strikes: readonly Strike[], processes: Processes): Promise<void> {
    for (const [turn, strike] of strikes.entries()) {
      // However slow the machine is, a strike is over before the posts come that the next one waits for.
      this.world.mayPost = strikes[turn + 1]?.after ?? Number.POSITIVE_INFINITY;
      await this.untilTaken(strike.after);
      say(`${strike.victim} is away for ${strike.awayMs} ms after ${this.world.taken} posts`);
      await this.strike(strike, processes);
    }
    await this.untilTaken(this.plan.posts.length);
  }

  private async untilTaken(posts: number): Promise<void> {
    for (;;) {
      await this.raiseFallen();
      if (this.world.taken >= posts) return;
      await sleep(LOOK_MS);
    }
  }

  private async strike({ victim, awayMs }: Strike, processes: Processes): Promise<void> {
    switch (victim) {
      case 'api':
      case 'worker':
        await processes[victim].kill();
        await sleep(awayMs);
        return this.startAgain(processes[victim]);
      case 'postgres':
        await this.servers.killPostgres();
        await sleep(awayMs);
        return this.servers.restartPostgres();
      case 'temporal':
        await this.servers.killTemporal();
        await sleep(awayMs);
        return this.servers.restartTemporal();
      case 'empty':
        return this.empty(awayMs, processes.worker);
    }
  }

  /** What follows is what docs/guide/backup.md says, unless nobody is there who does it. */
  private async empty(awayMs: number, worker: RestartedProcess): Promise<void> {
    await this.canaries.lookAtTemporal(this.servers.temporalAddress);
    if (!values.alone) await worker.kill();
    await this.servers.loseTemporal();
    await sleep(awayMs);
    await this.servers.restartTemporal();
    if (values.alone) return;
    const { code, output } = await runTocsin(['rebuild'], this.env);
    this.canaries.lookAtLog(output);
    if (code !== 0) throw new Error(`rebuild: ${output}`);
    await this.startAgain(worker);
  }

  /** Those that have ended though nobody killed them. */
  private async raiseFallen(): Promise<void> {
    for (const one of this.processes.filter((process) => !process.isRunning())) {
      this.fell++;
      say(`${one.name} had ended by itself`);
      await appendFile(join(this.logs, 'fallen.log'), one.output());
      await this.startAgain(one);
    }
  }

  /** As what watches over processes does: it starts them until they stay. */
  private async startAgain(one: RestartedProcess): Promise<void> {
    this.canaries.lookAtLog(one.output());
    for (let tries = 1; ; tries++) {
      const failure = await one.start().then(
        () => null,
        (error: unknown) => error,
      );
      if (failure === null) return;
      if (tries === MENDING_TRIES) throw failure;
    }
  }

  private async drain(): Promise<void> {
    const client = new pg.Client(this.servers.databaseUrl);
    await client.connect();
    await client.query("SET tocsin.scope = 'system'");
    const begun = Date.now();
    let open = { events: 1, deliveries: 0 };
    while (open.events + open.deliveries > 0 && Date.now() < begun + DRAIN_MS) {
      await sleep(1_000);
      await this.raiseFallen();
      open = (await client.query<typeof open>(OPEN)).rows[0] ?? open;
    }
    await client.end();
    say(`${open.events} events and ${open.deliveries} deliveries are open`);
  }

  async stop(): Promise<void> {
    for (const one of this.processes) {
      await writeFile(join(this.logs, `${one.port > 0 ? 'api' : 'worker'}.log`), one.output());
      await one.kill();
    }
    await Promise.all([this.servers.stop(), this.world.stop(), this.canaries.stop()]);
    if (this.passed) await rm(this.folder, { recursive: true, force: true });
    else console.log(`kept: ${this.folder}`);
  }
}

console.log(
  `npm run chaos -- --events ${EVENTS} --seed ${SEED} --per-second ${PER_SECOND}${values.alone ? ' --alone' : ''}`,
);
await runMeasurement(async (later) => {
  const chaos = await Chaos.start();
  later(() => chaos.stop());
  return chaos.run();
});
