import { readFile } from 'node:fs/promises';
import { buildClientSchema, getIntrospectionQuery, lexicographicSortSchema, printSchema } from 'graphql';
import { newToken } from '../../src/api/auth/token.js';
import { SCHEMA_FILE } from '../../src/api/print-schema.js';
import { MESSAGES } from '../../src/i18n/messages.js';
import { addBusiness, createDatabase, type TestDatabase } from '../support/database.js';
import { GraphqlClient, type HttpAnswer } from '../support/graphql.js';
import { keptLog } from '../support/log.js';
import { type Program, startProgram } from '../support/program.js';

let database: TestDatabase;
let program: Program;
let businessId: string;
let client: GraphqlClient;
const { log, lines } = keptLog('info');

beforeAll(async () => {
  database = await createDatabase();
  program = await startProgram(database, { log });
  businessId = await addBusiness(database.dataSource, {
    name: 'Nordlicht GmbH',
    locale: 'de',
    timeZone: 'Europe/Berlin',
  });
  client = await GraphqlClient.of(program, businessId);
});

afterAll(async () => {
  await program?.stop();
  await database?.drop();
});

describe('access', () => {
  const asks = (key: string | null) => new GraphqlClient(program.url, key).fail('{ viewer { access } }');

  it('needs a key', async () => {
    const error = await asks(null);
    expect(error).toMatchObject({
      message: expect.stringContaining('Authorization: Bearer toc_'),
      extensions: { code: 'UNAUTHENTICATED' },
    });
  });

  it('is refused with a key that nobody made, is malformed or was revoked', async () => {
    const revoked = newToken();
    await program.credentials.addKey(businessId, 'old', 'ADMIN', revoked);
    await database.dataSource.query(`UPDATE api_keys SET revoked_at = now() WHERE name = 'old'`);
    for (const key of [newToken(), revoked]) expect((await asks(key)).message).toContain('unknown or was revoked');
    for (const key of ['', 'x', `${newToken()}x`.repeat(50), 'toc_'])
      expect((await asks(key)).extensions.code).toBe('UNAUTHENTICATED');
  });

  it('to what changes things is forbidden to a key that is no ADMIN', async () => {
    for (const access of ['MEMBER', 'PRODUCER', 'VIEWER'] as const) {
      const key = newToken();
      await program.credentials.addKey(businessId, access, access, key);
      const mutation = 'mutation { createSource(input: { kind: DODO, name: "Mine" }) { secret } }';
      expect((await new GraphqlClient(program.url, key).fail(mutation)).extensions.code).toBe('FORBIDDEN');
    }
    expect((await client.get('{ sources { id } }')).sources).toEqual([]);
  });

  it('belongs to the business of the key', async () => {
    const { viewer, business } = await client.get(
      '{ viewer { access business { id } } business { id name locale timeZone } }',
    );
    expect(viewer).toEqual({ access: 'ADMIN', business: { id: businessId } });
    expect(business).toEqual({ id: businessId, name: 'Nordlicht GmbH', locale: 'de', timeZone: 'Europe/Berlin' });
  });

  it('leaves the key itself nowhere in the database', async () => {
    const [row] = await database.dataSource.query('SELECT string_agg(k::text, chr(10)) AS all FROM api_keys k');
    expect(row.all).not.toContain(client.key?.slice(8));
    expect(row.all).toContain(client.key?.slice(0, 8));
  });
});

describe('the catalogue', () => {
  it('has its names and descriptions in every locale', async () => {
    const field = (locale: string) =>
      `${locale}: name(locale: "${locale}") ${locale}Says: description(locale: "${locale}")`;
    const query = `{ eventTypes { key category severity audiences ${MESSAGES.locales.map(field).join(' ')} } }`;
    const { eventTypes } = await client.get(query);
    expect(eventTypes.length).toBeGreaterThan(20);
    expect(new Set(eventTypes.map((entry: { key: string }) => entry.key)).size).toBe(eventTypes.length);
    for (const entry of eventTypes) for (const text of Object.values(entry)) expect(text).not.toBe('');
    const failed = eventTypes.find((entry: { key: string }) => entry.key === 'payment.failed');
    expect(new Set(MESSAGES.locales.map((locale) => failed[locale])).size).toBe(MESSAGES.locales.length);
  });

  it('speaks the nearest locale that it has, or English', async () => {
    const query =
      '{ eventTypes(category: DISPUTES) { key category en: name(locale: "en") ch: name(locale: "de-CH") de: name(locale: "de") xx: name(locale: "xx-no such") none: name } }';
    const { eventTypes } = await client.get(query);
    expect(eventTypes.length).toBeGreaterThan(3);
    for (const entry of eventTypes) {
      expect(entry).toMatchObject({ category: 'DISPUTES', ch: entry.de, xx: entry.en, none: entry.en });
      expect(entry.de).not.toBe(entry.en);
    }
  });
});

describe('GraphQL over HTTP', () => {
  const status = async (answer: Promise<HttpAnswer>) => (await answer).status;

  it('serves the very schema of schema.gql', async () => {
    const answer = await new GraphqlClient(program.url, null).ask(getIntrospectionQuery());
    const served = printSchema(lexicographicSortSchema(buildClientSchema(answer.data)));
    const file = await readFile(SCHEMA_FILE, 'utf8');
    expect(file.replace(/^#.*\n\n/, '').trim()).toBe(served.trim());
  });

  it('tells the time', async () => {
    const { serverTime } = await client.get('{ serverTime }');
    expect(new Date(serverTime).toISOString()).toBe(serverTime);
  });

  it('refuses what is no JSON, no operation, or several of them at once', async () => {
    for (const body of [
      '{',
      '',
      '[]',
      'null',
      '"x"',
      '{}',
      '{"query":1}',
      '{"query":"{"}',
      '{"query":"{ nothing }"}',
    ]) {
      expect([body, await status(client.post(body))]).toEqual([body, 400]);
    }
    const one = { query: '{ serverTime }' };
    const batch = await client.post(JSON.stringify([one, one]));
    expect([batch.status, await batch.text()]).toEqual([400, expect.not.stringContaining('serverTime')]);
  });

  it('answers a form post and a plain GET with nothing that a foreign page could use', async () => {
    const headers = { authorization: `Bearer ${client.key}` };
    const url = `${program.url}/graphql`;
    expect(await status(fetch(`${url}?query={serverTime}`, { headers }))).toBe(400);
    const form = fetch(url, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'text/plain' },
      body: '{"query":"{ serverTime }"}',
    });
    expect([400, 415]).toContain(await status(form));
    const mutation = encodeURIComponent(
      'mutation { setPreference(input: {destinationId: "x", eventType: "x", enabled: true}) { destination { id } } }',
    );
    expect(
      await status(fetch(`${url}?query=${mutation}`, { headers: { ...headers, 'apollo-require-preflight': '1' } })),
    ).toBe(405);
  });

  it('says of a fault in the query where it is, and of a fault in the input which field', async () => {
    const wrong = await client.fail('{ business { nme } }');
    expect(wrong).toMatchObject({
      message: expect.stringContaining('nme'),
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    });
    for (const [query, field] of [
      ['{ events(first: -1) { totalCount } }', 'first'],
      ['{ events(first: 201) { totalCount } }', 'first'],
      [`{ recipients(search: "${'x'.repeat(201)}") { totalCount } }`, 'search'],
      ['mutation { addRecipient(input: { name: "A", roles: [OWNER, OWNER] }) { recipient { id } } }', 'roles'],
      ['mutation { createSource(input: { kind: DODO, name: " " }) { secret } }', 'name'],
    ]) {
      const { extensions, message } = await client.fail(query as string);
      expect([extensions, message]).toEqual([
        { code: 'BAD_USER_INPUT', field },
        expect.stringContaining(field as string),
      ]);
    }
  });

  it('survives a query as deep as its body can be', async () => {
    for (const [open, close] of [
      ['{a', '}'],
      ['{a(b:[', ']) }'],
    ]) {
      const depth = 100_000;
      const body = JSON.stringify({ query: `${open?.repeat(depth)}${close?.repeat(depth)}` });
      expect(await status(client.post(body))).toBe(400);
    }
    expect(await status(client.post('{"query":"{ serverTime }"}'))).toBe(200);
  });

  it('refuses NUL characters instead of failing', async () => {
    const nul = { nul: 'a\0b' };
    const { extensions } = await client.fail('query ($nul: ID!) { event(id: $nul) { id } }', nul);
    expect(extensions.code).toBe('BAD_USER_INPUT');
    const name = await client.fail(
      'mutation ($nul: String!) { addRecipient(input: { name: $nul }) { recipient { id } } }',
      nul,
    );
    expect(name.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('never tells of its insides when something breaks', async () => {
    const { dataSource } = database;
    await dataSource.query('ALTER TABLE notifications RENAME TO notifications_away');
    const answer = await client.post(JSON.stringify({ query: '{ serverTime notifications { totalCount } }' }));
    await dataSource.query('ALTER TABLE notifications_away RENAME TO notifications');
    const text = await answer.text();
    expect(JSON.parse(text).errors).toEqual([
      {
        message: 'Something went wrong on our side; try again.',
        locations: [{ line: 1, column: 14 }],
        path: ['notifications'],
        extensions: { code: 'INTERNAL_SERVER_ERROR' },
      },
    ]);
    expect(text).not.toMatch(/relation|SELECT|stack|node_modules|\.js/);
  });
});

describe('the log', () => {
  it('has nothing of what callers do wrong', async () => {
    lines.length = 0;
    await new GraphqlClient(program.url, newToken()).fail('{ viewer { access } }');
    await client.fail('{ events(first: -1) { totalCount } }');
    await client.fail('mutation { removeDestination(input: { id: "dst_none" }) { id } }');
    await client.post('{');
    expect(lines).toEqual([]);
  });

  it('has what we do wrong, without the personal data that a statement carries', async () => {
    const { dataSource } = database;
    await dataSource.query('ALTER TABLE recipients RENAME TO recipients_away');
    const mutation =
      'mutation { addRecipient(input: { name: "Canary Jane", email: "canary@team.example" }) { recipient { id } } }';
    const { extensions } = await client.fail(mutation);
    await dataSource.query('ALTER TABLE recipients_away RENAME TO recipients');
    expect(extensions.code).toBe('INTERNAL_SERVER_ERROR');
    expect(lines).toEqual([expect.stringContaining('relation \\"recipients\\" does not exist')]);
    expect(lines.join()).not.toMatch(/canary/i);
  });
});

describe('the explorer', () => {
  it('is what a browser sees at /graphql, and needs nothing from elsewhere', async () => {
    const page = await fetch(`${program.url}/graphql`, { headers: { accept: 'text/html,application/xhtml+xml' } });
    const html = await page.text();
    expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
    expect(html).not.toMatch(/(src|href)\s*=\s*["']?(https?:)?\/\//i);
    const base = new URL(/<base[^>]*href="([^"]+)"/.exec(html)?.[1] ?? '/', program.url);
    const assets = [...html.matchAll(/<(?:script|link)[^>]*(?:src|href)="([^"]+)"/g)].map(
      (match) => new URL(match[1] as string, base),
    );
    expect(assets.length).toBeGreaterThan(1);
    for (const asset of assets) {
      expect(asset.href).toContain(`${program.url}/explorer/`);
      const answer = await fetch(asset);
      expect([asset.pathname, answer.status, (await answer.arrayBuffer()).byteLength > 0]).toEqual([
        asset.pathname,
        200,
        true,
      ]);
    }
  });

  it('leaves GraphQL to those who do not ask for a page', async () => {
    const answer = await client.post('{"query":"{ serverTime }"}');
    expect(answer.headers.get('content-type')).toContain('json');
  });
});
