import { readSample } from '../../src/api/events/samples.js';
import { teamFixture } from '../support/business-fixture.js';
import { addSlack } from '../support/database.js';
import type { Data } from '../support/graphql.js';

const asked = teamFixture({ roles: ['SALES'], locale: 'de' });
const { change } = asked;

const SIMULATE = `query ($input: SimulateEventInput!) { simulateEvent(input: $input) {
  type eventType { key } entries { channel to decision reason subject preview destination { id } } } }`;
const simulate = async (input: object) => (await asked.client.get(SIMULATE, { input })).simulateEvent;
const STRIPE = {
  id: 'evt_1',
  object: 'event',
  type: 'payment_intent.payment_failed',
  created: 1_793_862_000,
  livemode: true,
  data: { object: { id: 'pi_1', object: 'payment_intent', amount: 4_900, currency: 'usd', customer: 'cus_1' } },
};

describe('simulateEvent', () => {
  const stored = async () => {
    const tables = ['events', 'inbox', 'deliveries', 'notifications', 'attempts', 'audit_entries'];
    const counts = tables.map((table) => `(SELECT count(*) FROM ${table})::integer AS ${table}`);
    return (await asked.dataSource.query(`SELECT ${counts.join(', ')}`))[0];
  };

  it('plans the sample of a type, put into words for each reader, and stores nothing', async () => {
    const before = await stored();
    const { type, eventType, entries } = await simulate({ type: 'payment.failed' });
    expect([type, eventType.key]).toEqual(['payment.failed', 'payment.failed']);
    expect(entries.map((entry: Data) => [entry.channel, entry.decision, entry.destination.id])).toEqual([
      ['IN_APP', 'SEND', asked.ada.inAppId],
      ['EMAIL', 'SEND', asked.ada.emailId],
    ]);
    const [mail] = entries.slice(1);
    expect([mail.to, mail.reason]).toEqual(['ada@team.example', 'on, by the roles of this person']);
    expect(mail.subject).toMatch(/Zahlung/);
    expect(mail.preview).toMatch(/ada@team\.example/);
    expect(await stored()).toEqual(before);
  });

  it('reads the bodies of Stripe, Dodo and a producer, and what publishEvent takes', async () => {
    const dodo = (await readSample('refund.succeeded'))?.body;
    const known = [
      { type: 'payment.failed', payload: STRIPE },
      { type: 'payment_intent.payment_failed', payload: STRIPE },
      { type: 'refund.succeeded', payload: dodo },
      { type: 'payment.failed', payload: { type: 'payment.failed', data: { amount: 4_900, currency: 'USD' } } },
      { type: 'payment.failed', payload: { amount: 4_900, currency: 'USD' } },
    ];
    await change('updateRecipient', { id: asked.ada.recipientId, roles: ['OWNER'], locale: 'en' });
    const seen = [];
    for (const input of known) {
      const { type, entries } = await simulate(input);
      seen.push([type, /\$49\.00|€|\$/.test(entries[1].preview)]);
    }
    expect(seen).toEqual([
      ['payment.failed', true],
      ['payment.failed', true],
      ['refund.succeeded', true],
      ['payment.failed', true],
      ['payment.failed', true],
    ]);
  });

  it('plans a type that nobody knows as the event that it is: for what takes every type', async () => {
    const slackId = await addSlack(asked.dataSource, asked.businessId, 'https://hooks.example/1');
    const { eventType, entries } = await simulate({ type: 'loan.granted', payload: { loan_id: 'loan_1' } });
    expect(eventType).toBeNull();
    expect(entries).toEqual([
      expect.objectContaining({ channel: 'SLACK', decision: 'SEND', destination: { id: slackId } }),
    ]);
  });

  it('asks about the moment that is given', async () => {
    await asked.dataSource.query(`UPDATE recipients SET quiet_start = '22:00', quiet_end = '07:00' WHERE id = $1`, [
      asked.ada.recipientId,
    ]);
    const decisionAt = async (at: string) => (await simulate({ type: 'payment.succeeded', at })).entries[1].decision;
    expect([await decisionAt('2026-11-06T23:00:00Z'), await decisionAt('2026-11-06T12:00:00Z')]).toEqual([
      'DEFER',
      'SEND',
    ]);
  });

  it('shows the e-mail of the customer beside the team’s, and nothing where it is switched off', async () => {
    const last = async () => (await simulate({ type: 'payment.succeeded' })).entries.at(-1);
    expect(await last()).toMatchObject({
      destination: null,
      channel: 'EMAIL',
      decision: 'SEND',
      subject: expect.any(String),
      preview: expect.any(String),
    });
    await change('setCustomerEmail', { eventType: 'payment.succeeded', enabled: false });
    expect(await last()).toMatchObject({ destination: null, decision: 'SKIP', subject: null, preview: null });
  });

  it('uses the words that the business wrote', async () => {
    await asked.dataSource.query(
      `INSERT INTO templates (business_id, event_type, channel, locale, subject, body, changed_by) VALUES ($1, 'payment.failed', 'EMAIL', 'de', 'Unser Wort', 'Unser Text', 'a test')`,
      [asked.businessId],
    );
    const { entries } = await simulate({ type: 'payment.failed' });
    expect(entries[0].subject).not.toBe('Unser Wort');
    expect([entries[1].subject, entries[1].preview]).toEqual(['Unser Wort', expect.stringContaining('Unser Text')]);
  });

  it.each<[string, object, string, RegExp]>([
    ['a list', { type: 'payment.failed', payload: [] }, 'payload', /JSON object/],
    ['a text', { type: 'payment.failed', payload: 'no' }, 'payload', /JSON object/],
    [
      'another type',
      { type: 'payment.succeeded', payload: STRIPE },
      'payload',
      /reads as “payment\.failed” \(Stripe\), not as “payment\.succeeded”/,
    ],
    [
      'a body of Stripe without an object',
      { type: 'x', payload: { object: 'event', type: 'x', data: {} } },
      'payload',
      /“data\.object” is to be an object.+Stripe/,
    ],
    ['a body of Stripe without a type', { type: 'x', payload: { object: 'event', data: {} } }, 'payload', /no “type”/],
    [
      'a body without data',
      { type: 'payment.failed', payload: { type: 'payment.failed' } },
      'payload',
      /“data” is to be an object/,
    ],
    [
      'a type that is no text',
      { type: 'x', payload: { type: 7, data: { a: 1 } } },
      'payload',
      /no text that can be an event type/,
    ],
    ['an empty type', { type: '' }, 'type', /eventTypes/],
  ])('says what it cannot read: %s', async (_name, input, field, message) => {
    const error = await asked.client.fail(SIMULATE, { input });
    expect(error.extensions).toEqual({ code: 'BAD_USER_INPUT', field });
    expect(error.message).toMatch(message);
  });
});
