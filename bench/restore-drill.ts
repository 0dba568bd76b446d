/**
 * Loses what an installation has, brings it back as docs/guide/backup.md says, and has another program (ledger-check.ts) say whether
 * anything was lost. `npm run drill:restore`; `LOST_SECONDS` (300): how far back PostgreSQL is restored. Two disasters, each with an
 * installation of its own: Temporal's database is deleted; that, and PostgreSQL is gone, too, and restored to an earlier moment.
 * `-- temporal` or `-- postgres`: one of them alone. Ends with 1 where a line fails.
 */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import '../src/platform/reflect.js';
import pg from 'pg';
import { makeDataFolder } from '../test/support/folders.js';
import { eventually } from '../test/support/program.js';
import { DrillServers } from './drill-servers.js';
import { DrillWorld } from './drill-world.js';
import { checkLedger } from './ledger-logs.js';
import { type Later, runMeasurement, say } from './measurement.js';
import { type RestartedProcess, runTocsin, startRestartable } from './processes.js';

type Disaster = 'temporal' | 'postgres';

const LOST_SECONDS = Number(process.env.LOST_SECONDS ?? 300);
/** Before the moment: for reminders to ring, and for what is on its way. */
const BEFORE_SECONDS = 15;
/** Afterwards: a whole round of reminders, of which one is due in every five seconds. */
const AFTER_SECONDS = 65;
/** Of what was posted last. */
const ENDS_MS = 60_000;
/** What is held until later has no end either, and need not. */
const UNDER_WAY = `
  SELECT FROM events e WHERE status NOT IN ('PROCESSED', 'FAILED')
    AND NOT EXISTS (SELECT FROM deliveries d WHERE d.event_id = e.id AND d.due_at > now())
  UNION ALL SELECT FROM deliveries WHERE status IN ('PENDING', 'DEFERRED') AND (due_at IS NULL OR due_at <= now()) LIMIT 1`;
/** From the disaster on, about; a hold ends after it. */
const REPAIR_SECONDS = 40;

class Drill {
  private readonly processes: RestartedProcess[] = [];
  private env: NodeJS.ProcessEnv = {};
  private api = '';

  private constructor(
    private readonly folder: string,
    private readonly servers: DrillServers,
    private readonly world: DrillWorld,
  ) {}

  static async start(): Promise<Drill> {
    const folder = await makeDataFolder('drill');
    const logs = join(folder, 'logs');
    await mkdir(logs);
    const [servers, world] = await Promise.all([
      DrillServers.start(folder, { archives: true }),
      DrillWorld.start(logs),
    ]);
    const drill = new Drill(folder, servers, world);
    drill.env = {
      DATABASE_URL: servers.databaseUrl,
      TEMPORAL_ADDRESS: servers.temporalAddress,
      ...world.settings,
    };
    return drill;
  }

  async run(disaster: Disaster): Promise<boolean> {
    const lostSeconds = disaster === 'postgres' ? LOST_SECONDS : BEFORE_SECONDS;
    const quiet = BEFORE_SECONDS + lostSeconds + REPAIR_SECONDS;
    await this.world.settle(this.servers.databaseUrl, new Date(Date.now() + (quiet + 60) * 1_000));
    const [api, worker] = await Promise.all([startRestartable('api', this.env), startRestartable('worker', this.env)]);
    this.processes.push(api, worker);
    this.api = `http://127.0.0.1:${api.port}`;
    if (disaster === 'postgres') await this.servers.takeBaseBackup();
    await this.live(BEFORE_SECONDS);
    const restoredTo = await this.momentOf();
    say(`the moment: ${restoredTo.toISOString()}`);
    await this.liveOn(disaster === 'postgres' ? lostSeconds : 3);
    const broken = new Date();
    await this.break(disaster);
    await this.repair(disaster, restoredTo);
    const back = new Date();
    say(`it works again, ${Math.round((back.getTime() - broken.getTime()) / 1_000)} s after the disaster`);
    await this.tradeFor(AFTER_SECONDS);
    await this.awaitEnds();
    return checkLedger(this.servers.databaseUrl, join(this.folder, 'logs'), {
      restoredTo: disaster === 'postgres' ? restoredTo.toISOString() : null,
      broken: broken.toISOString(),
      back: back.toISOString(),
    });
  }

  /** Until shortly before the moment nothing fails; then some of it is still on its way when the moment comes. */
  private async live(seconds: number): Promise<void> {
    await this.world.openDisputes(this.api);
    await this.tradeFor(seconds - 5);
    this.world.busy = true;
    await this.tradeFor(5);
  }

  private async liveOn(seconds: number): Promise<void> {
    await this.tradeFor(2);
    this.world.busy = false;
    await this.world.newsOfProvider(this.api);
    await this.tradeFor(seconds - 2);
  }

  private async tradeFor(seconds: number): Promise<void> {
    for (const until = Date.now() + seconds * 1_000; Date.now() < until; await sleep(1_000))
      await this.world.trade(this.api);
  }

  /** A machine with much to do is slow, and loses nothing for it: what has no end by then has none. */
  private async awaitEnds(): Promise<void> {
    const client = new pg.Client({ connectionString: this.servers.databaseUrl, options: '-c tocsin.scope=system' });
    await client.connect();
    const isDone = async () => (await client.query(UNDER_WAY)).rowCount === 0;
    await eventually('all events', isDone, ENDS_MS).catch(() => undefined);
    await client.end();
  }

  /** By the clock of the database, after what was committed. */
  private async momentOf(): Promise<Date> {
    const client = new pg.Client(this.servers.databaseUrl);
    await client.connect();
    const { rows } = await client.query<{ now: Date }>('SELECT clock_timestamp() AS now');
    await client.end();
    return rows[0]?.now as Date;
  }

  private async break(disaster: Disaster): Promise<void> {
    say('disaster');
    await Promise.all(this.processes.map((one) => one.kill()));
    await this.servers.loseTemporal();
    if (disaster === 'postgres') await this.servers.killPostgres();
  }

  /** As an operator does it (docs/guide/backup.md). */
  private async repair(disaster: Disaster, restoredTo: Date): Promise<void> {
    if (disaster === 'postgres') await this.servers.restorePostgres(restoredTo);
    await this.servers.restartTemporal();
    say(disaster === 'postgres' ? 'PostgreSQL is restored, Temporal is empty' : 'Temporal is empty');
    const [api, worker] = this.processes;
    await api?.start();
    const options = disaster === 'postgres' ? ['--restored-to', restoredTo.toISOString()] : [];
    const dry = await runTocsin(['rebuild', '--dry-run', ...options], this.env);
    const done = await runTocsin(['rebuild', ...options], this.env);
    if (dry.code !== 0 || done.code !== 0) throw new Error(`rebuild: ${dry.output}${done.output}`);
    console.log(done.output);
    await worker?.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.processes.map((one) => one.kill()));
    await Promise.all([this.servers.stop(), this.world.stop()]);
    if (!process.env.KEEP) await rm(this.folder, { recursive: true, force: true });
    else console.log(`kept: ${this.folder}`);
  }
}

const HEADS: Record<Disaster, string> = {
  temporal: 'Temporal’s database is deleted; PostgreSQL is as it was',
  postgres: `Temporal’s database is deleted, and PostgreSQL is restored to a moment ${LOST_SECONDS} s back`,
};

async function runDrill(disaster: Disaster, later: Later): Promise<boolean> {
  console.log(`\n${HEADS[disaster]}`);
  const drill = await Drill.start();
  // Once, and before the next one begins.
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= drill.stop());
  later(stop);
  try {
    return await drill.run(disaster);
  } finally {
    await stop();
  }
}

const wanted = process.argv[2];
await runMeasurement(async (later) => {
  let passes = true;
  for (const disaster of ['temporal', 'postgres'] as const)
    if (wanted === undefined || wanted === disaster) passes = (await runDrill(disaster, later)) && passes;
  return passes;
});
