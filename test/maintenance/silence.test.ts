// A source that falls silent: told once, shown by the API, and over with the next event.
import type { DataSource } from 'typeorm';
import { checkSilence } from '../../src/core/maintenance/silence.js';
import { HOUR_MS } from '../../src/domain/health/silence.js';
import { firstIdAt } from '../../src/domain/ids.js';
import { addBusiness, addPerson, addSource, createDatabase, type TestDatabase } from '../support/database.js';
import { planned } from '../support/deliveries.js';
import { GraphqlClient } from '../support/graphql.js';
import { type Program, postSigned, startProgram } from '../support/program.js';

let database: TestDatabase;
let dataSource: DataSource;
let program: Program;

beforeAll(async () => {
  database = await createDatabase();
  dataSource = database.dataSource;
  program = await startProgram(database);
});

afterAll(async () => {
  await program?.stop();
  await database?.drop();
});

const WEEKS = 4 * 168;

/** One event in each of the hours, counted back from now. */
async function heard(businessId: string, sourceId: string, hoursAgo: number[], externalId = 'msg'): Promise<void> {
  const times = hoursAgo.map((hours) => Date.now() - hours * HOUR_MS);
  await dataSource.query(
    `INSERT INTO events (id, business_id, source_id, external_id, type, occurred_at, received_at, test, facts)
     SELECT id, $1, $2, $5 || id, 'payment.succeeded', at, at, false, '{}'
     FROM unnest($3::text[], $4::timestamptz[]) AS t(id, at)`,
    [businessId, sourceId, times.map((at) => firstIdAt('event', at)), times.map((at) => new Date(at)), externalId],
  );
}

const hours = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n);

/** As maintenance does it. */
const look = (businessId: string, at = new Date()) =>
  dataSource.transaction((manager) => checkSilence(manager, businessId, at));

const noticesOf = (businessId: string): Promise<{ id: string; facts: { about: string[]; since: string } }[]> =>
  dataSource.query(
    `SELECT id, facts FROM events WHERE business_id = $1 AND type = 'tocsin.source_silent' ORDER BY id`,
    [businessId],
  );

const SOURCES = '{ sources { name silentSince lastEventAt } }';

describe('A source that sent something every hour', () => {
  it('is told of once when it falls silent, shown so, and can fall silent again after its next event', async () => {
    const businessId = await addBusiness(dataSource);
    const { recipientId } = await addPerson(dataSource, businessId);
    const [silent, lively, gone] = [
      await addSource(dataSource, businessId, 'STRIPE'),
      await addSource(dataSource, businessId, 'DODO'),
      await addSource(dataSource, businessId, 'GENERIC'),
    ];
    await heard(businessId, silent.id, hours(10, WEEKS));
    await heard(businessId, lively.id, hours(2, WEEKS));
    await heard(businessId, gone.id, hours(10, WEEKS));
    await dataSource.query('UPDATE sources SET removed_at = now() WHERE id = $1', [gone.id]);
    // A reminder of a dispute stands under its source, but did not come from there.
    await heard(businessId, silent.id, [1], 'reminder');
    // What a sweep found neither: the webhook is as broken as before.
    await heard(businessId, silent.id, [1.5], 'swept');
    await dataSource.query(
      `UPDATE events SET own = external_id LIKE 'reminder%', found_by_reconcile = external_id LIKE 'swept%' WHERE source_id = $1`,
      [silent.id],
    );
    await look(businessId);
    await look(businessId);
    const [notice, ...others] = await noticesOf(businessId);
    expect(others).toEqual([]);
    expect(notice?.facts.about).toEqual(['STRIPE']);
    expect(Date.now() - Date.parse(notice?.facts.since ?? '')).toBeGreaterThanOrEqual(10 * HOUR_MS);
    await planned(dataSource, [notice?.id ?? '']);
    const [item] = await dataSource.query('SELECT title FROM notifications WHERE recipient_id = $1', [recipientId]);
    expect(item).toEqual({ title: 'No events from STRIPE' });

    const client = await GraphqlClient.of(program, businessId);
    const before = (await client.get(SOURCES)).sources;
    expect(before).toEqual([
      { name: 'STRIPE', silentSince: notice?.facts.since, lastEventAt: expect.any(String) },
      { name: 'DODO', silentSince: null, lastEventAt: expect.any(String) },
    ]);
    await postSigned(program, { ...silent, kind: 'STRIPE' }, { id: 'evt_1', type: 'charge.succeeded', data: {} });
    expect((await client.get(SOURCES)).sources[0].silentSince).toBeNull();
    await look(businessId);
    expect(await noticesOf(businessId)).toHaveLength(1);
    await look(businessId, new Date(Date.now() + 24 * HOUR_MS));
    // Both are quiet by then.
    expect((await noticesOf(businessId)).map(({ facts }) => facts.about[0]).sort()).toEqual([
      'DODO',
      'STRIPE',
      'STRIPE',
    ]);
  });
});
