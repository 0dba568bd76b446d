// The code of endpoints through the whole program: versions, warnings, trial runs, and what becomes of code that keeps failing.
import { newToken } from '../../src/access/access.js';
import { askedEndpoints } from '../support/asked-team.js';
import { addBusiness, addPerson, addSource } from '../support/database.js';
import { eventRow, ledgerOf } from '../support/deliveries.js';
import { type Data, GraphqlClient } from '../support/graphql.js';
import { eventually, postSigned } from '../support/program.js';

const asked = askedEndpoints();

const SHOWN = `warnings destination { id ... on EndpointDestination { transformation transformationOffSince
  versions { number code live createdBy createdAt } recentFailures { edges { node { id at message line event { id } } } } } }`;
const ADD = `mutation ($input: AddEndpointInput!) { addEndpoint(input: $input) { ${SHOWN} } }`;
const UPDATE = `mutation ($input: UpdateEndpointInput!) { updateEndpoint(input: $input) { ${SHOWN} } }`;
const ROLL_BACK = `mutation ($input: RollBackInput!) { rollBackTransformation(input: $input) { ${SHOWN} } }`;
const NODE = `query ($id: ID!) { node(id: $id) { ... on EndpointDestination { ${SHOWN.slice(SHOWN.indexOf('transformation'), -4)} } } }`;
const TEST = `query ($input: TestTransformationInput!) { testTransformation(input: $input) { ok error line warnings console payload unchanged } }`;
const COMPARE = `query ($input: CompareTransformationInput!) { compareTransformation(input: $input) {
  compared differing { event { id type } before { ok unchanged url payload error line } after { ok unchanged payload error line } } } }`;

const says = (text: string) => `function handler(webhook) { webhook.payload = { text: '${text}' }; return webhook; }`;
const POISON = 'function handler(webhook) {\n  return webhook.nothing.at.all;\n}';
const SYNTAX = 'function handler(webhook) {\n  ]\n}';

async function add(input: object = {}): Promise<string> {
  const usual = { channel: 'SLACK', label: 'Ours', url: `${asked.server.url}/hook`, eventTypes: ['payment.failed'] };
  return (await asked.client.get(ADD, { input: { ...usual, ...input } })).addEndpoint.destination.id;
}
const nodeOf = async (id: string): Promise<Data> => (await asked.client.get(NODE, { id })).node;
const numbers = ({ versions }: Data) => versions.map(({ number, live }: Data) => [number, live]);
const change = async (id: string, transformation: string | null): Promise<Data> =>
  (await asked.client.get(UPDATE, { input: { id, transformation } })).updateEndpoint;
async function trailOf(subject: string): Promise<Data[]> {
  const query =
    'query ($subject: String) { auditLog(filter: { subject: $subject }) { edges { node { action before after } } } }';
  return (await asked.client.get(query, { subject })).auditLog.edges.map((edge: Data) => edge.node);
}

/** Of one Dodo source; the id of the event, which has ended. */
async function sendPayment(data: object | string = {}): Promise<string> {
  const source = { ...(await addSource(asked.dataSource, asked.businessId, 'DODO')), kind: 'DODO' as const };
  const body = typeof data === 'string' ? data : { type: 'payment.failed', data: { payment_id: 'pay_1', ...data } };
  const { status, body: answer } = await postSigned(asked.program, source, body);
  expect(status).toBe(202);
  await eventually('its end', async () => (await eventRow(asked.dataSource, answer.id)).status === 'PROCESSED');
  return answer.id;
}

describe('versions', () => {
  it('are written where the code changes, and only there', async () => {
    const id = await add({ transformation: says('one') });
    expect(numbers(await nodeOf(id))).toEqual([[1, true]]);
    await change(id, says('two'));
    await change(id, says('two'));
    await asked.client.get(UPDATE, { input: { id, label: 'Theirs' } });
    const { versions } = await nodeOf(id);
    expect(versions).toMatchObject([
      { number: 2, live: true, code: says('two'), createdBy: expect.stringContaining('test') },
      { number: 1, live: false, code: says('one') },
    ]);
    await change(id, null);
    expect(numbers(await nodeOf(id))).toEqual([
      [2, false],
      [1, false],
    ]);
    await change(id, says('two'));
    expect(numbers(await nodeOf(id))).toEqual([
      [3, true],
      [2, false],
      [1, false],
    ]);
    expect(numbers(await nodeOf(await add()))).toEqual([]);
    expect(await nodeOf(await add({ transformation: ' \n' }))).toMatchObject({ transformation: null, versions: [] });
  });

  it('can be gone back to, which sends by the old code from then on and stands in the trail', async () => {
    const id = await add({ transformation: says('one') });
    await change(id, says('two'));
    const { rollBackTransformation } = await asked.client.get(ROLL_BACK, { input: { destinationId: id, version: 1 } });
    expect(rollBackTransformation.destination.transformation).toBe(says('one'));
    expect(numbers(rollBackTransformation.destination)).toEqual([
      [3, true],
      [2, false],
      [1, false],
    ]);
    expect((await trailOf(id))[0]).toEqual({
      action: 'rollBackTransformation',
      before: { version: 2, codeOfVersion: 2 },
      after: { version: 3, codeOfVersion: 1 },
    });
    await sendPayment();
    expect(asked.server.requests.map(({ body }) => body)).toEqual(['{"text":"one"}']);
  });

  it('of another business or number are not there', async () => {
    const id = await add({ transformation: says('one') });
    const wrong = await asked.client.fail(ROLL_BACK, { input: { destinationId: id, version: 2 } });
    expect(wrong.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'version' });
    const { emailId } = await addPerson(asked.dataSource, asked.businessId);
    const stranger = await GraphqlClient.of(asked.program, await addBusiness(asked.dataSource));
    for (const [asking, destinationId] of [
      [asked.client, emailId],
      [stranger, id],
    ] as const) {
      const error = await asking.fail(ROLL_BACK, { input: { destinationId, version: 1 } });
      expect(error.extensions.code).toBe('NOT_FOUND');
    }
  });

  it('get a number each where two people save at once, and the newest fifty stay', async () => {
    const id = await add({ transformation: says('first') });
    for (let round = 0; round < 13; round++) {
      await Promise.all([1, 2, 3, 4].map((who) => change(id, says(`${round} ${who}`))));
    }
    const { versions, transformation } = await nodeOf(id);
    expect(versions.map(({ number }: Data) => number)).toEqual(Array.from({ length: 50 }, (_, at) => 53 - at));
    expect(versions[0].code).toBe(transformation);
  });
});

describe('warnings', () => {
  it('come with what is saved, and save it all the same', async () => {
    const code =
      'function handler(webhook) {\n  webhook.payload = { text: webhook.payload.data.total_amount / 100 };\n  return webhook;\n}';
    const input = { channel: 'SLACK', label: 'Ours', url: `${asked.server.url}/hook`, transformation: code };
    const { addEndpoint } = await asked.client.get(ADD, { input });
    expect(addEndpoint.warnings).toEqual([expect.stringMatching(/^Line 2: "\/ 100" is wrong/)]);
    expect(addEndpoint.destination.transformation).toBe(code);
    const { id } = addEndpoint.destination;
    expect((await change(id, says('fine'))).warnings).toEqual([]);
    expect((await change(id, code)).warnings).toHaveLength(1);
    const { rollBackTransformation } = await asked.client.get(ROLL_BACK, { input: { destinationId: id, version: 1 } });
    expect(rollBackTransformation.warnings).toHaveLength(1);
  });
});

describe('testTransformation', () => {
  const test = async (code: string, more: object = {}): Promise<Data> =>
    (await asked.client.get(TEST, { input: { code, eventType: 'payment.succeeded', ...more } })).testTransformation;

  it('tells the line of an error, what was printed, and what every channel would do', async () => {
    const broken = await test('function handler(webhook) {\n  console.log("here", 1);\n  return webhook.a.b;\n}');
    expect(broken).toMatchObject({
      ok: false,
      line: 3,
      console: ['here 1'],
      error: expect.stringMatching(/TypeError/),
    });
    expect(broken.warnings).toEqual([
      expect.stringMatching(/^Slack, .*: our own message would go out.* Loops, Webhook: the delivery would be FAILED/),
    ]);
    const untouched = await test('const handler = (webhook) => webhook;');
    expect(untouched.warnings).toEqual([expect.stringMatching(/^Webhook: .* as it came\. Slack, .*Loops: .* SKIPPED/)]);
    expect((await test(says('fine'))).warnings).toEqual([]);
  });

  it('says where the code sends to another host, and where nobody may', async () => {
    const to = (url: string) => `const handler = (webhook) => ({ url: '${url}', payload: 1 });`;
    expect((await test(to('https://other.example/x'))).warnings).toEqual([
      expect.stringMatching(/^This goes to another host/),
    ]);
    expect((await test(to('http://169.254.169.254/latest'))).warnings).toEqual([
      expect.stringMatching(/^This goes to another host/),
      expect.stringMatching(/^It would not be sent: /),
    ]);
    expect((await test(to('https://mine.example/y'), { url: 'https://mine.example/x' })).warnings).toEqual([]);
  });

  it('takes a payload of one’s own, gives big integers as in a real event, and says that these are rounded', async () => {
    const code = 'function handler(webhook) { webhook.payload = { text: typeof webhook.payload.a }; return webhook; }';
    const big = await test(code, { payload: { a: 2 ** 60 } });
    expect(big).toMatchObject({ ok: true, payload: { text: 'bigint' } });
    expect(big.warnings).toEqual([
      expect.stringMatching(/^a is beyond 2\^53/),
      expect.stringMatching(/were rounded on their way here/),
    ]);
    expect(await test(code, { payload: { a: 5 } })).toMatchObject({ payload: { text: 'number' }, warnings: [] });
  });
});

describe('compareTransformation', () => {
  const compare = async (input: object): Promise<Data> =>
    (await asked.client.get(COMPARE, { input })).compareTransformation;
  const AMOUNT =
    'function handler(webhook) {\n  webhook.payload = { text: String(webhook.payload.data.total_amount) };\n  return webhook;\n}';

  it('shows what new code makes of the last events that the endpoint takes, and sends nothing', async () => {
    const id = await add({ transformation: AMOUNT });
    const [first, second] = [await sendPayment({ total_amount: 10 }), await sendPayment({ total_amount: 3000 })];
    const other = { ...(await addSource(asked.dataSource, asked.businessId, 'DODO')), kind: 'DODO' as const };
    await postSigned(asked.program, other, { type: 'payment.succeeded', data: { total_amount: 1 } });
    const sent = asked.server.requests.length;
    const code = AMOUNT.replace(
      'webhook.payload = {',
      'if (webhook.payload.data.total_amount > 99) webhook.payload.data.total_amount = "much";\n webhook.payload = {',
    );
    expect(await compare({ destinationId: id, code })).toEqual({
      compared: 2,
      differing: [
        {
          event: { id: second, type: 'payment.failed' },
          before: {
            ok: true,
            unchanged: false,
            url: `${asked.server.url}/…`,
            payload: { text: '3000' },
            error: null,
            line: null,
          },
          after: { ok: true, unchanged: false, payload: { text: 'much' }, error: null, line: null },
        },
      ],
    });
    expect(await compare({ destinationId: id, code: AMOUNT })).toEqual({ compared: 2, differing: [] });
    const broken = await compare({ destinationId: id, code: POISON, last: 1 });
    expect(broken).toMatchObject({
      compared: 1,
      differing: [{ event: { id: second }, after: { ok: false, line: 2 } }],
    });
    expect(broken.differing[0].event.id).not.toBe(first);
    expect(asked.server.requests).toHaveLength(sent);
    expect((await nodeOf(id)).recentFailures.edges).toEqual([]);
  });

  it('sets it beside the event itself where the endpoint has no code', async () => {
    const id = await add();
    await sendPayment({ total_amount: 10 });
    const { differing } = await compare({ destinationId: id, code: AMOUNT });
    expect(differing).toMatchObject([{ before: { unchanged: true }, after: { payload: { text: '10' } } }]);
  });

  it('keeps the URL secret, also from code that sends it', async () => {
    const id = await add({ url: `${asked.server.url}/services/T0/B0/very-secret` });
    await sendPayment();
    const code = 'const handler = (webhook) => ({ payload: { text: webhook.url } });';
    const answer = await compare({ destinationId: id, code });
    expect(answer.differing).toHaveLength(1);
    expect(JSON.stringify(answer)).not.toContain('very-secret');
  });

  it('ends in bounded time with code that does not, and the API answers meanwhile', async () => {
    const id = await add();
    for (let at = 0; at < 3; at++) await sendPayment();
    const endless = compare({ destinationId: id, code: 'function handler() { new Array(1e9) + ""; }' });
    expect((await fetch(`${asked.program.url}/healthz`)).status).toBe(200);
    expect(await endless).toMatchObject({
      compared: 3,
      differing: Array(3).fill({ after: { error: expect.stringMatching(/longer than 50 ms/) } }),
    });
  });

  it('is for endpoints of one’s own business, and fifty events at most', async () => {
    const id = await add();
    const stranger = await GraphqlClient.of(asked.program, await addBusiness(asked.dataSource));
    const error = await stranger.fail(COMPARE, { input: { destinationId: id, code: AMOUNT } });
    expect(error.extensions.code).toBe('NOT_FOUND');
    const many = await asked.client.fail(COMPARE, { input: { destinationId: id, code: AMOUNT, last: 51 } });
    expect(many.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'last' });
    const key = newToken();
    await asked.program.api.access.addKey(asked.businessId, 'producer', 'PRODUCER', key);
    const producer = new GraphqlClient(asked.program.url, key);
    expect((await producer.fail(COMPARE, { input: { destinationId: id, code: AMOUNT } })).extensions.code).toBe(
      'FORBIDDEN',
    );
  });
});

describe('code that keeps failing', () => {
  const noticesOf = (): Promise<Data[]> =>
    asked.dataSource.query(
      `SELECT facts->'about' AS about, facts->>'reason' AS reason, entity_id AS "entityId" FROM events
       WHERE business_id = $1 AND type = 'tocsin.transformation_disabled'`,
      [asked.businessId],
    );

  it('is listed with event and line, newest first', async () => {
    const id = await add({ transformation: POISON });
    const first = await sendPayment();
    await change(id, SYNTAX);
    const second = await sendPayment();
    const { recentFailures } = await nodeOf(id);
    expect(recentFailures.edges.map((edge: Data) => edge.node)).toMatchObject([
      { event: { id: second }, line: 2, message: expect.stringMatching(/cannot be read/) },
      { event: { id: first }, line: 2, message: expect.stringMatching(/TypeError/) },
    ]);
    // Each code has its own count.
    expect((await nodeOf(id)).transformationOffSince).toBeNull();
  });

  it('is switched off at the third time: Slack gets our words, the team is told once, and new code runs again', async () => {
    const id = await add({ transformation: POISON });
    for (let at = 0; at < 4; at++) await sendPayment();
    const off = await nodeOf(id);
    expect(off.transformationOffSince).not.toBeNull();
    // The fourth ran no code: its message went out in our words, and there was nothing to list.
    expect(off.recentFailures.edges).toHaveLength(3);
    expect(asked.server.requests).toHaveLength(4);
    for (const { body } of asked.server.requests) expect(JSON.parse(body).text).toBe('*Payment failed*');
    expect(await noticesOf()).toEqual([{ about: ['Ours'], reason: expect.stringMatching(/TypeError/), entityId: id }]);

    const mended = (await change(id, says('mended'))).destination;
    expect(mended.transformationOffSince).toBeNull();
    await sendPayment();
    expect(asked.server.requests.at(-1)?.body).toBe('{"text":"mended"}');

    await change(id, POISON);
    for (let at = 0; at < 3; at++) await sendPayment();
    expect((await nodeOf(id)).transformationOffSince).not.toBeNull();
    await asked.client.get(ROLL_BACK, { input: { destinationId: id, version: 2 } });
    await sendPayment();
    expect(asked.server.requests.at(-1)?.body).toBe('{"text":"mended"}');
    expect(await noticesOf()).toHaveLength(2);
  });

  it('goes on where a run between goes well', async () => {
    const sometimes =
      'function handler(webhook) { if (webhook.payload.data.bad) throw new Error("bad"); webhook.payload = { text: "good" }; return webhook; }';
    const id = await add({ transformation: sometimes });
    for (const bad of [true, true, false, true, true]) await sendPayment({ bad });
    expect((await nodeOf(id)).transformationOffSince).toBeNull();
    await sendPayment({ bad: true });
    expect((await nodeOf(id)).transformationOffSince).not.toBeNull();
  });

  it('lets a webhook fail and be listed, never go out in another shape; after a roll-back the retry is sent', async () => {
    const id = await add({ channel: 'WEBHOOK', transformation: says('good') });
    await change(id, POISON);
    for (let at = 0; at < 3; at++) await sendPayment();
    const eventId = await sendPayment();
    expect(asked.server.requests).toEqual([]);
    const [delivery] = await ledgerOf(asked.dataSource, eventId);
    expect(delivery).toMatchObject({
      status: 'FAILED',
      reason: expect.stringMatching(/switched off.*rollBackTransformation/),
    });
    expect((await nodeOf(id)).recentFailures.edges).toHaveLength(4);
    expect(await noticesOf()).toHaveLength(1);

    await asked.client.get(ROLL_BACK, { input: { destinationId: id, version: 1 } });
    await asked.client.get('mutation ($input: NodeInput!) { retryDelivery(input: $input) { delivery { id } } }', {
      input: { id: delivery?.id },
    });
    await eventually('the retry', async () => asked.server.requests.length === 1);
    expect(asked.server.requests[0]?.body).toBe('{"text":"good"}');
  });
});

describe('an amount beyond 2^53', () => {
  const BIG =
    '{"type":"payment.failed","data":{"payment_id":"pay_1","total_amount":90071992547409931,"currency":"USD"}}';

  it('goes out exactly, or not at all', async () => {
    await add({
      transformation: 'const handler = (w) => ({ payload: { text: money(w.payload.data.total_amount, "USD") } });',
    });
    await add({
      url: `${asked.server.url}/rounding`,
      transformation: 'const handler = (w) => ({ payload: { text: w.payload.data.total_amount / 100 } });',
    });
    await add({ url: `${asked.server.url}/bytes`, channel: 'WEBHOOK', transformation: 'const handler = (w) => w;' });
    await sendPayment(BIG);
    const sent = new Map(asked.server.requests.map(({ path, body }) => [path, body]));
    expect(sent.get('/hook')).toBe('{"text":"$900,719,925,474,099.31"}');
    expect(sent.get('/bytes')).toBe(BIG);
    // In our own words, which name no amount that is not exact.
    expect(sent.get('/rounding')).toMatch(/\*Payment failed\*/);
    expect(sent.get('/rounding')).not.toMatch(/900,?719/);
  });
});
