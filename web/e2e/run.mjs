/**
 * `npm run e2e`: the browser tests, against one local run of their own (PostgreSQL, Temporal, API, worker, the built web app) on a
 * fresh data folder. Without a Chromium on this machine they are skipped, loudly; REQUIRE_BROWSER=1 makes that a failure.
 * Arguments go to Playwright: `npm run e2e -- sources`. `--bench` (`npm run bench:web`): the budgets alone, with times and a table.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const START_MS = 180_000;

/** Below those that systems give to connections: a spec may listen there a minute later. */
const [FIRST_PORT, PORTS] = [20_000, 10_000];

const freePort = () =>
  new Promise((resolve) => {
    const port = FIRST_PORT + Math.floor(Math.random() * PORTS);
    const server = createServer().once('error', () => resolve(freePort()));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(port)));
  });

const BENCH = process.argv.includes('--bench');
const asked = process.argv.slice(2).filter((argument) => argument !== '--bench');

/** What it printed when it had started. */
function started(child) {
  return new Promise((resolve, reject) => {
    let output = '';
    const timer = setTimeout(() => reject(new Error(`It did not start: ${output}`)), START_MS);
    const hear = (chunk) => {
      output += chunk;
      if (!output.includes('Ctrl-C stops')) return;
      clearTimeout(timer);
      resolve(output);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', () => reject(new Error(`It ended: ${output}`)));
  });
}

/** The sample business has a source of each provider; their secrets stand beside their addresses, in the same order. */
function sourceOf(words) {
  const urls = words.filter((word) => word.includes('/webhooks/'));
  const secrets = words.filter((word) => word.startsWith('whsec_'));
  const [E2E_DODO = '', E2E_STRIPE = ''] = urls;
  const [E2E_DODO_SECRET = '', E2E_STRIPE_SECRET = ''] = secrets;
  return { E2E_DODO, E2E_DODO_SECRET, E2E_STRIPE, E2E_STRIPE_SECRET };
}

const ended = (child) => new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));

/** Two APIs and two workers, and how soon a page at one shows what was posted to the other; the file with the times. */
async function timeProcesses(folder, chromium) {
  const LIVE_TIMES = join(folder, 'live-times.json');
  const env = { ...process.env, LIVE_TIMES, CHROMIUM_PATH: chromium };
  const args = [join(ROOT, 'node_modules/jest/bin/jest.js'), 'dist/test/processes/processes.test.js'];
  const code = await ended(spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit', env }));
  if (code !== 0) throw new Error('The test of the processes failed.');
  return LIVE_TIMES;
}

async function run(chromium) {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-e2e-'));
  const liveTimes = BENCH ? await timeProcesses(folder, chromium) : '';
  const [port, hostPort, slackPort] = [await freePort(), await freePort(), await freePort()];
  const [stripePort, dodoPort] = [await freePort(), await freePort()];
  const { PATH, HOME } = process.env;
  const env = {
    PATH,
    HOME,
    PORT: String(port),
    TOCSIN_DATA_DIR: join(folder, 'data'),
    TOCSIN_LOG: 'warn',
    RATE_LIMIT_PER_MINUTE: '100000',
    CORS_ORIGINS: `http://localhost:${hostPort}`,
    // A spec lets a stand-in of Slack listen there (test/support/slack-app.ts).
    SLACK_BASE_URL: `http://localhost:${slackPort}`,
    // The same for payment providers (test/support/endpoint-apis.ts).
    STRIPE_BASE_URL: `http://127.0.0.1:${stripePort}`,
    DODO_BASE_URL: `http://127.0.0.1:${dodoPort}`,
    SLACK_CLIENT_ID: '1111.2222',
    SLACK_CLIENT_SECRET: 'the-secret-of-the-app',
  };
  const local = spawn(process.execPath, [join(ROOT, 'dist/src/local.js')], { cwd: ROOT, env });
  const over = ended(local);
  try {
    const begun = Date.now();
    const output = await started(local);
    const words = output.split(/\s+/);
    const told = {
      E2E_URL: `http://localhost:${port}`,
      E2E_SIGN_IN: words.find((word) => word.includes('/signin#')) ?? '',
      E2E_KEY: words.find((word) => /^toc_/.test(word)) ?? '',
      ...sourceOf(words),
      E2E_SLACK_PORT: String(slackPort),
      E2E_STRIPE_PORT: String(stripePort),
      E2E_DODO_PORT: String(dodoPort),
      E2E_FOLDER: folder,
      E2E_START_MS: String(Date.now() - begun),
      E2E_BENCH: BENCH ? '1' : '0',
      E2E_LIVE_TIMES: liveTimes,
      E2E_HOST_PORT: String(hostPort),
      CHROMIUM_PATH: chromium,
    };
    const cli = join(ROOT, 'node_modules/@playwright/test/cli.js');
    const args = [
      cli,
      'test',
      '-c',
      join(ROOT, 'web/e2e/playwright.config.ts'),
      ...(BENCH ? ['budget', '--workers=1'] : asked),
    ];
    return await ended(
      spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...told } }),
    );
  } finally {
    local.kill('SIGINT');
    await over;
    rmSync(folder, { recursive: true, force: true });
  }
}

if (!existsSync(join(ROOT, 'dist-web/served.json'))) {
  console.error('✗ The web app is not built: npm run build:web first.');
  process.exitCode = 1;
} else {
  // What the tests of the program find theirs by.
  const { findChromium } = await import(new URL('../../dist/test/support/chromium.js', import.meta.url).href);
  const chromium = findChromium();
  if (chromium) process.exitCode = await run(chromium);
  else
    console.error(
      '\n!!! BROWSER TESTS SKIPPED: no Chromium here (set CHROMIUM_PATH, or install the package chromium). !!!\n',
    );
}
