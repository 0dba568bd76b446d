/** Planning: once, whoever asks and how often; a fact that was told is not told again; poison stays alone. */
import { NO_FACTS, type NormalisedEvent } from '../../src/domain/facts.js';
import { SOURCE_KINDS } from '../../src/sources/index.js';
import { sample } from '../sources/sample-bodies.js';
import { addBusiness, addSlack } from '../support/database.js';
import { addEvent, eventRow, FAILED_PAYMENT, ledgerOf, planned } from '../support/deliveries.js';
import { planningFixture } from '../support/planning-fixture.js';

const asked = planningFixture();
const add = (event: Partial<NormalisedEvent> = {}) => addEvent(asked.dataSource, asked.businessId, event);
const plan = (...eventIds: string[]) => planned(asked.dataSource, eventIds);
/** `IN_APP DELIVERED` and the like, with the reason where there is one. */
async function told(eventId: string): Promise<string[]> {
  const rows = await ledgerOf(asked.dataSource, eventId);
  return rows.map(({ channel, status, reason }) => [channel, status, reason].filter(Boolean).join(' '));
}
const TOLD = ['EMAIL PENDING', 'IN_APP DELIVERED'];
const supersededBy = (eventId: string) => [
  `EMAIL SUPERSEDED already told by ${eventId}`,
  `IN_APP SUPERSEDED already told by ${eventId}`,
];

describe('a plan', () => {
  it('is recorded once by ten calls at the same time, and they all get the same chunks', async () => {
    await addSlack(asked.dataSource, asked.businessId, 'http://127.0.0.1:9/hook');
    const eventIds = await Promise.all([add(), add(), add()]);
    const results = await Promise.all(Array.from({ length: 10 }, () => plan(...eventIds)));
    const planned = results.map(({ atOnce, ...result }) => result);
    for (const result of planned) expect(result).toEqual(planned[0]);
    expect(await plan(...eventIds)).toEqual(planned[0]);
    expect(planned[0]).toMatchObject({ planned: 3, chunks: [{ count: 3 }, { count: 3 }] });
    // Two that tried it at once would send twice.
    expect(results.filter(({ atOnce }) => atOnce)).toHaveLength(1);
    for (const id of eventIds) {
      expect(await told(id)).toEqual([...TOLD, 'SLACK PENDING']);
      expect(await eventRow(asked.dataSource, id)).toMatchObject({ status: 'PROCESSING', open: 2 });
    }
    const [{ count }] = await asked.dataSource.query(
      'SELECT count(*)::integer AS count FROM notifications WHERE business_id = $1',
      [asked.businessId],
    );
    expect(count).toBe(3);
  });

  it('of a run that was lost is taken up together with events that have none yet', async () => {
    const [before, fresh] = [await add(), await add()];
    await plan(before);
    await asked.dataSource.query('UPDATE events SET workflow_id = NULL WHERE id = $1', [before]);
    const result = await plan(fresh, before);
    expect(result.chunks.reduce((sum, chunk) => sum + chunk.count, 0)).toBe(2);
    expect(await told(before)).toEqual(TOLD);
    expect(await told(fresh)).toEqual(TOLD);
  });

  it('belongs to the first run that takes the event: another one sends nothing', async () => {
    const [eventId, other] = [await add(), await add()];
    await plan(eventId);
    expect(await plan(other, eventId)).toMatchObject({ planned: 1, chunks: [{ count: 1 }] });
    expect(await told(eventId)).toEqual(TOLD);
  });

  it('sets a poison event aside with its reason, and its neighbours are told', async () => {
    const poison = { ...FAILED_PAYMENT.facts, amount: 'abc', currency: 'EUR' };
    const [first, second, third] = await Promise.all([add(), add({ facts: poison }), add()]);
    expect(await plan(first, second, third)).toMatchObject({ planned: 2, chunks: [{ channel: 'EMAIL', count: 2 }] });
    expect(await eventRow(asked.dataSource, second)).toEqual({
      status: 'FAILED',
      reason: 'It could not be planned: An amount is an integer in minor units, not "abc"',
      open: 0,
    });
    expect(await told(second)).toEqual([]);
    for (const id of [first, third]) expect(await told(id)).toEqual(TOLD);
    expect(await plan(first, second, third)).toMatchObject({ planned: 2, chunks: [{ count: 2 }] });
    expect(await told(second)).toEqual([]);
  });

  it('of nobody’s event ends it at once', async () => {
    const lonely = await addBusiness(asked.dataSource);
    const eventId = await addEvent(asked.dataSource, lonely);
    expect(await plan(eventId)).toEqual({ planned: 1, chunks: [] });
    expect(await eventRow(asked.dataSource, eventId)).toMatchObject({ status: 'PROCESSED', open: 0 });
  });

  it('of a test-mode event tells the inbox alone, with a label, and says why', async () => {
    const eventId = await add({ test: true });
    expect((await plan(eventId)).chunks).toEqual([]);
    expect(await told(eventId)).toEqual([
      'EMAIL SKIPPED test-mode event: it is listed, but rings at nobody',
      'IN_APP DELIVERED',
    ]);
    const [item] = await asked.dataSource.query('SELECT title FROM notifications WHERE event_id = $1', [eventId]);
    expect(item.title).toMatch(/^\[/);
    expect(await eventRow(asked.dataSource, eventId)).toMatchObject({ status: 'PROCESSED', open: 0 });
  });
});

describe('a failed renewal at Stripe, which sends two events', () => {
  const at = (minutes: number) => new Date(Date.UTC(2026, 10, 4, 6, minutes));
  /** One of the two, as the source reads it. */
  const failure = (type: 'invoice' | 'payment_intent', minutes: number, { live = true, amount = 4_900 } = {}) => {
    const object = { object: type, id: `${type}_1`, customer: 'cus_1', amount, amount_due: amount, currency: 'usd' };
    const body = { type: `${type}.payment_failed`, created: at(minutes).getTime() / 1_000, livemode: live };
    return add(SOURCE_KINDS.STRIPE.normalise({ ...body, data: { object } }, 'evt_1', new Date()));
  };
  /** Plans each of them alone, in the order in which they came. */
  async function planEach(...eventIds: string[]): Promise<string[][]> {
    for (const id of eventIds) await plan(id);
    return Promise.all(eventIds.map(told));
  }

  it('is told once: the second one is superseded by the first, and is done', async () => {
    const [first, second] = [await failure('payment_intent', 0), await failure('invoice', 9)];
    expect(await planEach(first, second)).toEqual([TOLD, supersededBy(first)]);
    expect(await eventRow(asked.dataSource, second)).toMatchObject({ status: 'PROCESSED', open: 0 });
    const items = await asked.dataSource.query('SELECT event_id FROM notifications WHERE business_id = $1', [
      asked.businessId,
    ]);
    expect(items).toEqual([{ event_id: first }]);
  });

  it('is told again ten minutes later', async () => {
    const [first, second] = [await failure('payment_intent', 0), await failure('invoice', 10)];
    expect(await planEach(first, second)).toEqual([TOLD, TOLD]);
  });

  it('is told although a later one, far from it in time, came before it', async () => {
    const [late, early] = [await failure('payment_intent', 45), await failure('payment_intent', 0)];
    expect(await planEach(late, early)).toEqual([TOLD, TOLD]);
  });

  it('is not superseded by one that was superseded itself: that one told nobody', async () => {
    const [first, second, third] = [
      await failure('invoice', 0),
      await failure('invoice', 8),
      await failure('invoice', 16),
    ];
    expect(await planEach(first, second, third)).toEqual([TOLD, supersededBy(first), TOLD]);
  });

  it('is not superseded by one that was set aside: that one told nobody', async () => {
    const [first, second] = [await failure('payment_intent', 0), await failure('invoice', 1)];
    await asked.dataSource.query(`UPDATE events SET status = 'FAILED' WHERE id = $1`, [first]);
    expect(await planEach(second)).toEqual([TOLD]);
  });

  it('is not superseded by one of test mode, of another amount or of another business', async () => {
    const first = await failure('payment_intent', 0, { live: false });
    const second = await failure('payment_intent', 0, { amount: 4_901 });
    const third = await failure('invoice', 0);
    await planEach(first, second);
    expect(await planEach(third)).toEqual([TOLD]);
    await asked.startAnew();
    expect(await planEach(await failure('invoice', 0))).toEqual([TOLD]);
  });
});

describe('a subscription that is said to be active again', () => {
  const active = (subscriptionId: string) => {
    const collapse = { key: `subscription.active:${subscriptionId}`, seconds: null };
    return add({ type: 'subscription.active', facts: { ...NO_FACTS, subscriptionId }, collapse });
  };

  it('is told once, however long ago; another subscription is told too', async () => {
    const [first, second, other] = [await active('sub_1'), await active('sub_1'), await active('sub_2')];
    await asked.dataSource.query(`UPDATE events SET occurred_at = now() - interval '2 years' WHERE id = $1`, [first]);
    await plan(first);
    await plan(second, other);
    expect([await told(second), await told(other)]).toEqual([supersededBy(first), TOLD]);
  });

  it('is told once where both wait in one group', async () => {
    const [first, second] = [await active('sub_1'), await active('sub_1')];
    await plan(first, second);
    expect([await told(first), await told(second)]).toEqual([TOLD, supersededBy(first)]);
  });
});

describe('a payout that failed, which Stripe tells by two events', () => {
  const changed = (name: string) => {
    const body = sample('stripe.payout.failed');
    body.type = name;
    body.data.previous_attributes = name.endsWith('.updated') ? { status: 'pending' } : undefined;
    return add(SOURCE_KINDS.STRIPE.normalise(body, 'evt_1', new Date()));
  };

  it('is told once, whichever comes first; that the same event comes again is another change', async () => {
    const [own, update, again] = [
      await changed('payout.failed'),
      await changed('payout.updated'),
      await changed('payout.failed'),
    ];
    for (const id of [own, update, again]) await plan(id);
    const kept = (rows: string[]) => rows.filter((row) => !row.includes('SUPERSEDED')).length;
    expect([kept(await told(own)), kept(await told(update)), kept(await told(again))]).toEqual([2, 0, 2]);
    await asked.startAnew();
    const [first, second] = [await changed('payout.updated'), await changed('payout.failed')];
    for (const id of [first, second]) await plan(id);
    expect([kept(await told(first)), kept(await told(second))]).toEqual([2, 0]);
  });
});
