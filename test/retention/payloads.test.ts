// Bodies go when their time is over: in pieces, once, not while somebody needs them; and what is gone says so.
import { eraseOldPayloads } from '../../src/core/retention/payloads.js';
import { ERASE_OLD_PAYLOADS } from '../../src/core/retention/payloads.statements.js';
import { firstIdAt } from '../../src/domain/ids.js';
import { poolOf } from '../../src/platform/database/statement.js';
import { teamFixture } from '../support/business-fixture.js';
import { addBusiness } from '../support/database.js';
import { addEvent, planned } from '../support/deliveries.js';
import { addDispute } from '../support/disputes.js';

const asked = teamFixture();
const DAY_MS = 24 * 3_600_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);

/** As maintenance does it, so many days from now. */
const erase = (days: number, businessId = asked.businessId) =>
  eraseOldPayloads({ dataSource: asked.dataSource, payloadDays: 90 }, businessId, inDays(days));

const hasBody = async (id: string): Promise<boolean> =>
  (await asked.dataSource.query('SELECT body IS NOT NULL AS kept FROM inbox WHERE id = $1', [id]))[0].kept;

/** With its deliveries at an end. */
async function addEnded(event: Parameters<typeof addEvent>[2] = {}, businessId = asked.businessId): Promise<string> {
  const id = await addEvent(asked.dataSource, businessId, event, { type: 'payment.failed', key: 'LK-1' });
  await planned(asked.dataSource, [id]);
  await asked.dataSource.query(
    `UPDATE deliveries SET status = 'FAILED', settled_at = now() WHERE event_id = $1 AND status = 'PENDING'`,
    [id],
  );
  await asked.dataSource.query(`UPDATE events SET status = 'PROCESSED', open_deliveries = 0 WHERE id = $1`, [id]);
  return id;
}

const EVENT =
  'query ($id: ID!) { event(id: $id) { summary payload erased { code at reason } deliveries { edges { node { id channel } } } } }';
const seen = async (id: string) => (await asked.client.get(EVENT, { id })).event;

describe('the body of an event', () => {
  it('is there for 90 days, then shows as erased with code, moment and sentence; the rest stays', async () => {
    const id = await addEnded();
    expect(await erase(89.9)).toBe(0);
    expect(await seen(id)).toMatchObject({ payload: { type: 'payment.failed', key: 'LK-1' }, erased: null });
    const { summary } = await seen(id);
    expect(await erase(90.1)).toBe(1);
    expect(await hasBody(id)).toBe(false);
    const { payload, erased, ...rest } = await seen(id);
    expect(rest.summary).toBe(summary);
    expect(erased).toMatchObject({ code: 'RETENTION', reason: expect.stringContaining('erased') });
    expect(payload.erased.code).toBe('RETENTION');
    expect(new Date(payload.erased.at).toISOString()).toBe(erased.at);
    expect(await erase(90.2)).toBe(0);
  });

  it('cannot be sent again, which is said in one sentence, by whichever way it is asked', async () => {
    const id = await addEnded();
    const other = await addEnded();
    await asked.dataSource.query(`UPDATE events SET status = 'PROCESSING' WHERE id = $1`, [other]);
    await erase(91);
    const mail = (await seen(id)).deliveries.edges.find(
      ({ node }: { node: { channel: string } }) => node.channel === 'EMAIL',
    );
    const gone = {
      message: expect.stringMatching(/^The body of this event is no longer kept/),
      extensions: expect.objectContaining({ code: 'CONFLICT' }),
    };
    const retry = 'mutation ($id: ID!) { retryDelivery(input: { id: $id }) { delivery { id } } }';
    expect(await asked.client.fail(retry, { id: mail.node.id })).toMatchObject(gone);
    for (const mode of ['SAME_TARGETS', 'REEVALUATE']) {
      const replay = `mutation ($id: ID!) { replayEvent(input: { id: $id, mode: ${mode} }) { event { id } } }`;
      expect(await asked.client.fail(replay, { id })).toMatchObject(gone);
    }
    const bulk = 'mutation { bulkRetry(input: { filter: {}, dryRun: false }) { count skipped } }';
    expect((await asked.client.get(bulk)).bulkRetry).toEqual({ count: 1, skipped: 1 });
  });

  it('stays while the event is under way, and while a dispute about it has no end', async () => {
    await addDispute(asked.dataSource, asked.businessId, { externalId: 'dp_1', paymentId: 'pay_9' });
    const ids = {
      payment: await addEnded({ entityId: 'pay_9' }),
      opening: await addEnded({ type: 'dispute.opened', entityId: 'dp_1' }),
      waiting: await asked.add(),
      other: await addEnded({ entityId: 'pay_10' }),
    };
    const kept = async () =>
      Object.fromEntries(await Promise.all(Object.entries(ids).map(async ([name, id]) => [name, await hasBody(id)])));
    await erase(91);
    expect(await kept()).toEqual({ payment: true, opening: true, waiting: true, other: false });
    // A later walk does not begin anew, and finds them all the same.
    await addEnded();
    await erase(92);
    // Also that which planning recorded of the opening.
    await asked.dataSource.query(`UPDATE disputes SET state = 'LOST' WHERE business_id = $1`, [asked.businessId]);
    await asked.dataSource.query(`UPDATE events SET status = 'PROCESSED' WHERE id = $1`, [ids.waiting]);
    await erase(93);
    expect(await kept()).toEqual({ payment: false, opening: false, waiting: false, other: false });
    expect(
      await asked.dataSource.query('SELECT event_id FROM kept_payloads WHERE business_id = $1', [asked.businessId]),
    ).toEqual([]);
  });
});

describe('setRetention', () => {
  const SET = 'mutation ($days: Int) { setRetention(input: { payloadDays: $days }) { business { payloadDays } } }';

  it('is the business’s own, between 7 days and ten years, and may go back to that of the installation', async () => {
    const elsewhere = await addBusiness(asked.dataSource);
    const [own, foreign] = [await addEnded(), await addEnded({}, elsewhere)];
    expect((await asked.client.get('{ business { payloadDays } }')).business.payloadDays).toBe(90);
    for (const days of [6, 3_651, -1])
      expect((await asked.client.fail(SET, { days })).extensions.field).toBe('payloadDays');
    expect((await asked.client.get(SET, { days: 7 })).setRetention.business.payloadDays).toBe(7);
    await erase(8);
    await erase(8, elsewhere);
    expect([await hasBody(own), await hasBody(foreign)]).toEqual([false, true]);
    expect((await asked.client.get(SET, { days: null })).setRetention.business.payloadDays).toBe(90);
  });

  it('and each walk that erased something stand in the audit trail', async () => {
    await asked.client.get(SET, { days: 30 });
    await addEnded();
    await erase(31);
    await erase(32);
    const query = '{ auditLog { edges { node { actor action subject after } } } }';
    const lines = (await asked.client.get(query)).auditLog.edges.map(({ node }: { node: object }) => node);
    const subject = asked.businessId;
    expect(lines).toEqual([
      {
        actor: 'Tocsin',
        action: 'retention',
        subject,
        after: expect.objectContaining({ payloads: 1, payloadDays: 30 }),
      },
      { actor: expect.stringMatching(/^key /), action: 'setRetention', subject, after: { payloadDays: 30 } },
    ]);
  });
});

it('many bodies go in pieces, each found by an index', async () => {
  const { businessId, dataSource } = asked;
  await dataSource.query(
    `INSERT INTO events (id, business_id, source_id, external_id, type, occurred_at, received_at, test, facts, status)
     SELECT $1 || lpad(n::text, 10, '0'), $2, $3, n, 'payment.failed', now(), now(), false, '{}', 'PROCESSED' FROM generate_series(1, 1200) n`,
    [firstIdAt('event', Date.now() - 200 * DAY_MS).slice(0, 20), businessId, 'src_00000000000000000000000000'],
  );
  await dataSource.query(
    `INSERT INTO inbox (id, business_id, source_id, external_id, event_type, body, next_attempt_at, dispatched_at, origin)
     SELECT id, business_id, source_id, external_id, type, '{}', now(), now(), 'PRODUCER' FROM events WHERE business_id = $1`,
    [businessId],
  );
  expect(await erase(0)).toBe(1_200);
  const { text } = ERASE_OLD_PAYLOADS;
  const values = ERASE_OLD_PAYLOADS.valuesOf({
    businessId,
    before: firstIdAt('event', Date.now()),
    at: new Date(),
    atMost: 500,
  });
  const client = await poolOf(dataSource).connect();
  try {
    await client.query('BEGIN; SET LOCAL enable_seqscan = off');
    const { rows } = await client.query(`EXPLAIN ${text}`, values);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).not.toMatch(/Seq Scan on (events|inbox|kept_payloads)/);
    expect(plan).toContain('events_business');
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
});
