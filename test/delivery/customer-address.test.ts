/** The address of a customer whom no event names: asked of the payment provider where the source has its key, and kept. */
import { CustomerAddresses } from '../../src/core/delivery/customer-address.js';
import { continueErasures, eraseCustomer } from '../../src/core/retention/customer.js';
import type { Chunk } from '../../src/domain/planning/chunks.js';
import { createLog } from '../../src/platform/log.js';
import { bodyOf, customerFixture } from '../support/customer-fixture.js';
import { addPerson } from '../support/database.js';
import { eventRow, planned, tryOnce } from '../support/deliveries.js';
import { DODO_KEY, STRIPE_KEY } from '../support/provider-apis.js';

const asked = customerFixture();
const { sql, add, deliverAll, customerLine, mailTo } = asked;
const MARIA = 'maria@harborlight.example';
const MARIA_ID = 'cus_kuHtihMqs9rIFeQTe86YZ';
const ELIN = 'elin@nordvik.example';

const licence = (key = DODO_KEY) => add('DODO', bodyOf('dodo.license_key.created'), asked.businessId, key);

/** A payment intent that names a customer and no address. */
function intent(account?: string, id = 'pi_1') {
  const body = bodyOf('stripe.payment_intent.succeeded');
  const object = { ...(body.data as { object: object }).object, id, customer: 'cus_elin', receipt_email: null };
  return add('STRIPE', { ...body, account, data: { object } }, asked.businessId, STRIPE_KEY);
}

it('is asked of Dodo Payments: the key of a customer whom nobody named arrives', async () => {
  asked.apis.customers = { [MARIA_ID]: { customer_id: MARIA_ID, email: MARIA, name: 'Maria' } };
  const eventId = await licence();
  await planned(asked.database.dataSource, [eventId]);
  expect(await customerLine(eventId)).toEqual(['PENDING no address known']);
  expect(asked.apis.asked).toEqual([]);
  await deliverAll(eventId);
  expect(await customerLine(eventId)).toEqual([`SENT ${MARIA}`]);
  await mailTo(MARIA);
  expect(asked.apis.asked.filter((path) => path.includes('customers'))).toEqual([`/customers/${MARIA_ID}`]);
  expect(await eventRow(asked.database.dataSource, eventId)).toMatchObject({ status: 'PROCESSED', open: 0 });
});

it('is asked of Stripe, in the account that it belongs to; a receipt of Stripe names none', async () => {
  asked.apis.customers = { cus_elin: { id: 'cus_elin', object: 'customer', email: ELIN } };
  const eventId = await intent('acct_7');
  await deliverAll(eventId);
  expect(await customerLine(eventId)).toEqual([`SENT ${ELIN}`]);
  expect(asked.apis.accounts).toEqual(new Set(['acct_7']));
});

it('is asked anew for the next event: people change it, and the provider knows', async () => {
  asked.apis.customers = { cus_elin: { id: 'cus_elin', email: ELIN } };
  await deliverAll(await intent());
  asked.apis.customers = { cus_elin: { id: 'cus_elin', email: 'new@nordvik.example' } };
  const second = await intent(undefined, 'pi_2');
  await deliverAll(second);
  expect(await customerLine(second)).toEqual(['SENT new@nordvik.example']);
});

it('is not asked where an event names it, nor without a key, nor where the switch is off', async () => {
  await add('DODO', bodyOf('dodo.payment.succeeded', { customer: { customer_id: MARIA_ID, email: MARIA } }));
  const [named, keyless] = [await licence(), await add('STRIPE', bodyOf('stripe.payment_intent.succeeded'))];
  await deliverAll(named, keyless);
  expect(await customerLine(named)).toEqual([`SENT ${MARIA}`]);
  await sql(
    `INSERT INTO customer_emails (business_id, event_type, enabled, changed_by) VALUES ($1, $2, false, 'a test')`,
    [asked.businessId, 'payment.succeeded'],
  );
  await deliverAll(await intent());
  expect(asked.apis.asked.filter((path) => path.includes('customers'))).toEqual([]);
});

it.each([
  ['there is no such customer', {}, 0, 'and Dodo Payments knows no such customer'],
  ['the customer has no address', { [MARIA_ID]: { customer_id: MARIA_ID } }, 0, 'and Dodo Payments has none either'],
  ['no mail can arrive there', { [MARIA_ID]: { email: 'maria@localhost' } }, 0, 'is not one that mail can be sent to'],
  ['the key may not read customers', {}, 403, 'does not let the API key read customers (403)'],
])('is said to be missing where %s, and nothing is sent', async (_what, customers, status, reason) => {
  Object.assign(asked.apis, { customers, trouble: status ? { status, from: 1 } : null });
  const eventId = await licence();
  await deliverAll(eventId);
  expect(await customerLine(eventId)).toEqual([expect.stringMatching(/^SKIPPED no address known /)]);
  expect((await customerLine(eventId))[0]).toContain(reason);
  expect(asked.smtp.mails).toEqual([]);
  expect(await eventRow(asked.database.dataSource, eventId)).toMatchObject({ status: 'PROCESSED', open: 0 });
});

it('of a customer who was deleted at Stripe is none', async () => {
  asked.apis.customers = { cus_elin: { id: 'cus_elin', object: 'customer', deleted: true } };
  const eventId = await intent();
  await deliverAll(eventId);
  expect((await customerLine(eventId))[0]).toContain('and Stripe knows no such customer');
});

it('is waited for while the provider is away, without a word against the carrier, and once known stays the same', async () => {
  await addPerson(asked.database.dataSource, asked.businessId);
  asked.apis.trouble = { status: 503, from: 1 };
  const eventId = await intent();
  const { chunks } = await planned(asked.database.dataSource, [eventId]);
  const send = () => tryOnce(asked.sender, { eventIds: [eventId], chunk: chunks[0] as Chunk });
  await expect(send()).rejects.toThrow('not sent yet');
  await expect(send()).rejects.toThrow('not sent yet');
  // The source is left alone for a minute, and the team hears of it all the same.
  expect(asked.apis.asked).toHaveLength(1);
  expect(asked.smtp.mails.map(({ to }) => to)).toEqual([['ada@team.example']]);
  expect((await customerLine(eventId))[0]).toMatch(/^PENDING no address known Stripe did not say the address/);
  asked.apis.trouble = null;
  asked.apis.customers = { cus_elin: { id: 'cus_elin', email: ELIN } };
  const { dataSource, box, log } = asked.sender;
  const aMinuteLater = () => new Date(Date.now() + 61_000);
  const known = asked.sender.customerAddresses;
  asked.sender.customerAddresses = new CustomerAddresses({
    dataSource,
    box,
    log,
    urls: asked.apis.urls,
    now: aMinuteLater,
  });
  asked.smtp.refuseWith = 451;
  await expect(send()).rejects.toThrow('not sent yet');
  expect((await customerLine(eventId))[0]).toContain(`PENDING ${ELIN}`);
  asked.apis.customers = { cus_elin: { id: 'cus_elin', email: 'other@nordvik.example' } };
  asked.smtp.refuseWith = null;
  await send();
  asked.sender.customerAddresses = known;
  expect(await customerLine(eventId)).toEqual([`SENT ${ELIN}`]);
});

describe('erasing the customer', () => {
  const named = { email: ELIN, customerId: null };
  const parts = () => ({ dataSource: asked.database.dataSource, box: asked.sender.box, log: createLog('silent') });
  const erase = () => eraseCustomer(parts(), { businessId: asked.businessId, actor: 'a test' }, named, new Date());
  const left = async () =>
    JSON.stringify([
      await sql('SELECT facts FROM events WHERE business_id = $1', [asked.businessId]),
      await sql('SELECT sent_to FROM deliveries WHERE business_id = $1', [asked.businessId]),
    ]);

  it('by the address erases it where it was asked, too', async () => {
    asked.apis.customers = { cus_elin: { id: 'cus_elin', email: ELIN } };
    await deliverAll(await intent());
    expect(await left()).toContain(ELIN);
    expect(await erase()).toEqual({ events: 1, deliveries: 1, kept: 0, later: 0 });
    expect(await left()).not.toContain(ELIN);
  });

  it('before it is known goes on when it is', async () => {
    asked.apis.customers = { cus_elin: { id: 'cus_elin', email: ELIN } };
    const eventId = await intent();
    const { chunks } = await planned(asked.database.dataSource, [eventId]);
    expect(await erase()).toEqual({ events: 0, deliveries: 0, kept: 0, later: 0 });
    await continueErasures(parts(), asked.businessId, new Date());
    for (const chunk of chunks) await tryOnce(asked.sender, { eventIds: [eventId], chunk });
    expect(await customerLine(eventId)).toEqual([`SENT ${ELIN}`]);
    await continueErasures(parts(), asked.businessId, new Date());
    expect(await left()).not.toContain(ELIN);
  });

  it('while its event waits ends the delivery: nothing is sent of what was erased', async () => {
    asked.apis.customers = { cus_elin: { id: 'cus_elin', email: ELIN } };
    const eventId = await intent();
    const { chunks } = await planned(asked.database.dataSource, [eventId]);
    await sql(`UPDATE events SET erased_at = now(), erased_by = 'REQUEST' WHERE id = $1`, [eventId]);
    for (const chunk of chunks) await tryOnce(asked.sender, { eventIds: [eventId], chunk });
    expect((await customerLine(eventId))[0]).toMatch(/^FAILED no address known/);
    expect(await left()).not.toContain(ELIN);
  });
});
