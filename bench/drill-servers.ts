/** The servers of drills: a PostgreSQL, which archives its WAL where that is asked for, and a Temporal; both can be killed, and brought back. */
import { execFile } from 'node:child_process';
import { chown, cp, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { readPidFile } from '../src/local/child.js';
import { type LocalPostgres, startPostgres } from '../src/local/postgres.js';
import { startTestTemporal, type TestTemporal } from '../test/support/temporal-server.js';

const run = promisify(execFile);

/** So much may be lost where the machine is, which this drill does not lose. */
const ARCHIVE_SECONDS = 3;

export class DrillServers {
  private constructor(
    private readonly folder: string,
    private readonly archives: boolean,
    private postgres: LocalPostgres,
    private temporal: TestTemporal,
  ) {}

  /** @param archives whether PostgreSQL can be restored to an earlier moment */
  static async start(folder: string, { archives }: { archives: boolean }): Promise<DrillServers> {
    const settings = archives ? archiving(folder) : {};
    const [postgres, temporal] = await Promise.all([
      startPostgres({ dataDir: join(folder, 'postgres'), settings }),
      startTestTemporal({ dataDir: join(folder, 'temporal') }),
    ]);
    if (archives) {
      await mkdir(archiveOf(folder));
      const { uid, gid } = await stat(clusterOf(folder));
      await chown(archiveOf(folder), uid, gid);
    }
    return new DrillServers(folder, archives, postgres, temporal);
  }

  get databaseUrl(): string {
    return this.postgres.url;
  }

  get temporalAddress(): string {
    return this.temporal.address;
  }

  /** As pg_basebackup would: a copy of the files while the server works, and the label that says from where on the WAL counts. */
  async takeBaseBackup(): Promise<void> {
    const client = new pg.Client(this.databaseUrl);
    await client.connect();
    try {
      await client.query("SELECT pg_backup_start('drill', fast => true)");
      await run('cp', ['-a', clusterOf(this.folder), baseOf(this.folder)]);
      const { rows } = await client.query<{ label: string }>('SELECT labelfile AS label FROM pg_backup_stop()');
      for (const name of ['postmaster.pid', 'postmaster.opts'])
        await rm(join(baseOf(this.folder), name), { force: true });
      await rm(join(baseOf(this.folder), 'pg_wal'), { recursive: true });
      await cp(join(clusterOf(this.folder), 'pg_wal'), join(baseOf(this.folder), 'pg_wal'), {
        recursive: true,
        filter: (path) => !/[0-9A-F]{24}/.test(path),
      });
      await writeFile(join(baseOf(this.folder), 'backup_label'), rows[0]?.label ?? '');
      await this.own(baseOf(this.folder));
    } finally {
      await client.end();
    }
  }

  /** By SIGKILL, as a machine that goes away. */
  async killPostgres(): Promise<void> {
    const pid = Number.parseInt(await readFile(join(clusterOf(this.folder), 'postmaster.pid'), 'utf8'), 10);
    process.kill(pid, 'SIGKILL');
    await this.postgres.stop();
  }

  /** With the data that it had. */
  async restartPostgres(): Promise<void> {
    const settings = this.archives ? archiving(this.folder) : {};
    this.postgres = await startPostgres({ dataDir: join(this.folder, 'postgres'), port: this.postgres.port, settings });
  }

  /** From the base backup, with the WAL that was archived, to this moment. */
  async restorePostgres(to: Date): Promise<void> {
    await rename(clusterOf(this.folder), join(this.folder, 'postgres', `lost-${to.getTime()}`));
    await run('cp', ['-a', baseOf(this.folder), clusterOf(this.folder)]);
    await writeFile(join(clusterOf(this.folder), 'recovery.signal'), '');
    await this.own(clusterOf(this.folder));
    const recovery = {
      restore_command: `cp ${archiveOf(this.folder)}/%f %p`,
      // PostgreSQL takes no Z there.
      recovery_target_time: to.toISOString().replace('Z', '+00'),
      recovery_target_action: 'promote',
    };
    const settings = { ...archiving(this.folder), ...recovery };
    this.postgres = await startPostgres({ dataDir: join(this.folder, 'postgres'), port: this.postgres.port, settings });
  }

  /** By SIGKILL; its database stays. */
  async killTemporal(): Promise<void> {
    const { pid } = await readPidFile(join(this.folder, 'temporal', 'temporal.pid'));
    if (pid !== null) process.kill(pid, 'SIGKILL');
    await this.temporal.stop();
  }

  /** By SIGKILL, and its database is deleted. */
  async loseTemporal(): Promise<void> {
    await this.killTemporal();
    await rm(join(this.folder, 'temporal'), { recursive: true });
  }

  /** Where it was, with the database that it had; with an empty one where that is lost. */
  async restartTemporal(): Promise<void> {
    const port = Number(this.temporalAddress.split(':')[1]);
    this.temporal = await startTestTemporal({ dataDir: join(this.folder, 'temporal'), port });
  }

  async stop(): Promise<void> {
    await Promise.all([this.temporal.stop(), this.postgres.stop()]);
  }

  /** Waits until what was committed by now is in the archive. */
  async awaitArchive(): Promise<void> {
    await sleep((ARCHIVE_SECONDS + 1) * 1_000);
  }

  private async own(dir: string): Promise<void> {
    const { uid, gid } = await stat(archiveOf(this.folder));
    await run('chown', ['-R', `${uid}:${gid}`, dir]);
  }
}

const clusterOf = (folder: string) => join(folder, 'postgres', 'cluster');
const archiveOf = (folder: string) => join(folder, 'archive');
const baseOf = (folder: string) => join(folder, 'base');

const archiving = (folder: string) => ({
  archive_mode: 'on',
  archive_timeout: String(ARCHIVE_SECONDS),
  archive_command: `cp %p ${archiveOf(folder)}/%f`,
});
