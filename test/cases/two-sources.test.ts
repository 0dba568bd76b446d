// Neighbours of case 11: each source tells for itself. What a team hears twice costs it a look; two things that were taken for one, a deadline.
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

it.each(['STRIPE', 'DODO'] as const)('a dispute of %s is one within its source', async (kind) => {
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
  expect(await other.tell(opened)).toEqual(['dispute.opened', 'PENDING']);
  const answered = isStripe ? dispute('updated', 'under_review', 5) : dodo('challenged', 5);
  expect(await other.tell(answered)).toEqual(['dispute.challenged', 'PENDING']);
  await lookAtDisputes(asked);
  expect(await sql('SELECT source_id AS "sourceId", state FROM disputes WHERE business_id = $1 ORDER BY id')).toEqual([
    { sourceId: one.sourceId, state: 'NEEDS_RESPONSE' },
    { sourceId: other.sourceId, state: 'RESPONDED' },
  ]);
  expect(await itemTypes()).toEqual(['dispute.opened', 'dispute.challenged']);
});

it.each(['STRIPE', 'GENERIC'] as const)('an event of one id by two sources of %s is two', async (kind) => {
  const [one, other] = [await connectSource(asked, kind), await connectSource(asked, kind)];
  const failed =
    kind === 'STRIPE'
      ? stripe('payout.failed', { id: 'po_1', object: 'payout', amount: 100, currency: 'usd' })
      : { type: 'payout.failed', timestamp: new Date().toISOString(), data: { id: 1, amount: 100, currency: 'EUR' } };
  expect((await one.tell(failed, { externalId: '1' }))[1]).toBe('PENDING');
  expect((await other.tell(failed, { externalId: '1' }))[1]).toBe('PENDING');
  expect(await itemTypes()).toEqual(['payout.failed', 'payout.failed']);
});
