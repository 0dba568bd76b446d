// A customer asks to be forgotten: what is personal goes everywhere, ids, amounts and states stay.
import { continueErasures } from '../../src/core/retention/customer.js';
import { COUNT_CUSTOMER_EVENTS, FIND_CUSTOMER_KEYS } from '../../src/core/retention/customer.statements.js';
import { withoutPersonalFacts } from '../../src/domain/erasure.js';
import { type Facts, NO_FACTS } from '../../src/domain/facts.js';
import { poolOf } from '../../src/platform/database/statement.js';
import { createLog } from '../../src/platform/log.js';
import { newId } from '../../src/platform/new-id.js';
import { SecretBox } from '../../src/platform/secrets/secret-box.js';
import { storedBodies } from '../support/bodies.js';
import { teamFixture } from '../support/business-fixture.js';
import { addBusiness, addSource, ENCRYPTION_KEYS } from '../support/database.js';
import { addEvent, FAILED_PAYMENT, planned } from '../support/deliveries.js';
import { addDispute } from '../support/disputes.js';

const asked = teamFixture();
const box = new SecretBox(ENCRYPTION_KEYS);

const GRACE = { customerName: 'Grace Hopper', customerEmail: 'Grace@Navy.example', customerId: 'cus_grace' };
const factsOf = (facts: Partial<Facts>): Facts => ({ ...FAILED_PAYMENT.facts, reason: 'Grace has no money', ...facts });

/** An event of a customer, told and at its end. */
async function happened(
  facts: Partial<Facts>,
  event: Partial<typeof FAILED_PAYMENT> = {},
  businessId = asked.businessId,
) {
  const body = { type: 'payment.failed', said: JSON.stringify(facts) };
  const name = facts.customerName ?? 'nobody';
  const id = await addEvent(asked.dataSource, businessId, { ...event, facts: factsOf(facts) }, body);
  await planned(asked.dataSource, [id]);
  await asked.dataSource.query(
    `UPDATE deliveries SET status = 'FAILED', settled_at = now(), reason = '{"code": "CARRIER_REFUSED", "params": {"carrier": "SMTP", "answer": "550 ${name}"}}'
     WHERE event_id = $1 AND status = 'PENDING'`,
    [id],
  );
  await asked.dataSource.query(
    `INSERT INTO attempts (id, business_id, delivery_id, number, at, outcome, detail, duration_ms)
     SELECT replace(id, 'dlv', 'att'), business_id, id, 1, now(), 'refused', '{"code": "CARRIER_ANSWER", "params": {"answer": "550 ${name}"}}', 5
     FROM deliveries WHERE event_id = $1`,
    [id],
  );
  await asked.dataSource.query(`UPDATE events SET status = 'PROCESSED', open_deliveries = 0 WHERE id = $1`, [id]);
  return id;
}

const ERASE =
  'mutation ($input: EraseCustomerInput!) { eraseCustomer(input: $input) { events deliveries kept later } }';
const erase = async (input: object, client = asked.client) =>
  (await client.get(ERASE, { input: { dryRun: false, ...input } })).eraseCustomer;

/** As text, all that the database has about these businesses, by table. */
async function tables(): Promise<Record<string, string>> {
  const names: { name: string }[] = await asked.dataSource.query(
    `SELECT table_name AS name FROM information_schema.columns WHERE column_name = 'business_id' AND table_schema = current_schema() ORDER BY 1`,
  );
  const rows = names.map(async ({ name }) => {
    const [{ text }] = await asked.dataSource.query(
      `SELECT coalesce(string_agg(t::text, ' '), '') AS text FROM ${name} t WHERE business_id = $1`,
      [asked.businessId],
    );
    return [name, text as string];
  });
  const bodies = [...(await storedBodies(asked.dataSource, asked.businessId)).values()].join(' ');
  const all = Object.fromEntries(await Promise.all(rows));
  return { ...all, inbox: `${all.inbox} ${bodies}` };
}
const naming = async (name: RegExp) =>
  Object.entries(await tables()).flatMap(([table, text]) => (name.test(text) ? [table] : []));

it('leaves nothing of the person in any table, and all of everybody else', async () => {
  const paid = await happened(GRACE, { type: 'payment.succeeded' });
  // A body that has the id alone, and one that has the address alone.
  const renewed = await happened({ customerId: 'cus_grace', customerName: 'Hopper, Grace' });
  const guest = await happened({ customerEmail: 'grace@navy.example', customerName: 'Grace' });
  await happened({
    customerId: 'cus_alan',
    customerName: 'Alan',
    customerEmail: 'alan@turing.example',
    reason: 'Alan has none',
  });
  await asked.dataSource.query(
    `INSERT INTO transformation_failures (id, business_id, destination_id, event_id, reason) VALUES ($1, $2, $3, $4, '{"code": "TEXT", "params": {"text": "no Grace"}}')`,
    [newId('transformationFailure'), asked.businessId, asked.ada.emailId, guest],
  );
  expect(await naming(/grace/i)).toEqual(
    expect.arrayContaining(['attempts', 'deliveries', 'events', 'inbox', 'notifications', 'transformation_failures']),
  );
  expect(await erase({ email: 'GRACE@navy.example' })).toEqual({ events: 3, deliveries: 1, kept: 0, later: 0 });
  // The id of a customer stays: it is the ledger's. The trail has of an address what tells that it was asked.
  const left = await tables();
  expect(Object.entries(left).filter(([, text]) => /grace|hopper/i.test(text.replaceAll('cus_grace', '')))).toEqual([]);
  expect(left.audit_entries).toContain('g…@navy.example');
  expect(left.notifications).toContain('Alan');
  const ledger = `query ($id: ID!) { event(id: $id) { amount { minorUnits } payload erased { code } deliveries { edges { node { channel to status } } } } }`;
  for (const id of [paid, renewed, guest]) {
    const { event } = await asked.client.get(ledger, { id });
    expect(event).toMatchObject({
      amount: { minorUnits: '2890' },
      payload: { erased: { code: 'REQUEST' } },
      erased: { code: 'REQUEST' },
    });
    expect(event.deliveries.edges.length).toBeGreaterThan(0);
  }
});

it('is counted before, done once, and by customer id reaches no other customer of that address', async () => {
  await happened(GRACE);
  await happened({ ...GRACE, customerId: 'cus_other' });
  expect(await erase({ customerId: 'cus_grace', dryRun: true })).toEqual({
    events: 1,
    deliveries: 0,
    kept: 0,
    later: 0,
  });
  expect(await naming(/Grace Hopper/)).toContain('events');
  expect(await erase({ customerId: 'cus_grace' })).toMatchObject({ events: 1 });
  expect(await erase({ customerId: 'cus_grace' })).toMatchObject({ events: 0 });
  expect(await erase({ email: 'grace@navy.example', dryRun: true })).toMatchObject({ events: 1 });
  const lines = await asked.dataSource.query(
    `SELECT subject, after FROM audit_entries WHERE business_id = $1 AND action = 'eraseCustomer' ORDER BY id`,
    [asked.businessId],
  );
  expect(lines).toEqual([
    { subject: 'cus_grace', after: { events: 1, deliveries: 0, kept: 0 } },
    { subject: 'cus_grace', after: { events: 0, deliveries: 0, kept: 0 } },
  ]);
});

it('keeps what an open dispute needs, and goes on when it has ended', async () => {
  const dispute = await addDispute(asked.dataSource, asked.businessId, {
    externalId: 'dp_7',
    paymentId: 'pay_7',
    reason: 'Grace says no',
  });
  await happened({ ...GRACE, paymentId: 'pay_7' }, { entityId: 'pay_7', type: 'payment.succeeded' });
  // A notice about the dispute names the customer, and has no id of theirs.
  await happened({ customerName: 'Grace Hopper', disputeId: 'dp_7' }, { entityId: 'dp_7', type: 'dispute.opened' });
  await happened(GRACE, { entityId: 'pay_8' });
  await asked.dataSource.query('UPDATE events SET source_id = $1 WHERE entity_id = $2', [dispute.sourceId, 'dp_7']);
  expect(await erase({ customerId: 'cus_grace' })).toMatchObject({ events: 3, kept: 2 });
  const proceed = () =>
    continueErasures({ dataSource: asked.dataSource, box, log: createLog('silent') }, asked.businessId, new Date());
  await proceed();
  expect(await naming(/Grace/)).toContain('events');
  // Meanwhile nobody can read in the database whom the request is about.
  expect((await tables()).erasures).not.toMatch(/cus_grace"|navy/);
  // Also that which planning recorded of the opening.
  await asked.dataSource.query(`UPDATE disputes SET state = 'LOST' WHERE business_id = $1`, [asked.businessId]);
  await proceed();
  expect(await naming(/Grace|Hopper/)).toEqual([]);
  const [{ done, sealed }] = await asked.dataSource.query(
    'SELECT done_at IS NOT NULL AS done, sealed_customer AS sealed FROM erasures WHERE business_id = $1',
    [asked.businessId],
  );
  expect([done, sealed]).toEqual([true, null]);
  const [line] = await asked.dataSource.query(
    `SELECT actor, after FROM audit_entries WHERE business_id = $1 ORDER BY id DESC LIMIT 1`,
    [asked.businessId],
  );
  expect(line).toEqual({ actor: 'Tocsin', after: { events: 2 } });
});

it('of one shop leaves the customer, and the dispute, with the same number in another', async () => {
  const [one, other] = [
    await addSource(asked.dataSource, asked.businessId, 'GENERIC'),
    await addSource(asked.dataSource, asked.businessId, 'GENERIC'),
  ];
  const bought = async (shop: { id: string }, facts: Partial<Facts>, entityId: string) => {
    const id = await happened({ customerId: '42', ...facts }, { entityId });
    await asked.dataSource.query('UPDATE events SET source_id = $1 WHERE id = $2', [shop.id, id]);
  };
  await bought(one, { customerName: 'Grace Hopper', customerEmail: 'grace@navy.example', disputeId: '7' }, '7');
  await bought(one, { customerName: 'Mrs Hopper', customerEmail: null }, '1001');
  await bought(other, { customerName: 'Alan Turing', customerEmail: 'alan@turing.example', disputeId: '7' }, '7');
  expect(await erase({ email: 'grace@navy.example' })).toMatchObject({ events: 2 });
  expect(await naming(/Hopper/)).toEqual([]);
  expect(await naming(/Alan Turing/)).toContain('events');
});

it('is for ADMIN alone, stays within the business, and asks whom', async () => {
  const elsewhere = await addBusiness(asked.dataSource);
  const id = await happened(GRACE, {}, elsewhere);
  expect(await erase({ email: 'grace@navy.example' })).toMatchObject({ events: 0 });
  const [{ facts }] = await asked.dataSource.query('SELECT facts FROM events WHERE id = $1', [id]);
  expect(facts.customerName).toBe('Grace Hopper');
  for (const input of [{}, { email: ' ', customerId: null }]) {
    const error = await asked.client.fail(ERASE, { input: { dryRun: true, ...input } });
    expect([error.extensions.code, error.message]).toEqual([
      'BAD_USER_INPUT',
      expect.stringMatching(/^Say whose data/),
    ]);
  }
  const refused = await (await asked.client.withKey('VIEWER')).fail(ERASE, {
    input: { email: 'a@b.example', dryRun: true },
  });
  expect(refused.extensions.code).toBe('FORBIDDEN');
});

/** Events of which nobody was told. @param facts SQL, in which `n` is the number of the event, from 1 */
const addMany = (count: number, facts: string) =>
  asked.dataSource.query(
    `INSERT INTO events (id, business_id, source_id, external_id, type, entity_id, occurred_at, received_at, test, facts, status)
     SELECT replace($1, left($1, 10), 'evt_' || lpad(n::text, 6, '0')), $1, 'src_00000000000000000000000000', n, 'payment.failed', 'pay_' || n, now(), now(), false,
       ${facts}, 'PROCESSED' FROM generate_series(1, ${count}) n`,
    [asked.businessId],
  );

it('says how many are too many for one go: they follow in the nights', async () => {
  await addMany(2_010, `jsonb_build_object('customerId', 'cus_grace')`);
  const counted = { events: 2_010, deliveries: 0, kept: 0, later: 10 };
  expect(await erase({ customerId: 'cus_grace', dryRun: true })).toMatchObject(counted);
  expect(await erase({ customerId: 'cus_grace' })).toMatchObject(counted);
  expect(await erase({ customerId: 'cus_grace', dryRun: true })).toMatchObject({ events: 10, later: 0 });
});

it.each([COUNT_CUSTOMER_EVENTS, FIND_CUSTOMER_KEYS])(
  'among many events, $name finds those of a customer by indexes',
  async (statement) => {
    await addMany(5_000, `jsonb_build_object('customerEmail', n || '@a.example', 'customerId', 'cus_' || n)`);
    await asked.dataSource.query('ANALYZE events');
    const keys = {
      emails: ['a@b.example'],
      customerIds: ['cus_1'],
      disputeIds: ['dp_1'],
      ownIds: ['DODO cus_1', 'DODO dp_1'],
    };
    const values = statement.valuesOf({ ...keys, businessId: asked.businessId, before: newId('event') });
    const client = await poolOf(asked.dataSource).connect();
    try {
      await client.query('BEGIN');
      const { rows } = await client.query(`EXPLAIN ${statement.text}`, values);
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      expect(plan).toMatch(/events_customer_email.*events_of_customer/s);
      expect(plan).not.toMatch(/Seq Scan on events|using events_business /);
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  },
);

it('what is personal of the facts goes, the rest is as it was', () => {
  const facts = {
    ...NO_FACTS,
    ...GRACE,
    amount: '2890',
    reason: 'words',
    method: 'Visa •••• 4242',
    paymentId: 'pay_1',
  };
  const left = { ...NO_FACTS, customerId: 'cus_grace', amount: '2890', paymentId: 'pay_1' };
  expect(withoutPersonalFacts(facts)).toEqual(left);
  expect(withoutPersonalFacts(left)).toEqual(left);
});
