// The code of endpoints through the whole program: versions, warnings, trial runs, and amounts that no number holds.
import { addBusiness, addPerson } from '../support/database.js';
import { type Data, GraphqlClient } from '../support/graphql.js';
import { ADD, ROLL_BACK, says, transformationFixture, UPDATE } from '../support/transformation-fixture.js';

const asked = transformationFixture();
const { add, nodeOf, change, sendPayment } = asked;

const TEST = `query ($input: TestTransformationInput!) { testTransformation(input: $input) { ok error line warnings console payload unchanged } }`;

const numbers = ({ versions }: Data) => versions.map(({ number, live }: Data) => [number, live]);
async function trailOf(subject: string): Promise<Data[]> {
  const query =
    'query ($subject: String) { auditLog(filter: { subject: $subject }) { edges { node { action before after } } } }';
  return (await asked.client.get(query, { subject })).auditLog.edges.map((edge: Data) => edge.node);
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
    expect(addEndpoint.warnings).toEqual([expect.stringMatching(/^Line 2: “\/ 100” is wrong/)]);
    expect(addEndpoint.destination.transformation).toBe(code);
    const { id } = addEndpoint.destination;
    expect((await change(id, says('fine'))).warnings).toEqual([]);
    expect((await change(id, code)).warnings).toHaveLength(1);
    const { rollBackTransformation } = await asked.client.get(ROLL_BACK, { input: { destinationId: id, version: 1 } });
    expect(rollBackTransformation.warnings).toHaveLength(1);
  });
});

describe('code that cannot be read', () => {
  const BROKEN = 'function handler(webhook) {\n  webhook.payload = { text: "hi" ;\n  return webhook;\n}';
  const refused = (error: unknown, line: number, message: RegExp) =>
    expect(error).toMatchObject({
      message: expect.stringMatching(message),
      extensions: { code: 'BAD_USER_INPUT', field: 'transformation', line },
    });

  it('is refused where it is saved, with its line, and what ran before still runs', async () => {
    const input = { channel: 'SLACK', label: 'Ours', url: `${asked.server.url}/hook`, transformation: BROKEN };
    refused(await asked.client.fail(ADD, { input }), 2, /^Your code cannot be read: SyntaxError: /);
    const id = await add({ transformation: says('good') });
    const broken = { input: { id, transformation: BROKEN } };
    refused(await asked.client.fail(UPDATE, broken), 2, /^Your code cannot be read: SyntaxError: /);
    const exporting = { input: { id, transformation: `\n\nexport default ${says('x')}` } };
    refused(await asked.client.fail(UPDATE, exporting), 3, /declare/i);
    expect(await nodeOf(id)).toMatchObject({ transformation: says('good'), versions: [{ number: 1 }] });
    expect(
      await asked.dataSource.query('SELECT FROM destinations WHERE business_id = $1', [asked.businessId]),
    ).toHaveLength(1);
  });

  it('is that alone: what only may fail is saved', async () => {
    for (const code of ['nothing.at.all;', 'function handler() { throw new Error("always"); }', 'const other = 1;'])
      expect(await nodeOf(await add({ transformation: code }))).toMatchObject({ transformation: code });
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
      expect.stringMatching(
        /^Slack, .*: our own message would go out.* Loops and Webhook: the delivery would be FAILED/,
      ),
    ]);
    const untouched = await test('const handler = (webhook) => webhook;');
    expect(untouched.warnings).toEqual([expect.stringMatching(/^Webhook: .* as it came\. Slack, .*Loops: .* SKIPPED/)]);
    expect((await test(says('fine'))).warnings).toEqual([]);
  });

  it.each([
    [
      'SLACK',
      'Our own message would go out in its place.',
      /^Slack refuses an event as it came, so nothing would be sent/,
    ],
    ['LOOPS', /^Nothing would arrive: the message would fail/, /^Loops refuses an event as it came/],
    ['WEBHOOK', /^Nothing would arrive: the message would fail/, 'The event would go out as it came.'],
  ])('speaks of the endpoint that it is for: %s', async (channel, broken, untouched) => {
    const warned = async (code: string) => (await test(code, { channel })).warnings;
    const matching = (wanted: string | RegExp) => [expect.stringMatching(wanted)];
    expect(await warned('function handler(webhook) { return webhook.a.b; }')).toEqual(matching(broken));
    expect(await warned('const handler = (webhook) => webhook;')).toEqual(matching(untouched));
    expect(await warned(says('fine'))).toEqual([]);
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

  it('speaks the language of the request', async () => {
    const german = asked.client.reading('de');
    const code =
      'function handler(webhook) {\n  setTimeout(() => 1, 5);\n  webhook.method = "GET";\n  return webhook;\n}';
    const { testTransformation } = await german.get(TEST, { input: { code, eventType: 'payment.succeeded' } });
    expect(testTransformation.error).toBe("Ihr Code warf einen Fehler: ReferenceError: 'setTimeout' is not defined");
    expect(testTransformation.warnings).toEqual([
      expect.stringMatching(
        /^Slack, .* und .*: An seiner Stelle ginge unsere eigene Nachricht hinaus\. Loops und Webhook: /,
      ),
      'Zeile 2: setTimeout ist nicht definiert: Hier gibt es keine Timer.',
    ]);
    const id = await add({ transformation: says('good') });
    const { updateEndpoint } = await german.get(UPDATE, { input: { id, transformation: code } });
    expect(updateEndpoint.warnings).toEqual(['Zeile 2: setTimeout ist nicht definiert: Hier gibt es keine Timer.']);
    const broken = await german.fail(UPDATE, { input: { id, transformation: 'export const handler = (a) => a;' } });
    expect(broken.message).toMatch(/^Ihr Code exportiert seinen Handler/);
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

describe('an amount beyond 2^53', () => {
  const BIG =
    '{"type":"payment.failed","data":{"payment_id":"pay_1","total_amount":90071992547409931,"currency":"USD"}}';

  it('goes out exactly, or not at all', async () => {
    // At an address of its own: endpoints of other tests may still hear of their business.
    await add({
      url: `${asked.server.url}/exact`,
      transformation: 'const handler = (w) => ({ payload: { text: money(w.payload.data.total_amount, "USD") } });',
    });
    await add({
      url: `${asked.server.url}/rounding`,
      transformation: 'const handler = (w) => ({ payload: { text: w.payload.data.total_amount / 100 } });',
    });
    await add({ url: `${asked.server.url}/bytes`, channel: 'WEBHOOK', transformation: 'const handler = (w) => w;' });
    await sendPayment(BIG);
    const sent = new Map(asked.server.requests.map(({ path, body }) => [path, body]));
    expect(sent.get('/exact')).toBe('{"text":"$900,719,925,474,099.31"}');
    expect(sent.get('/bytes')).toBe(BIG);
    // In our own words, which name no amount that is not exact.
    expect(sent.get('/rounding')).toMatch(/\*Payment failed\*/);
    expect(sent.get('/rounding')).not.toMatch(/900,?719/);
  });

  it('and one that the code works out goes out as the exact number, to whatever endpoint', async () => {
    const code =
      'const handler = (w) => ({ payload: { text: "hi", amount: w.payload.data.total_amount + 1n, cents: 5n } });';
    await add({ transformation: code });
    await add({ url: `${asked.server.url}/webhook`, channel: 'WEBHOOK', transformation: code });
    const loops = { channel: 'LOOPS', secret: 'loops-key-0123456789', url: `${asked.server.url}/loops` };
    await add({ ...loops, transformation: code });
    await sendPayment(BIG);
    // Notices may come beside it.
    const sent = asked.server.requests.map(({ body }) => body).filter((body) => body.includes('amount'));
    expect(sent).toEqual(Array(3).fill('{"text":"hi","amount":90071992547409932,"cents":5}'));
    const payload = JSON.parse(BIG);
    const input = { code, eventType: 'payment.failed', payload: { ...payload, data: { total_amount: 2 ** 60 } } };
    // GraphQL's readers round numbers.
    expect((await asked.client.get(TEST, { input })).testTransformation.payload).toEqual({
      text: 'hi',
      amount: '1152921504606846977',
      cents: 5,
    });
  });
});
