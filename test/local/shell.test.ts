/** `npm start` in a shell that is set up for other servers than those that it starts itself. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeDataFolder } from '../support/folders.js';
import { startProcess } from '../support/processes.js';
import { type LocalRun, newLocalRun, START_MS } from './local-run.js';

const PROGRAM = fileURLToPath(new URL('../../src/local.js', import.meta.url));
/** Nobody listens there. */
const PROXY = 'http://127.0.0.1:1';

const OF_OTHERS = {
  ...{ PGHOST: 'db.example.com', PGPORT: '1', PGUSER: 'me', PGPASSWORD: 'mine', PGDATABASE: 'shop' },
  ...{ PGSSLMODE: 'verify-full', PGOPTIONS: '-c search_path=nowhere -c statement_timeout=1', PGAPPNAME: 'shop' },
  ...{ TEMPORAL_TLS: 'true', TEMPORAL_API_KEY: 'key', TEMPORAL_NAMESPACE: 'shop.a1b2c' },
  ...{ TEMPORAL_TLS_CLIENT_CERT_PATH: '/nowhere/cert.pem', TOCSIN_WORKER_BUILD_ID: '0.2.0' },
  ...{ HTTP_PROXY: PROXY, HTTPS_PROXY: PROXY, http_proxy: PROXY, https_proxy: PROXY, grpc_proxy: PROXY },
  // Some shells set it to the name of the machine, which is not that of the loopback.
  HOST: '127.0.0.2',
};

let local: LocalRun;
let folder: string;

beforeAll(async () => {
  [local, folder] = await Promise.all([newLocalRun('shell'), makeDataFolder('profiles')]);
  const profiles = join(folder, 'temporalio');
  await mkdir(profiles);
  await writeFile(join(profiles, 'temporal.toml'), '[profile.default]\napi_key = "key"\n[profile.default.tls]\n');
  await local.start({ ...OF_OTHERS, XDG_CONFIG_HOME: folder });
}, START_MS + 10_000);

afterAll(async () => {
  await local?.end();
  await rm(folder, { recursive: true, force: true });
});

it('starts as it does elsewhere, and its samples reach everybody', async () => {
  const { output, sources } = local.running;
  expect(output).toContain('Ctrl-C stops everything.');
  expect(output).toMatch(/127\.0\.0\.2\S+ +SLACK +SENT/);
  expect(output).not.toMatch(/PENDING|FAILED|RECEIVED/);
  const { status } = await local.postDodo('msg_shell', { type: 'payment.failed', data: {} });
  expect([status, sources.dodo.url]).toEqual([202, expect.stringContaining('http://127.0.0.2:')]);
});

it('its own pages are for whoever comes by that address', async () => {
  const page = `${new URL(local.running.sources.dodo.url).origin}/dev/mailbox`;
  expect((await fetch(page)).status).toBe(200);
});

it.each([
  [{ PORT: '0' }, /✗ PORT: links name it; set another one than 0/],
  [{ PORT: '23999', OPERATIONS_PORT: '23999' }, /✗ OPERATIONS_PORT and PORT are both 23999/],
  [{ SMTP_URL: 'nonsense' }, /✖ SMTP_URL: what it is set to cannot be used/],
])('says what is wrong before it starts a server: %j', async (env, sentence) => {
  const { ended, output } = startProcess([PROGRAM], { cwd: folder, env: { PATH: process.env.PATH, ...env } });
  expect(await ended).toBe(1);
  expect(output()).toMatch(sentence);
  expect(output()).not.toContain('PostgreSQL');
});
