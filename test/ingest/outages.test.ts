import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { DestinationService } from '../../src/api/destinations/destination.service.js';
import { createDataSource } from '../../src/core/data-source.js';
import { type Child, startChild } from '../../src/local/child.js';
import { freePort } from '../../src/local/ports.js';
import { type LocalPostgres, startPostgres } from '../../src/local/postgres.js';
import { findTemporalBinary } from '../../src/local/temporal-binary.js';
import { asTenant } from '../../src/platform/database/tenancy.js';
import { sample } from '../sources/sample-bodies.js';
import { addBusiness, addSource, BOX, type TestDatabase } from '../support/database.js';
import { makeDataFolder } from '../support/folders.js';
import { GraphqlClient } from '../support/graphql.js';
import { type Answer, newExternalId, send, type TestSource } from '../support/producers.js';
import { eventually, type Program, startProgram } from '../support/program.js';
import { type HttpStandIn, startHttpStandIn } from '../support/stand-ins.js';
import { startTestTemporal } from '../support/temporal-server.js';

/** Servers have to start and stop within a test. */
const LONG_MS = 120_000;
const WAIT_MS = 60_000;

let folder: string;
let port: number;
let postgres: LocalPostgres;
let temporal: { stop(): Promise<void> };
let database: TestDatabase;
let program: Program;
let endpoint: HttpStandIn;
let source: TestSource;
let businessId: string;

beforeAll(async () => {
  folder = await makeDataFolder('outages');
  port = await freePort();
  [postgres, temporal, endpoint] = await Promise.all([startDatabase(), startRuns(), startHttpStandIn()]);
  const dataSource = await createDataSource(postgres.url, 10, BOX).initialize();
  await dataSource.runMigrations();
  database = { url: postgres.url, dataSource, drop: () => dataSource.destroy() };
  const relay = { pollMs: 250, requeueMs: 500 };
  const config = { lostAfter: { urgentSeconds: 5, otherSeconds: 10 } };
  program = await startProgram(database, { worker: true, relay, config, temporalAddress: `127.0.0.1:${port}` });
  businessId = await addBusiness(dataSource);
  const viewer = { businessId, access: 'ADMIN', actor: 'a test', recipientId: null, credential: 'a test' } as const;
  const hook = { channel: 'WEBHOOK', label: 'shop', url: `${endpoint.url}/hook` };
  await asTenant({ businessId }, () => program.api.app.get(DestinationService).addEndpoint(viewer, hook));
  source = { ...(await addSource(dataSource, businessId, 'DODO')), kind: 'DODO' };
}, LONG_MS);

afterAll(async () => {
  await program?.stop();
  await endpoint?.stop();
  await database?.drop();
  await Promise.all([temporal?.stop(), postgres?.stop()]);
  await rm(folder, { recursive: true, force: true });
}, LONG_MS);

function startDatabase(): Promise<LocalPostgres> {
  return startPostgres({ dataDir: join(folder, 'postgres'), port: postgres?.port });
}

function startRuns() {
  return startTestTemporal({ dataDir: join(folder, 'temporal'), port });
}

/** A Temporal as somebody else would start it: empty, and without our search attributes. */
async function startBareRuns(): Promise<Child> {
  const command = await findTemporalBinary(() => undefined);
  const args = [
    'server',
    'start-dev',
    '--headless',
    '--ip',
    '127.0.0.1',
    '--port',
    String(port),
    '--log-level',
    'error',
  ];
  const env = { PATH: process.env.PATH, HOME: folder };
  const stopSignals = [['SIGINT', 10_000] as const, ['SIGKILL', 5_000] as const];
  return startChild({ command, args, env, runAs: null, stopSignals, onLine: () => undefined });
}

/** As many webhooks, one after the other, each of a payment of its own. */
async function sendMany(count: number, prefix: string): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let i = 0; i < count; i++)
    answers.push(await send(program, source, payment(), { externalId: `${prefix}_${i}` }));
  return answers;
}

const payment = () => sample('dodo.payment.failed');
const idsOf = (answers: Answer[]) => answers.map((answer) => answer.body.id);

const deliveriesOf = (ids: string[]): Promise<{ id: string; status: string }[]> =>
  database.dataSource.query('SELECT id, status FROM deliveries WHERE event_id = ANY($1)', [ids]);
const callsOf = (deliveryId: string) =>
  endpoint.requests.filter((request) => request.headers['webhook-id'] === deliveryId).length;

async function statusesOf(ids: string[]): Promise<string[]> {
  const rows: { status: string }[] = await database.dataSource.query('SELECT status FROM events WHERE id = ANY($1)', [
    ids,
  ]);
  return rows.map((row) => row.status);
}

/** Each event has an end, and the endpoint heard of each of them once. */
async function deliveredOnce(ids: string[]): Promise<void> {
  await eventually(
    `the end of ${ids.length} events`,
    async () => (await statusesOf(ids)).every((status) => status === 'PROCESSED'),
    WAIT_MS,
  );
  const rows = await deliveriesOf(ids);
  expect(rows.map(({ status }) => status)).toEqual(ids.map(() => 'SENT'));
  expect(rows.map(({ id }) => callsOf(id))).toEqual(ids.map(() => 1));
}

describe('while Temporal is away', () => {
  it(
    'webhooks are accepted, and delivered once when it is back',
    async () => {
      await deliveredOnce(idsOf(await sendMany(1, 'before')));
      await temporal.stop();
      const answers = await sendMany(20, 'away');
      expect(answers.map((answer) => answer.status)).toEqual(Array(20).fill(202));
      expect((await fetch(`${program.url}/readyz`)).status).toBe(200);
      expect(new Set(await statusesOf(idsOf(answers)))).toEqual(new Set(['RECEIVED']));
      temporal = await startRuns();
      await deliveredOnce(idsOf(answers));
    },
    LONG_MS,
  );
});

describe('a Temporal that lost all its data', () => {
  it(
    'gets its search attributes, the waiting events and the lost runs back',
    async () => {
      // A run that is waiting for its next try when it is lost.
      endpoint.answer = (_request, response) => response.writeHead(503, { 'retry-after': '3600' }).end('busy');
      const lost = idsOf(await sendMany(1, 'lost'));
      await eventually(
        'the refusal by the endpoint',
        async () => (await deliveriesOf(lost)).some(({ id }) => callsOf(id) > 0),
        WAIT_MS,
      );
      await eventually(
        'its attempt',
        async () =>
          (await database.dataSource.query('SELECT id FROM attempts WHERE outcome = $1', ['retry'])).length > 0,
        WAIT_MS,
      );
      await temporal.stop();
      await rm(join(folder, 'temporal'), { recursive: true });
      const waiting = idsOf(await sendMany(5, 'wiped'));
      endpoint.requests = [];
      endpoint.answer = (_request, response) => response.end('ok');
      temporal = await startBareRuns();
      await deliveredOnce(waiting);
      expect(await runsFoundBy(waiting[0] as string)).toEqual([waiting[0]]);
      // Found by itself, some seconds after it was lost.
      await deliveredOnce(lost);
    },
    LONG_MS,
  );
});

/** The runs that a search for an event's id finds. */
async function runsFoundBy(eventId: string): Promise<string[]> {
  const connection = await Connection.connect({ address: `127.0.0.1:${port}` });
  const client = new Client({ connection });
  try {
    return await eventually('the run in the list', async () => {
      const found: string[] = [];
      for await (const { workflowId } of client.workflow.list({ query: `TocsinEventIds = '${eventId}'` }))
        found.push(workflowId);
      return found.length > 0 && found;
    });
  } finally {
    await connection.close();
  }
}

describe('while PostgreSQL is away', () => {
  it(
    'webhooks are refused for now, and taken in again by the same program when it is back',
    async () => {
      const unseen: TestSource = { ...(await addSource(database.dataSource, businessId, 'DODO')), kind: 'DODO' };
      await deliveredOnce(idsOf(await sendMany(1, 'known')));
      const client = await GraphqlClient.of(program, businessId);
      await postgres.stop();
      for (const to of [source, unseen]) {
        const refused = await Promise.all(Array.from({ length: 20 }, () => send(program, to, payment())));
        expect(refused.map((answer) => answer.status)).toEqual(Array(20).fill(503));
        for (const { headers, body } of refused) {
          expect(headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
          expect(body).toEqual({ error: expect.stringMatching(/^[A-Z].*[Ss]end it again.*[.]$/) });
        }
      }
      const asked = await client.post(JSON.stringify({ query: '{ business { name } }' }));
      expect([asked.status, asked.headers.get('retry-after')]).toEqual([503, '5']);
      expect(await asked.json()).toMatchObject({
        errors: [{ extensions: { code: 'UNAVAILABLE', retryAfterSeconds: 5 } }],
      });
      expect((await fetch(`${program.url}/healthz`)).status).toBe(200);
      postgres = await startDatabase();
      for (const to of [source, unseen]) await deliveredOnce([(await takenIn(to, newExternalId())).body.id]);
    },
    LONG_MS,
  );

  it(
    'nothing that was accepted is lost, and nothing is stored by halves',
    async () => {
      const externalIds = Array.from({ length: 120 }, (_, i) => `cut_${i}`);
      const cut = cutAfter(40);
      const answers = await Promise.all(
        externalIds.map(async (externalId) => {
          for (;;) {
            const answer = await send(program, source, payment(), { externalId });
            if (answer.status === 202) cut.count();
            // Refused before the cut: a busy machine, and a producer that comes again.
            if (answer.status !== 503 || cut.isMade()) return answer;
          }
        }),
      );
      await cut.done;
      const accepted = idsOf(answers.filter((answer) => answer.status === 202));
      expect(answers.filter((answer) => answer.status !== 202 && answer.status !== 503)).toEqual([]);
      expect(accepted.length).toBeGreaterThanOrEqual(40);
      postgres = await startDatabase();
      await takenIn(source, externalIds[0] as string);
      expect(await statusesOf(accepted)).toHaveLength(accepted.length);
      const again = await Promise.all(externalIds.map((externalId) => takenIn(source, externalId)));
      const { dataSource } = database;
      const halves =
        'SELECT id FROM inbox FULL JOIN events USING (id) WHERE inbox.source_id IS NULL OR events.source_id IS NULL';
      expect(await dataSource.query(halves)).toEqual([]);
      const stored = await dataSource.query(`SELECT id FROM events WHERE external_id LIKE 'cut%' ORDER BY id`);
      expect(stored.map((row: { id: string }) => row.id)).toEqual(idsOf(again).sort());
      await deliveredOnce(idsOf(again));
    },
    LONG_MS,
  );
});

/** The producer sends it again until it is accepted. */
function takenIn(to: TestSource, externalId: string): Promise<Answer> {
  return eventually(
    `the acceptance of ${externalId}`,
    async () => {
      const answer = await send(program, to, payment(), { externalId });
      return answer.status === 202 && answer;
    },
    WAIT_MS,
  );
}

/** Stops PostgreSQL when so many were counted. */
function cutAfter(limit: number) {
  let counted = 0;
  let finish: (stopped: Promise<void>) => void = () => undefined;
  const done = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const count = () => {
    counted += 1;
    if (counted === limit) finish(postgres.stop());
  };
  return { count, done, isMade: () => counted >= limit };
}
