// A PostgreSQL that is frozen, not gone: connections stand, and nothing ever answers. And what is full.
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import Fastify from 'fastify';
import { limitAtOnce } from '../../src/api/auth/admission.js';
import { createDataSource } from '../../src/core/data-source.js';
import { Inbox } from '../../src/core/ingest/inbox.js';
import { type LocalPostgres, startPostgres } from '../../src/local/postgres.js';
import { NoAnswerInTime } from '../../src/platform/database/answer-within.js';
import { unavailabilityOf } from '../../src/platform/database/database-errors.js';
import { NoPlaceFree } from '../../src/platform/fair-share.js';
import { sample } from '../sources/sample-bodies.js';
import { addBusiness, addSource, BOX, type TestDatabase } from '../support/database.js';
import { webhookOf } from '../support/events.js';
import { makeDataFolder } from '../support/folders.js';
import { GraphqlClient } from '../support/graphql.js';
import { keptLog } from '../support/log.js';
import { newExternalId, send, type TestSource } from '../support/producers.js';
import { eventually, type Program, startProgram } from '../support/program.js';

const LONG_MS = 120_000;
const { log, lines } = keptLog('error');
let folder: string;
let postgres: LocalPostgres;
let database: TestDatabase;
let program: Program;
let source: TestSource;
let businessId: string;
let frozen: number[] = [];

beforeAll(async () => {
  folder = await makeDataFolder('frozen');
  postgres = await startPostgres({ dataDir: join(folder, 'postgres') });
  const dataSource = await createDataSource(postgres.url, 10, BOX).initialize();
  await dataSource.runMigrations();
  database = { url: postgres.url, dataSource, drop: () => dataSource.destroy() };
  program = await startProgram(database, { log });
  businessId = await addBusiness(dataSource);
  source = { ...(await addSource(dataSource, businessId, 'DODO')), kind: 'DODO' };
}, LONG_MS);

afterAll(async () => {
  thaw();
  await program?.stop();
  await database?.drop();
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
}, LONG_MS);

/** Connections that are asked for nothing but whether PostgreSQL answers: the pools' own limits are not theirs. */
const PROBES = "SELECT pid FROM pg_stat_activity WHERE application_name = 'tocsin-probe'";

/** The postmaster and the processes of its connections. */
async function freeze(): Promise<void> {
  const [{ pid }] = await database.dataSource.query('SELECT pg_backend_pid() AS pid');
  const postmaster = Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  const children = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8').trim().split(' ');
  frozen = [postmaster, ...children.filter(Boolean).map(Number)];
  for (const pid of frozen) process.kill(pid, 'SIGSTOP');
}

function thaw(): void {
  for (const pid of frozen.splice(0)) process.kill(pid, 'SIGCONT');
}

const probe = async (path: string) => (await fetch(`${program.url}${path}`)).status;
const payment = () => sample('dodo.payment.failed');

it(
  'makes webhooks come again by their own limit, and no probe wait; what was refused is stored once, when it is sent again',
  async () => {
    const unseen: TestSource = { ...(await addSource(database.dataSource, businessId, 'DODO')), kind: 'DODO' };
    const client = await GraphqlClient.of(program, businessId);
    expect((await send(program, source, payment())).status).toBe(202);
    expect(await probe('/readyz')).toBe(200);
    expect(await database.dataSource.query(PROBES)).toHaveLength(1);
    const externalIds = Array.from({ length: 30 }, newExternalId);
    await freeze();
    const sending = externalIds.map((externalId, n) =>
      send(program, n % 3 === 0 ? unseen : source, payment(), { externalId }),
    );
    const asking = client.post(JSON.stringify({ query: '{ business { name } }' }));
    // That a probe is answered at all is by its own limit: its connection knows no other. Twice: as it was, and when it must connect.
    expect(await probe('/healthz')).toBe(200);
    for (let at = 0; at < 2; at++) expect([200, 503]).toContain(await probe('/readyz'));
    // Which limit a webhook met, the words say, and no clock of a busy machine: those of connections and statements are longer.
    for (const answer of await Promise.all(sending)) {
      expect(answer.status).toBe(503);
      expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    }
    const ended = lines.filter((line) => line.includes('INGEST_UNAVAILABLE'));
    expect(ended).toHaveLength(externalIds.length);
    for (const line of ended) expect(line).toContain(new NoAnswerInTime().message);
    const answer = await asking;
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    await eventually('readiness to end', async () => (await probe('/readyz')) === 503);
    thaw();
    await eventually('readiness', async () => (await probe('/readyz')) === 200);
    for (const [n, externalId] of externalIds.entries())
      await eventually('the acceptance', async () => {
        const answer = await send(program, n % 3 === 0 ? unseen : source, payment(), { externalId });
        return answer.status === 202;
      });
    const rows = await database.dataSource.query(
      'SELECT external_id FROM inbox WHERE external_id = ANY($1) ORDER BY 1',
      [externalIds],
    );
    expect(rows.map((row: { external_id: string }) => row.external_id)).toEqual([...externalIds].sort());
  },
  LONG_MS,
);

it(
  'leaves an inbox that refuses at once what would be too much to keep in memory',
  async () => {
    const inbox = new Inbox(database.dataSource, { hasRoom: () => false, nudge: () => undefined });
    const webhook = await webhookOf('payment.failed', businessId, source.id);
    const body = Buffer.alloc(1024 * 1024, ' ');
    await freeze();
    const adding = Array.from({ length: 100 }, () =>
      inbox.add({ ...webhook, externalId: newExternalId(), body }).catch((error: unknown) => error),
    );
    const refused = await Promise.race([
      Promise.all(adding.slice(70)),
      new Promise<never[]>((done) => setTimeout(done, 5_000, [])),
    ]);
    thaw();
    expect(refused).toHaveLength(30);
    for (const error of refused) expect(unavailabilityOf(error)).toMatchObject({ code: 'BUSY', retryAfterSeconds: 2 });
    // The others were let in; how long 64 MB then take to be stored is a matter of the machine.
    const letIn = await Promise.all(adding.slice(0, 64));
    expect(letIn.filter((one) => one instanceof NoPlaceFree)).toEqual([]);
  },
  LONG_MS,
);

describe('A server that is full', () => {
  it('says so at once, to GraphQL in its own words, and is as before when it is not', async () => {
    const fastify = Fastify();
    limitAtOnce(fastify, 2);
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    fastify.post('/webhooks/x', () => ended.then(() => 'ok'));
    fastify.post('/graphql', () => 'ok');
    fastify.get('/healthz', () => 'ok');
    const url = await fastify.listen({ host: '127.0.0.1', port: 0 });
    const post = (path: string, signal?: AbortSignal) => fetch(`${url}${path}`, { method: 'POST', signal });
    const gone = new AbortController();
    const leaving = post('/webhooks/x', gone.signal).catch(() => 'left');
    const staying = post('/webhooks/x');
    const webhook = await eventually('a refusal', async () => {
      const answer = await post('/webhooks/x', AbortSignal.timeout(2_000)).catch(() => null);
      return answer?.status === 503 && answer;
    });
    expect(webhook.headers.get('retry-after')).toBe('2');
    expect(await webhook.json()).toEqual({ error: expect.stringMatching(/^Too much is asked at once/) });
    const asked = await post('/graphql');
    expect([asked.status, asked.headers.get('retry-after')]).toEqual([503, '2']);
    expect(await asked.json()).toMatchObject({ errors: [{ extensions: { code: 'BUSY', retryAfterSeconds: 2 } }] });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    gone.abort();
    expect(await leaving).toBe('left');
    await eventually('room', async () => (await post('/graphql')).status === 200);
    end();
    expect((await staying).status).toBe(200);
    await fastify.close();
  });
});
