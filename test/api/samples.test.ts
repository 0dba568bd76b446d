import { addBusiness, addPerson, addSlack, addSource, createDatabase, type TestDatabase } from '../support/database.js';
import { type Data, GraphqlClient } from '../support/graphql.js';
import { eventually, type Program, startProgram } from '../support/program.js';
import { type HttpStandIn, type SmtpStandIn, startHttpStandIn, startSmtpStandIn } from '../support/stand-ins.js';

const SEND =
  'mutation ($type: String!) { sendSampleEvent(input: { type: $type }) { duplicate event { id type status source { kind } } } }';
const SHOWN = `query ($id: ID!) { event(id: $id) { status type summary german: summary(locale: "de") workflowUrl amount { formatted }
  deliveries { edges { node { id channel to status reason because settledAt event { id } destination { id } attempts { number outcome statusCode detail durationMs at } } } } } }`;
const NOTIFICATIONS =
  'query ($filter: NotificationFilter) { notifications(filter: $filter) { edges { node { id title body link severity readAt archivedAt event { id } } } } }';

let database: TestDatabase;
let program: Program;
let mail: SmtpStandIn;
let slack: HttpStandIn;
let businessId: string;
let client: GraphqlClient;

beforeAll(async () => {
  [database, mail, slack] = await Promise.all([createDatabase(), startSmtpStandIn(), startHttpStandIn()]);
  program = await startProgram(database, { worker: true, smtpUrl: mail.url });
  businessId = await addBusiness(database.dataSource);
  client = await GraphqlClient.of(program, businessId);
  await addPerson(database.dataSource, businessId);
  await addSlack(database.dataSource, businessId, `${slack.url}/hook/SECRET`);
  await addSource(database.dataSource, businessId, 'DODO');
});

afterAll(async () => {
  await program?.stop();
  await Promise.all([mail?.stop(), slack?.stop()]);
  await database?.drop();
});

async function sent(type: string): Promise<Data> {
  const { sendSampleEvent } = await client.get(SEND, { type });
  expect(sendSampleEvent).toMatchObject({ duplicate: false, event: { id: expect.any(String) } });
  const { id } = sendSampleEvent.event;
  const event = await eventually(`the end of ${id}`, async () => {
    const answer = await client.get(SHOWN, { id });
    return answer.event.status === 'PROCESSED' && answer.event;
  });
  return { id, ...event };
}

describe('a sample event', () => {
  it('is really processed and sent, and shows how it went', async () => {
    const event = await sent('payment.failed');
    expect(event).toMatchObject({
      type: 'payment.failed',
      workflowUrl: `http://temporal.test/namespaces/default/workflows/${event.id}`,
    });
    expect(event.german).not.toBe(event.summary);
    expect(event.amount.formatted).toMatch(/\d/);
    const deliveries: Data[] = event.deliveries.edges.map((edge: Data) => edge.node);
    expect(deliveries.map(({ channel, status }) => `${channel} ${status}`).sort()).toEqual([
      'EMAIL SENT',
      'IN_APP DELIVERED',
      'SLACK SENT',
    ]);
    for (const delivery of deliveries) {
      expect(delivery).toMatchObject({
        reason: null,
        event: { id: event.id },
        settledAt: expect.any(String),
        destination: { id: expect.any(String) },
      });
      expect([delivery.because, delivery.to]).not.toContain('');
      const outcomes = delivery.attempts.map(({ number, outcome }: Data) => `${number} ${outcome}`);
      expect(outcomes).toEqual(delivery.channel === 'IN_APP' ? [] : ['1 sent']);
    }
    expect(JSON.stringify(deliveries)).not.toContain('SECRET');
    expect([mail.mails.length, slack.requests.length]).toEqual([1, 1]);
  });

  it('may have the name that its provider gives it', async () => {
    await addSource(database.dataSource, businessId, 'STRIPE');
    const { sendSampleEvent } = await client.get(SEND, { type: 'payment_intent.payment_failed' });
    expect(sendSampleEvent.event).toMatchObject({ type: 'payment.failed', source: { kind: 'STRIPE' } });
  });

  it('comes from the source that is named, in the words of its provider', async () => {
    const otherId = await addBusiness(database.dataSource);
    const other = await GraphqlClient.of(program, otherId);
    const sourceId = (await addSource(database.dataSource, otherId, 'STRIPE')).id;
    const { sourceKinds } = await other.get('{ sourceKinds { kind samples { key } } }');
    const ofKind = (kind: string): string[] =>
      sourceKinds.find((one: Data) => one.kind === kind).samples.map(({ key }: Data) => key);
    expect(ofKind('STRIPE')).toEqual(expect.arrayContaining(['payment.failed', 'dispute.opened', 'payout.failed']));
    expect([ofKind('DODO').length, ofKind('GENERIC')]).toEqual([48, []]);
    const from =
      'mutation ($input: SendSampleEventInput!) { sendSampleEvent(input: $input) { event { type source { id kind } } } }';
    for (const type of ofKind('STRIPE')) {
      const { sendSampleEvent } = await other.get(from, { input: { type, sourceId } });
      expect(sendSampleEvent.event).toEqual({ type, source: { id: sourceId, kind: 'STRIPE' } });
    }
    const refused = async (type: string, id: string) =>
      (await other.fail(from, { input: { type, sourceId: id } })).extensions;
    expect(await refused('license_key.created', sourceId)).toEqual({ code: 'BAD_USER_INPUT', field: 'type' });
    const notTheirs = (await addSource(database.dataSource, businessId, 'STRIPE')).id;
    expect((await refused('payment.failed', notTheirs)).code).toBe('NOT_FOUND');
  });

  it('is refused for a type that nobody knows, and where no source could send it', async () => {
    for (const type of ['payment.exploded', '', '../../../package', 'dodo.payment.failed', '__proto__']) {
      const { extensions } = await client.fail(SEND, { type });
      expect([type, extensions]).toEqual([type, { code: 'BAD_USER_INPUT', field: 'type' }]);
    }
    const bare = await GraphqlClient.of(program, await addBusiness(database.dataSource));
    const { message, extensions } = await bare.fail(SEND, { type: 'payment.failed' });
    expect([message, extensions]).toEqual([
      expect.stringContaining('create a source'),
      { code: 'BAD_USER_INPUT', field: 'type' },
    ]);
  });

  it('says when to come back where it cannot be stored', async () => {
    await database.dataSource.query('ALTER TABLE inbox RENAME TO hidden');
    const { extensions, message } = await client.fail(SEND, { type: 'payment.failed' });
    await database.dataSource.query('ALTER TABLE hidden RENAME TO inbox');
    expect(extensions).toEqual({ code: 'UNAVAILABLE', retryAfterSeconds: 5 });
    expect(message).toBe('The sample could not be stored just now, so nothing was sent. Come back in 5 s.');
  });

  it('is listed among the deliveries, by each filter', async () => {
    const event = await sent('dispute.opened');
    const listed = async (filter: object) => {
      const query =
        'query ($filter: DeliveryFilter) { deliveries(filter: $filter) { edges { node { channel event { id } } } } }';
      const { deliveries } = await client.get(query, { filter });
      return deliveries.edges.map((edge: Data) => edge.node);
    };
    const own = await listed({ eventId: event.id });
    expect(own.map((node: Data) => node.channel).sort()).toEqual(['EMAIL', 'IN_APP', 'SLACK']);
    expect(await listed({ eventId: event.id, channel: 'SLACK' })).toEqual([
      { channel: 'SLACK', event: { id: event.id } },
    ]);
    expect(await listed({ eventId: event.id, status: 'FAILED' })).toEqual([]);
    const slackId = event.deliveries.edges.find((edge: Data) => edge.node.channel === 'SLACK').node.destination.id;
    const atSlack = await listed({ destinationId: slackId });
    expect([atSlack[0].event.id, new Set(atSlack.map((node: Data) => node.channel))]).toEqual([
      event.id,
      new Set(['SLACK']),
    ]);
  });
});

describe('notifications', () => {
  it('lead to their event, and are listed by what became of them', async () => {
    const [first, second, third] = [
      await sent('payout.failed'),
      await sent('refund.failed'),
      await sent('dispute.lost'),
    ];
    const listed = async (filter: string | null) =>
      (await client.get(NOTIFICATIONS, { filter })).notifications.edges.map((edge: Data) => edge.node);
    const [newest] = await listed(null);
    expect(newest).toMatchObject({
      event: { id: third.id },
      link: `http://tocsin.test/events/${third.id}`,
      title: third.summary,
      readAt: null,
      archivedAt: null,
    });
    await database.dataSource.query('UPDATE notifications SET read_at = now() WHERE event_id = $1', [second.id]);
    await database.dataSource.query('UPDATE notifications SET archived_at = now() WHERE event_id = $1', [third.id]);
    const events = async (filter: string | null) => (await listed(filter)).map((node: Data) => node.event.id);
    expect((await events('ALL')).slice(0, 2)).toEqual([second.id, first.id]);
    expect((await events('UNREAD'))[0]).toBe(first.id);
    expect(await events('ARCHIVED')).toEqual([third.id]);
  });
});

describe('a sample payload', () => {
  it('is there for every event type', async () => {
    const { eventTypes } = await client.get('{ eventTypes { key } }');
    for (const { key } of eventTypes) {
      const { samplePayload } = await client.get('query ($key: String!) { samplePayload(eventType: $key) }', { key });
      expect(samplePayload).toMatchObject({ type: expect.any(String), data: expect.any(Object) });
    }
    const { extensions } = await client.fail('{ samplePayload(eventType: "payment.exploded") }');
    expect(extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('a transformation on trial', () => {
  const TEST = `query ($input: TestTransformationInput!) { testTransformation(input: $input) { ok url method headers payload cancelled unchanged error line durationMs console warnings } }`;
  const tried = async (code: string, input: object = {}) =>
    (await client.get(TEST, { input: { code, eventType: 'payment.failed', ...input } })).testTransformation;

  it('runs on the sample of the event type, and sends nothing', async () => {
    const before = slack.requests.length;
    const code =
      'function handler(webhook) { console.log("seen"); webhook.url += "/more"; webhook.payload = { text: webhook.eventType + " " + webhook.payload.type }; return webhook; }';
    const result = await tried(code);
    expect(result).toMatchObject({
      ok: true,
      payload: { text: 'payment.failed payment.failed' },
      cancelled: false,
      unchanged: false,
      error: null,
      line: null,
      console: [expect.stringContaining('seen')],
    });
    expect(result.url).toMatch(/\/more$/);
    expect(slack.requests.length).toBe(before);
  });

  it('runs on a payload of one’s own', async () => {
    const code =
      'function handler(webhook) { webhook.payload = { text: webhook.payload.mine + webhook.url }; return webhook; }';
    expect((await tried(code, { payload: { mine: 'my own ' }, url: 'https://mine.example/x' })).payload).toEqual({
      text: 'my own https://mine.example/x',
    });
  });

  it('shows what is wrong and in which line', async () => {
    expect(
      await tried('function handler(webhook) {\n  const a = 1;\n  return webhook.payload.none.at;\n}'),
    ).toMatchObject({ ok: false, line: 3, error: expect.stringMatching(/none|undefined/) });
    expect(await tried('function handler(webhook) {\n  return {{;\n}')).toMatchObject({
      ok: false,
      line: 2,
      error: expect.any(String),
    });
    expect(await tried('const nothing = 1;')).toMatchObject({ ok: false, error: expect.stringContaining('handler') });
    expect(await tried('function handler() { for (;;); }')).toMatchObject({ ok: false, error: expect.any(String) });
    expect(await tried('function handler(webhook) { return webhook; }')).toMatchObject({ ok: true, unchanged: true });
    expect(await tried('function handler(webhook) { webhook.cancel = true; return webhook; }')).toMatchObject({
      ok: true,
      cancelled: true,
    });
  });

  it('is refused for an address that is none, a type that nobody knows, or too much code', async () => {
    const input = { code: 'x', eventType: 'payment.failed' };
    const fieldOf = async (changes: object) =>
      (await client.fail(TEST, { input: { ...input, ...changes } })).extensions;
    expect(await fieldOf({ url: 'nowhere' })).toEqual({ code: 'BAD_USER_INPUT', field: 'url' });
    expect(await fieldOf({ eventType: 'payment.exploded' })).toEqual({ code: 'BAD_USER_INPUT', field: 'eventType' });
    expect(await fieldOf({ code: 'x'.repeat(64 * 1024 + 1) })).toEqual({ code: 'BAD_USER_INPUT', field: 'code' });
  });

  it('says so where its payload is nested too deep to be handed over', async () => {
    const payload = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const input = `{"code":"function handler(w) { return w; }","eventType":"payment.failed","payload":${payload}}`;
    const answer = await client.post(`{"query":${JSON.stringify(TEST)},"variables":{"input":${input}}}`);
    const { errors, data } = (await answer.json()) as Data;
    expect([errors?.[0].extensions.code, errors?.[0].message]).toEqual([
      'BAD_USER_INPUT',
      expect.stringContaining('levels'),
    ]);
    expect(data).toBeUndefined();
  });
});
