// Facts that no webhook told, found by asking the provider's API: what is asked, what is taken in, and what happens then.
import { makeReason } from '../../src/domain/reasons.js';
import { MESSAGES } from '../../src/i18n/messages.js';
import { addPerson } from '../support/database.js';
import { planned } from '../support/deliveries.js';
import type { Data } from '../support/graphql.js';
import { postSigned } from '../support/program.js';
import {
  DODO_KEY,
  dodoDispute,
  dodoPayout,
  STRIPE_KEY,
  stripeDispute,
  stripePayout,
} from '../support/provider-apis.js';
import { reconcileFixture } from '../support/reconcile-fixture.js';

const asked = reconcileFixture();
const { keyed, swept, reconciled, events } = asked;

const told = async () => (await events()).map(({ entityId, type }) => `${entityId} ${type}`);

const statusesOf = async (eventId: string): Promise<string[]> => {
  const rows: { status: string }[] = await asked.dataSource.query(
    'SELECT DISTINCT status FROM deliveries WHERE event_id = $1 ORDER BY 1',
    [eventId],
  );
  return rows.map(({ status }) => status);
};

describe('What a sweep takes in', () => {
  it('is each dispute and payout of Stripe in its state, as the webhook would have told it', async () => {
    const source = await keyed('STRIPE');
    asked.apis.stripe.disputes = [
      stripeDispute('du_open', 'needs_response'),
      stripeDispute('du_inquiry', 'warning_needs_response'),
      stripeDispute('du_review', 'under_review'),
      stripeDispute('du_won', 'won'),
      stripeDispute('du_lost', 'lost'),
      stripeDispute('du_closed', 'warning_closed'),
    ];
    const statuses = ['pending', 'in_transit', 'paid', 'failed', 'canceled'];
    asked.apis.stripe.payouts = statuses.map((status) => stripePayout(`po_${status}`, status));
    expect(await swept(source.id)).toEqual({
      apiKeyHint: '…4x7S',
      reconciledAt: expect.any(String),
      reconcileProblem: null,
    });
    expect(await told()).toEqual([
      'du_open dispute.opened',
      'du_inquiry dispute.opened',
      'du_review dispute.challenged',
      'du_won dispute.won',
      'du_lost dispute.lost',
      'du_closed dispute.closed',
      'po_pending payout.created',
      'po_in_transit payout.in_progress',
      'po_paid payout.success',
      'po_failed payout.failed',
      'po_canceled payout.cancelled',
    ]);
    const rows = await events();
    expect(rows.every(({ foundByReconcile }) => foundByReconcile)).toBe(true);
    expect(rows[0]).toMatchObject({
      externalId: 'sweep:du_open:needs_response',
      facts: { amount: '64900', currency: 'EUR', customerName: 'Grace', respondBy: expect.any(String) },
    });
    const made = asked.apis.stripe.payouts[2]?.arrival_date * 1_000;
    expect(rows[8]?.occurredAt.getTime()).toBe(made);
    expect([...asked.apis.keys]).toEqual([`Bearer ${STRIPE_KEY}`]);
  });

  it('is each dispute and payout of Dodo Payments, with what only the single dispute says', async () => {
    const source = await keyed('DODO');
    asked.apis.dodo.customer = { reason: 'product_not_received', customer: { name: 'Ada', email: 'ada@shop.example' } };
    asked.apis.dodo.disputes = [dodoDispute('dp_1', 'opened'), dodoDispute('dp_2', 'won')];
    const statuses = ['not_initiated', 'in_progress', 'on_hold', 'failed', 'success'];
    asked.apis.dodo.payouts = statuses.map((status) => dodoPayout(`pyt_${status}`, status));
    await swept(source.id);
    expect(await told()).toEqual([
      'dp_1 dispute.opened',
      'dp_2 dispute.won',
      'pyt_not_initiated payout.created',
      'pyt_in_progress payout.in_progress',
      'pyt_on_hold payout.on_hold',
      'pyt_failed payout.failed',
      'pyt_success payout.success',
    ]);
    const [opened] = await events();
    const facts = { customerEmail: 'ada@shop.example', reason: 'product not received', respondByEstimated: true };
    expect(opened).toMatchObject({ externalId: 'sweep:dp_1:dispute:dispute_opened', facts });
    expect([...asked.apis.keys]).toEqual([`Bearer ${DODO_KEY}`]);
    // A later stage of the same dispute is another fact.
    asked.apis.dodo.disputes = [dodoDispute('dp_1', 'opened', 'pre_arbitration'), dodoDispute('dp_2', 'won')];
    await swept(source.id);
    expect((await told()).slice(7)).toEqual(['dp_1 dispute.opened']);
  });

  it('is taken in although a producer used its external id already', async () => {
    const source = await keyed('STRIPE');
    const id = 'sweep:du_1:needs_response';
    await postSigned(asked.program, source, { id, type: 'charge.succeeded', data: {} });
    asked.apis.stripe.disputes = [stripeDispute('du_1', 'needs_response')];
    await swept(source.id);
    await swept(source.id);
    const rows = (await events()).filter(({ externalId }) => externalId === id);
    expect(rows.map(({ foundByReconcile }) => foundByReconcile)).toEqual([false, true]);
    const again = await postSigned(asked.program, source, { id, type: 'charge.succeeded', data: {} });
    expect(again.body).toEqual({ id: rows[0]?.id, duplicate: true });
  });

  it('says of itself that it was found by a sweep, in every locale', async () => {
    const source = await keyed('STRIPE');
    asked.apis.stripe.disputes = [stripeDispute('du_1', 'needs_response')];
    await swept(source.id);
    await postSigned(asked.program, source, { id: 'evt_1', type: 'charge.succeeded', data: {} });
    const locales = MESSAGES.locales;
    const texts = locales.map((locale) => `${locale}: text(locale: "${locale}")`).join(' ');
    const { edges } = (
      await asked.client.get(`{ events { edges { node { foundBySweep timeline { kind ${texts} } } } } }`)
    ).events;
    const [byWebhook, bySweep] = edges.map(({ node }: Data) => ({ ...node, timeline: node.timeline[0] }));
    expect([byWebhook.foundBySweep, bySweep.foundBySweep]).toEqual([false, true]);
    expect([byWebhook.timeline.kind, bySweep.timeline.kind]).toEqual(['RECEIVED', 'RECEIVED']);
    for (const locale of locales) expect(bySweep.timeline[locale]).not.toBe(byWebhook.timeline[locale]);
    expect(bySweep.timeline.en).toMatch(/^Found by sweep/);
  });
});

describe('What a webhook told', () => {
  it('is not taken again, and what it left out is', async () => {
    const source = await keyed('STRIPE');
    const known = stripeDispute('du_known', 'needs_response');
    const body = { id: 'evt_1', type: 'charge.dispute.created', created: known.created, livemode: true };
    await postSigned(asked.program, source, { ...body, data: { object: known } });
    asked.apis.stripe.disputes = [known, stripeDispute('du_missed', 'needs_response')];
    expect((await reconciled(source.id)).reconciled).toEqual({ found: 1, complete: true });
    expect((await reconciled(source.id)).reconciled).toEqual({ found: 0, complete: true });
    expect(await told()).toEqual(['du_known dispute.opened', 'du_missed dispute.opened']);
    // Its end was missed.
    asked.apis.stripe.disputes = [{ ...known, status: 'lost' }];
    await swept(source.id);
    expect((await told()).at(-1)).toBe('du_known dispute.lost');
  });

  it('after a sweep had found it is superseded by that, unless it happened later', async () => {
    await addPerson(asked.dataSource, asked.businessId);
    const source = await keyed('DODO');
    const payout = dodoPayout('pyt_1', 'on_hold');
    asked.apis.dodo.payouts = [payout];
    await swept(source.id);
    const [found] = await events();
    await planned(asked.dataSource, [found?.id ?? '']);
    expect(await statusesOf(found?.id ?? '')).not.toContain('SUPERSEDED');
    const webhook = (timestamp: string) =>
      postSigned(asked.program, source, { business_id: 'bus_1', type: 'payout.on_hold', timestamp, data: payout });
    const late = (await webhook(payout.updated_at)).body.id;
    const again = (await webhook(new Date(Date.now() + 24 * 3_600_000).toISOString())).body.id;
    await planned(asked.dataSource, [late]);
    await planned(asked.dataSource, [again]);
    expect(await statusesOf(late)).toEqual(['SUPERSEDED']);
    expect(await statusesOf(again)).not.toContain('SUPERSEDED');
    const [item] = await asked.dataSource.query('SELECT reason FROM deliveries WHERE event_id = $1 LIMIT 1', [late]);
    expect(item.reason).toEqual(makeReason('TOLD_BEFORE', { by: String(found?.id) }));
  });

  it('in the very moment of the sweep supersedes what the sweep found', async () => {
    await addPerson(asked.dataSource, asked.businessId);
    const source = await keyed('DODO');
    const payout = dodoPayout('pyt_1', 'failed');
    asked.apis.dodo.payouts = [payout];
    const body = { business_id: 'bus_1', type: 'payout.failed', timestamp: payout.updated_at, data: payout };
    // As if it had been stored after the sweep looked for it: the sweep does not know of another entity.
    const { id } = (await postSigned(asked.program, source, { ...body, data: { ...payout, payout_id: 'pyt_2' } })).body;
    await swept(source.id);
    await asked.dataSource.query(`UPDATE events SET entity_id = 'pyt_1' WHERE id = $1`, [id]);
    const found = (await events()).find(({ foundByReconcile }) => foundByReconcile);
    await planned(asked.dataSource, [id]);
    await planned(asked.dataSource, [found?.id ?? '']);
    expect(await statusesOf(id)).not.toContain('SUPERSEDED');
    expect(await statusesOf(found?.id ?? '')).toEqual(['SUPERSEDED']);
  });
});
