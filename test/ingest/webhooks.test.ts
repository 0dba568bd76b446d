import { type Body, sample } from '../sources/sample-bodies.js';
import { storedBodies } from '../support/bodies.js';
import { addBusiness, addPerson, addSlack, addSource, createDatabase, type TestDatabase } from '../support/database.js';
import { GraphqlClient } from '../support/graphql.js';
import { newExternalId, post, send, signedHeaders, type TestSource } from '../support/producers.js';
import { eventually, type Program, startProgram } from '../support/program.js';
import { type HttpStandIn, type SmtpStandIn, startHttpStandIn, startSmtpStandIn } from '../support/stand-ins.js';

const MIB = 1024 * 1024;
const EVENT =
  'query ($id: ID!) { event(id: $id) { id type externalId status payload source { id } eventType { key } deliveries { edges { node { channel status } } } } }';

let database: TestDatabase;
let program: Program;
let mail: SmtpStandIn;
let slack: HttpStandIn;
let client: GraphqlClient;
let businessId: string;
let sources: Record<'DODO' | 'STRIPE' | 'GENERIC', TestSource>;

beforeAll(async () => {
  [database, mail, slack] = await Promise.all([createDatabase(), startSmtpStandIn(), startHttpStandIn()]);
  program = await startProgram(database, { worker: true, smtpUrl: mail.url });
  const { dataSource } = database;
  businessId = await addBusiness(dataSource);
  await addPerson(dataSource, businessId);
  await addSlack(dataSource, businessId, `${slack.url}/hook`);
  const add = async (kind: TestSource['kind']) => ({ ...(await addSource(dataSource, businessId, kind)), kind });
  sources = { DODO: await add('DODO'), STRIPE: await add('STRIPE'), GENERIC: await add('GENERIC') };
  client = await GraphqlClient.of(program, businessId);
});

afterAll(async () => {
  await program?.stop();
  await Promise.all([mail?.stop(), slack?.stop()]);
  await database?.drop();
});

async function count(table: string, condition: string, value: string): Promise<number> {
  const [row] = await database.dataSource.query(
    `SELECT count(*)::integer AS count FROM ${table} WHERE ${condition} = $1`,
    [value],
  );
  return row.count;
}

function processed(id: string) {
  return eventually(`the end of ${id}`, async () => {
    const { event } = await client.get(EVENT, { id });
    return event.status === 'PROCESSED' && event;
  });
}

describe('a genuine webhook', () => {
  it.each([
    ['DODO', 'dodo.payment.failed', 'payment.failed'],
    ['STRIPE', 'stripe.payment_intent.payment_failed', 'payment.failed'],
    ['DODO', 'dodo.dispute.opened', 'dispute.opened'],
    ['DODO', 'dodo.payout.failed', 'payout.failed'],
    ['DODO', 'dodo.subscription.active', 'subscription.active'],
  ] as const)('of %s (%s) is accepted and shown as %s', async (kind, name, type) => {
    const body = sample(name);
    const answer = await send(program, sources[kind], body);
    expect(answer.status).toBe(202);
    expect(answer.body).toEqual({ id: expect.stringMatching(/^evt_[0-9a-z]{26}$/), duplicate: false });
    const { event } = await client.get(EVENT, { id: answer.body.id });
    expect(event).toMatchObject({
      id: answer.body.id,
      type,
      eventType: { key: type },
      source: { id: sources[kind].id },
      payload: body,
    });
  });

  it('is accepted in whatever content type its producer writes', async () => {
    const body = JSON.stringify(sample('dodo.payment.succeeded'));
    for (const type of ['text/plain', 'application/octet-stream', 'application/cloudevents+json; charset=utf-8']) {
      const headers = { ...signedHeaders(sources.DODO, body), 'content-type': type };
      expect([type, (await post(program, sources.DODO.id, body, headers)).status]).toEqual([type, 202]);
    }
  });

  it('of a type that nobody knows is kept and shown', async () => {
    const body = { type: 'loyalty.points_earned', data: { id: 'loy_1', points: 7 } };
    const answer = await send(program, sources.GENERIC, body);
    expect(answer.status).toBe(202);
    const { event } = await client.get(EVENT, { id: answer.body.id });
    expect(event).toMatchObject({ type: 'loyalty.points_earned', eventType: null, payload: body });
  });

  it('may have exactly 1 MiB', async () => {
    const empty = JSON.stringify({ type: 'payment.succeeded', data: { note: '' } });
    const body = JSON.stringify({ type: 'payment.succeeded', data: { note: 'x'.repeat(MIB - empty.length) } });
    expect(Buffer.byteLength(body)).toBe(MIB);
    const answer = await send(program, sources.GENERIC, body);
    expect(answer.status).toBe(202);
    const stored = await storedBodies(database.dataSource);
    expect(stored.get(answer.body.id)).toBe(body);
  });
});

describe('a repeated webhook', () => {
  it('is one event with one set of deliveries, though it comes 100 times at once', async () => {
    const externalId = newExternalId();
    const body = JSON.stringify(sample('dodo.payment.failed'));
    const headers = signedHeaders(sources.DODO, body, { externalId });
    await eventually(
      'a quiet moment',
      async () => (await count('events', `status <> 'PROCESSED' AND business_id`, businessId)) === 0,
    );
    const [mails, calls] = [mail.mails.length, slack.requests.length];
    const answers = await Promise.all(Array.from({ length: 100 }, () => post(program, sources.DODO.id, body, headers)));
    expect(answers.map((answer) => answer.status)).toEqual(Array(100).fill(202));
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    expect(answers.filter((answer) => answer.body.duplicate)).toHaveLength(99);
    const event = await processed(answers[0]?.body.id as string);
    const channels = event.deliveries.edges.map((edge: { node: { channel: string } }) => edge.node.channel);
    expect(channels.sort()).toEqual(['EMAIL', 'IN_APP', 'SLACK']);
    expect(await count('events', 'external_id', externalId)).toBe(1);
    expect(await count('notifications', 'event_id', event.id)).toBe(1);
    expect([mail.mails.length - mails, slack.requests.length - calls]).toEqual([1, 1]);
  });

  it('with another body is the first event still', async () => {
    const externalId = newExternalId();
    const first = sample('dodo.payment.succeeded');
    const { body } = await send(program, sources.DODO, first, { externalId });
    const again = await send(program, sources.DODO, sample('dodo.payment.failed'), { externalId });
    expect(again.status).toBe(202);
    expect(again.body).toEqual({ id: body.id, duplicate: true });
    const { event } = await client.get(EVENT, { id: body.id });
    expect(event).toMatchObject({ type: 'payment.succeeded', payload: first });
  });

  it('is told by the id in the body where Stripe sends it', async () => {
    const first: Body = { ...sample('stripe.payout.failed'), id: 'evt_stripe_twice' };
    const one = await send(program, sources.STRIPE, first);
    const two = await send(program, sources.STRIPE, { ...first, created: first.created + 1 });
    expect([one.body.duplicate, two.body]).toEqual([false, { id: one.body.id, duplicate: true }]);
  });

  it('at another source is an event of its own', async () => {
    const externalId = newExternalId();
    const body = sample('dodo.payment.succeeded');
    const one = await send(program, sources.DODO, body, { externalId });
    const other = await send(program, sources.GENERIC, body, { externalId });
    expect([one.body.duplicate, other.body.duplicate]).toEqual([false, false]);
    expect(other.body.id).not.toBe(one.body.id);
  });
});

describe('a rotated secret', () => {
  const rotate = 'mutation ($id: ID!) { rotateSourceSecret(input: { id: $id }) { secret } }';
  const body = { type: 'payment.succeeded', data: {} };

  it('holds for a day beside the new one, and then no longer', async () => {
    const { createSource } = await client.get(
      'mutation { createSource(input: { kind: GENERIC, name: "Rotated" }) { secret source { id } } }',
    );
    const old: TestSource = { id: createSource.source.id, secret: createSource.secret, kind: 'GENERIC' };
    expect((await send(program, old, body)).status).toBe(202);
    const rotated = await client.get(rotate, { id: old.id });
    const renewed = { ...old, secret: rotated.rotateSourceSecret.secret };
    expect(renewed.secret).not.toBe(old.secret);
    expect([(await send(program, old, body)).status, (await send(program, renewed, body)).status]).toEqual([202, 202]);
    const [row] = await database.dataSource.query(
      `SELECT secrets->0->>'until' AS first, secrets->1->>'until' AS second FROM sources WHERE id = $1`,
      [old.id],
    );
    expect(row.first).toBeNull();
    const dayMs = Date.parse(row.second) - Date.now();
    expect([dayMs > 23 * 3_600_000, dayMs <= 24 * 3_600_000]).toEqual([true, true]);

    await database.dataSource.query(
      `UPDATE sources SET secrets = jsonb_set(secrets, '{1,until}', to_jsonb(now() - interval '1 second')) WHERE id = $1`,
      [old.id],
    );
    // This process remembers the source for some seconds; another one reads it anew.
    const other = await startProgram(database);
    const refused = await send(other, old, body);
    const taken = await send(other, renewed, body);
    await other.stop();
    expect([refused.status, refused.body.error, taken.status]).toEqual([401, expect.stringContaining('secret'), 202]);
  });
});
