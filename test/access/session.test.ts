// The web app's session: a cookie for a key, its life and its end, and whom it is worth something from.
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { openSession, sealSession } from '../../src/api/auth/session.js';
import { SignInLinks } from '../../src/api/auth/sign-in-links.js';
import { newToken } from '../../src/api/auth/token.js';
import { SIGN_IN_MINUTES } from '../../src/platform/secrets/sealed-links.js';
import { SecretBox } from '../../src/platform/secrets/secret-box.js';
import { addBusiness, addSource, createDatabase, ENCRYPTION_KEYS, type TestDatabase } from '../support/database.js';
import { GraphqlClient } from '../support/graphql.js';
import { keptLog } from '../support/log.js';
import { post, signedHeaders } from '../support/producers.js';
import { eventually, type Program, startProgram } from '../support/program.js';

let database: TestDatabase;
let program: Program;
let businessId: string;
let admin: GraphqlClient;
const { log, lines: logged } = keptLog('trace');

beforeAll(async () => {
  database = await createDatabase();
  program = await startProgram(database, { log });
  businessId = await addBusiness(database.dataSource);
  admin = await GraphqlClient.of(program, businessId);
});

afterAll(async () => {
  await program?.stop();
  await database?.drop();
});

const JSON_TYPE = { 'content-type': 'application/json' };
const ours = () => ({ ...JSON_TYPE, origin: program.url });

function signIn(key: string, headers: Record<string, string> = ours(), url = program.url): Promise<Response> {
  return fetch(`${url}/session`, { method: 'POST', headers, body: JSON.stringify({ key }) });
}

/** Name and value, as a browser sends them back. */
const cookieOf = (answer: Response) => (answer.headers.get('set-cookie') ?? '').split(';')[0] as string;

async function ask(cookie: string, headers: Record<string, string>, query = '{ viewer { access } }') {
  const init = { method: 'POST', headers: { ...headers, cookie }, body: JSON.stringify({ query }) };
  const answer = await fetch(`${program.url}/graphql`, init);
  const text = await answer.text();
  const { data, errors } = text.startsWith('{') ? JSON.parse(text) : { data: null, errors: [{ message: text }] };
  return { status: answer.status, data, code: errors?.[0]?.extensions?.code ?? null };
}

async function keyAndId(access = 'ADMIN'): Promise<{ token: string; id: string }> {
  const create = 'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { token apiKey { id } } }';
  const { createApiKey } = await admin.get(create, { input: { name: 'browser', access } });
  return { token: createApiKey.token, id: createApiKey.apiKey.id };
}

describe('Signing in', () => {
  it('gives a cookie that scripts and other sites cannot use, for 12 hours', async () => {
    const answer = await signIn((await keyAndId('VIEWER')).token);
    expect([answer.status, ((await answer.json()) as { access: string }).access]).toEqual([200, 'VIEWER']);
    const [, ...attributes] = (answer.headers.get('set-cookie') ?? '').split('; ');
    expect(attributes.sort()).toEqual(['HttpOnly', 'Max-Age=43200', 'Path=/', 'SameSite=Strict']);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect((await ask(cookieOf(answer), ours())).data).toEqual({ viewer: { access: 'VIEWER' } });
  });

  it('by https gives one that goes by https only', async () => {
    const secure = await startProgram(database, { config: { publicUrl: 'https://tocsin.example' } });
    const headers = { ...JSON_TYPE, origin: 'https://tocsin.example' };
    const cookie = (await signIn(admin.key as string, headers, secure.url)).headers.get('set-cookie');
    await secure.stop();
    expect(cookie).toMatch(/^__Host-tocsin=.+; Secure$/);
  });

  it.each([
    ['a key that is unknown', () => signIn(newToken()), 401],
    ['no key', () => signIn('hello'), 400],
    [
      'a page of another site',
      () => signIn(admin.key as string, { ...JSON_TYPE, origin: 'https://evil.example' }),
      403,
    ],
    ['a sandboxed page', () => signIn(admin.key as string, { ...JSON_TYPE, origin: 'null' }), 403],
    ['a form', () => signIn(admin.key as string, { 'content-type': 'text/plain' }), 415],
  ])('is refused for %s', async (_, send, status) => {
    const answer = await send();
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([status, null]);
    expect(((await answer.json()) as { error: string }).error).toMatch(/\w+ .*/);
  });
});

describe('A link to sign in', () => {
  const follow = (link: string) =>
    fetch(`${program.url}/session`, { method: 'POST', headers: ours(), body: JSON.stringify({ link }) });

  it('signs in as the owner of its key, once, and not after its time', async () => {
    const links = program.api.app.get(SignInLinks);
    const { token } = await keyAndId('VIEWER');
    const [path, link = ''] = (await links.linkFor(token)).split('#');
    expect(path).toBe(`${program.config.publicUrl}/signin`);
    const answer = await follow(link);
    expect(answer.status).toBe(200);
    expect((await ask(cookieOf(answer), ours())).data).toEqual({ viewer: { access: 'VIEWER' } });
    const again = await follow(link);
    expect([again.status, again.headers.get('set-cookie')]).toEqual([401, null]);
    expect(((await again.json()) as { error: string }).error).toContain('works once');
    const [, late = ''] = (await links.linkFor(token)).split('#');
    await expect(links.follow(late, Date.now() + SIGN_IN_MINUTES * 60_000)).rejects.toThrow('no longer works');
    expect((await follow('nonsense')).status).toBe(401);
  });
});

describe('A session', () => {
  let key: { token: string; id: string };
  let cookie: string;

  beforeEach(async () => {
    key = await keyAndId();
    cookie = cookieOf(await signIn(key.token));
  });

  it('works from our own pages, at the public address as well', async () => {
    expect((await ask(cookie, ours())).code).toBeNull();
    expect((await ask(cookie, { ...JSON_TYPE, origin: program.config.publicUrl })).code).toBeNull();
    expect((await ask(`theme=dark; ${cookie}`, ours())).code).toBeNull();
  });

  it.each([
    ['a page of another site', { ...JSON_TYPE, origin: 'https://evil.example' }, 'FORBIDDEN'],
    ['the same host at another port', { ...JSON_TYPE, origin: 'http://127.0.0.1:1' }, 'FORBIDDEN'],
    ['a page that hides where it is', { ...JSON_TYPE, origin: 'null' }, 'FORBIDDEN'],
    ['who says no page', JSON_TYPE, 'FORBIDDEN'],
  ])('is worth nothing from %s', async (_, headers, code) => {
    expect(await ask(cookie, headers)).toMatchObject({ data: null, code });
  });

  it('is worth nothing by http where our address is https, and the other way round', async () => {
    const secure = await startProgram(database, { config: { publicUrl: 'https://tocsin.example' } });
    const [by, bySecure] = [program.url.replace('http:', 'https:'), secure.url.replace('http:', 'https:')];
    const codes = [
      (await signIn(key.token, { ...JSON_TYPE, origin: by })).status,
      (await signIn(key.token, { ...JSON_TYPE, origin: secure.url }, secure.url)).status,
      (await signIn(key.token, { ...JSON_TYPE, origin: bySecure }, secure.url)).status,
    ];
    await secure.stop();
    expect(codes).toEqual([403, 403, 200]);
    expect((await ask(cookie, { ...JSON_TYPE, origin: by })).code).toBe('FORBIDDEN');
  });

  it('is worth nothing to what a form can send, although its Origin were ours', async () => {
    const mutation = 'mutation { addRecipient(input: { name: "Eve" }) { recipient { id } } }';
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const { status, data } = await ask(cookie, { 'content-type': type, origin: program.url }, mutation);
      expect([type, status >= 400, data ?? null]).toEqual([type, true, null]);
    }
    const link = await fetch(`${program.url}/graphql?query={viewer{access}}`, {
      headers: { cookie, origin: program.url },
    });
    expect(link.status).toBe(400);
  });

  it('ends with its key, here at once and elsewhere soon', async () => {
    const twin = await startProgram(database);
    const socket = cookieSocket(cookie, program.url);
    try {
      await eventually('the socket', async () => socket.values.length > 0);
      await admin.get('mutation ($id: ID!) { revokeApiKey(input: { id: $id }) { id } }', key);
      expect((await ask(cookie, ours())).code).toBe('UNAUTHENTICATED');
      await eventually('the end of the socket', async () => socket.closes.length > 0, 5_000);
      expect(socket.closes).toEqual([4403]);
    } finally {
      await socket.dispose();
      await twin.stop();
    }
  });

  it('ends after its time, and no other can be made up', async () => {
    const box = new SecretBox(ENCRYPTION_KEYS);
    const { id } = openSession(box, cookie.slice('tocsin='.length), Date.now());
    const made = (until: number) => `tocsin=${sealSession(box, { id, keyId: key.id, until })}`;
    expect((await ask(made(Date.now() + 60_000), ours())).code).toBeNull();
    expect((await ask(made(Date.now() - 1), ours())).code).toBe('UNAUTHENTICATED');
    const soon = made(Date.now() + 1_500);
    expect((await ask(soon, ours())).code).toBeNull();
    await eventually('its end', async () => (await ask(soon, ours())).code === 'UNAUTHENTICATED', 5_000);
    const foreign = new SecretBox(SecretBox.newRing().replace('k1', 't1'));
    const forged = [
      `${cookie}x`,
      'tocsin=nonsense',
      `tocsin=${sealSession(foreign, { id, keyId: key.id, until: 9e15 })}`,
    ];
    for (const one of forged) expect([one, (await ask(one, ours())).code]).toEqual([one, 'UNAUTHENTICATED']);
    // A secret of another kind that the same box sealed is no session.
    const other = `tocsin=${box.seal(JSON.stringify({ keyId: key.id, until: 9e15 }), `sources ${key.id}`)}`;
    expect((await ask(other, ours())).code).toBe('UNAUTHENTICATED');
  });

  it('is cleared by signing out', async () => {
    const answer = await fetch(`${program.url}/session`, {
      method: 'DELETE',
      headers: { cookie, origin: program.url },
    });
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([
      204,
      expect.stringMatching(/^tocsin=;.*Max-Age=0/),
    ]);
    const foreign = await fetch(`${program.url}/session`, {
      method: 'DELETE',
      headers: { origin: 'https://evil.example' },
    });
    expect([foreign.status, foreign.headers.get('set-cookie')]).toEqual([403, null]);
  });

  it('gives way to a key that is sent beside it', async () => {
    const viewer = (await keyAndId('VIEWER')).token;
    const { data } = await ask(cookie, { ...JSON_TYPE, authorization: `Bearer ${viewer}` });
    expect(data).toEqual({ viewer: { access: 'VIEWER' } });
  });

  it('opens a socket for our own pages only', async () => {
    const [own, evil, silent] = [program.url, 'https://evil.example', undefined].map((o) => cookieSocket(cookie, o));
    await eventually('the own one', async () => own?.values.length === 1);
    await eventually('the others', async () => [evil, silent].every((socket) => socket?.closes.length === 1));
    expect([evil, silent].map((socket) => [socket?.values, socket?.closes])).toEqual([
      [[], [4403]],
      [[], [4403]],
    ]);
    await Promise.all([own, evil, silent].map((socket) => socket?.dispose()));
  });

  it('is never logged', async () => {
    await ask(`${cookie}x`, ours());
    await ask(cookie, ours(), '{ nothing }');
    // Something that is logged, so that an empty log would be no proof.
    const source = { ...(await addSource(database.dataSource, businessId, 'GENERIC')), kind: 'GENERIC' as const };
    const body = JSON.stringify({ type: 'payment.failed', data: {} });
    await database.dataSource.query('ALTER TABLE inbox RENAME TO away');
    const { status } = await post(program, source.id, body, { ...signedHeaders(source, body), cookie });
    await database.dataSource.query('ALTER TABLE away RENAME TO inbox');
    expect([status, logged.join('')]).toEqual([503, expect.stringContaining('INGEST_UNAVAILABLE')]);
    for (const secret of [cookie.split('=')[1] as string, key.token]) expect(logged.join('')).not.toContain(secret);
  });
});

/** A browser's socket: it sends cookies and Origin by itself, and no key. */
function cookieSocket(cookie: string, origin: string | undefined) {
  class Browser extends WebSocket {
    constructor(address: string, protocols: string[]) {
      super(address, protocols, { headers: { cookie, ...(origin && { origin }) } });
    }
  }
  const values: unknown[] = [];
  const closes: number[] = [];
  const client = createClient({
    url: `${program.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: Browser,
    retryAttempts: 0,
    on: { closed: (event) => void closes.push((event as { code: number }).code) },
  });
  client.subscribe(
    { query: 'subscription { unreadCountChanged }' },
    { next: ({ data }) => void values.push(data), error: () => undefined, complete: () => undefined },
  );
  return { values, closes, dispose: () => client.dispose() };
}
