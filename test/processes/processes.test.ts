// What is shipped, as processes, with the settings of production: the migrations, two APIs and two workers on one new database.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newToken } from '../../src/api/auth/token.js';
import { freePort } from '../../src/local/ports.js';
import { SOURCE_KINDS } from '../../src/sources/index.js';
import { sample } from '../sources/sample-bodies.js';
import { browserProgram, openApp } from '../support/browser.js';
import { createEmptyDatabase, ENCRYPTION_KEYS, type TestDatabase } from '../support/database.js';
import { type Data, GraphqlClient } from '../support/graphql.js';
import { type Stream, Subscriber } from '../support/live.js';
import { filesLoaded, startProcess } from '../support/processes.js';
import { type Answer, send, type TestSource } from '../support/producers.js';
import { eventually } from '../support/program.js';
import { type HttpStandIn, type SmtpStandIn, startHttpStandIn, startSmtpStandIn } from '../support/stand-ins.js';
import { readySince, tellTimes } from './live-times.js';
import { type Running, readiness, said } from './running.js';
import { sendTraffic } from './traffic.js';

const [START_MS, WORK_MS] = [60_000, 120_000];
const EVENTS = 90;
const OK = { state: 'ok' };
/** Where the program is installed: here, or where `.ci/production.sh` has put it without the local run's packages. */
const PROGRAM_DIR = process.env.PROGRAM_DIR ?? join(import.meta.dirname, '../../..');
const TOCSIN = join(PROGRAM_DIR, 'dist', 'src', 'tocsin.js');

const BROWSER = browserProgram(PROGRAM_DIR);
if (BROWSER === null)
  console.warn('SKIPPED: the page at two processes. There is no Chromium, or no web app that is built.');

let database: Pick<TestDatabase, 'url' | 'drop'>;
let smtp: SmtpStandIn;
let hook: HttpStandIn;
let settings: NodeJS.ProcessEnv;
/** Node writes here which files the second API and the second worker had loaded. */
const loadedDirs: string[] = [];
let apis: [Running, Running];
let workers: [Running, Running];
let client: GraphqlClient;
let source: TestSource;
let live: { subscriber: Subscriber; items: Stream };

const run = (args: readonly string[], env: NodeJS.ProcessEnv) => startProcess([TOCSIN, ...args], { env });

/** Runs to its end. */
async function ranTo(args: string, env = settings): Promise<{ code: number | null; output: string }> {
  const started = run(args.split(' '), env);
  const code = await started.ended;
  return { code, output: started.output() };
}

async function begun(name: 'api' | 'worker', env: NodeJS.ProcessEnv = {}): Promise<Running> {
  const port = String(await freePort());
  const started = run(['start', name], { ...settings, ...env, OPERATIONS_PORT: port });
  const url = env.PORT ? `http://127.0.0.1:${env.PORT}` : '';
  return { ...started, url, operations: `http://127.0.0.1:${port}` };
}

beforeAll(async () => {
  [database, smtp, hook] = await Promise.all([createEmptyDatabase(), startSmtpStandIn(), startHttpStandIn()]);
  for (let i = 0; i < 2; i++) loadedDirs.push(await mkdtemp(join(tmpdir(), 'tocsin-loaded-')));
  settings = {
    PATH: process.env.PATH,
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: process.env.TEST_TEMPORAL_ADDRESS,
    TOCSIN_TASK_QUEUE: `test-${randomBytes(6).toString('hex')}`,
    TOCSIN_ENCRYPTION_KEYS: ENCRYPTION_KEYS,
    TOCSIN_ADMIN_KEY: newToken(),
    PUBLIC_URL: 'http://tocsin.test',
    HOST: '127.0.0.1',
    SMTP_URL: smtp.url,
    MAIL_FROM: 'Tocsin <tocsin@team.example>',
    OUTBOUND_ALLOW: '127.0.0.1',
    RATE_LIMIT_PER_MINUTE: '100000',
    TOCSIN_DRAIN_MS: '0',
  };
});

afterAll(async () => {
  for (const dir of loadedDirs) await rm(dir, { recursive: true, force: true });
  await live?.subscriber.close();
  const all = [...(apis ?? []), ...(workers ?? [])];
  for (const { child } of all) child.kill('SIGKILL');
  await Promise.all([...all.map(({ ended }) => ended), smtp?.stop(), hook?.stop()]);
  await database?.drop();
}, START_MS);

describe('before the first start', () => {
  it(
    'an API says which settings are missing; API and worker wait for the migrations, and say so once',
    async () => {
      const unset = ranTo('start api', { PATH: process.env.PATH });
      apis = [
        await begun('api', { PORT: String(await freePort()) }),
        await begun('api', { PORT: `${await freePort()}`, TOCSIN_DRAIN_MS: '2000', NODE_V8_COVERAGE: loadedDirs[0] }),
      ];
      workers = [await begun('worker'), await begun('worker', { NODE_V8_COVERAGE: loadedDirs[1] })];
      expect(await unset).toEqual({
        code: 78,
        output: expect.stringMatching(
          /settings\.md.*\n✖ PUBLIC_URL: it is not set; .*\n✖ DATABASE_URL: it is not set; /,
        ),
      });
      for (const process of [...apis, ...workers]) {
        await said(process, 'WAITS_FOR_DATABASE');
        const start = { state: 'failed', detail: expect.stringContaining('tocsin migrate') };
        const waiting = { status: 503, draining: false, checks: { start, database: OK } };
        expect(await readiness(process.operations)).toMatchObject(waiting);
      }
    },
    START_MS,
  );

  it(
    'migrations are shown, run, and found to be run',
    async () => {
      const before = await ranTo('migrate show');
      expect(before).toMatchObject({ code: 0, output: expect.stringMatching(/^(· \w+\n)+$/) });
      const names = before.output.match(/\w+/g) ?? [];
      // Two at once, as when two copies of a deployment start: the later one says that it waits, where it has to.
      const both = await Promise.all([ranTo('migrate'), ranTo('migrate')]);
      expect(both.map(({ code, output }) => `${code} ${output.replace(/^Another run .*\n/, '')}`).sort()).toEqual([
        '0 Nothing to do: the database is up to date.\n',
        `0 ${before.output.replaceAll('·', '✓')}Ran ${names.length} migrations.\n`,
      ]);
      expect(await ranTo('migrate show')).toEqual({ code: 0, output: before.output.replaceAll('·', '✓') });
    },
    START_MS,
  );
});

describe('two APIs and two workers', () => {
  it(
    'become ready by themselves when the database is, and the operator’s key opens the one business at both',
    async () => {
      for (const process of [...apis, ...workers]) {
        await said(process, 'READY');
        expect(process.output().match(/WAITS_FOR_DATABASE/g)).toHaveLength(1);
        const answer = await readiness(process.operations);
        const own = workers.includes(process) ? { worker: OK } : {};
        const checks = { start: OK, database: OK, temporal: OK, ...own };
        expect(answer).toEqual({ status: 200, ok: true, draining: false, checks, missing: [] });
      }
      // By the port of the API, too, and by the same function.
      expect(await readiness(apis[0].url)).toMatchObject({ ok: true, checks: { temporal: OK } });
      const clients = apis.map(({ url }) => new GraphqlClient(url, settings.TOCSIN_ADMIN_KEY as string));
      const businesses = await Promise.all(clients.map((one) => one.get('{ business { id name } }')));
      expect(businesses[0]).toEqual(businesses[1]);
      client = clients[0] as GraphqlClient;
      const third = await ranTo('start api', { ...settings, PORT: new URL(apis[0].url).port, TOCSIN_LOG: 'error' });
      expect(third).toEqual({ code: 75, output: expect.stringMatching(/^PORT: another program listens at .*\n$/) });
      // The explorer is one of the packages that may be left out.
      const page = await fetch(`${apis[0].url}/graphql`, { headers: { accept: 'text/html' } });
      const there = process.env.PROGRAM_DIR ? [404, 'application/json'] : [200, 'text/html'];
      expect([page.status, page.headers.get('content-type')?.split(';')[0]]).toEqual(there);
    },
    START_MS,
  );

  it(
    'show at one API what came in at the other, and deliver it',
    async () => {
      const input = { name: 'Ada', email: 'ada@team.example', roles: ['OWNER'] };
      await client.get('mutation ($input: AddRecipientInput!) { addRecipient(input: $input) { recipient { id } } }', {
        input,
      });
      const endpoint = { channel: 'WEBHOOK', label: 'our shop', url: hook.url };
      await client.get('mutation ($input: AddEndpointInput!) { addEndpoint(input: $input) { secret } }', {
        input: endpoint,
      });
      const secret = SOURCE_KINDS.DODO.newSecret();
      const { createSource } = await client.get(
        'mutation ($input: CreateSourceInput!) { createSource(input: $input) { source { id } } }',
        { input: { kind: 'DODO', name: 'Dodo', secret } },
      );
      source = { id: createSource.source.id, secret, kind: 'DODO' };
      const subscriber = new Subscriber(apis[1], settings.TOCSIN_ADMIN_KEY as string);
      live = { subscriber, items: await subscriber.listen('notificationReceived { event { id } }') };

      const posted = await post(apis[0], 'msg_first');
      expect(posted.status).toBe(202);
      expect(await live.items.next('the item at the other API')).toEqual({ event: { id: posted.body.id } });
      await processed([posted.body.id]);
      expect(eventsOfMails()).toEqual([posted.body.id]);
      expect(hook.requests.map(({ body }) => JSON.parse(body).data.payment_id)).toEqual(['pay_msg_first']);
    },
    START_MS,
  );

  (BROWSER ? it : it.skip)(
    'a page at one shows at once what is posted to the other, and is whole again when its own was killed',
    async () => {
      const [own, other] = apis;
      client = new GraphqlClient(other.url, settings.TOCSIN_ADMIN_KEY as string);
      const app = await openApp(BROWSER as string, own.url, settings.TOCSIN_ADMIN_KEY as string);
      try {
        await app.unread(1);
        const posting = Date.now();
        const seen = await post(other, 'msg_seen');
        const live = (await app.unread(2)) - posting;
        own.child.kill('SIGKILL');
        await own.ended;
        const missed = await Promise.all(['msg_missed', 'msg_missed_too'].map((id) => post(other, id)));
        await processed([seen, ...missed].map(({ body }) => body.id));
        apis = [await begun('api', { PORT: new URL(own.url).port }), other];
        await said(apis[0], 'READY');
        const healed = (await app.unread(4)) - readySince(apis[0].output());
        tellTimes({ live, healed });
        // It hears again, too.
        await processed([(await post(other, 'msg_after')).body.id]);
        await app.unread(5);
      } finally {
        await app.close();
      }
    },
    WORK_MS + START_MS,
  );

  it(
    'lose and repeat nothing while one of each is stopped under traffic',
    async () => {
      const leaving = new Subscriber(apis[0], settings.TOCSIN_ADMIN_KEY as string);
      await leaving.listen('eventUpdated { id }');
      const [calls, mails] = [hook.requests.length, eventsOfMails().length];
      const ids = Array.from({ length: EVENTS }, (_, i) => `msg_${i}`);
      const { accepted, refused } = await sendTraffic(apis, ids, post, (count) => {
        if (count === EVENTS / 3) workers[0].child.kill('SIGTERM');
        if (count === (2 * EVENTS) / 3) apis[0].child.kill('SIGTERM');
      });
      expect(await Promise.all([workers[0].ended, apis[0].ended])).toEqual([0, 0]);
      // "Going away": a client comes back, and a load balancer brings it to the other one.
      expect(leaving.closes).toMatchObject([{ code: 1001 }]);
      expect(new Set(refused.map(({ target, fault }) => `${target.url} ${fault}`))).toEqual(
        new Set([`${apis[0].url} connection`]),
      );
      client = new GraphqlClient(apis[1].url, settings.TOCSIN_ADMIN_KEY as string);
      await processed([...accepted.values()]);
      const payments = ids.map((id) => `pay_${id}`).sort();
      const called = hook.requests.slice(calls);
      expect(called.map(({ body }) => JSON.parse(body).data.payment_id).sort()).toEqual(payments);
      expect(new Set(called.map(({ headers }) => headers['webhook-id'])).size).toBe(EVENTS);
      expect(eventsOfMails().slice(mails).sort()).toEqual([...accepted.values()].sort());
      await eventually('each item at the API that goes on', async () => live.items.items.length >= mails + EVENTS);
      const shown = live.items.items.map(({ event }) => event.id).sort();
      expect(shown.slice(-EVENTS)).toEqual([...accepted.values()].sort());
    },
    WORK_MS + START_MS,
  );

  it(
    'the others stop in order too: an API serves until those who send have heard that it goes',
    async () => {
      for (const { child } of [apis[1], workers[1]]) child.kill('SIGTERM');
      await eventually('readiness to end', async () => (await readiness(apis[1].operations)).draining);
      const stopping = { status: 503, ok: false, checks: { start: OK, database: OK } };
      expect(await readiness(apis[1].operations)).toMatchObject(stopping);
      expect((await post(apis[1], 'msg_last')).status).toBe(202);
      expect(await Promise.all([apis[1].ended, workers[1].ended])).toEqual([0, 0]);
      for (const { output } of [...apis, ...workers]) expect(output()).not.toContain('"level":"error"');
    },
    START_MS,
  );

  it('have loaded nothing of OpenTelemetry, since no collector is set, and an API nothing of a worker', async () => {
    const loaded = await Promise.all(loadedDirs.map(filesLoaded));
    expect(loaded.flat()).toContainEqual(expect.stringContaining('/src/platform/telemetry/tracing.js'));
    // The package for metrics brings the interface alone, which does nothing by itself.
    expect(loaded.flat()).not.toContainEqual(expect.stringMatching(/^(?!.*\/@opentelemetry\/api\/).*open-?telemetry/));
    expect(loaded.map((files) => files.some((url) => url.includes('/@temporalio/worker/')))).toEqual([false, true]);
  });
});

/** A failed payment of this producer's id. */
function post(api: { url: string }, id: string): Promise<Answer> {
  const body = sample('dodo.payment.failed');
  body.data.payment_id = `pay_${id}`;
  return send(api, source, body, { externalId: id });
}

async function processed(ids: string[]): Promise<void> {
  await eventually(
    'all events to be processed',
    async () => {
      const seen = await Promise.all(
        ids.map((id) => client.get('query ($id: ID!) { event(id: $id) { status } }', { id }) as Promise<Data>),
      );
      return seen.every(({ event }) => event.status === 'PROCESSED');
    },
    WORK_MS,
  );
}

/** Of which events the owner has a mail, in the order of the mails; the welcome to a new address is about none. */
function eventsOfMails(): string[] {
  const mine = smtp.mails.filter(({ to }) => to.includes('ada@team.example'));
  return mine.flatMap(({ raw }) => /^X-Tocsin-Event: (\S+)/im.exec(raw)?.[1] ?? []);
}
