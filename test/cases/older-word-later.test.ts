// Neighbours of cases 01 and 03: what is told first need not be what happened first, nor be called as we call it.
import { newId } from '../../src/platform/new-id.js';
import { connectSource, lookAtDisputes } from '../support/connected-source.js';
import { planningFixture } from '../support/planning-fixture.js';

const asked = planningFixture();

const NOW = Math.floor(Date.now() / 1_000);
const iso = (at: number) => new Date((NOW + at) * 1_000).toISOString();

const stripe = (name: string, at: number) => ({
  ...{ id: newId('event'), object: 'event', type: `charge.dispute.${name}`, created: NOW + at, livemode: true },
  data: {
    object: {
      ...{ id: 'du_1', object: 'dispute', amount: 1_000, currency: 'eur', charge: 'ch_1', status: 'needs_response' },
      ...{ created: NOW - 500, evidence_details: { due_by: NOW + 300_000, submission_count: 0 } },
    },
  },
});

const dodo = (status: string, at: number) => ({
  type: `dispute.${status}`,
  timestamp: iso(at),
  data: {
    ...{ payload_type: 'Dispute', dispute_id: 'dp_1', payment_id: 'pay_1', amount: '1000', currency: 'EUR' },
    ...{ dispute_stage: 'dispute', dispute_status: `dispute_${status}`, created_at: iso(-500) },
  },
});

const shop = (type: string, at: number, data: object) => ({ type, timestamp: iso(at), data: { id: 'd_1', ...data } });

it.each(['updated', 'funds_withdrawn'])(
  'the opening that comes after a later %s has been told by that',
  async (name) => {
    const { tell } = await connectSource(asked, 'STRIPE');
    expect(await tell(stripe(name, -100))).toEqual(['dispute.opened', 'PENDING']);
    expect(await tell(stripe('created', -200))).toEqual(['dispute.opened', 'SUPERSEDED']);
  },
);

it('so has an answer, and an end, of which a later word came first', async () => {
  const { tell } = await connectSource(asked, 'DODO');
  await tell(dodo('opened', -300));
  for (const [status, at] of [
    ['challenged', -100],
    ['lost', -50],
  ] as const) {
    expect(await tell(dodo(status, at))).toEqual([`dispute.${status}`, 'PENDING']);
    expect(await tell(dodo(status, at - 20))).toEqual([`dispute.${status}`, 'SUPERSEDED']);
  }
});

describe('an event of a name that we do not know', () => {
  it('is the opening where it says first until when to answer: reminders would be the first word', async () => {
    const { tell } = await connectSource(asked, 'GENERIC');
    const due = { respond_by: iso(300_000) };
    expect(await tell(shop('dispute.created', -100, due))).toEqual(['dispute.opened', 'PENDING']);
    expect(await tell(shop('dispute.opened', -100, due))).toEqual(['dispute.opened', 'SUPERSEDED']);
    expect((await tell(shop('dispute.noted', -50, due)))[0]).toBe('dispute.noted');
  });

  it.each([{}, { respond_by: iso(-50) }])('says nothing of that with %j, and nobody is reminded', async (data) => {
    const { tell } = await connectSource(asked, 'GENERIC');
    expect(await tell(shop('dispute.noted', -100, data))).toEqual(['dispute.noted', 'NONE']);
    await lookAtDisputes(asked, (NOW + 1_000) * 1_000);
    const told = await asked.dataSource.query(
      `SELECT type FROM events WHERE business_id = $1 AND type <> 'dispute.noted'`,
      [asked.businessId],
    );
    expect(told).toEqual([]);
  });

  it('does not ask again where the dispute was answered', async () => {
    const { tell } = await connectSource(asked, 'GENERIC');
    await tell(shop('dispute.challenged', -100, {}));
    expect((await tell(shop('dispute.noted', -50, { respond_by: iso(300_000) })))[0]).toBe('dispute.noted');
  });
});
