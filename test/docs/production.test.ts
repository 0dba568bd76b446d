/**
 * The README's section on production, followed line by line in a new folder by a user without rights: from "PostgreSQL and Temporal
 * are given" to the first mail, and a doctor who finds nothing. `npm ci && npm run build` is left out: this is its result.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, cp, lchown, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import pg from 'pg';
import { freePort } from '../../src/local/ports.js';
import { makeDataFolder } from '../support/folders.js';
import { withDatabase } from '../support/global-setup.js';
import { GraphqlClient } from '../support/graphql.js';
import { startProcess } from '../support/processes.js';
import { eventually, postSigned } from '../support/program.js';
import { type SmtpStandIn, startSmtpStandIn } from '../support/stand-ins.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** nobody, as root may become; whoever else runs this is without rights already. */
const NOBODY = process.getuid?.() === 0 ? 65_534 : null;
const MOST_COMMANDS = 10;
const FOLLOWED_MS = 240_000;

const base = process.env.TEST_POSTGRES_URL as string;
const name = `owner_${randomBytes(6).toString('hex')}`;
let admin: pg.Client;
let smtp: SmtpStandIn;
let folder: string;
let values: Record<string, string>;
let shell: ReturnType<typeof spawn> | null = null;
let output = '';

beforeAll(async () => {
  admin = new pg.Client(base);
  smtp = await startSmtpStandIn();
  await admin.connect();
  await admin.query(`CREATE ROLE ${name} LOGIN PASSWORD 'secret'`);
  // What the migrations would ask an administrator for, where the owner may make no roles.
  await admin.query(`GRANT tocsin_app TO ${name} WITH ADMIN OPTION`);
  await admin.query(`CREATE DATABASE ${name} OWNER ${name}`);
  const url = new URL(withDatabase(base, name));
  [url.username, url.password] = [name, 'secret'];
  const port = await freePort();
  values = {
    DATABASE_URL: url.toString(),
    TEMPORAL_ADDRESS: process.env.TEST_TEMPORAL_ADDRESS as string,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    SMTP_URL: smtp.url,
    MAIL_FROM: 'Tocsin <tocsin@test.example>',
    // On a machine with others of its kind.
    PORT: String(port),
    HOST: '127.0.0.1',
    TOCSIN_TASK_QUEUE: `test-${randomBytes(6).toString('hex')}`,
    TOCSIN_DRAIN_MS: '0',
  };
  folder = await installed();
});

afterAll(async () => {
  if (shell?.pid) {
    const ended = new Promise((resolve) => shell?.once('close', resolve));
    process.kill(-shell.pid, 'SIGTERM');
    await ended;
  }
  await smtp?.stop();
  await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await admin.query(`DROP ROLE ${name}`);
  await admin.end();
  await rm(folder, { recursive: true, force: true });
});

/** What `npm ci && npm run build` leaves in a clone. */
async function installed(): Promise<string> {
  const made = await makeDataFolder('production');
  for (const part of [
    'package.json',
    'dist/src',
    'dist/workflows',
    'dist/activities',
    'dist/migrations',
    'dist/workflow-bundle.js',
  ])
    await cp(join(ROOT, part), join(made, part), { recursive: true });
  for (const part of ['node_modules', 'src']) await symlink(join(ROOT, part), join(made, part));
  if (NOBODY === null) return made;
  for (const entry of await readdir(made, { recursive: true })) await lchown(join(made, entry), NOBODY, NOBODY);
  await chown(made, NOBODY, NOBODY);
  return made;
}

/** The commands of the section, a line each. */
async function commands(): Promise<string[]> {
  const page = await readFile(join(ROOT, 'README.md'), 'utf8');
  const [, block = ''] = /^## Run it in production$[\s\S]*?^```sh\n([\s\S]*?)^```$/m.exec(page) ?? [];
  return block.trim().split('\n');
}

/** With the values of this machine instead of the example's, and those that a machine with others needs. */
function withValues(line: string): string {
  if (!line.startsWith('npx tocsin init ')) return line;
  const shown = [...line.matchAll(/([A-Z_]+)='[^']*'/g)].map(([, setting]) => setting as string);
  for (const setting of shown) expect(values).toHaveProperty(setting);
  return `npx tocsin init ${Object.entries(values)
    .map(([setting, value]) => `${setting}='${value}'`)
    .join(' ')}`;
}

it(
  'leads to a first mail in at most ten commands, and to a doctor who finds nothing',
  async () => {
    const [install, ...lines] = await commands();
    expect(install).toBe('npm ci && npm run build');
    expect(lines.length + 1).toBeLessThanOrEqual(MOST_COMMANDS);
    const script = [
      'set -Eeuo pipefail',
      `trap 'echo "FAILED: $BASH_COMMAND"' ERR`,
      ...lines.map(withValues),
      'echo FOLLOWED',
      'wait',
    ];
    const user = NOBODY === null ? {} : { uid: NOBODY, gid: NOBODY };
    await writeFile(join(folder, 'script.sh'), script.join('\n'));
    shell = spawn('bash', ['script.sh'], {
      cwd: folder,
      env: { PATH: process.env.PATH, HOME: folder, npm_config_update_notifier: 'false' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      ...user,
    });
    for (const stream of [shell.stdout, shell.stderr]) stream?.on('data', (data: Buffer) => (output += data));
    await eventually('the end of the commands', async () => /^(FOLLOWED|FAILED: .*)$/m.test(output), FOLLOWED_MS).catch(
      (error: Error) => {
        throw new Error(`${error.message}; it printed:\n${output}`);
      },
    );
    expect(output).toContain('\nFOLLOWED\n');
    expect(output).toMatch(/^All is well/m);
    expect(output.match(/^[!] .*/gm)?.map((line) => line.slice(2, 20).trim())).toEqual([
      'PUBLIC_URL',
      'Temporal',
      'Who hears of what',
    ]);
    expect(output).toMatch(/^202 evt_.*\n.* PROCESSED$/m);
    await eventually('its mail', async () => mails().length === 1);
  },
  FOLLOWED_MS + 30_000,
);

it('takes a webhook that somebody else signed, and mails it', async () => {
  const env = parseEnv(await readFile(join(folder, '.env'), 'utf8')) as Record<string, string>;
  const client = new GraphqlClient(env.PUBLIC_URL as string, env.TOCSIN_ADMIN_KEY as string);
  const secret = `whsec_${randomBytes(24).toString('base64')}`;
  const { createSource } = await client.get(
    'mutation ($input: CreateSourceInput!) { createSource(input: $input) { source { id } } }',
    { input: { kind: 'GENERIC', name: 'shop', secret } },
  );
  const body = { type: 'payment.failed', timestamp: new Date().toISOString(), data: { amount: 1200, currency: 'EUR' } };
  const source = { id: createSource.source.id, secret, kind: 'GENERIC' as const };
  const posted = await postSigned({ url: env.PUBLIC_URL as string }, source, body);
  expect(posted.status).toBe(202);
  await eventually('its mail', async () => mails().some(({ raw }) => raw.includes(posted.body.id)), 60_000);
  expect(mails()).toHaveLength(2);
});

it('has a doctor who finds nothing but what a test machine cannot have', async () => {
  const env = parseEnv(await readFile(join(folder, '.env'), 'utf8'));
  const { ended, output: said } = startProcess([join(folder, 'dist/src/tocsin.js'), 'doctor', '--json'], { env });
  expect(await ended).toBe(0);
  const { healthy, checks } = JSON.parse(said());
  expect(healthy).toBe(true);
  const others = checks.filter(({ state }: { state: string }) => state !== 'ok').map(({ id }: { id: string }) => id);
  expect(others).toEqual(['public-url', 'temporal']);
});

/** Of events, to the person; the welcome to a new address is about none. */
const mails = () =>
  smtp.mails.filter(({ to, raw }) => to.includes('ada@example.com') && /^X-Tocsin-Event:/im.test(raw));
