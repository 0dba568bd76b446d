/** A PostgreSQL of this machine's packages, which have pg_dump, too: the embedded one has neither. */
import { execFile } from 'node:child_process';
import { chown, mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startChild } from '../../src/local/child.js';
import { makePassable, unprivileged } from '../../src/local/places.js';
import { freePort } from '../../src/local/ports.js';

const run = promisify(execFile);
const HOME = '/usr/lib/postgresql';

/** Where its programs are, of the newest version; null where there is none. */
export async function findSystemPostgres(): Promise<string | null> {
  const versions = await readdir(HOME).catch((): string[] => []);
  for (const version of versions.sort((a, b) => Number(b) - Number(a))) {
    const programs = ['initdb', 'postgres', 'pg_dump', 'pg_restore'].map((name) => join(HOME, version, 'bin', name));
    const there = await Promise.all(programs.map((path) => stat(path).catch(() => null)));
    if (there.every(Boolean)) return join(HOME, version, 'bin');
  }
  return null;
}

export interface SystemPostgres {
  /** Of its superuser, who needs no password. */
  url: string;
  port: number;
  stop(): Promise<void>;
}

/** @param folder of its data; made. */
export async function startSystemPostgres(programs: string, folder: string): Promise<SystemPostgres> {
  await makePassable(folder);
  const dir = join(folder, 'cluster');
  const runAs = await unprivileged(dir);
  await mkdir(dir, { mode: 0o700 });
  if (runAs) await chown(dir, runAs.uid, runAs.gid);
  const env = { PATH: process.env.PATH, LC_ALL: 'C' };
  await run(join(programs, 'initdb'), ['-D', dir, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '-N'], {
    cwd: '/',
    env,
    ...runAs,
  });
  const port = await freePort();
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'];
  let ready: () => void = () => undefined;
  const accepting = new Promise<void>((resolve) => {
    ready = resolve;
  });
  const child = startChild({
    command: join(programs, 'postgres'),
    args: ['-D', dir, '-p', String(port), ...settings.flatMap((one) => ['-c', one])],
    env,
    runAs,
    stopSignals: [['SIGINT', 10_000]],
    onLine: (line) => {
      if (line.includes('ready to accept connections')) ready();
    },
  });
  await accepting;
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, port, stop: child.stop };
}
