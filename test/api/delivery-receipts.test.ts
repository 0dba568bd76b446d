/** SendGrid's receipts, over HTTP: whose are believed, and what they do. */
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { newId } from '../../src/platform/new-id.js';
import { receiptKeysOf } from '../../src/platform/outbound/mail-settings.js';
import { addBusiness, addPerson, createDatabase, type TestDatabase, type TestPerson } from '../support/database.js';
import { addEvent, eventRow, planned } from '../support/deliveries.js';
import { GraphqlClient } from '../support/graphql.js';
import { type Program, startProgram } from '../support/program.js';

const pair = () => generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const spki = (key: KeyObject) => key.export({ type: 'spki', format: 'der' }).toString('base64');
const [ours, others] = [pair(), pair()];

let database: TestDatabase;
let program: Program;

beforeAll(async () => {
  database = await createDatabase();
  const receiptKeys = receiptKeysOf(`main:${spki(ours.publicKey)},eu:${spki(others.publicKey)}`);
  program = await startProgram(database, { config: { receiptKeys } });
});
afterAll(async () => {
  await program?.stop();
  await database?.drop();
});

const sql = (text: string, values: unknown[] = []) => database.dataSource.query(text, values);

interface Sending {
  source?: string;
  key?: KeyObject;
  timestamp?: string;
  headers?: Record<string, string>;
}

/** As SendGrid posts them: the line break at the end belongs to what is signed. */
async function postBody(
  body: string,
  { source = 'main', key = ours.privateKey, timestamp = '1793697262', headers = {} }: Sending = {},
) {
  const signature = sign('sha256', Buffer.from(timestamp + body), key).toString('base64');
  const answer = await fetch(`${program.url}/webhooks/sendgrid/${source}`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-twilio-email-event-webhook-signature': signature,
      'x-twilio-email-event-webhook-timestamp': timestamp,
      ...headers,
    },
  });
  return { status: answer.status, body: (await answer.json()) as { stored?: number; error?: string } };
}

const post = (items: object[], sending?: Sending) => postBody(`${JSON.stringify(items)}\r\n`, sending);

interface Mail {
  businessId: string;
  person: TestPerson;
  eventId: string;
  id: string;
}

/** A mail that SendGrid took. */
async function mailSent(status = 'SENT', { unclear = false, inCall = false } = {}): Promise<Mail> {
  const { dataSource } = database;
  const businessId = await addBusiness(dataSource);
  const person = await addPerson(dataSource, businessId);
  const eventId = await addEvent(dataSource, businessId);
  await planned(dataSource, [eventId]);
  const [{ id }] = await sql(`SELECT id FROM deliveries WHERE event_id = $1 AND channel = 'EMAIL'`, [eventId]);
  await sql(
    `UPDATE deliveries SET status = $2, tries = 1, unclear = $3, sending_at = CASE WHEN $4 THEN now() END WHERE id = $1`,
    [id, status, unclear, inCall],
  );
  if (status !== 'PENDING')
    await sql(`UPDATE events SET open_deliveries = 0, status = 'PROCESSED' WHERE id = $1`, [eventId]);
  return { businessId, person, eventId, id };
}

let count = 0;
const report = ({ id }: { id: string }, event: string, more: object = {}) => {
  count += 1;
  return {
    event,
    sg_event_id: `${randomBytes(8).toString('hex')}-${count}`,
    timestamp: 1_793_697_262 + count,
    delivery_id: id,
    ...more,
  };
};
const stateOf = async ({ id }: { id: string }) =>
  (await sql('SELECT status, reason FROM deliveries WHERE id = $1', [id]))[0];
const suppressedOf = async ({ person }: Mail) =>
  (await sql('SELECT suppressed FROM destinations WHERE id = $1', [person.emailId]))[0].suppressed;
const noticesOf = ({ businessId }: Mail) =>
  sql(`SELECT facts FROM events WHERE business_id = $1 AND type = 'tocsin.address_suppressed'`, [businessId]);

describe('whose receipts are believed', () => {
  it('those that the key of this address signed', async () => {
    const mail = await mailSent();
    expect(await post([report(mail, 'delivered')], { source: 'eu' })).toMatchObject({ status: 401 });
    expect(await post([report(mail, 'delivered')], { source: 'eu', key: others.privateKey })).toEqual({
      status: 200,
      body: { stored: 1 },
    });
    expect(await stateOf(mail)).toMatchObject({ status: 'DELIVERED' });
  });

  it('those whose bytes, timestamp and signature fit, the line break at the end included', async () => {
    const mail = await mailSent();
    const body = JSON.stringify([report(mail, 'delivered')]);
    const signature = sign('sha256', Buffer.from(`1${body}\r\n`), ours.privateKey).toString('base64');
    const headers = { 'x-twilio-email-event-webhook-signature': signature };
    const wrong: Sending[] = [
      { headers, timestamp: '2' },
      { headers: { 'x-twilio-email-event-webhook-signature': 'AAAA' } },
      { headers: { 'x-twilio-email-event-webhook-timestamp': '' } },
    ];
    for (const sending of wrong) expect(await postBody(`${body}\r\n`, sending)).toMatchObject({ status: 401 });
    expect(await postBody(body, { headers, timestamp: '1' })).toMatchObject({ status: 401 });
    expect(await stateOf(mail)).toMatchObject({ status: 'SENT' });
    expect(await postBody(`${body}\r\n`, { headers, timestamp: '1' })).toMatchObject({ status: 200 });
  });

  it('none where nobody knows the address, the body is none, or too large', async () => {
    expect(await post([], { source: 'none' })).toMatchObject({ status: 404 });
    expect(await post([], { source: '__proto__' })).toMatchObject({ status: 404 });
    expect(await postBody('{}\r\n')).toMatchObject({ status: 400 });
    expect(await postBody('[}')).toMatchObject({ status: 400 });
    expect(await postBody('[]\r\n')).toEqual({ status: 200, body: { stored: 0 } });
    const tooLarge = `[${' '.repeat(1024 * 1024)}]`;
    expect(await postBody(tooLarge)).toEqual({
      status: 413,
      body: { error: expect.stringMatching(/^The body is larger/) },
    });
  });

  it('refusals come in the language of the request', async () => {
    const sending = { headers: { 'accept-language': 'fr' } };
    expect(await postBody('{}\r\n', sending)).toEqual({
      status: 400,
      body: { error: 'Le corps est signé, mais ce n’est pas un tableau JSON d’événements.' },
    });
  });

  it('keys that are none are refused at the start', () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).publicKey;
    for (const text of ['', 'main', 'main:AAAA', `main:${spki(other)}`, `a b:${spki(ours.publicKey)}`])
      expect(() => receiptKeysOf(text)).toThrow(/Verification Key/);
  });
});

describe('a receipt', () => {
  /** What comes, one post each; how it ends; and whether the address is suppressed. */
  it.each`
    reports                      | status         | suppressed
    ${['delivered']}             | ${'DELIVERED'} | ${false}
    ${['deferred']}              | ${'SENT'}      | ${false}
    ${['deferred', 'delivered']} | ${'DELIVERED'} | ${false}
    ${['delivered', 'deferred']} | ${'DELIVERED'} | ${false}
    ${['bounce']}                | ${'BOUNCED'}   | ${true}
    ${['blocked']}               | ${'BOUNCED'}   | ${false}
    ${['dropped']}               | ${'BOUNCED'}   | ${true}
    ${['delivered', 'bounce']}   | ${'BOUNCED'}   | ${true}
    ${['bounce', 'delivered']}   | ${'BOUNCED'}   | ${true}
    ${['blocked', 'delivered']}  | ${'BOUNCED'}   | ${false}
    ${['spamreport']}            | ${'DELIVERED'} | ${true}
    ${['unsubscribe', 'bounce']} | ${'BOUNCED'}   | ${true}
    ${['processed', 'open']}     | ${'SENT'}      | ${false}
  `('of $reports leaves the delivery $status, alone and in one post', async ({ reports, status, suppressed }) => {
    const items = (mail: Mail) =>
      (reports as string[]).map((event) =>
        event === 'blocked' ? report(mail, 'bounce', { type: 'blocked' }) : report(mail, event, { type: 'bounce' }),
      );
    const [one, several] = [await mailSent(), await mailSent()];
    for (const each of items(one)) await post([each]);
    await post(items(several));
    for (const mail of [one, several]) {
      expect(await stateOf(mail)).toMatchObject({ status });
      expect(await suppressedOf(mail)).toBe(suppressed);
      expect(await noticesOf(mail)).toHaveLength(suppressed ? 1 : 0);
    }
  });

  it('counts once, however often it comes', async () => {
    const mail = await mailSent();
    const bounce = report(mail, 'bounce', { type: 'bounce', reason: '550 no such user' });
    expect((await Promise.all([post([bounce]), post([bounce])])).map(({ body }) => body.stored).sort()).toEqual([0, 1]);
    expect(await post([bounce, report(mail, 'bounce', { type: 'bounce' })])).toMatchObject({ body: { stored: 1 } });
    const attempts = await sql('SELECT outcome FROM attempts WHERE delivery_id = $1', [mail.id]);
    expect(attempts).toEqual([{ outcome: 'bounced' }, { outcome: 'bounced' }]);
    expect(await noticesOf(mail)).toMatchObject([{ facts: { about: ['a…@team.example'] } }]);
  });

  it('about a mail of nobody is left alone', async () => {
    expect(await post([report({ id: newId('delivery') }, 'delivered')])).toEqual({ status: 200, body: { stored: 0 } });
  });

  it('settles a delivery whose answer was lost, and its event', async () => {
    const mail = await mailSent('PENDING', { unclear: true });
    expect(await eventRow(database.dataSource, mail.eventId)).toMatchObject({ status: 'PROCESSING', open: 1 });
    await post([report(mail, 'delivered')]);
    expect(await stateOf(mail)).toMatchObject({ status: 'DELIVERED' });
    expect(await eventRow(database.dataSource, mail.eventId)).toMatchObject({ status: 'PROCESSED', open: 0 });
  });

  it('may come before the answer of the call is recorded', async () => {
    const mail = await mailSent('PENDING', { inCall: true });
    await post([report(mail, 'delivered')]);
    expect(await stateOf(mail)).toMatchObject({ status: 'DELIVERED' });
  });

  it('clears up an UNKNOWN, and leaves alone what goes out again, failed or was cancelled', async () => {
    const unknown = await mailSent('UNKNOWN');
    await post([report(unknown, 'delivered')]);
    expect(await stateOf(unknown)).toMatchObject({ status: 'DELIVERED' });
    for (const status of ['PENDING', 'DEFERRED', 'FAILED', 'CANCELLED']) {
      const mail = await mailSent(status);
      await post([report(mail, 'delivered')]);
      expect(await stateOf(mail)).toMatchObject({ status });
    }
  });

  it('of a digest is one for all that stood in it', async () => {
    const [first, second] = [await mailSent(), await mailSent()];
    const dueAt = new Date();
    for (const mail of [first, second])
      await sql(`UPDATE deliveries SET held_by = 'DIGEST', due_at = $2, destination_id = $3 WHERE id = $1`, [
        mail.id,
        dueAt,
        first.person.emailId,
      ]);
    await post([report(first, 'delivered')]);
    expect([await stateOf(first), await stateOf(second)]).toMatchObject([
      { status: 'DELIVERED' },
      { status: 'DELIVERED' },
    ]);
  });

  it('stands on the timeline and among the attempts', async () => {
    const mail = await mailSent();
    await post([report(mail, 'deferred', { response: '450 busy' })]);
    await post([report(mail, 'delivered', { response: '250 OK' })]);
    const client = await GraphqlClient.of(program, mail.businessId);
    const { event } = await client.get(
      `query ($id: ID!) { event(id: $id) { timeline { text } deliveries { edges { node { channel attempts { outcome detail } } } } } }`,
      { id: mail.eventId },
    );
    const texts = event.timeline.map(({ text }: { text: string }) => text);
    expect(texts).toContain('The provider reports of ada@team.example (E-mail): deferred: 450 busy');
    expect(texts).toContain('Arrived at ada@team.example (E-mail)');
    const { node } = event.deliveries.edges.find(
      (edge: { node: { channel: string } }) => edge.node.channel === 'EMAIL',
    );
    expect(node.attempts).toEqual([
      { outcome: 'deferred', detail: 'deferred: 450 busy' },
      { outcome: 'delivered', detail: 'delivered: 250 OK' },
    ]);
  });
});

describe('a suppressed address', () => {
  const UNSUPPRESS = `mutation ($id: ID!) { unsuppressEmail(input: { id: $id }) {
    destination { ... on EmailDestination { suppressed } } } }`;

  it('is shown, and can be used again by an administrator, who stands in the audit trail', async () => {
    const mail = await mailSent();
    await post([report(mail, 'dropped', { reason: 'Bounced Address' })]);
    const client = await GraphqlClient.of(program, mail.businessId);
    const shown = `query ($id: ID!) { node(id: $id) { ... on EmailDestination { suppressed } } }`;
    const id = mail.person.emailId;
    expect((await client.get(shown, { id })).node).toEqual({ suppressed: true });
    expect((await client.get(UNSUPPRESS, { id })).unsuppressEmail.destination).toEqual({ suppressed: false });
    await client.get(UNSUPPRESS, { id });
    const lines = await sql(
      `SELECT before, after FROM audit_entries WHERE action = 'unsuppressEmail' AND subject = $1`,
      [id],
    );
    expect(lines).toEqual([{ before: { suppressed: true }, after: { suppressed: false } }]);
  });

  it('is an e-mail’s', async () => {
    const { businessId, person } = await mailSent();
    const client = await GraphqlClient.of(program, businessId);
    expect(await client.fail(UNSUPPRESS, { id: person.inAppId })).toMatchObject({
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });
});
