/** `tocsin rebuild` on a Temporal that knows nothing of what PostgreSQL has; the whole of it, with servers that are lost: bench/restore-drill.ts. */
import { randomBytes } from 'node:crypto';
import { Client } from '@temporalio/client';
import type { NativeConnection } from '@temporalio/worker';
import { systemTime } from '../../src/platform/clock.js';
import { connectToTemporal } from '../../src/temporal/connection.js';
import { type RebuildDeps, type RebuildOptions, rebuild } from '../../src/temporal/rebuild.js';
import { temporalFault } from '../../src/temporal/temporal-faults.js';
import { sample } from '../sources/sample-bodies.js';
import { addBusiness, addPerson, addSource, BOX, createDatabase, type TestDatabase } from '../support/database.js';
import { addEvent, planned } from '../support/deliveries.js';
import { addDispute, inHours } from '../support/disputes.js';
import { eventually, LOG } from '../support/program.js';
import { STRIPE_KEY, startProviderApis } from '../support/provider-apis.js';

const USUAL: RebuildOptions = { dryRun: false, force: false, restoredTo: null };

let database: TestDatabase;
let connection: NativeConnection;
let deps: RebuildDeps;
let businessId: string;

beforeAll(async () => {
  database = await createDatabase();
  connection = await connectToTemporal(process.env.TEST_TEMPORAL_ADDRESS as string);
});

afterAll(async () => {
  await connection?.close();
  await database?.drop();
});

/** A task queue that no run was ever on is as an empty Temporal. */
beforeEach(async () => {
  const temporal = { namespace: 'default', taskQueue: `rebuild-${randomBytes(6).toString('hex')}` };
  const client = new Client({ connection, namespace: temporal.namespace });
  const { dataSource } = database;
  const urls = { STRIPE: 'http://127.0.0.1:1', DODO: 'http://127.0.0.1:1' };
  deps = { dataSource, box: BOX, log: LOG, urls, now: systemTime, client, temporal };
  for (const table of ['disputes', 'deliveries', 'events', 'inbox', 'sources'])
    await dataSource.query(`DELETE FROM ${table}`);
  businessId = await addBusiness(dataSource);
  await addPerson(dataSource, businessId);
});

/** As a relay and a run left it that are gone. */
async function addDispatched(): Promise<string> {
  const id = await addEvent(deps.dataSource, businessId, { type: 'payment.failed' });
  await planned(deps.dataSource, [id]);
  await deps.dataSource.query(`UPDATE inbox SET dispatched_at = now() WHERE id = $1`, [id]);
  return id;
}

const waiting = (): Promise<{ id: string }[]> =>
  deps.dataSource.query('SELECT id FROM inbox WHERE dispatched_at IS NULL AND next_attempt_at <= now()');

async function openRuns(): Promise<number> {
  return (await deps.client.workflow.count(`TaskQueue = '${deps.temporal.taskQueue}' AND ExecutionStatus = 'Running'`))
    .count;
}

it('gives events back to the relay, starts ladders, and makes the schedules', async () => {
  const id = await addDispatched();
  const dispute = await addDispute(deps.dataSource, businessId, { nextAt: inHours(3) });
  await addDispute(deps.dataSource, businessId, { state: 'WON', nextAt: null });

  const seen = await rebuild(deps, { ...USUAL, dryRun: true });
  expect(seen).toMatchObject({ requeued: 0, counts: { unfinished: 1, planned: 1, ladders: 1, pending: 1 } });
  expect(seen).toMatchObject({ schedules: { there: 0 }, ladders: { wanted: 1, there: 0 } });
  expect(await waiting()).toEqual([]);

  const done = await rebuild(deps, USUAL);
  expect(done).toMatchObject({ openRuns: 0, requeued: 1, ladders: { wanted: 1, there: 1 }, unsure: [] });
  expect(done.schedules.there).toBe(done.schedules.wanted);
  expect(done.attributes.there).toBe(done.attributes.wanted);
  expect(await waiting()).toEqual([{ id }]);
  const run = await deps.client.workflow.getHandle(dispute.id).describe();
  expect([run.type, run.status.name]).toEqual(['dispute', 'RUNNING']);
  await deps.client.workflow.getHandle(dispute.id).terminate();
});

it('refuses where runs are open, and forced leaves them alone', async () => {
  const dispute = await addDispute(deps.dataSource, businessId, { nextAt: inHours(3) });
  await rebuild(deps, USUAL);
  await eventually('Temporal to list the run', async () => (await openRuns()) === 1);
  await expect(rebuild(deps, USUAL)).rejects.toThrow('1 run is open in the namespace "default"');
  const again = await rebuild(deps, { ...USUAL, force: true });
  expect(again).toMatchObject({ openRuns: 1, ladders: { wanted: 1, there: 1 } });
  expect(await openRuns()).toBe(1);
  await deps.client.workflow.getHandle(dispute.id).terminate();
});

it('says of what was open at the moment that it may have gone out since, and of nothing else', async () => {
  const id = await addDispatched();
  const restoredTo = new Date(Date.now() + 1);
  await addDispatched();
  await deps.dataSource.query(`UPDATE deliveries SET created_at = now() + interval '1 minute' WHERE event_id <> $1`, [
    id,
  ]);
  const seen = await rebuild(deps, { ...USUAL, dryRun: true, restoredTo });
  const done = await rebuild(deps, { ...USUAL, restoredTo });
  expect(done.unsure).toEqual([expect.objectContaining({ eventId: id, channel: 'EMAIL' })]);
  expect(seen.unsure).toEqual(done.unsure);
  const marked = await deps.dataSource.query(
    'SELECT event_id AS id, sending_at AS at FROM deliveries WHERE sending_at IS NOT NULL',
  );
  expect(marked).toEqual([{ id, at: restoredTo }]);
});

it('says of a source that could not be asked why, and of one without a key that it was not', async () => {
  const source = await addSource(deps.dataSource, businessId, 'DODO');
  await deps.dataSource.query('UPDATE sources SET sealed_api_key = $2 WHERE id = $1', [
    source.id,
    BOX.seal('a key', `sources ${source.id} api key`),
  ]);
  await addSource(deps.dataSource, businessId, 'GENERIC');
  const { providers } = await rebuild(deps, USUAL);
  expect(providers.found).toEqual([]);
  expect(providers.sources).toMatchObject([
    { hasKey: true, problem: { code: expect.any(String) } },
    { hasKey: false, problem: null },
  ]);
});

it('names the namespace that is not there', async () => {
  const temporal = { ...deps.temporal, namespace: 'nowhere' };
  const error: unknown = await rebuild({ ...deps, temporal }, USUAL).catch((thrown: unknown) => thrown);
  const place = { address: 'temporal.example:7233', namespace: 'nowhere' };
  expect(temporalFault(error, place).message).toMatch(
    /^TEMPORAL_NAMESPACE: .* has no namespace "nowhere"; make it: temporal/,
  );
});

it('takes in the webhooks that Stripe lists since the moment, and each once', async () => {
  const apis = await startProviderApis();
  try {
    const source = await addSource(deps.dataSource, businessId, 'STRIPE');
    await deps.dataSource.query('UPDATE sources SET sealed_api_key = $2 WHERE id = $1', [
      source.id,
      BOX.seal(STRIPE_KEY, `sources ${source.id} api key`),
    ]);
    const failed = sample('stripe.payment_intent.payment_failed');
    const at = (hoursAgo: number) => Math.floor(inHours(-hoursAgo).getTime() / 1_000);
    const event = (id: string, hoursAgo: number, values = {}) => ({ ...failed, id, created: at(hoursAgo), ...values });
    apis.stripe.events = [
      event('evt_2', 1),
      event('evt_other', 1, { type: 'customer.created' }),
      event('evt_1', 2),
      event('evt_old', 30),
    ];
    const options = { ...USUAL, restoredTo: inHours(-3) };
    const { providers } = await rebuild({ ...deps, urls: apis.urls }, options);
    expect(providers.missed).toEqual([{ sourceId: source.id, taken: 2, isCut: false, problem: null }]);
    const rows = () => deps.dataSource.query('SELECT external_id AS id, origin FROM inbox ORDER BY inbox.id');
    // As webhooks, so that Stripe may send them again.
    expect(await rows()).toEqual([
      { id: 'evt_1', origin: 'PRODUCER' },
      { id: 'evt_2', origin: 'PRODUCER' },
    ]);
    const again = await rebuild({ ...deps, urls: apis.urls }, options);
    expect(again.providers.missed).toMatchObject([{ taken: 0 }]);
    expect((await rebuild({ ...deps, urls: apis.urls }, USUAL)).providers.missed).toEqual([]);
    apis.trouble = { status: 403, from: 1 };
    const refused = await rebuild({ ...deps, urls: apis.urls }, options);
    expect(refused.providers.missed).toMatchObject([{ taken: 0, problem: { code: 'PROVIDER_KEY_REFUSED' } }]);
  } finally {
    await apis.stop();
  }
});
