import { DestinationService } from '../../src/api/destinations/destination.service.js';
import { asTenant } from '../../src/platform/database/tenancy.js';
import { SOURCE_KINDS } from '../../src/sources/index.js';
import { addBusiness, addPerson, addSource, createDatabase, type TestDatabase } from '../support/database.js';
import { GraphqlClient } from '../support/graphql.js';
import { post, send, type TestSource } from '../support/producers.js';
import { eventually, type Program, startProgram } from '../support/program.js';
import { type HttpStandIn, startHttpStandIn } from '../support/stand-ins.js';

const DEEP = 100_000;
const payment = (data: string) => `{"type":"payment.failed","data":${data}}`;

/** Nested so deep as a whole. */
const levels = (count: number) => payment(`${'['.repeat(count - 1)}${']'.repeat(count - 1)}`);

const BODIES: [name: string, status: number, body: string][] = [
  [
    'NUL in every text',
    202,
    payment(String.raw`{"id":"pay\u0000_1","reason":"\u0000","customer":{"name":"\u0000","email":"a\u0000@b.c"}}`),
  ],
  ['NUL in the type', 202, String.raw`{"type":"payment\u0000.failed","data":{}}`],
  ['a raw control character', 400, payment('{"reason":"a\u0001b"}')],
  ['lone surrogates', 202, payment(String.raw`{"id":"\ud800","reason":"\udc00 \ud83d","customer":{"name":"\ud800"}}`)],
  ['a lone surrogate in the type', 202, String.raw`{"type":"payment.\ud800","data":{}}`],
  ['numbers beyond every range', 202, payment('{"amount":1e400,"currency":"USD","credits":-1e400,"balance":1e-400}')],
  ['an amount of 1,000 digits', 202, payment(`{"amount":${'9'.repeat(1_000)},"currency":"USD"}`)],
  ['an amount of 1,000 digits as text', 202, payment(`{"amount":"${'9'.repeat(1_000)}","currency":"USD"}`)],
  ['a year beyond the calendar', 202, `{"type":"payment.failed","timestamp":"+275760-09-13T00:00:00.000Z","data":{}}`],
  ['a time of Infinity', 202, '{"type":"payment.failed","timestamp":1e999,"data":{"next_at":1e999}}'],
  ['100,000 nested arrays', 400, levels(DEEP)],
  ['100,000 nested objects', 400, payment(`${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`)],
  [
    '__proto__ keys',
    202,
    '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"type":"payment.failed","data":{"__proto__":{"polluted":1},"customer":{"__proto__":{"polluted":1}}}}',
  ],
  [
    'names of methods as values',
    202,
    '{"type":"toString","data":{"id":"__proto__","currency":"constructor","customer":{"name":"hasOwnProperty"}}}',
  ],
  ['every field of another type', 202, '{"type":["payment.failed"],"timestamp":{},"data":"none"}'],
  ['64 levels', 202, levels(64)],
  ['65 levels', 400, levels(65)],
  [
    'texts of 100,000 characters',
    202,
    payment(`{"reason":"${'r'.repeat(100_000)}","customer":{"name":"${'ü'.repeat(100_000)}"}}`),
  ],
  ['keys twice', 202, '{"type":"payment.failed","type":"payment.succeeded","data":{"id":"a","id":"b"}}'],
];

let database: TestDatabase;
let program: Program;
let endpoint: HttpStandIn;
let client: GraphqlClient;
let sources: TestSource[];
const accepted: string[] = [];

beforeAll(async () => {
  [database, endpoint] = await Promise.all([createDatabase(), startHttpStandIn()]);
  program = await startProgram(database, { worker: true });
  const { dataSource } = database;
  const businessId = await addBusiness(dataSource);
  await addPerson(dataSource, businessId);
  const code =
    'function handler(webhook) { webhook.payload = { text: webhook.eventType, got: webhook.payload }; return webhook; }';
  const hook = { channel: 'WEBHOOK', label: 'shop', url: `${endpoint.url}/hook`, transformation: code };
  const viewer = { businessId, access: 'ADMIN', actor: 'a test', recipientId: null, credential: 'a test' } as const;
  await asTenant({ businessId }, () => program.api.app.get(DestinationService).addEndpoint(viewer, hook));
  const add = async (kind: TestSource['kind']) => ({ ...(await addSource(dataSource, businessId, kind)), kind });
  sources = [await add('DODO'), await add('GENERIC'), await add('STRIPE')];
  client = await GraphqlClient.of(program, businessId);
});

afterAll(async () => {
  await program?.stop();
  await endpoint?.stop();
  await database?.drop();
});

/** Stripe's events carry their id in the body. */
function bodyFor(source: TestSource, body: string, number: number): string {
  return source.kind === 'STRIPE' ? `{"id":"evt_hostile_${number}",${body.slice(1)}` : body;
}

function shown(id: string) {
  const query =
    'query ($id: ID!) { event(id: $id) { type status summary amount { formatted } payload eventType { key } deliveries { edges { node { channel status reason attempts { outcome detail } } } } } }';
  return client.get(query, { id });
}

describe('a signed body', () => {
  it.each(BODIES)('with %s is answered with %i and shown', async (_name, status, body) => {
    const number = accepted.length;
    const answers = await Promise.all(sources.map((source) => send(program, source, bodyFor(source, body, number))));
    expect(answers.map((answer) => answer.status)).toEqual(sources.map(() => status));
    const ids = status === 202 ? answers.map((answer) => answer.body.id) : [];
    for (const id of ids) expect((await shown(id)).event.type).toEqual(expect.any(String));
    accepted.push(...ids);
  });

  it('of bytes that are no UTF-8 is answered with 202 and shown', async () => {
    // The providers' packages sign texts only.
    const [source] = sources as [TestSource];
    const body = Buffer.from(payment('{"reason":"\xff\xfe"}'), 'latin1');
    const headers = SOURCE_KINDS.DODO.sign({ id: 'msg_bytes', body, secret: source.secret, now: new Date() });
    const answer = await post(program, source.id, new Uint8Array(body), headers);
    expect(answer.status).toBe(202);
    expect((await shown(answer.body.id)).event.payload.data.reason).toBe('\ufffd\ufffd');
    accepted.push(answer.body.id);
  });

  it('reaches the end of its deliveries, whatever it holds', async () => {
    const listed = await eventually('the end of all of them', async () => {
      const { events } = await client.get(
        '{ events(first: 200) { edges { node { id type summary status payload } } } }',
      );
      const nodes: { id: string; status: string }[] = events.edges.map((edge: { node: object }) => edge.node);
      return nodes.every((node) => node.status === 'PROCESSED') && nodes;
    });
    expect(listed.map((node) => node.id).sort()).toEqual([...accepted].sort());
    for (const id of accepted) {
      const { event } = await shown(id);
      const ends = event.deliveries.edges.map(
        (edge: { node: { channel: string; status: string } }) => `${edge.node.channel} ${edge.node.status}`,
      );
      // What is too large for a handler is not sent without it; the reason says so.
      const tooLarge = Buffer.byteLength(JSON.stringify(event.payload)) > 256 * 1024;
      expect(ends).toContain(tooLarge ? 'WEBHOOK FAILED' : 'WEBHOOK SENT');
    }
  });

  it('leaves no trace in the prototypes of the program', async () => {
    expect([Object.keys(Object.prototype), Object.keys(Array.prototype)]).toEqual([[], []]);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect((await fetch(`${program.url}/healthz`)).status).toBe(200);
  });
});
