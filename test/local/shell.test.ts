/** `npm start` in a shell that is set up for other servers than those that it starts itself. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeDataFolder } from '../support/folders.js';
import { type LocalRun, newLocalRun, START_MS } from './local-run.js';

/** Nobody listens there. */
const PROXY = 'http://127.0.0.1:1';

const OF_OTHERS = {
  ...{ PGHOST: 'db.example.com', PGPORT: '1', PGUSER: 'me', PGPASSWORD: 'mine', PGDATABASE: 'shop' },
  ...{ PGSSLMODE: 'verify-full', PGOPTIONS: '-c search_path=nowhere -c statement_timeout=1', PGAPPNAME: 'shop' },
  ...{ NODE_PG_FORCE_NATIVE: '1', TEMPORAL_TLS: 'true', TEMPORAL_API_KEY: 'key', TEMPORAL_NAMESPACE: 'shop.a1b2c' },
  ...{ TEMPORAL_TLS_CLIENT_CERT_PATH: '/nowhere/cert.pem', TOCSIN_WORKER_BUILD_ID: '0.2.0' },
  ...{ HTTP_PROXY: PROXY, HTTPS_PROXY: PROXY, http_proxy: PROXY, https_proxy: PROXY, grpc_proxy: PROXY },
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

it('starts as it does elsewhere, and tells of an event', async () => {
  const { adminKey, output } = local.running;
  expect(output).toContain('Ctrl-C stops everything.');
  expect(adminKey).not.toBe('');
  const { status } = await local.postDodo('msg_shell', {
    ...{ type: 'payment.failed', timestamp: new Date().toISOString() },
    data: { payment_id: 'pay_shell', total_amount: 100, currency: 'USD' },
  });
  expect(status).toBe(202);
});
