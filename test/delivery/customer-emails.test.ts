/** E-mails to the merchant's customers, from the recorded plan to the mail: once, to the right address, while the switch is on. */
import type { Chunk } from '../../src/domain/planning/chunks.js';
import { newId } from '../../src/platform/new-id.js';
import { bodyOf, customerFixture, MARIA } from '../support/customer-fixture.js';
import { addBusiness, addPerson } from '../support/database.js';
import { eventRow, ledgerOf, planned, tryOnce } from '../support/deliveries.js';
import { DODO_KEY } from '../support/provider-apis.js';

const asked = customerFixture();
const { sql, add, deliverAll, customerLine, mailTo } = asked;
const KEY = '82abe6cb-e89c-4113-a0e6-de1a38a1645a';

const switchOff = (eventType: string) =>
  sql(`INSERT INTO customer_emails (business_id, event_type, enabled, changed_by) VALUES ($1, $2, false, 'a test')`, [
    asked.businessId,
    eventType,
  ]);

describe('a customer who has paid', () => {
  it.each([
    ['DODO', 'dodo.payment.succeeded', MARIA, '53,90'],
    ['STRIPE', 'stripe.payment_intent.succeeded', 'elin.lindqvist@nordvik.example', '649,00'],
  ] as const)(
    'gets a receipt by default, from the business and in its language: %s',
    async (kind, sample, to, amount) => {
      const eventId = await add(kind, bodyOf(sample));
      await deliverAll(eventId);
      expect(await customerLine(eventId)).toEqual([`SENT ${to}`]);
      const mail = await mailTo(to);
      expect(mail.from).toEqual({ name: 'Test & Sons', address: 'tocsin@test.example' });
      expect(mail.subject).toContain('Ihr Zahlungsbeleg von Test & Sons');
      expect(mail.text).toContain(amount);
      expect(mail.text).not.toContain('tocsin.test');
      expect(mail.text).toContain('GMT+9');
      expect(await eventRow(asked.database.dataSource, eventId)).toMatchObject({ status: 'PROCESSED', open: 0 });
    },
  );

  it('reads what it bought by name where the source has a key of the provider’s API, and no id anywhere', async () => {
    asked.apis.names = { '/products/pdt_aUmxnmsDNuKTCkFnX6CSS': 'Icon set' };
    await deliverAll(await add('DODO', bodyOf('dodo.payment.succeeded'), asked.businessId, DODO_KEY));
    const { text, html } = await mailTo(MARIA);
    expect(text).toContain('Artikel: Icon set');
    asked.smtp.mails.length = 0;
    await deliverAll(await add('DODO', bodyOf('dodo.payment.succeeded', { payment_id: 'pay_2' })));
    const without = await mailTo(MARIA);
    expect(without.text).not.toContain('Artikel');
    expect(`${text}${html}${without.text}${without.html}`).not.toMatch(/(pdt|pay|cus|bus)_/);
  });

  it('is written to in the own language where the body names it', async () => {
    const body = {
      type: 'payment.succeeded',
      data: { amount: 1, customer: { email: 'a@b.example', locale: 'it-IT' } },
    };
    await deliverAll(await add('GENERIC', body));
    expect((await mailTo('a@b.example')).subject).toMatch(/^La Sua ricevuta/);
  });

  it('gets it whole also where the team has gone quiet: quiet hours and digests are not theirs', async () => {
    const { recipientId, emailId } = await addPerson(asked.database.dataSource, asked.businessId);
    await sql(`UPDATE recipients SET quiet_start = '00:00', quiet_end = '23:59' WHERE id = $1`, [recipientId]);
    await sql(`UPDATE destinations SET digest_every = 'HOUR' WHERE id = $1`, [emailId]);
    const eventId = await add('DODO', bodyOf('dodo.payment.succeeded'));
    await deliverAll(eventId);
    const statuses = (await ledgerOf(asked.database.dataSource, eventId)).map(
      ({ channel, status }) => `${channel} ${status}`,
    );
    expect(statuses.sort()).toEqual(['EMAIL DEFERRED', 'EMAIL SENT', 'IN_APP DELIVERED']);
    expect(asked.smtp.mails.map(({ to }) => to)).toEqual([[MARIA]]);
  });

  it('gets it once, however often the event is planned and the chunk is tried', async () => {
    const eventId = await add('DODO', bodyOf('dodo.payment.succeeded'));
    const plans = await Promise.all(Array.from({ length: 8 }, () => planned(asked.database.dataSource, [eventId])));
    const chunk = plans[0]?.chunks[0] as Chunk;
    expect(plans.map(({ chunks }) => chunks)).toEqual(plans.map(() => [chunk]));
    asked.smtp.refuseWith = 451;
    await expect(tryOnce(asked.sender, { eventIds: [eventId], chunk })).rejects.toThrow('not sent yet');
    expect(await customerLine(eventId)).toEqual([expect.stringMatching(/^PENDING/)]);
    for (let i = 0; i < 3; i++) await tryOnce(asked.sender, { eventIds: [eventId], chunk });
    expect(await customerLine(eventId)).toEqual([`SENT ${MARIA}`]);
    await mailTo(MARIA);
    const again = `INSERT INTO deliveries (id, business_id, event_id, channel, sent_to, status, because, audience)
      SELECT $2, business_id, event_id, channel, sent_to, status, because, audience FROM deliveries WHERE event_id = $1`;
    await expect(sql(again, [eventId, newId('delivery')])).rejects.toThrow('deliveries_customer');
  });

  it('rides in the e-mails of the team: one chunk for both', async () => {
    await addPerson(asked.database.dataSource, asked.businessId);
    const eventId = await add('DODO', bodyOf('dodo.payment.succeeded'));
    expect(await deliverAll(eventId)).toEqual([expect.objectContaining({ channel: 'EMAIL', count: 2 })]);
    expect(asked.smtp.mails.flatMap(({ to }) => to).sort()).toEqual(['ada@team.example', MARIA]);
  });
});

describe('the switch of an event type', () => {
  it.each([
    ['payment.succeeded', 'dodo.payment.succeeded'],
    ['subscription.plan_changed', 'dodo.subscription.plan_changed'],
    ['license_key.created', 'dodo.license_key.created'],
  ])('%s stops that one alone', async (type, sample) => {
    await switchOff(type);
    const ids: Record<string, string> = {};
    // A payment that names the address of the key's customer comes first.
    for (const name of ['dodo.payment.succeeded', 'dodo.subscription.plan_changed', 'dodo.license_key.created'])
      ids[name] = await add('DODO', bodyOf(name));
    await deliverAll(...Object.values(ids));
    for (const [name, id] of Object.entries(ids)) {
      const off = /^SKIPPED .* customer e-mails of this type are switched off$/;
      expect(await customerLine(id)).toEqual([expect.stringMatching(name === sample ? off : /^SENT /)]);
    }
    expect(asked.smtp.mails).toHaveLength(2);
  });

  it('also stops what is planned and not sent yet; the team is told all the same', async () => {
    await addPerson(asked.database.dataSource, asked.businessId);
    const eventId = await add('DODO', bodyOf('dodo.payment.succeeded'));
    const { chunks } = await planned(asked.database.dataSource, [eventId]);
    await switchOff('payment.succeeded');
    await tryOnce(asked.sender, { eventIds: [eventId], chunk: chunks[0] as Chunk });
    expect(await customerLine(eventId)).toEqual([
      `CANCELLED ${MARIA} customer e-mails of this type were switched off meanwhile`,
    ]);
    expect(asked.smtp.mails.map(({ to }) => to)).toEqual([['ada@team.example']]);
    expect(await eventRow(asked.database.dataSource, eventId)).toMatchObject({ status: 'PROCESSED', open: 0 });
  });

  it('of another business is another switch', async () => {
    await switchOff('payment.succeeded');
    const other = await addBusiness(asked.database.dataSource);
    const eventId = await add('DODO', bodyOf('dodo.payment.succeeded'), other);
    await deliverAll(eventId);
    expect(await customerLine(eventId)).toEqual([`SENT ${MARIA}`]);
  });
});

it('two sources of one account tell a customer of one payment once, and of two payments twice', async () => {
  const paid = (payment_id: string) => add('DODO', bodyOf('dodo.payment.succeeded', { payment_id }));
  const [first, again, other] = [await paid('pay_1'), await paid('pay_1'), await paid('pay_2')];
  await deliverAll(first, again, other);
  expect(await customerLine(first)).toEqual([`SENT ${MARIA}`]);
  expect(await customerLine(again)).toEqual([`SUPERSEDED ${MARIA} already told by ${first}`]);
  expect(await customerLine(other)).toEqual([`SENT ${MARIA}`]);
  const shop = () =>
    add('GENERIC', {
      type: 'payment.succeeded',
      timestamp: '2026-11-03T09:14:22Z',
      data: { id: '1', customer_email: MARIA },
    });
  const [one, another] = [await shop(), await shop()];
  await deliverAll(one, another);
  expect([...(await customerLine(one)), ...(await customerLine(another))]).toEqual([`SENT ${MARIA}`, `SENT ${MARIA}`]);
});

describe('a license key', () => {
  it('goes whole to the address that the newest event of the same customer names', async () => {
    const customer = { customer_id: 'cus_kuHtihMqs9rIFeQTe86YZ', name: 'Maria' };
    const at = (timestamp: string, email: string) =>
      add('DODO', { ...bodyOf('dodo.payment.succeeded', { customer: { ...customer, email } }), timestamp });
    await at('2026-11-05T00:00:00Z', 'new@harborlight.example');
    await at('2026-11-01T00:00:00Z', 'old@harborlight.example');
    const eventId = await add('DODO', bodyOf('dodo.license_key.created'));
    await deliverAll(eventId);
    expect(await customerLine(eventId)).toEqual(['SENT new@harborlight.example']);
    expect((await mailTo('new@harborlight.example')).text).toContain(`\n${KEY}\n`);
  });

  it('is not sent where nobody named the address, which another business or another customer may know', async () => {
    await add('DODO', bodyOf('dodo.payment.succeeded'), await addBusiness(asked.database.dataSource));
    await add('DODO', bodyOf('dodo.subscription.plan_changed'));
    const eventId = await add('DODO', bodyOf('dodo.license_key.created'));
    expect(await deliverAll(eventId)).toEqual([]);
    expect(await customerLine(eventId)).toEqual([
      'SKIPPED no address known no address of this customer is known: neither this event nor an earlier one names it',
    ]);
    expect(await eventRow(asked.database.dataSource, eventId)).toMatchObject({ status: 'PROCESSED', open: 0 });
  });

  it('of customer 42 of one shop does not go to customer 42 of another: two producers may count from 1', async () => {
    const shop = (type: string, data: object) => ({ type, data: { customer: { id: '42' }, ...data } });
    await add('GENERIC', shop('payment.succeeded', { customer: { id: '42', email: MARIA } }));
    const eventId = await add('GENERIC', shop('license_key.created', { id: '7', license_key: KEY }));
    expect(await deliverAll(eventId)).toEqual([]);
    expect((await customerLine(eventId))[0]).toMatch(/^SKIPPED no address known /);
  });

  it('is not sent in part where the body is no longer kept; a receipt says what the facts say', async () => {
    const [paid, key] = [
      await add('DODO', bodyOf('dodo.payment.succeeded')),
      await add('DODO', bodyOf('dodo.license_key.created')),
    ];
    await sql('UPDATE inbox SET body = NULL WHERE id = ANY($1)', [[paid, key]]);
    await deliverAll(paid, key);
    expect(await customerLine(key)).toEqual([expect.stringMatching(/^SKIPPED .* does not say what it needs$/)]);
    const { text } = await mailTo(MARIA);
    expect(text).toContain('53,90');
    expect(text).not.toContain('Steuern');
  });
});

it('an address with a line end in it is none: the body cannot add a recipient', async () => {
  const customer = { customer_id: 'cus_x', email: 'a@b.example\r\nBcc: c@d.example', name: 'X' };
  const eventId = await add('DODO', bodyOf('dodo.payment.succeeded', { customer }));
  expect(await deliverAll(eventId)).toEqual([]);
  expect(await customerLine(eventId)).toEqual([expect.stringMatching(/^SKIPPED /)]);
});

it('a payment of test mode is told to no customer', async () => {
  const eventId = await add('STRIPE', { ...bodyOf('stripe.payment_intent.succeeded'), livemode: false });
  expect(await deliverAll(eventId)).toEqual([]);
  expect(await customerLine(eventId)).toEqual([expect.stringMatching(/^SKIPPED .* test-mode event/)]);
});

it('a failed payment has no line for its customer', async () => {
  const eventId = await add('DODO', bodyOf('dodo.payment.failed'));
  await deliverAll(eventId);
  expect(await customerLine(eventId)).toEqual([]);
});
