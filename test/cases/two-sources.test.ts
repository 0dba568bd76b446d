// Neighbours of case 11: one account of a provider that is connected twice tells of each thing by both of its endpoints.
import { newId } from '../../src/platform/new-id.js';
import { connectSource, lookAtDisputes } from '../support/connected-source.js';
import { planningFixture } from '../support/planning-fixture.js';

const asked = planningFixture();

const NOW = Math.floor(Date.now() / 1_000);
const HOUR = 3_600;

const sql = (text: string) => asked.dataSource.query(text, [asked.businessId]);

const stripe = (type: string, object: Record<string, unknown>, at = 0) => ({
  ...{ id: newId('event'), object: 'event', type, created: NOW - 100 + at, livemode: true },
  data: { object },
});

const dispute = (name: string, status: string, at = 0) =>
  stripe(
    `charge.dispute.${name}`,
    {
      ...{ id: 'du_1', object: 'dispute', amount: 1_000, currency: 'eur', charge: 'ch_1', created: NOW - 100, status },
      evidence_details: { due_by: NOW + 80 * HOUR, has_evidence: false, submission_count: 0 },
    },
    at,
  );

const itemTypes = async () => {
  const rows: { type: string }[] = await sql(
    'SELECT e.type FROM notifications n JOIN events e ON e.id = n.event_id WHERE n.business_id = $1 ORDER BY n.id',
  );
  return rows.map(({ type }) => type);
};

it.each(['STRIPE', 'DODO'] as const)('a dispute of %s is one, whichever of them tells of it', async (kind) => {
  const [one, other] = [await connectSource(asked, kind), await connectSource(asked, kind)];
  const dodo = (status: string, at = 0) => ({
    type: `dispute.${status}`,
    timestamp: new Date((NOW - 100 + at) * 1_000).toISOString(),
    data: {
      ...{ payload_type: 'Dispute', dispute_id: 'dp_1', payment_id: 'pay_1', amount: '1000', currency: 'EUR' },
      ...{ dispute_stage: 'dispute', dispute_status: `dispute_${status}` },
      created_at: new Date((NOW - 100) * 1_000).toISOString(),
    },
  });
  const isStripe = kind === 'STRIPE';
  const opened = isStripe ? dispute('created', 'needs_response') : dodo('opened');
  expect(await one.tell(opened)).toEqual(['dispute.opened', 'PENDING']);
  expect(await other.tell(opened)).toEqual(['dispute.opened', 'SUPERSEDED']);
  await lookAtDisputes(asked);
  await lookAtDisputes(asked, (NOW + 30 * HOUR) * 1_000);
  expect(await sql(`SELECT id FROM events WHERE business_id = $1 AND type = 'dispute.reminder'`)).toHaveLength(1);
  const answered = isStripe ? dispute('updated', 'under_review', 5) : dodo('challenged', 5);
  expect(await other.tell(answered)).toEqual(['dispute.challenged', 'PENDING']);
  expect((await one.tell(answered))[1]).not.toBe('PENDING');
  await lookAtDisputes(asked);
  expect(
    await sql('SELECT source_id AS "sourceId", state, next_at AS next FROM disputes WHERE business_id = $1'),
  ).toEqual([{ sourceId: one.sourceId, state: 'RESPONDED', next: null }]);
  expect(await itemTypes()).toEqual(['dispute.challenged']);
});

describe('one event that comes by both', () => {
  const payout = (id: string) => stripe('payout.failed', { id, object: 'payout', amount: 100, currency: 'usd' });

  it('is told once; another one of the same thing is told', async () => {
    const [one, other, another] = [
      await connectSource(asked, 'STRIPE'),
      await connectSource(asked, 'STRIPE'),
      await connectSource(asked, 'STRIPE'),
    ];
    const failed = payout('po_1');
    expect((await one.tell(failed, { externalId: 'evt_1' }))[1]).toBe('PENDING');
    expect((await other.tell(failed, { externalId: 'evt_1' }))[1]).toBe('SUPERSEDED');
    expect((await other.tell({ ...failed, created: NOW }, { externalId: 'evt_2' }))[1]).toBe('PENDING');
    expect((await another.tell(payout('po_2'), { externalId: 'evt_1' }))[1]).toBe('PENDING');
  });

  it('of two programs that count is two', async () => {
    const [one, other] = [await connectSource(asked, 'GENERIC'), await connectSource(asked, 'GENERIC')];
    const failed = {
      type: 'payout.failed',
      timestamp: new Date().toISOString(),
      data: { id: 1, amount: 100, currency: 'EUR' },
    };
    expect((await one.tell(failed, { externalId: '1' }))[1]).toBe('PENDING');
    expect((await other.tell(failed, { externalId: '1' }))[1]).toBe('PENDING');
    expect(await itemTypes()).toEqual(['payout.failed', 'payout.failed']);
  });
});
