// A business in its own look and words: set through the API, seen in what people get.
import PostalMime from 'postal-mime';
import { MESSAGES } from '../../src/i18n/messages.js';
import { addBusiness, addPerson, addSource, createDatabase, type TestDatabase } from '../support/database.js';
import { type Data, GraphqlClient } from '../support/graphql.js';
import { keptLog } from '../support/log.js';
import { eventually, type Program, postSigned, startProgram } from '../support/program.js';
import { type SmtpStandIn, startSmtpStandIn } from '../support/stand-ins.js';

let database: TestDatabase;
let smtp: SmtpStandIn;
let program: Program;
let businessId: string;
let client: GraphqlClient;
let source: { id: string; secret: string; kind: 'DODO' };
const { log, lines: logged } = keptLog('warn');

beforeAll(async () => {
  [database, smtp] = await Promise.all([createDatabase(), startSmtpStandIn()]);
  program = await startProgram(database, { worker: true, smtpUrl: smtp.url, log });
  businessId = await addBusiness(database.dataSource, { name: 'Nordlicht GmbH' });
  await addPerson(database.dataSource, businessId, { locale: 'de' });
  source = { ...(await addSource(database.dataSource, businessId, 'DODO')), kind: 'DODO' };
  client = await GraphqlClient.of(program, businessId);
});

afterAll(async () => {
  await program?.stop();
  await smtp?.stop();
  await database?.drop();
});

const BRAND =
  'mutation ($input: SetBrandInput!) { setBrand(input: $input) { business { brand { name color logoUrl fromName replyTo } } } }';
const TEMPLATE = `mutation ($input: SetTemplateInput!) { setTemplate(input: $input) { template { subject body overridden locale channel } } }`;
const TEMPLATES =
  'query ($type: String, $on: Channel) { templates(eventType: $type, channel: $on) { eventType { key } channel locale subject body overridden arguments } }';
const PREVIEW =
  'query ($input: PreviewTemplateInput!) { previewTemplate(input: $input) { subject html text problems } }';
const GERMAN = { eventType: 'payment.failed', channel: 'EMAIL', locale: 'de' };

/** A failed payment of Dodo, and all that came of it. */
async function happens(): Promise<{ mail: Data; item: Data; eventId: string }> {
  const before = smtp.mails.length;
  const body = {
    type: 'payment.failed',
    data: { payment_id: 'pay_1', total_amount: 4900, currency: 'EUR', customer: { name: 'Ann' } },
  };
  const { body: accepted } = await postSigned(program, source, body);
  const raw = await eventually('the mail', async () => smtp.mails[before]?.raw);
  const query =
    'query ($id: ID!) { event(id: $id) { status } notifications(first: 1) { edges { node { title body } } } }';
  const data = await eventually('the end of the event', async () => {
    const seen = await client.get(query, { id: accepted.id });
    return seen.event.status === 'PROCESSED' && seen;
  });
  return { mail: await PostalMime.parse(raw), item: data.notifications.edges[0].node, eventId: accepted.id };
}

describe('a brand', () => {
  it('is ours until it is set, and stays where it is not named', async () => {
    const { business } = await client.get('{ business { brand { name color logoUrl fromName replyTo } } }');
    const none = { logoUrl: null, fromName: null, replyTo: null };
    expect(business.brand).toEqual({ name: 'Nordlicht GmbH', color: '#2f6f4f', ...none });
    await client.get(BRAND, { input: { name: 'Nordlicht', color: '#FFDD00' } });
    const { setBrand } = await client.get(BRAND, { input: { name: null } });
    expect(setBrand.business.brand).toEqual({ name: 'Nordlicht GmbH', color: '#ffdd00', ...none });
    const { auditLog } = await client.get('{ auditLog(first: 1) { edges { node { action before after } } } }');
    expect(auditLog.edges[0].node).toEqual({
      action: 'setBrand',
      before: { name: 'Nordlicht' },
      after: { name: null },
    });
  });

  it('stands in the next e-mail: colour, logo, sender and where answers go', async () => {
    const input = {
      logoUrl: 'https://cdn.example/n.png',
      fromName: 'Nordlicht Zahlungen',
      replyTo: 'Help@Nordlicht.example',
    };
    await client.get(BRAND, { input });
    const { mail } = await happens();
    expect(mail.from).toEqual({ name: 'Nordlicht Zahlungen', address: 'tocsin@test.example' });
    expect(mail.replyTo).toEqual([{ name: '', address: 'help@nordlicht.example' }]);
    expect(mail.html).toContain('background:#ffdd00;color:#000000');
    expect(mail.html).toContain('<img src="https://cdn.example/n.png" alt="Nordlicht GmbH"');
  });

  it.each([
    ['color', 'red'],
    ['color', '#12345'],
    ['logoUrl', 'http://cdn.example/n.png'],
    ['logoUrl', 'https://user:pass@cdn.example/n.png'],
    ['logoUrl', 'https://localhost/n.png'],
    ['logoUrl', 'javascript:alert(1)'],
    ['replyTo', 'nobody'],
    ['replyTo', 'a@b.example, c@d.example'],
    ['fromName', ''],
    ['name', 'x'.repeat(101)],
  ])('may have no %s like %j', async (field, value) => {
    const { extensions } = await client.fail(BRAND, { input: { [field]: value } });
    expect(extensions).toEqual({ code: 'BAD_USER_INPUT', field });
  });
});

describe('a template', () => {
  it('is listed in every locale with its arguments; channels that carry no words have none', async () => {
    const { templates } = await client.get(TEMPLATES, { type: 'payment.failed', on: null });
    const channels = [...new Set(templates.map((template: Data) => template.channel))];
    expect(channels).toEqual(expect.arrayContaining(['EMAIL', 'IN_APP', 'SLACK', 'PUSH']));
    expect(channels).not.toEqual(expect.arrayContaining(['WEBHOOK']));
    expect(templates).toHaveLength(channels.length * 6);
    expect(templates[0].arguments).toContain('customer');
    expect(templates.every((template: Data) => !template.overridden)).toBe(true);
    expect((await client.get(TEMPLATES, { type: null, on: 'EMAIL' })).templates.length).toBeGreaterThan(300);
    const { extensions } = await client.fail(TEMPLATES, { type: null, on: 'WEBHOOK' });
    expect(extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'channel' });
  });

  it('is what its readers get from then on, by e-mail and in the app, and ours again without a body', async () => {
    const mailed = {
      ...GERMAN,
      subject: 'Anrufen: {customer}, {amount}',
      body: 'Zuerst das.\n\nDann {reason, select, none {dies} other {{reason}}}.',
    };
    const { setTemplate } = await client.get(TEMPLATE, { input: mailed });
    expect(setTemplate.template).toEqual({ ...mailed, overridden: true, eventType: undefined });
    await client.get(TEMPLATE, { input: { ...GERMAN, channel: 'IN_APP', body: 'Kurz: {customer}' } });
    await client.get(TEMPLATE, { input: { ...mailed, locale: 'en', body: 'English {customer}' } });
    const { mail, item } = await happens();
    expect(mail.subject.replace(/\u00a0/g, ' ')).toBe('Anrufen: Ann, 49,00 €');
    expect(mail.text).toContain('Zuerst das.\n\nDann dies.\n');
    expect(mail.html).toContain('>Zuerst das.</div>');
    expect(item).toEqual({ title: expect.stringContaining('fehlgeschlagen'), body: 'Kurz: Ann' });
    const { templates } = await client.get(TEMPLATES, { type: 'payment.failed', on: 'EMAIL' });
    expect(templates.filter((one: Data) => one.overridden).map((one: Data) => one.locale)).toEqual(['en', 'de']);

    await client.get(TEMPLATE, { input: GERMAN });
    await client.get(TEMPLATE, { input: { ...GERMAN, channel: 'IN_APP', body: null } });
    const again = await happens();
    expect(again.mail.subject).toContain('fehlgeschlagen');
    expect(again.item.body).not.toContain('Kurz');
    const { auditLog } = await client.get('{ auditLog(first: 1) { edges { node { action subject before after } } } }');
    const trace = { action: 'setTemplate', subject: 'payment.failed IN_APP de' };
    expect(auditLog.edges[0].node).toEqual({
      ...trace,
      before: { subject: null, body: 'Kurz: {customer}' },
      after: null,
    });
  });

  it('that was broken behind our back costs no alert, and is named in the log', async () => {
    const insert = `INSERT INTO templates (business_id, event_type, channel, locale, subject, body, changed_by) VALUES ($1, 'payment.failed', $2, 'de', NULL, '{oops', 'a hand')`;
    for (const channel of ['EMAIL', 'IN_APP']) await database.dataSource.query(insert, [businessId, channel]);
    const { mail, item } = await happens();
    expect(mail.subject).toContain('fehlgeschlagen');
    expect(item.title).toContain('fehlgeschlagen');
    const lines = await eventually('two lines in the log', async () => {
      const seen = logged.filter((line) => line.includes('TEMPLATE_BROKEN'));
      return seen.length >= 2 && seen;
    });
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('payment.failed');
    expect(lines.join('')).not.toContain('Ann');
    for (const channel of ['EMAIL', 'IN_APP']) await client.get(TEMPLATE, { input: { ...GERMAN, channel } });
  });

  it.each([
    ['body', { body: 'Hallo {kunde}' }, /no argument \{kunde\} here; there are amount, customer/],
    ['body', { body: 'Hallo {customer' }, /line 1, column 7/],
    ['subject', { body: 'x', subject: 'a\nb' }, /one line/],
    ['body', { subject: 'x' }, /Send a body with the subject/],
    ['locale', { body: 'x', locale: 'pt' }, new RegExp(MESSAGES.locales.join(', '))],
    ['eventType', { body: 'x', eventType: 'nope' }, /eventTypes lists them/],
    ['channel', { body: 'x', channel: 'WEBHOOK' }, /carries the event itself/],
  ])('with a fault in its %s is refused with what to do: %j', async (field, values, message) => {
    const failure = await client.fail(TEMPLATE, { input: { ...GERMAN, ...values } });
    expect(failure.extensions).toEqual({ code: 'BAD_USER_INPUT', field });
    expect(failure.message).toMatch(message);
  });
});

describe('a preview', () => {
  const preview = async (input: object): Promise<Data> =>
    (await client.get(PREVIEW, { input: { ...GERMAN, ...input } })).previewTemplate;

  it('shows the words with a sample, on each channel, in the look of the business', async () => {
    const words = { subject: 'Oh: {amount}', body: 'Von {customer}, <3' };
    const { subject, html, text } = await preview(words);
    expect(subject.replace(/\u00a0/g, ' ')).toBe('Oh: 129,00 €');
    expect(text).toContain('Von Jonas Weber, <3');
    expect(html).toContain('Von Jonas Weber, &#60;3');
    expect(html).toContain('#ffdd00');
    expect(await preview({ ...words, channel: 'IN_APP' })).toMatchObject({ html: null, text: 'Von Jonas Weber, <3' });
    expect((await preview({ ...words, channel: 'SLACK' })).text).toContain('Von Jonas Weber, &lt;3');
    expect((await preview({ ...words, channel: 'PUSH' })).text).toBe('Von Jonas Weber, <3');
  });

  it('is of ours without words, and of the event that is named', async () => {
    const { eventId } = await happens();
    const { subject, html, problems } = await preview({ eventId });
    expect(subject).toContain('von Ann fehlgeschlagen');
    expect(html).toContain(`/events/${eventId}`);
    expect(problems).toEqual([]);
    expect((await preview({ eventId, subject: 'Nur {customer}' })).subject).toBe('Nur Ann');
    const other = await preview({ eventId, eventType: 'dispute.opened' });
    expect(other).toMatchObject({ subject: null, problems: [expect.stringContaining('is a payment.failed')] });
  });

  it('tells of problems in place of failing, and of what will read badly', async () => {
    const broken = await preview({ subject: '{', body: 'Hallo {kunde}' });
    expect(broken).toMatchObject({ subject: null, html: null, text: null });
    expect(broken.problems).toHaveLength(2);
    expect((await preview({ locale: 'pt' })).problems).toEqual([expect.stringContaining('There are no texts in “pt”')]);
    const hinted = await preview({ body: 'Nächster Versuch: {nextAt}' });
    expect(hinted.text).toContain('Nächster Versuch: none');
    expect(hinted.problems).toEqual([expect.stringContaining('Where an event has no nextAt')]);
  });
});
