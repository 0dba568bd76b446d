// What a container does, without an engine: the image is built by the steps of its Dockerfile in an empty folder, and run as its user, who
// can write nowhere in it, with the roles and secrets of the compose file.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from '../../src/local/ports.js';
import { SOURCE_KINDS } from '../../src/sources/index.js';
import { sample } from '../sources/sample-bodies.js';
import { withDatabase } from '../support/global-setup.js';
import { GraphqlClient } from '../support/graphql.js';
import { buildImage, countPackages, type ImageTree, sizeOf } from '../support/image-tree.js';
import { type StartedProcess, startProcess } from '../support/processes.js';
import { send } from '../support/producers.js';
import { eventually } from '../support/program.js';
import { type SmtpStandIn, startSmtpStandIn } from '../support/stand-ins.js';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');
const [BUILD_MS, START_MS] = [15 * 60_000, 120_000];
const MOST_MEGABYTES = 330;
/** Only root can become somebody else. */
const AS_OTHER = process.getuid?.() === 0;
if (!AS_OTHER) console.warn('SKIPPED: the image as its own user. Only root can start a process as somebody else.');

let below: string;
let image: ImageTree;
let smtp: SmtpStandIn;
let settings: NodeJS.ProcessEnv;
let ownerUrl: string;
const started: StartedProcess[] = [];
const [role, name] = [`r${randomBytes(5).toString('hex')}`, `d${randomBytes(5).toString('hex')}`];

const idsOf = (user: string | null) => (user ?? '').split(':').map(Number) as [number, number];
const secretOf = (file: string) => readFile(join(below, 'deploy/secrets', file), 'utf8');

/** A container: the entry point of the image, with arguments. */
function container(args: string[], env: NodeJS.ProcessEnv): StartedProcess {
  const [, ...entry] = image.final.entrypoint;
  const [uid, gid] = idsOf(image.final.user);
  const who = AS_OTHER ? { uid, gid } : {};
  const one = startProcess([...entry, ...(args.length > 0 ? args : image.final.cmd)], {
    cwd: image.folder,
    env: { PATH: process.env.PATH, ...image.final.env, OPERATIONS_PORT: undefined, ...env },
    ...who,
  });
  started.push(one);
  return one;
}

async function ready(args: string[], env: NodeJS.ProcessEnv): Promise<StartedProcess> {
  const port = String(await freePort());
  const one = container(args, { ...settings, OPERATIONS_PORT: port, ...env });
  await eventually(
    `${args} to be ready`,
    async () => {
      if (one.child.exitCode !== null) throw new Error(one.output());
      const [command = '', ...rest] = JSON.parse(/CMD (.*)$/.exec(image.final.health ?? '')?.[1] ?? '[]') as string[];
      // The image's own health check.
      return run(
        command,
        rest.map((arg) => arg.replace(':9464', `:${port}`)),
      ).then(
        () => true,
        () => false,
      );
    },
    START_MS,
  );
  return one;
}

/** Roles and databases as deploy/postgres/roles.sh makes them in an empty PostgreSQL, under names of this run. */
async function makeRoles(base: string): Promise<void> {
  const script = await readFile(join(ROOT, 'deploy/postgres/roles.sh'), 'utf8');
  const sql = /<<'SQL'\n([\s\S]*?)\nSQL/.exec(script)?.[1] ?? '';
  const passwords = Object.fromEntries(
    await Promise.all(
      ['owner', 'app', 'temporal'].map(async (of) => [`${of}_password`, await secretOf(`${of}_password`)]),
    ),
  );
  const statements = sql
    .replace(/^--.*\n/gm, '')
    .replace(/:'(\w+)'/g, (_, of: string) => `'${passwords[of]}'`)
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one && !/temporal/.test(one));
  const admin = new pg.Client({ connectionString: base });
  await admin.connect();
  for (const statement of statements) {
    // Other test files have made this role before.
    if (/^CREATE ROLE tocsin_app/.test(statement))
      await admin.query(`DO $$ BEGIN ${statement}; EXCEPTION WHEN duplicate_object THEN END $$`);
    else
      await admin.query(
        statement
          .replace(/\btocsin_owner\b/g, `${role}_owner`)
          .replace(/DATABASE tocsin\b/, `DATABASE ${name}`)
          .replace(/\btocsin\b(?!_)/g, role),
      );
  }
  await admin.end();
}

async function urlOf(file: string, base: string, user: string): Promise<string> {
  const url = new URL(withDatabase(base, name));
  url.username = user;
  url.password = new URL(await secretOf(file)).password;
  return url.toString();
}

beforeAll(async () => {
  below = await mkdtemp(join(tmpdir(), 'tocsin-image-'));
  await cp(join(ROOT, 'deploy/make-secrets.sh'), join(below, 'deploy/make-secrets.sh'), { recursive: true });
  await run('sh', ['deploy/make-secrets.sh', 'tocsin.test'], { cwd: below });
  const base = process.env.TEST_POSTGRES_URL as string;
  [image, smtp] = await Promise.all([buildImage(ROOT, below), startSmtpStandIn(), makeRoles(base)]);
  // Others may go through the folder of a test, and read.
  await chmod(below, 0o711);
  if (AS_OTHER) await chown(image.folder, 0, 0);
  ownerUrl = await urlOf('owner_database_url', base, `${role}_owner`);
  settings = {
    DATABASE_URL: await urlOf('database_url', base, role),
    TEMPORAL_ADDRESS: process.env.TEST_TEMPORAL_ADDRESS,
    TOCSIN_TASK_QUEUE: `test-${role}`,
    TOCSIN_ENCRYPTION_KEYS: await secretOf('encryption_keys'),
    TOCSIN_ADMIN_KEY: await secretOf('admin_key'),
    PUBLIC_URL: 'https://tocsin.test',
    TRUST_PROXY: '1',
    HOST: '127.0.0.1',
    SMTP_URL: smtp.url,
    OUTBOUND_ALLOW: '127.0.0.1',
  };
}, BUILD_MS);

afterAll(async () => {
  for (const { child } of started) child.kill('SIGKILL');
  await Promise.all(started.map(({ ended }) => ended));
  await smtp?.stop();
  const admin = new pg.Client({ connectionString: process.env.TEST_POSTGRES_URL });
  await admin.connect();
  await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  for (const one of [role, `${role}_owner`]) await admin.query(`DROP ROLE IF EXISTS ${one}`);
  await admin.end();
  if (below) await rm(below, { recursive: true, force: true });
}, START_MS);

it('has what the processes need, and little else', async () => {
  const [bytes, packages] = await Promise.all([sizeOf(image.folder), countPackages(image.folder)]);
  console.log(`The image's tree without its base: ${Math.round(bytes / 1e6)} MB, ${packages} packages.`);
  expect(bytes / 1e6).toBeLessThan(MOST_MEGABYTES);
  expect(packages).toBeGreaterThan(100);
});

(AS_OTHER ? it : it.skip)('belongs to somebody else than who runs it, who can write nowhere in it', async () => {
  const [uid, gid] = idsOf(image.final.user);
  expect(uid).toBeGreaterThan(10_000);
  const found = await run('find', ['.', '-writable', '-not', '-type', 'l'], { cwd: image.folder, uid, gid });
  expect(found.stdout).toBe('');
});

it(
  'migrates as the owner, whom roles.sh made',
  async () => {
    const migrated = container(['migrate'], { DATABASE_URL: ownerUrl });
    expect([await migrated.ended, migrated.output()]).toEqual([
      0,
      expect.stringMatching(/^✓ Spine\d+\n[\s\S]*\nRan \d+ migrations\.\n$/),
    ]);
  },
  START_MS,
);

it(
  'runs an API and a worker as another role, which take a signed webhook and deliver it',
  async () => {
    const port = String(await freePort());
    const [api] = await Promise.all([ready([], { PORT: port }), ready(['start', 'worker'], {})]);
    const url = `http://127.0.0.1:${port}`;
    const client = new GraphqlClient(url, settings.TOCSIN_ADMIN_KEY as string);
    const input = { name: 'Ada', email: 'ada@team.example', roles: ['OWNER'] };
    await client.get('mutation ($input: AddRecipientInput!) { addRecipient(input: $input) { recipient { id } } }', {
      input,
    });
    const secret = SOURCE_KINDS.DODO.newSecret();
    const { createSource } = await client.get(
      'mutation ($input: CreateSourceInput!) { createSource(input: $input) { source { id } } }',
      {
        input: { kind: 'DODO', name: 'Dodo', secret },
      },
    );
    const source = { id: createSource.source.id, secret, kind: 'DODO' as const };
    expect((await send({ url }, source, sample('dodo.payment.failed'))).status).toBe(202);
    await eventually('the mail', async () => smtp.mails.find(({ to }) => to.includes('ada@team.example')), START_MS);
    const page = await fetch(url, { headers: { accept: 'text/html' } });
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<script')]);
    api.child.kill('SIGTERM');
    expect(await api.ended).toBe(0);
  },
  START_MS * 2,
);
