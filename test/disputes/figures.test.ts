// Figures of disputes against an example that was worked out by hand, and the weekly word to owners.

import { openings } from '../../src/api/disputes/event-dispute.loader.js';
import { renderTexts } from '../../src/channels/rendering/texts.js';
import { createTenantDataSource } from '../../src/core/data-source.js';
import type { Dispute } from '../../src/core/disputes/dispute.entity.js';
import { AT_RISK, raiseMoneyAtRisk } from '../../src/core/maintenance/money-at-risk.js';
import { ENGLISH } from '../../src/i18n/labels.js';
import { asTenant } from '../../src/platform/database/tenancy.js';
import { addBusiness, addPerson, createDatabase, type TestDatabase } from '../support/database.js';
import { addDispute, inHours, tellOf } from '../support/disputes.js';
import { type Data, GraphqlClient } from '../support/graphql.js';
import { type Program, startProgram } from '../support/program.js';

let database: TestDatabase;
let program: Program;

beforeAll(async () => {
  database = await createDatabase();
  program = await startProgram(database);
});

afterAll(async () => {
  await program?.stop();
  await database?.drop();
});

const minutesAfter = (at: Date, minutes: number) => new Date(at.getTime() + minutes * 60_000);

async function business(values: object = {}) {
  const businessId = await addBusiness(database.dataSource, values);
  return { businessId, client: await GraphqlClient.of(program, businessId) };
}

it('the event that a dispute opened by is looked up by indexes, however many there are', async () => {
  const { businessId } = await business();
  const disputes = await Promise.all(Array.from({ length: 20 }, () => addDispute(database.dataSource, businessId)));
  await database.dataSource.query(
    `INSERT INTO events (id, business_id, source_id, external_id, type, occurred_at, received_at, test, entity_id, facts, status)
     SELECT 'evt_' || lpad(n::text, 26, '0'), $1, $2, 'ext_' || n, 'payment.failed', now(), now(), false, 'pay_' || n, '{}', 'PROCESSED'
     FROM generate_series(1, 3000) n`,
    [businessId, disputes[0]?.sourceId],
  );
  await database.dataSource.query('ANALYZE events, disputes');
  const tenants = await createTenantDataSource(database.url, 1).initialize();
  const [text, values] = openings(
    tenants,
    businessId,
    disputes.map(({ id }) => id),
  ).getQueryAndParameters();
  const lines: Data[] = await asTenant({ businessId }, () => tenants.query(`EXPLAIN ${text}`, values));
  await tenants.destroy();
  const plan = lines.map((line) => line['QUERY PLAN']).join('\n');
  expect(plan).not.toMatch(/Seq Scan on events/);
  expect(plan).toMatch(/Index Scan using events_entity on events o/);
});

describe('disputeStats', () => {
  const ASK = `query ($months: Int) { disputeStats(months: $months) {
    month currency opened answeredInTime lostBySilence won lost medianMinutesToAcknowledge total { minorUnits } lostTotal { minorUnits } } }`;

  it('counts by month of the business’s own calendar and by currency', async () => {
    const { businessId, client } = await business({ timeZone: 'Asia/Tokyo' });
    // The last minute of last month in Tokyo, and the first of this one.
    const tokyo = new Date(Date.now() + 9 * 3_600_000);
    const first = new Date(Date.UTC(tokyo.getUTCFullYear(), tokyo.getUTCMonth(), 1) - 9 * 3_600_000);
    const monthOf = (at: Date) => new Date(at.getTime() + 9 * 3_600_000).toISOString().slice(0, 7);
    const before = minutesAfter(first, -1);
    const add = (values: Partial<Dispute>) =>
      addDispute(database.dataSource, businessId, { openedAt: first, respondBy: minutesAfter(first, 100), ...values });
    // Answered in time, taken after 10 minutes.
    await add({ state: 'WON', firstAcknowledgedAt: minutesAfter(first, 10), respondedAt: minutesAfter(first, 90) });
    // Answered too late, taken after 20, and again after 50.
    await add({
      ...{ state: 'RESPONDED', respondedAt: minutesAfter(first, 101) },
      ...{ firstAcknowledgedAt: minutesAfter(first, 20), acknowledgedAt: minutesAfter(first, 50) },
    });
    // Answered by the provider's word alone, taken after 60.
    const challenged = await add({ state: 'LOST', firstAcknowledgedAt: minutesAfter(first, 60) });
    const { emailId } = await addPerson(database.dataSource, businessId);
    await tellOf(database.dataSource, challenged, emailId, { type: 'dispute.challenged' });
    // Lost by silence, twice; lost although it was answered is none of it, and neither is a test.
    await add({ state: 'EXPIRED', passedAt: minutesAfter(first, 100) });
    await add({ state: 'LOST', passedAt: minutesAfter(first, 100) });
    await add({ state: 'LOST', respondedAt: minutesAfter(first, 5) });
    await add({ state: 'EXPIRED', test: true });
    await add({ currency: 'JPY', openedAt: before, respondBy: null });
    await add({ currency: null, amount: null, openedAt: before, state: 'LOST' });
    const { disputeStats } = await client.get(ASK);
    const none = { answeredInTime: 0, lostBySilence: 0, won: 0, lost: 0, medianMinutesToAcknowledge: null };
    expect(disputeStats).toEqual([
      { ...none, month: monthOf(before), currency: 'JPY', opened: 1, total: { minorUnits: '9900' }, lostTotal: null },
      { ...none, month: monthOf(before), currency: 'XXX', opened: 1, lost: 1, total: null, lostTotal: null },
      {
        ...{ month: monthOf(first), currency: 'USD', opened: 6, total: { minorUnits: '59400' } },
        ...{ answeredInTime: 3, lostBySilence: 2, won: 1, lost: 4, lostTotal: { minorUnits: '39600' } },
        medianMinutesToAcknowledge: 20,
      },
    ]);
    const newest = await client.get(ASK, { months: 1 });
    expect(newest.disputeStats.map(({ month }: { month: string }) => month)).toEqual([monthOf(first)]);
  });

  it.each([0, 25])('refuses %i months', async (months) => {
    const { client } = await business();
    expect((await client.fail(ASK, { months })).extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'months' });
  });
});

describe('money at risk', () => {
  async function withOpenDisputes(values: object = {}) {
    const made = await business(values);
    const add = (dispute: Partial<Dispute>) => addDispute(database.dataSource, made.businessId, dispute);
    const first = inHours(5);
    await add({ amount: '100', currency: 'EUR', respondBy: inHours(9) });
    await add({ amount: '200', currency: 'USD', respondBy: inHours(20) });
    await add({
      amount: '9007199254740993',
      currency: 'EUR',
      respondBy: first,
      respondByEstimated: true,
      state: 'ACKNOWLEDGED',
    });
    await add({ amount: '400', currency: 'EUR', state: 'RESPONDED' });
    await add({ amount: '500', currency: 'EUR', test: true });
    await add({ amount: '600', currency: 'JPY', respondBy: null });
    return { ...made, first };
  }

  it('adds up exactly what nobody has answered, per currency, the first deadline first', async () => {
    const { client, first } = await withOpenDisputes();
    const { moneyAtRisk } = await client.get('{ moneyAtRisk { currency open firstDeadline total { minorUnits } } }');
    expect(moneyAtRisk).toEqual([
      { currency: 'EUR', open: 2, firstDeadline: first.toISOString(), total: { minorUnits: '9007199254741093' } },
      { currency: 'USD', open: 1, firstDeadline: expect.any(String), total: { minorUnits: '200' } },
      { currency: 'JPY', open: 1, firstDeadline: null, total: { minorUnits: '600' } },
    ]);
  });

  it('looks the most urgent up by an index, and sorts none of the others', async () => {
    const { businessId } = await business();
    await Promise.all(Array.from({ length: 300 }, () => addDispute(database.dataSource, businessId)));
    await database.dataSource.query('ANALYZE disputes');
    const lines: Data[] = await database.dataSource.query(`EXPLAIN ${AT_RISK}`, [businessId]);
    const plan = lines.map((line) => line['QUERY PLAN']).join('\n');
    expect(plan).toMatch(/Index Scan using disputes_urgency on disputes .*\n +Index Cond: .*\(urgency = /);
    expect(plan).not.toMatch(/Sort Key: .*urgency, .*id/);
    expect(plan).toMatch(/HashAggregate/);
  });

  it('is told once on Monday morning of the business, and only where something is open', async () => {
    const { businessId, first } = await withOpenDisputes({ timeZone: 'America/New_York' });
    const quiet = await addBusiness(database.dataSource, { timeZone: 'America/New_York' });
    // 07:59, 08:00 and 09:00 in New York on Monday, November 23; then Tuesday.
    for (const at of ['2026-11-23T12:59Z', '2026-11-23T13:00Z', '2026-11-23T14:00Z', '2026-11-24T13:00Z'])
      for (const one of [businessId, quiet]) await raiseMoneyAtRisk(database.dataSource, one, new Date(at));
    const events = await database.dataSource.query(
      `SELECT type, external_id AS "externalId", facts FROM events WHERE business_id = ANY($1) AND type LIKE 'tocsin.%'`,
      [[businessId, quiet]],
    );
    expect(events).toMatchObject([{ type: 'tocsin.money_at_risk', externalId: 'at_risk:2026-11-23' }]);
    const [{ facts }] = events;
    expect(facts.atRisk[0]).toEqual({
      ...{ currency: 'EUR', open: 2, total: '9007199254741093' },
      ...{ firstDue: first.toISOString(), estimated: true },
    });
    const texts = renderTexts({ type: 'tocsin.money_at_risk', facts, test: false }, ENGLISH);
    expect(texts.title).toBe('Unanswered disputes: €90,071,992,547,410.93, $2.00, and ¥600 at risk');
    expect(texts.rows[0]).toMatchObject({
      label: '€90,071,992,547,410.93',
      value: expect.stringMatching(/^Disputes: 2\s· Answer due: .+ UTC \(estimated\)$/),
    });
  });
});
