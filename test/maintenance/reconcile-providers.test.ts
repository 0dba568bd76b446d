// A sweep over what a provider's API answers: its pages to the end, and its troubles.
import { makeReason } from '../../src/domain/reasons.js';
import { dodoPayout, stripeDispute, stripePayout } from '../support/provider-apis.js';
import { reconcileFixture } from '../support/reconcile-fixture.js';

const asked = reconcileFixture();
const { keyed, swept, events } = asked;

const notices = async () => (await events()).filter(({ type }) => type === 'tocsin.source_key_refused');

describe('Pages', () => {
  it('are read to the end, at both providers', async () => {
    const [stripe, dodo] = [await keyed('STRIPE'), await keyed('DODO')];
    asked.apis.stripe.payouts = Array.from({ length: 201 }, (_, n) => stripePayout(`po_${n}`, 'paid'));
    asked.apis.dodo.payouts = Array.from({ length: 101 }, (_, n) => dodoPayout(`pyt_${n}`, 'success'));
    await swept(stripe.id);
    await swept(dodo.id);
    const rows = await events();
    expect(rows).toHaveLength(302);
    expect(new Set(rows.map(({ entityId }) => entityId)).size).toBe(302);
    const pages = asked.apis.asked
      .filter((path) => path.includes('payouts'))
      .map((path) => new URL(path, 'http://x').searchParams);
    expect(pages.map((page) => page.get('starting_after') ?? page.get('page_number'))).toEqual([
      null,
      'po_99',
      'po_199',
      '0',
      '1',
    ]);
  });

  it('beyond the twentieth are left to the next sweep, which goes on there', async () => {
    const source = await keyed('STRIPE');
    asked.apis.stripe.disputes = Array.from({ length: 2_001 }, (_, n) => stripeDispute(`du_${n}`, 'won'));
    // Known ones, so that there is little to write.
    await asked.dataSource.query(
      `INSERT INTO events (id, business_id, source_id, external_id, type, occurred_at, received_at, entity_id, test, facts)
       SELECT 'evt_01kajp0f0qf1bsvkdv' || lpad(n::text, 8, '0'), $1, $2, 'evt_' || n, 'dispute.won', now(), now(), 'du_' || n, false,
         '{"stage": "dispute", "dispute": {"stage": null}}' FROM generate_series(0, 1999) n`,
      [asked.businessId, source.id],
    );
    expect((await swept(source.id)).reconciledAt).toBeNull();
    expect(asked.apis.asked).toHaveLength(20);
    expect((await swept(source.id)).reconciledAt).not.toBeNull();
    expect(asked.apis.asked[20]).toContain('starting_after=du_1999');
    expect((await events()).filter(({ foundByReconcile }) => foundByReconcile).map(({ entityId }) => entityId)).toEqual(
      ['du_2000'],
    );
  });
});

describe('A provider that', () => {
  it('refuses the key is asked on, while the source says so and the team is told once', async () => {
    for (const status of [401, 403]) {
      for (const kind of ['STRIPE', 'DODO'] as const) {
        const source = await keyed(kind);
        asked.apis.trouble = { status, from: 1 };
        const { reconcileProblem } = await swept(source.id);
        expect(reconcileProblem).toMatch(
          new RegExp(`refuses the API key \\(${status}\\): set one that may read disputes and payouts\\.`),
        );
        await swept(source.id);
        const told = (await notices()).filter(({ entityId }) => entityId === source.id);
        expect(told).toMatchObject([{ facts: { about: [kind], why: makeReason('ANSWERED_STATUS', { status }) } }]);
        asked.apis.trouble = null;
        expect((await swept(source.id)).reconcileProblem).toBeNull();
      }
    }
  });

  it('asks to wait or is in trouble is asked later, from where the sweep stopped', async () => {
    const source = await keyed('STRIPE');
    for (const status of [429, 503]) {
      asked.apis.asked = [];
      asked.apis.stripe.disputes = Array.from({ length: 101 }, (_, n) => stripeDispute(`du_${status}_${n}`, 'won'));
      asked.apis.trouble = { status, from: 2 };
      const answer = await asked.reconciled(source.id);
      expect(answer.reconciled).toEqual({ found: 100, complete: false });
      const { reconcileProblem, reconciledAt } = answer.source;
      expect(reconcileProblem).toMatch(
        status === 429 ? /^Stripe asks to be asked later \(429\)/ : /^Stripe answered 503/,
      );
      asked.apis.trouble = null;
      const after = await swept(source.id);
      expect(after.reconcileProblem).toBeNull();
      expect(after.reconciledAt).not.toBe(reconciledAt);
      // The first page is not asked for again.
      const starts = asked.apis.asked
        .slice(1, 3)
        .map((path) => new URL(path, 'http://x').searchParams.get('starting_after'));
      expect(starts).toEqual([`du_${status}_99`, `du_${status}_99`]);
    }
    expect((await events()).length).toBe(202);
    expect(await notices()).toEqual([]);
  });

  it('no longer knows the place where the sweep stopped is asked from the beginning', async () => {
    const source = await keyed('STRIPE');
    asked.apis.stripe.disputes = Array.from({ length: 101 }, (_, n) => stripeDispute(`du_${n}`, 'won'));
    asked.apis.trouble = { status: 400, from: 2 };
    expect((await swept(source.id)).reconcileProblem).toMatch(/^Stripe answered 400/);
    asked.apis.trouble = null;
    expect((await swept(source.id)).reconcileProblem).toBeNull();
    expect(asked.apis.asked[2]).not.toContain('starting_after');
  });
});
