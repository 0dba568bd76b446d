// What clients draw their forms from: the registries, with labels in the reader's language, and code to begin with that runs.
import { readProviderSample, readSample, type SampleBody } from '../../src/api/events/samples.js';
import { CHANNELS, channelOf } from '../../src/channels/index.js';
import { CATALOGUE } from '../../src/domain/catalogue/index.js';
import { roleHearsOf } from '../../src/domain/planning/precedence.js';
import { ROLES } from '../../src/domain/vocabulary.js';
import { MESSAGES } from '../../src/i18n/messages.js';
import { Sandbox, type TransformationResult } from '../../src/platform/sandbox/sandbox.js';
import { businessFixture } from '../support/business-fixture.js';
import type { Data } from '../support/graphql.js';

const SLACK = 'https://hooks.slack.example/services/T0/B0/x';
const STARTERS = Object.values(CHANNELS).flatMap((entry) => {
  const { channel, starters = [] } = channelOf(entry.channel);
  return starters.map((starter) => ({ channel, ...starter }));
});

const sandbox = new Sandbox({ threads: 1 });
const api = businessFixture();

afterAll(() => sandbox.close());

const results = new Map<string, Promise<TransformationResult>>();

/** What the code makes of a payload; asked once, since many tests ask for the same. */
function run(code: string, eventType: string, payload: unknown): Promise<TransformationResult> {
  const key = JSON.stringify([code, eventType, payload]);
  const known = results.get(key);
  if (known) return known;
  const result = sandbox.run({ code, webhook: { method: 'POST', url: SLACK, payload, eventType, headers: {} } });
  results.set(key, result);
  return result;
}

/** The bodies of a type: the catalogue's own, and what Stripe sends for the same fact. */
async function bodiesOf(type: string): Promise<SampleBody[]> {
  const stripe: Record<string, string[]> = {
    'payment.succeeded': ['payment_intent.succeeded'],
    'payment.failed': ['payment_intent.payment_failed', 'invoice.payment_failed'],
    'dispute.opened': ['charge.dispute.created'],
    'dispute.funds_withdrawn': ['charge.dispute.funds_withdrawn'],
    'refund.succeeded': ['charge.refunded'],
    'payout.success': ['payout.paid'],
    'payout.cancelled': ['payout.canceled'],
    'payout.reconciled': ['payout.reconciliation_completed'],
    'subscription.created': ['customer.subscription.created'],
  };
  const own = await readSample(type);
  const others = await Promise.all((stripe[type] ?? []).map((name) => readProviderSample('STRIPE', name)));
  return [own, ...others].filter((body) => body !== null);
}

/** As a handler sees it: the provider's own name of the event. */
const nameIn = ({ body }: SampleBody, type: string) => (typeof body.type === 'string' ? body.type : type);

/** Loops writes to customers, and Stripe's bodies name a customer by id only. */
const isFor = (channel: string, { sourceKind }: SampleBody) => channel !== 'LOOPS' || sourceKind !== 'STRIPE';

describe('starter code', () => {
  it('is there for payments, subscriptions, disputes and all events', () => {
    const slack = STARTERS.filter(({ channel }) => channel === 'SLACK').map(({ label }) =>
      MESSAGES.source('en', label),
    );
    expect(slack).toEqual(['Payments', 'Subscriptions', 'Disputes', 'All events']);
    expect(STARTERS.filter(({ eventTypes }) => eventTypes.length === 0)).toEqual([]);
  });

  it.each(STARTERS)(
    '$name for $channel makes a message of every sample of its types',
    async ({ channel, code, eventTypes }) => {
      let bodies = 0;
      for (const type of eventTypes) {
        for (const sample of (await bodiesOf(type)).filter((one) => isFor(channel, one))) {
          bodies += 1;
          const result = await run(code, nameIn(sample, type), sample.body);
          const { ok, unchanged, cancelled, error, warnings } = result;
          expect({ type, ok, unchanged, cancelled, error, warnings }).toEqual({
            type,
            ok: true,
            unchanged: false,
            cancelled: false,
            error: null,
            warnings: [],
          });
          // Values that were not there; a reason may well speak of `undefined`.
          expect(JSON.stringify(result.payload)).not.toMatch(/[:"] ?undefined|NaN|Invalid Date|\[object/);
        }
      }
      expect(bodies).toBeGreaterThanOrEqual(eventTypes.length);
    },
  );

  it.each(STARTERS.filter(({ channel }) => channel !== 'LOOPS'))(
    '$name for $channel hides what is nobody’s business',
    async ({ code, eventTypes }) => {
      for (const type of eventTypes) {
        for (const sample of await bodiesOf(type)) {
          const said = JSON.stringify((await run(code, nameIn(sample, type), sample.body)).payload);
          expect([type, said.match(/[\w.]+@[\w.]+\.\w+/)?.[0], said.match(/82abe6cb-e89c/)?.[0]]).toEqual([
            type,
            undefined,
            undefined,
          ]);
        }
      }
    },
  );

  it.each(STARTERS.filter(({ eventTypes }) => eventTypes.length < Object.keys(CATALOGUE).length))(
    '$name for $channel sends nothing of other types',
    async ({ code, eventTypes }) => {
      const others = Object.keys(CATALOGUE).filter((type) => !eventTypes.includes(type));
      for (const type of others) {
        for (const sample of await bodiesOf(type))
          expect([type, (await run(code, nameIn(sample, type), sample.body)).cancelled]).toEqual([type, true]);
      }
    },
  );

  it.each([
    ['JPY', 2890, '¥2,890'],
    ['USD', 2890, '$28.90'],
    ['KWD', 2890, 'KWD 2.890'],
    ['inr', '289050', '₹2,890.50'],
  ])('says %s amounts as they are', async (currency, units, said) => {
    for (const { code, eventTypes } of STARTERS) {
      const type = eventTypes.find((key) => key.startsWith('payment.') || key.startsWith('dispute.')) ?? eventTypes[0];
      const payload = {
        type,
        timestamp: '2026-11-04T06:10:19Z',
        data: { amount: units, currency, customer: { email: 'ada@example.com' } },
      };
      const { payload: sent } = await run(code, type as string, payload);
      expect(JSON.stringify(sent).replaceAll('\u00a0', ' ')).toContain(said);
    }
  });

  it('calls one fact by one name, whoever sent it', async () => {
    const flat = STARTERS.find(({ channel }) => channel === 'WEBHOOK');
    for (const type of Object.keys(CATALOGUE))
      for (const sample of await bodiesOf(type)) {
        const name = nameIn(sample, type);
        const { payload } = await run(flat?.code ?? '', name, sample.body);
        // Stripe closes a dispute by one event, whose body says how; that a deadline moved only the events before it say.
        const wanted =
          { 'charge.dispute.closed': 'dispute.won', 'charge.dispute.created': 'dispute.opened' }[name] ?? type;
        expect([name, payload]).toEqual([name, expect.objectContaining({ type: wanted })]);
      }
  });

  it('escapes what Slack would read as a command', async () => {
    for (const { code, eventTypes } of STARTERS.filter(({ channel }) => channel === 'SLACK')) {
      const data = { customer: { name: '<!channel> & co' } };
      const { payload } = await run(code, eventTypes[0] as string, { data, timestamp: '2026-11-04T06:10:19Z' });
      expect(JSON.stringify(payload)).toContain('&lt;!channel&gt; &amp; co');
    }
  });
});

describe('served metadata', () => {
  it('lists the channels with their fields and starters', async () => {
    const { channels } = await api.client.get(
      `{ channels { channel personal devices label(locale: "de") description(locale: "de")
         fields { key type required secret label(locale: "fr-CH") help(locale: "de") pattern options } starters { name code eventTypes } } }`,
    );
    expect(channels.map((info: Data) => info.channel)).toEqual(Object.keys(CHANNELS));
    const slack = channels.find((info: Data) => info.channel === 'SLACK');
    expect(slack).toMatchObject({ personal: false, label: 'Slack' });
    expect(slack.description).toMatch(/Slack-Kanal/);
    expect(slack.fields.map((field: Data) => field.key)).toEqual([
      'label',
      'url',
      'eventTypes',
      'unknownTypes',
      'transformation',
    ]);
    expect(slack.fields[0].label).toBe('Nom');
    expect(slack.fields[2].help).toBe('Keiner gewählt: alle, die Tocsin kennt.');
    expect(slack.starters.map((starter: Data) => starter.name)).toContain('Disputes');
    const email = channels.find((info: Data) => info.channel === 'EMAIL');
    expect(email).toMatchObject({ personal: true, label: 'E-Mail', starters: [] });
    expect(channels.flatMap((info: Data) => (info.devices ? [info.channel] : []))).toEqual(['PUSH']);
  });

  it('lists the kinds that a source can be made for', async () => {
    const { sourceKinds } = await api.client.get('{ sourceKinds { kind label help(locale: "fr") } }');
    expect(sourceKinds.map((info: Data) => info.kind)).toEqual(['DODO', 'STRIPE', 'GENERIC']);
    expect(sourceKinds[0].help).toMatch(/^Avec une clé API.*tableau de bord Dodo Payments/);
  });

  it('lists the roles with what they hear of', async () => {
    const { roles } = await api.client.get('{ roles { role label(locale: "it") description eventTypes { key } } }');
    expect(roles.map((info: Data) => info.role)).toEqual(ROLES);
    expect(roles[1]).toMatchObject({ label: 'Finanza', description: 'Hears of payouts and refunds.' });
    for (const { role, eventTypes } of roles) {
      const heard = Object.values(CATALOGUE).filter((entry) => roleHearsOf(role, entry));
      expect(eventTypes.map((type: Data) => type.key)).toEqual(heard.map((entry) => entry.key));
    }
  });
});
