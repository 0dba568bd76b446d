// Requests that no route has seen: each answer says in a sentence what to do, as JSON, and as GraphQL where GraphQL was asked.
import { once } from 'node:events';
import { connect } from 'node:net';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { type Program, startProgram } from '../support/program.js';

let database: TestDatabase;
let program: Program;

beforeAll(async () => {
  database = await createDatabase();
  program = await startProgram(database);
});
afterAll(async () => {
  await program?.stop();
  await database?.drop();
});

const post = (type: string | null, body: string, more: object = {}): RequestInit => ({
  method: 'POST',
  headers: { ...(type === null ? {} : { 'content-type': type }), ...more },
  body: new TextEncoder().encode(body),
});
const JSON_TYPE = 'application/json';
const LARGE = JSON.stringify({ query: ' '.repeat(1_200_000) });

it.each<[what: string, path: string, init: RequestInit, status: number, said: RegExp]>([
  ['a form', '/graphql', post('application/x-www-form-urlencoded', 'query=x'), 400, /specify a 'content-type' header/],
  ['XML', '/graphql', post('text/xml', '<x/>'), 415, /send .*Content-Type: application\/json/],
  ['no type', '/graphql', post(null, '{"query":"{ __typename }"}'), 415, /Content-Type: application\/json/],
  ['a type that is none', '/graphql', post('json', '{}'), 415, /Content-Type: application\/json/],
  ['broken JSON', '/graphql', post(JSON_TYPE, '{"query":'), 400, /empty, or no JSON: send one JSON object/],
  ['no body', '/graphql', post(JSON_TYPE, ''), 400, /empty, or no JSON/],
  ['too large a body', '/graphql', post(JSON_TYPE, LARGE), 413, /larger than 1,?088 KiB/],
])('GraphQL by %s', async (_what, path, init, status, said) => {
  const answer = await fetch(program.url + path, init);
  const body = await answer.json();
  expect(answer.status).toBe(status);
  expect(body).toEqual({ errors: [{ message: expect.stringMatching(said), extensions: { code: 'BAD_REQUEST' } }] });
});

it.each<[what: string, path: string, init: RequestInit, status: number, said: RegExp]>([
  ['an unknown address', '/v1/events?x=1', {}, 404, /nothing at GET \/v1\/events: GraphQL is at POST \/graphql/],
  ['another method', '/graphql', { method: 'PUT' }, 404, /nothing at PUT \/graphql: GraphQL is at POST \/graphql/],
  ['a page by POST', '/disputes', post(JSON_TYPE, '{}'), 404, /nothing at POST \/disputes/],
  ['a source by GET', '/webhooks/src_x', {}, 404, /Copy the source’s webhook URL|no source has this address/i],
  ['a path that is none', '/webhooks/%ZZ', post(JSON_TYPE, '{}'), 400, /percent sign as %25/],
  ['a path too long', `/webhooks/${'x'.repeat(200)}`, post(JSON_TYPE, '{}'), 414, /copy the URL anew/],
  ['a link by JSON', '/a/x', post(JSON_TYPE, '{}'), 415, /Content-Type: application\/x-www-form-urlencoded/],
  ['a sign-in by broken JSON', '/session', post(JSON_TYPE, '{'), 400, /no JSON: send one JSON object/],
  ['a sign-in by a form', '/session', post('text/plain', 'x'), 415, /Content-Type: application\/json/],
])('%s', async (_what, path, init, status, said) => {
  const answer = await fetch(program.url + path, init);
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  expect(await answer.json()).toEqual({ error: expect.stringMatching(said) });
  expect(answer.status).toBe(status);
});

it('is in the language of whoever asks', async () => {
  const init = post('text/xml', '<x/>', { 'accept-language': 'de' });
  const answer = (await (await fetch(`${program.url}/graphql`, init)).json()) as { errors: { message: string }[] };
  expect(answer.errors[0]?.message).toMatch(/^Diese Adresse liest application\/json/);
});

it.each([
  [
    'headers too large',
    `GET /graphql HTTP/1.1\r\nHost: x\r\nCookie: ${'x'.repeat(20_000)}\r\n\r\n`,
    431,
    /fewer or shorter/,
  ],
  ['TLS to a port without it', '\x16\x03\x01\x00\xa5\x01\x00', 400, /no request of HTTP\/1\.1/],
])('%s', async (_what, sent, status, said) => {
  const socket = connect(Number(new URL(program.url).port), '127.0.0.1', () => socket.write(sent, 'latin1'));
  let answer = '';
  socket.on('data', (bytes) => (answer += bytes));
  await once(socket, 'close');
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(JSON.parse(body)).toEqual({ error: expect.stringMatching(said) });
});

it('a person at a browser gets a page in their language that leads on', async () => {
  const headers = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'accept-language': 'de-CH,de;q=0.9' };
  const answer = await fetch(`${program.url}/no/such<page>`, { headers });
  const page = await answer.text();
  expect(answer.status).toBe(404);
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(page).toContain('<html lang="de');
  expect(page).toMatch(/<h1>[^<]*Seite[^<]*<\/h1>/);
  expect(page).toContain('<a href="/">');
});
