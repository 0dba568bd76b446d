import { gzipSync } from 'node:zlib';
import { newId } from '../../src/platform/new-id.js';
import { addBusiness, addSource, createDatabase, type TestDatabase } from '../support/database.js';
import { GraphqlClient } from '../support/graphql.js';
import { type Answer, post, send, signedHeaders, type TestSource } from '../support/producers.js';
import { eventually, type Program, startProgram } from '../support/program.js';
import { inEnglish } from '../support/reasons.js';

/** Stands in every body and must stand in no record of a refusal. */
const CANARY = 'canary-4711';
const BODY = JSON.stringify({ type: 'payment.failed', data: { payment_id: CANARY } });
const TWO_MIB = 'x'.repeat(2 * 1024 * 1024);

interface Refusal {
  statusCode: number;
  reason: string;
  source: { id: string } | null;
}

let database: TestDatabase;
let program: Program;
let client: GraphqlClient;
let dodo: TestSource;
let stripe: TestSource;
let other: TestSource;
const refusals: Refusal[] = [];

beforeAll(async () => {
  database = await createDatabase();
  program = await startProgram(database);
  const businessId = await addBusiness(database.dataSource);
  const add = async (kind: TestSource['kind']) => ({
    ...(await addSource(database.dataSource, businessId, kind)),
    kind,
  });
  [dodo, stripe, other] = [await add('DODO'), await add('STRIPE'), await add('DODO')];
  client = await GraphqlClient.of(program, businessId);
});

afterAll(async () => {
  await program?.stop();
  await database?.drop();
});

const secondsFromNow = (seconds: number) => new Date(Date.now() + seconds * 1_000);
const without = (headers: Record<string, string>, name: string) =>
  Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name));

/** A body whose length nobody says beforehand. */
function chunked(text: string): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.subarray(at, at + 65_536));
      at += 65_536;
    },
  });
}

function get(sourceId: string): Promise<Answer> {
  return fetch(`${program.url}/webhooks/${sourceId}`).then(async (answer) => ({
    status: answer.status,
    headers: answer.headers,
    body: (await answer.json()) as Answer['body'],
  }));
}

type Case = [
  name: string,
  status: number,
  says: RegExp,
  source: TestSource['kind'] | null,
  request: () => Promise<Answer>,
];

const CASES: Case[] = [
  [
    'a body that was changed after signing',
    401,
    /No signature matches.*secret/,
    'DODO',
    () => post(program, dodo.id, `${BODY} `, signedHeaders(dodo, BODY)),
  ],
  [
    'the secret of another source',
    401,
    /No signature matches.*secret/,
    'DODO',
    () => post(program, dodo.id, BODY, signedHeaders(other, BODY)),
  ],
  [
    'a Stripe signature by another secret',
    401,
    /No signature matches.*secret/,
    'STRIPE',
    () => post(program, stripe.id, BODY, signedHeaders({ ...stripe, secret: `whsec_${'0'.repeat(32)}` }, BODY)),
  ],
  [
    'no webhook-signature',
    401,
    /webhook-signature is missing/,
    'DODO',
    () => post(program, dodo.id, BODY, without(signedHeaders(dodo, BODY), 'webhook-signature')),
  ],
  [
    'no webhook-id',
    401,
    /webhook-id is missing/,
    'DODO',
    () => post(program, dodo.id, BODY, without(signedHeaders(dodo, BODY), 'webhook-id')),
  ],
  ['no Stripe-Signature', 401, /Stripe-Signature is missing/, 'STRIPE', () => post(program, stripe.id, BODY, {})],
  [
    'a timestamp 301 s old',
    401,
    /30[1-9] s ago.*clock/,
    'DODO',
    () => send(program, dodo, BODY, { now: secondsFromNow(-301) }),
  ],
  // Beyond 301 s ahead by what a slow machine needs for the request; signatures.test.ts knows the exact bound.
  [
    'a timestamp more than 300 s ahead',
    401,
    /s in the future.*clock/,
    'DODO',
    () => send(program, dodo, BODY, { now: secondsFromNow(320) }),
  ],
  [
    'a Stripe timestamp 301 s old',
    401,
    /30[1-9] s ago.*clock/,
    'STRIPE',
    () => send(program, stripe, BODY, { now: secondsFromNow(-301) }),
  ],
  [
    'a Stripe timestamp more than 300 s ahead',
    401,
    /s in the future.*clock/,
    'STRIPE',
    () => send(program, stripe, BODY, { now: secondsFromNow(320) }),
  ],
  ['2 MiB', 413, /larger than 1024 KiB/, 'DODO', () => post(program, dodo.id, TWO_MIB, signedHeaders(dodo, TWO_MIB))],
  [
    '2 MiB of unknown length',
    413,
    /larger than 1024 KiB/,
    'DODO',
    () => post(program, dodo.id, chunked(TWO_MIB), signedHeaders(dodo, TWO_MIB)),
  ],
  ['a signed body that is no JSON', 400, /not JSON/, 'DODO', () => send(program, dodo, `{"type": ${CANARY}`)],
  ['a signed body without a byte', 400, /not JSON/, 'DODO', () => send(program, dodo, '')],
  ['a JSON array', 400, /no object/, 'DODO', () => send(program, dodo, `["${CANARY}"]`)],
  ['a JSON null', 400, /no object/, 'DODO', () => send(program, dodo, 'null')],
  ['a Stripe event without its id', 400, /no usable id/, 'STRIPE', () => send(program, stripe, BODY)],
  [
    'an id of 300 characters',
    400,
    /no usable id/,
    'DODO',
    () => send(program, dodo, BODY, { externalId: 'm'.repeat(300) }),
  ],
  [
    'a compressed body',
    415,
    /without Content-Encoding/,
    'DODO',
    () => post(program, dodo.id, gzipSync(BODY), { ...signedHeaders(dodo, BODY), 'content-encoding': 'gzip' }),
  ],
  [
    'a malformed content type',
    415,
    /Content-Type.*application\/json/,
    'DODO',
    () => post(program, dodo.id, BODY, { ...signedHeaders(dodo, BODY), 'content-type': 'nonsense' }),
  ],
  ['a GET', 404, /POST/, 'DODO', () => get(dodo.id)],
  [
    'an address of no source',
    404,
    /No source has this address/,
    null,
    () => send(program, { ...dodo, id: newId('source') }, BODY),
  ],
  [
    'an address that is no id',
    404,
    /No source has this address/,
    null,
    () => send(program, { ...dodo, id: "'%20OR%201=1" }, BODY),
  ],
  ['a GET to no source', 404, /No source has this address/, null, () => get(newId('source'))],
];

describe('a request that is refused', () => {
  it.each(CASES)('for %s is answered with %i and a sentence', async (_name, status, says, kind, request) => {
    const { status: got, body } = await request();
    expect([got, Object.keys(body)]).toEqual([status, ['error']]);
    expect(body.error).toMatch(says);
    expect(body.error).toMatch(/^[A-Z].{15,300}[.]$/s);
    expect(body.error).not.toContain(CANARY);
    const source = kind === 'DODO' ? dodo : stripe;
    refusals.push({ statusCode: status, reason: body.error, source: kind && { id: source.id } });
  });

  it('is listed with its code and its reason, in the order of arrival', async () => {
    const query = '{ rejectedRequests(first: 200) { edges { node { at statusCode reason source { id } } } } }';
    const listed = await eventually('the list of all of them', async () => {
      const { rejectedRequests } = await client.get(query);
      return rejectedRequests.edges.length >= CASES.length && nodesOf(rejectedRequests);
    });
    expect(listed.map(({ at, ...rest }) => rest).reverse()).toEqual(refusals);
    expect(refusals).toHaveLength(CASES.length);
  });

  it('is answered and listed in the language of who asks; what is stored is a code', async () => {
    const german = { ...signedHeaders(dodo, BODY), 'accept-language': 'de-AT, en;q=0.5' };
    const { body } = await post(program, dodo.id, `${BODY} `, german);
    expect(body.error).toMatch(/^Keine Signatur stimmt überein.*Dashboard von Dodo Payments/);
    const query = '{ rejectedRequests(first: 1) { edges { node { reason } } } }';
    await eventually('the refusal in the list', async () => {
      const [node] = nodesOf((await client.reading('fr').get(query)).rejectedRequests);
      return /^Aucune signature ne correspond/.test(node?.reason ?? '');
    });
    const [row] = await database.dataSource.query('SELECT reason FROM rejected_requests ORDER BY id DESC LIMIT 1');
    expect(row.reason).toEqual({ code: 'SIGNATURE_WRONG', params: { secretOf: 'DODO' } });
    refusals.push({ statusCode: 401, reason: inEnglish(row.reason), source: { id: dodo.id } });
  });

  it('is listed by its source', async () => {
    const { sources } = await client.get(
      '{ sources { id rejected(first: 200) { edges { node { statusCode reason source { id } } } } } }',
    );
    for (const source of sources) {
      expect(nodesOf(source.rejected).reverse()).toEqual(
        refusals.filter((refusal) => refusal.source?.id === source.id),
      );
    }
    expect(sources).toHaveLength(3);
  });

  it('leaves nothing of its body behind', async () => {
    const { dataSource } = database;
    const rejected = await dataSource.query('SELECT rejected_requests::text AS row FROM rejected_requests');
    expect(rejected).toHaveLength(refusals.length);
    expect(rejected.filter(({ row }: { row: string }) => row.includes(CANARY))).toEqual([]);
    expect(await dataSource.query('SELECT id FROM inbox UNION SELECT id FROM events')).toEqual([]);
  });
});

function nodesOf(connection: { edges: { node: Refusal & { at: string } }[] }) {
  return connection.edges.map((edge) => edge.node);
}
