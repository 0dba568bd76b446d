// Case 07: a subscription that is active again is no new one, whatever Tocsin has seen of it before.
import { ledgerOf } from '../support/deliveries.js';
import { planningFixture } from '../support/planning-fixture.js';
import { caseOf } from './case.js';

const asked = planningFixture();

type Body = Record<string, unknown>;
const [RECOVERS] = caseOf('07-old-subscription-recovers').send as [Body & { data: { object: Body } }];

/** The case, with another status before, and other values in its subscription. */
const update = (status: string, object: Body = {}): Body => ({
  ...RECOVERS,
  data: { object: { ...RECOVERS.data.object, ...object }, previous_attributes: { status } },
});

/** What it is called here, and whether the owner is told. */
async function told(kind: 'STRIPE' | 'DODO', body: Body): Promise<[type: string, told: boolean]> {
  const { id, type } = await asked.happen(kind, body);
  const rows = await ledgerOf(asked.dataSource, id);
  return [type, rows.some(({ status }) => !['SKIPPED', 'SUPERSEDED'].includes(status))];
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
