// What browsers are told with every answer, whoever gives it, and what each page may do beyond.
import { createDatabase, type TestDatabase } from '../support/database.js';
import { type Program, startProgram } from '../support/program.js';

let database: TestDatabase;
let program: Program;
let secure: Program;

beforeAll(async () => {
  database = await createDatabase();
  program = await startProgram(database);
  secure = await startProgram(database, { config: { publicUrl: 'https://tocsin.example' } });
});
afterAll(async () => {
  await program?.stop();
  await secure?.stop();
  await database?.drop();
});

const JSON_TYPE = { 'content-type': 'application/json' };
const HTML = { accept: 'text/html' };
const ANSWERS: [string, string, RequestInit, number][] = [
  ['a probe', '/healthz', {}, 200],
  ['a query', '/graphql', { method: 'POST', headers: JSON_TYPE, body: '{"query":"{ __typename }"}' }, 200],
  ['a query that is none', '/graphql', { method: 'POST', headers: JSON_TYPE, body: '{' }, 400],
  ['a query in a link', '/graphql?query={__typename}', {}, 400],
  ['the explorer', '/graphql', { headers: HTML }, 200],
  ['a file of the explorer', '/explorer/main.js', {}, 200],
  ['a file that the explorer does not have', '/explorer/none.js', {}, 404],
  ['a webhook of nobody', '/webhooks/src_x', { method: 'POST', body: '{}' }, 404],
  ['a sign-in without a key', '/session', { method: 'POST', headers: JSON_TYPE, body: '{}' }, 400],
  ['a sign-in from elsewhere', '/session', { method: 'POST', headers: { origin: 'https://evil.example' } }, 403],
  ['a dead link to unsubscribe', '/u/x', {}, 404],
  ['a dead link to a dispute', '/a/x', {}, 404],
  ['the page of an event for nobody in particular', '/events/evt_x', {}, 200],
  ['the service worker', '/push-worker.js', {}, 200],
  ['what is not there', '/nothing', {}, 404],
];
const policyOf = (answer: Response) =>
  new Map(
    (answer.headers.get('content-security-policy') ?? '').split('; ').map((directive): [string, string] => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources.join(' ')];
    }),
  );

it.each(ANSWERS)('%s has the headers', async (_, path, init, status) => {
  const answer = await fetch(`${program.url}${path}`, init);
  const policy = policyOf(answer);
  expect(answer.status).toBe(status);
  expect([policy.get('default-src'), policy.get('frame-ancestors')]).toEqual(["'none'", "'none'"]);
  expect(`${policy.get('script-src')}`).not.toMatch(/unsafe|\*|https?:|data:/);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('x-frame-options')).toBe('DENY');
  expect(answer.headers.get('referrer-policy')).toMatch(/^(same-origin|no-referrer)$/);
  expect(answer.headers.get('strict-transport-security')).toBeNull();
});

it.each(ANSWERS)('%s asks for https where our address is https', async (_, path, init) => {
  const answer = await fetch(`${secure.url}${path}`, init);
  expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000');
});

it('Only the explorer has scripts of its package, and the app its own ones; workers of other origins may import ours', async () => {
  const scripts: string[] = [];
  for (const [what, path, init] of ANSWERS)
    if (policyOf(await fetch(`${program.url}${path}`, init)).has('script-src')) scripts.push(what);
  expect(scripts).toEqual(['the explorer', 'the page of an event for nobody in particular']);
  const app = policyOf(await fetch(`${program.url}/events/evt_x`));
  expect([app.get('script-src'), app.get('connect-src')]).toEqual([
    expect.stringMatching(/^'self' 'nonce-[^ ]+'$/),
    "'self'",
  ]);
  const explorer = policyOf(await fetch(`${program.url}/graphql`, { headers: HTML }));
  expect(explorer.get('script-src')).toMatch(/^'self' 'sha256-[A-Za-z0-9+/=]+'$/);
  expect(explorer.get('connect-src')).toBe("'self'");
  const worker = await fetch(`${program.url}/push-worker.js`);
  expect(worker.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
});

it('the frame of mails may be framed by our own pages alone, is styled, and runs nothing', async () => {
  const answer = await fetch(`${program.url}/mail-frame`);
  const policy = policyOf(answer);
  expect(answer.headers.get('x-frame-options')).toBe('SAMEORIGIN');
  expect([policy.get('frame-ancestors'), policy.get('default-src')]).toEqual(["'self'", "'none'"]);
  expect([policy.has('script-src'), policy.has('connect-src')]).toEqual([false, false]);
});
