// Case 07: a subscription that is active again is no new one, whatever Tocsin has seen of it before.
import { SOURCE_KINDS } from '../../src/sources/index.js';
import { addBusiness, addPerson, createDatabase, type TestDatabase } from '../support/database.js';
import { addEvent, ledgerOf, planned } from '../support/deliveries.js';
import { caseOf } from './case.js';

let database: TestDatabase;
let businessId: string;

beforeAll(async () => {
  database = await createDatabase();
});
beforeEach(async () => {
  businessId = await addBusiness(database.dataSource);
  await addPerson(database.dataSource, businessId);
});
afterAll(() => database.drop());

type Body = Record<string, unknown>;
const [RECOVERS] = caseOf('07-old-subscription-recovers').send as [Body & { data: { object: Body } }];

/** The case, with another status before, and other values in its subscription. */
const update = (status: string, object: Body = {}): Body => ({
  ...RECOVERS,
  data: { object: { ...RECOVERS.data.object, ...object }, previous_attributes: { status } },
});

/** What it is called here, and whether the owner is told. */
async function told(kind: 'STRIPE' | 'DODO', body: Body): Promise<[type: string, told: boolean]> {
  const event = SOURCE_KINDS[kind].normalise(body, 'evt_1', new Date());
  const id = await addEvent(database.dataSource, businessId, event, body);
  await planned(database.dataSource, [id]);
  const rows = await ledgerOf(database.dataSource, id);
  return [event.type, rows.some(({ status }) => !['SKIPPED', 'SUPERSEDED'].includes(status))];
}

it.each([
  ['past_due', 'dunning.recovered'],
  ['unpaid', 'dunning.recovered'],
  ['paused', 'subscription.unpaused'],
  ['incomplete_expired', 'subscription.updated'],
  ['some_new_status', 'subscription.updated'],
])('that was %s is no start', async (status, type) => {
  expect((await told('STRIPE', status === 'past_due' ? RECOVERS : update(status)))[0]).toBe(type);
});

it('that was incomplete starts now, once', async () => {
  const start = Number(RECOVERS.created) - 60;
  const starts = update('incomplete', { start_date: start, created: start });
  expect(await told('STRIPE', starts)).toEqual(['subscription.active', true]);
  expect(await told('STRIPE', { ...starts, id: 'evt_again' })).toEqual(['subscription.active', false]);
});

it.each([
  [2, 'subscription.active'],
  [400, 'subscription.updated'],
])('of Dodo Payments, created %i days before it is active, is %s', async (days, type) => {
  const timestamp = '2026-11-20T10:00:00.000Z';
  const created_at = new Date(Date.parse(timestamp) - days * 86_400_000).toISOString();
  const data = {
    payload_type: 'Subscription',
    subscription_id: 'sub_1',
    status: 'active',
    created_at,
    recurring_pre_tax_amount: 4900,
    currency: 'USD',
  };
  expect((await told('DODO', { type: 'subscription.active', timestamp, data }))[0]).toBe(type);
});
