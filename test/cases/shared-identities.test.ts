// Neighbours of case 11: what two things share is not what they are told apart by.
import { newId } from '../../src/platform/new-id.js';
import type { SourceKind } from '../../src/sources/index.js';
import { connectSource, lookAtDisputes } from '../support/connected-source.js';
import { planningFixture } from '../support/planning-fixture.js';

const asked = planningFixture();

type Body = Record<string, unknown>;

/** What takes in the bodies of a new source: see `ConnectedSource`. */
const sourceOf = async (kind: SourceKind) => (await connectSource(asked, kind)).tell;

const disputes = (columns: string): Promise<Body[]> =>
  asked.dataSource.query(`SELECT ${columns} FROM disputes WHERE business_id = $1 ORDER BY id`, [asked.businessId]);

const itemTypes = async () => {
  const rows: { type: string }[] = await asked.dataSource.query(
    'SELECT e.type FROM notifications n JOIN events e ON e.id = n.event_id WHERE n.business_id = $1 ORDER BY n.id',
    [asked.businessId],
  );
  return rows.map(({ type }) => type);
};

const NOW = Math.floor(Date.now() / 1_000);

const event = (type: string, object: Body, { at = 0, livemode = true } = {}): Body => ({
  ...{ id: newId('event'), object: 'event', type, created: NOW + at, livemode },
  data: { object },
});

const dispute = (status: string, inDays = 7): Body => ({
  ...{ id: 'du_1', object: 'dispute', amount: 1_000, currency: 'eur', charge: 'ch_1', created: NOW - 100, status },
  evidence_details: { due_by: NOW + inDays * 86_400, has_evidence: false, submission_count: 0 },
});

it('a dispute of test mode says nothing of one in earnest, whatever its id', async () => {
  const tell = await sourceOf('STRIPE');
  const test = { livemode: false };
  expect(await tell(event('charge.dispute.created', dispute('needs_response'), test))).toEqual([
    'dispute.opened',
    'SKIPPED',
  ]);
  expect(await tell(event('charge.dispute.created', dispute('needs_response'), { at: 1 }))).toEqual([
    'dispute.opened',
    'PENDING',
  ]);
  await tell(event('charge.dispute.closed', dispute('lost'), { at: 2, ...test }));
  expect(await tell(event('charge.dispute.updated', dispute('needs_response', 1), { at: 3 }))).toEqual([
    'dispute.deadline_moved',
    'PENDING',
  ]);
  await lookAtDisputes(asked);
  expect(await disputes('test, state')).toEqual([
    { test: true, state: 'LOST' },
    { test: false, state: 'NEEDS_RESPONSE' },
  ]);
  expect(await itemTypes()).toEqual(['dispute.lost', 'dispute.deadline_moved']);
});

it('two merchants of a platform have a dispute of one number each', async () => {
  const tell = await sourceOf('GENERIC');
  const said = (type: string, account: string | undefined, at = 0) => ({
    type,
    timestamp: new Date((NOW + at) * 1_000).toISOString(),
    data: { id: 17, account, amount: 100, currency: 'EUR', respond_by: new Date((NOW + 90_000) * 1_000).toISOString() },
  });
  for (const account of ['berlin', 'wien', undefined])
    expect(await tell(said('dispute.opened', account))).toEqual(['dispute.opened', 'PENDING']);
  await tell(said('dispute.lost', 'wien', 5));
  await lookAtDisputes(asked);
  expect((await disputes('state')).map(({ state }) => state)).toEqual(['NEEDS_RESPONSE', 'LOST', 'NEEDS_RESPONSE']);
  expect(await itemTypes()).toEqual(['dispute.opened', 'dispute.lost', 'dispute.opened']);
});

it('an outcome that came back is told again: what was told of it before was taken back', async () => {
  const tell = await sourceOf('STRIPE');
  await tell(event('charge.dispute.created', dispute('needs_response')));
  const told = [];
  for (const [at, status] of ['lost', 'won', 'lost', 'lost'].entries())
    told.push(await tell(event('charge.dispute.closed', dispute(status), { at: at + 1 })));
  expect(told).toEqual([
    ['dispute.lost', 'PENDING'],
    ['dispute.won', 'PENDING'],
    ['dispute.lost', 'PENDING'],
    ['dispute.lost', 'SUPERSEDED'],
  ]);
});

it('one address buys in two shops: their failures of one amount are two', async () => {
  const [one, other] = [await sourceOf('STRIPE'), await sourceOf('STRIPE')];
  const shared = { currency: 'usd', customer: null };
  const payment = { id: 'pi_1', object: 'payment_intent', amount: 4_900, receipt_email: 'Ada@x.example', ...shared };
  const invoice = { id: 'in_1', object: 'invoice', amount_due: 4_900, customer_email: 'ada@x.example', ...shared };
  await one(event('payment_intent.payment_failed', payment));
  expect((await other(event('invoice.payment_failed', invoice)))[1]).toBe('PENDING');
  expect((await one(event('invoice.payment_failed', { ...invoice, id: 'in_2' })))[1]).toBe('SUPERSEDED');
});

it('an instant payout begins and ends in one second, and both may come in any order', async () => {
  const tell = await sourceOf('STRIPE');
  const payout = (id: string) => ({ id, object: 'payout', amount: 100, currency: 'usd' });
  expect((await tell(event('payout.paid', payout('po_1'))))[1]).toBe('PENDING');
  expect((await tell(event('payout.created', payout('po_1'))))[1]).toBe('SUPERSEDED');
  expect((await tell(event('payout.created', payout('po_2'))))[1]).toBe('PENDING');
  expect((await tell(event('payout.paid', payout('po_2'))))[1]).toBe('PENDING');
});
