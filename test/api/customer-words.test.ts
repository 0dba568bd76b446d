/** The words of a business to its customers: texts of their e-mails, how a key is activated, and where a provider writes as well. */
import PostalMime, { type Email } from 'postal-mime';
import { MESSAGES } from '../../src/i18n/messages.js';
import { mailedFixture } from '../support/business-fixture.js';
import { addBusiness, addSource } from '../support/database.js';
import { type Data, GraphqlClient } from '../support/graphql.js';
import { eventually } from '../support/program.js';

const asked = mailedFixture();

const MARIA = 'maria.oconnor@harborlight.example';
const KEY = '82abe6cb-e89c-4113-a0e6-de1a38a1645a';
const PRODUCT = 'pdt_aUmxnmsDNuKTCkFnX6CSS';
const TEMPLATE = `mutation ($input: SetTemplateInput!) { setTemplate(input: $input) {
  template { audience channel locale subject body overridden arguments } } }`;
const TEMPLATES = `query ($type: String, $on: Channel) { templates(eventType: $type, channel: $on) {
  eventType { key } channel locale audience subject body overridden arguments } }`;
const PREVIEW =
  'query ($input: PreviewTemplateInput!) { previewTemplate(input: $input) { subject html text problems } }';
const INSTRUCT = `mutation ($input: SetActivationInstructionsInput!) { setActivationInstructions(input: $input) {
  business { activationInstructions { productId locale markdown } } } }`;
const RECEIPT = { eventType: 'payment.succeeded', channel: 'EMAIL', locale: 'en', audience: 'CUSTOMER' };
const LICENCE = { ...RECEIPT, eventType: 'license_key.created' };

/** Posts the sample and waits for the customer's mail. */
async function mailed(eventType: string): Promise<Email> {
  const before = asked.smtp.mails.length;
  await asked.postSample(eventType);
  const raw = await eventually(
    'the mail',
    async () => asked.smtp.mails.slice(before).find(({ to }) => to.includes(MARIA))?.raw,
  );
  return PostalMime.parse(raw);
}

const preview = async (input: object, client: GraphqlClient = asked.client): Promise<Data> =>
  (await client.get(PREVIEW, { input })).previewTemplate;
const spaced = (text: string | undefined) => text?.replace(/[\u00a0\u202f]/g, ' ');

describe('templates of customers', () => {
  it('stand beside those of the team, by e-mail, for the three types that customers are told of', async () => {
    const { templates } = await asked.client.get(TEMPLATES, { type: null, on: null });
    const theirs = templates.filter(({ audience }: Data) => audience === 'CUSTOMER');
    expect(theirs).toHaveLength(3 * MESSAGES.locales.length);
    expect(new Set(theirs.map(({ channel }: Data) => channel))).toEqual(new Set(['EMAIL']));
    const [receipt] = theirs.filter(
      ({ eventType, locale }: Data) => eventType.key === RECEIPT.eventType && locale === 'en',
    );
    expect(receipt.subject).toContain('Your receipt from {business}');
    expect(receipt.body).toMatch(/^Hello.*\n\nThank you!/);
    expect(receipt.arguments).toEqual(['business', 'customer', 'item', 'amount', 'tax', 'method', 'date', 'invoice']);
  });

  it('are what the customer reads from then on, and the team reads its own; ours again without a body', async () => {
    const words = {
      subject: 'Paid: {amount}',
      body: 'Dear {customer, select, none {you} other {{customer}}},\n\n{business} thanks.',
    };
    const { setTemplate } = await asked.client.get(TEMPLATE, { input: { ...RECEIPT, ...words } });
    expect(setTemplate.template).toMatchObject({ ...words, audience: 'CUSTOMER', overridden: true });
    const mail = await mailed('payment.succeeded');
    expect(spaced(mail.subject)).toBe('Paid: $53.90');
    expect(mail.text).toContain("Dear Maria O'Connor,\n\nTest & Sons thanks.\n\n");
    expect(mail.text).not.toContain('Hello');
    expect(mail.html).toContain('>Test &#38; Sons thanks.</div>');
    const { templates } = await asked.client.get(TEMPLATES, { type: 'payment.succeeded', on: 'EMAIL' });
    expect(templates.filter(({ overridden }: Data) => overridden).map(({ audience }: Data) => audience)).toEqual([
      'CUSTOMER',
    ]);

    await asked.client.get(TEMPLATE, { input: RECEIPT });
    expect((await mailed('payment.succeeded')).subject).toContain('Your receipt from Test & Sons');
    const { auditLog } = await asked.client.get('{ auditLog(first: 1) { edges { node { action subject after } } } }');
    expect(auditLog.edges[0].node).toEqual({
      action: 'setTemplate',
      subject: 'payment.succeeded EMAIL en CUSTOMER',
      after: null,
    });
  });

  it('that were broken behind our back cost no mail', async () => {
    const insert = `INSERT INTO templates (business_id, event_type, channel, locale, audience, subject, body, changed_by)
      VALUES ($1, 'payment.succeeded', 'EMAIL', 'en', 'CUSTOMER', NULL, '{oops', 'a hand')`;
    await asked.dataSource.query(insert, [asked.businessId]);
    expect((await mailed('payment.succeeded')).subject).toContain('Your receipt');
    await asked.client.get(TEMPLATE, { input: RECEIPT });
  });

  it.each([
    ['body', { body: 'Hi {payment}' }, /no argument \{payment\} here; there are business, customer, item/],
    [
      'eventType',
      { eventType: 'payment.failed', body: 'x' },
      /payment.succeeded, subscription.plan_changed, license_key.created/,
    ],
    ['channel', { channel: 'SLACK', body: 'x' }, /by e-mail only/],
    ['channel', { channel: 'IN_APP', body: 'x' }, /by e-mail only/],
  ])('with a fault in the %s are refused with what to do: %j', async (field, values, message) => {
    const failure = await asked.client.fail(TEMPLATE, { input: { ...RECEIPT, ...values } });
    expect(failure.extensions).toEqual({ code: 'BAD_USER_INPUT', field });
    expect(failure.message).toMatch(message);
  });
});

describe('a preview of a customer’s e-mail', () => {
  it('shows the words with a sample whose product has a name', async () => {
    const shown = await preview({ ...RECEIPT, body: 'For {item}: {amount}' });
    expect(spaced(shown.text)).toContain('For Sample product: $53.90');
    expect(shown.html).toContain('Sample product');
    expect(shown.problems.join(' ')).toContain('Where an event has no item');
    expect((await preview({ ...RECEIPT, body: '{business} thanks' })).problems).toEqual([]);
    expect((await preview({ ...RECEIPT, body: '{business' })).problems).toHaveLength(1);
    for (const locale of MESSAGES.locales)
      expect((await preview({ ...RECEIPT, locale })).html).toContain(`<html lang="${locale}" `);
  });

  it('is of the event that is named; its licence key is whole for ADMIN alone', async () => {
    await mailed('payment.succeeded');
    await mailed('license_key.created');
    const { events } = await asked.client.get(
      '{ events(first: 1, filter: { type: "license_key.created" }) { edges { node { id } } } }',
    );
    const eventId = events.edges[0].node.id;
    const shown = await preview({ ...LICENCE, eventId });
    expect(shown.text).toContain(KEY);
    const viewer = await asked.client.withKey('VIEWER');
    const masked = await preview({ ...LICENCE, eventId }, viewer);
    expect(masked.text).toContain('82ab…');
    expect(JSON.stringify(masked)).not.toContain(KEY);
    await asked.dataSource.query('UPDATE inbox SET body = NULL WHERE id = $1', [eventId]);
    expect(await preview({ ...LICENCE, eventId })).toMatchObject({ html: null, problems: [expect.any(String)] });
    const other = await GraphqlClient.of(asked.program, await addBusiness(asked.dataSource));
    expect((await other.fail(PREVIEW, { input: { ...LICENCE, eventId } })).extensions.code).toBe('NOT_FOUND');
  });
});

describe('activation instructions', () => {
  const set = async (input: object): Promise<Data[]> =>
    (await asked.client.get(INSTRUCT, { input })).setActivationInstructions.business.activationInstructions;

  it('stand beside the key in the mail and the preview: of the product, else those for all', async () => {
    const all = {
      productId: null,
      locale: 'en',
      markdown: 'Open **Settings** and paste the key. [Help](https://larkspur.example/help)',
    };
    const own = { productId: PRODUCT, locale: 'en', markdown: '1. Run `icons activate`\n2. Done' };
    expect(await set(all)).toEqual([all]);
    await mailed('payment.succeeded');
    const general = await mailed('license_key.created');
    expect(general.text).toContain(
      `${KEY}\n\nHow to activate it:\n\nOpen Settings and paste the key. Help (https://larkspur.example/help)\n`,
    );
    expect(general.html).toContain('<strong>Settings</strong>');
    expect(general.html).toContain('<a href="https://larkspur.example/help" style="color:inherit">Help</a>');
    expect(await set(own)).toEqual([all, own]);
    expect((await mailed('license_key.created')).text).toContain(
      'How to activate it:\n\n1. Run icons activate\n2. Done\n',
    );
    expect((await preview(LICENCE)).text).toContain('1. Run icons activate');
    const { simulateEvent } = await asked.client.get(
      'query ($input: SimulateEventInput!) { simulateEvent(input: $input) { entries { destination { id } preview } } }',
      { input: { type: 'license_key.created' } },
    );
    expect(JSON.stringify(simulateEvent)).toContain('1. Run icons activate');
    // A receipt has no key.
    expect((await mailed('payment.succeeded')).text).not.toContain('activate');

    expect(await set({ ...own, markdown: null })).toEqual([all]);
    expect(await set({ locale: 'en' })).toEqual([]);
    expect((await mailed('license_key.created')).text).not.toContain('How to activate');
    const { auditLog } = await asked.client.get(
      '{ auditLog(first: 1) { edges { node { action subject before after } } } }',
    );
    expect(auditLog.edges[0].node).toEqual({
      action: 'setActivationInstructions',
      subject: `${asked.businessId} all products en`,
      before: { markdown: all.markdown },
      after: null,
    });
  });

  it.each([
    ['markdown', { markdown: '[x](javascript:alert(1))' }, /does not lead to the web/],
    ['markdown', { markdown: ' ' }, /empty/],
    ['markdown', { markdown: 'x'.repeat(5_001) }, /at most 5,?000/],
    ['locale', { locale: 'pt', markdown: 'x' }, /en, de, fr, id, it, zh/],
    ['productId', { productId: '', markdown: 'x' }, /1 to 255 characters/],
    ['productId', { productId: 'a\nb', markdown: 'x' }, /1 to 255 characters/],
  ])('with a fault in the %s are refused with what to do', async (field, values, message) => {
    const failure = await asked.client.fail(INSTRUCT, { input: { locale: 'en', ...values } });
    expect(failure.extensions).toEqual({ code: 'BAD_USER_INPUT', field });
    expect(failure.message).toMatch(message);
  });

  it('are at most 500, and of one business', async () => {
    const insert = `INSERT INTO activation_instructions (business_id, product_id, locale, markdown, changed_by)
      SELECT $1, 'pdt_' || n, 'en', 'x', 'a test' FROM generate_series(1, 500) n`;
    const other = await addBusiness(asked.dataSource);
    await asked.dataSource.query(insert, [other]);
    const client = await GraphqlClient.of(asked.program, other);
    const { message } = await client.fail(INSTRUCT, { input: { locale: 'en', markdown: 'x' } });
    expect(message).toMatch(/500 activation instructions already/);
    await client.get(INSTRUCT, { input: { productId: 'pdt_1', locale: 'en', markdown: 'y' } });
    expect(
      (await asked.client.get('{ business { activationInstructions { locale } } }')).business.activationInstructions,
    ).toEqual([]);
  });
});

describe('the hint beside a customer’s e-mail', () => {
  const hints = async (locale?: string): Promise<Record<string, string | null>> => {
    const { business } = await asked.client.get(
      'query ($locale: String) { business { customerEmails { eventType { key } hint(locale: $locale) } } }',
      { locale },
    );
    return Object.fromEntries(business.customerEmails.map(({ eventType, hint }: Data) => [eventType.key, hint]));
  };

  it('says which connected provider writes as well, while both would', async () => {
    expect(Object.values(await hints())).toEqual(Array(3).fill(expect.stringMatching(/^Dodo Payments sends/)));
    await addSource(asked.dataSource, asked.businessId, 'STRIPE');
    const { 'payment.succeeded': receipt, 'license_key.created': key } = await hints('de');
    expect(receipt).toMatch(/Auch Dodo Payments schickt .* Stripe schickt selbst einen Zahlungsbeleg/);
    expect(key).not.toContain('Stripe');
    await asked.client.get(
      'mutation ($input: SetCustomerEmailInput!) { setCustomerEmail(input: $input) { __typename } }',
      {
        input: { eventType: 'payment.succeeded', enabled: false },
      },
    );
    expect((await hints())['payment.succeeded']).toBeNull();
    const other = await GraphqlClient.of(asked.program, await addBusiness(asked.dataSource));
    const { business } = await other.get('{ business { customerEmails { hint } } }');
    expect(business.customerEmails).toEqual(Array(3).fill({ hint: null }));
  });

  it('says why it names no goods: no API key to ask the provider with', async () => {
    const ask = '{ business { customerEmails { eventType { key } itemHint } } }';
    const names = async () => {
      const { business } = await asked.client.get(ask);
      return business.customerEmails.flatMap(({ eventType, itemHint }: Data) => (itemHint ? [eventType.key] : []));
    };
    expect(await names()).toEqual(expect.arrayContaining(['license_key.created']));
    await asked.dataSource.query(`UPDATE sources SET sealed_api_key = 'sealed' WHERE business_id = $1`, [
      asked.businessId,
    ]);
    expect(await names()).toEqual([]);
  });
});
