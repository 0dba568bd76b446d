// API keys: shown once, kept as hashes, bound to persons, revoked everywhere; and the trail of what was done to them.
import { newToken } from '../../src/api/auth/token.js';
import { letOperatorIn } from '../../src/api/businesses/first-business.js';
import { addBusiness, addPerson, createDatabase, type TestDatabase } from '../support/database.js';
import { GraphqlClient } from '../support/graphql.js';
import { keptLog } from '../support/log.js';
import { eventually, LOG, type Program, startProgram } from '../support/program.js';

let database: TestDatabase;
let program: Program;
let twin: Program;

beforeAll(async () => {
  database = await createDatabase();
  [program, twin] = await Promise.all([startProgram(database), startProgram(database)]);
});

afterAll(async () => {
  await Promise.all([program?.stop(), twin?.stop()]);
  await database?.drop();
});

const CREATE = `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { token apiKey { id name access prefix lastUsedAt recipient { id } } } }`;
const REVOKE = 'mutation ($id: ID!) { revokeApiKey(input: { id: $id }) { id } }';

async function business() {
  const businessId = await addBusiness(database.dataSource);
  return { businessId, admin: await GraphqlClient.of(program, businessId) };
}

describe('a new key', () => {
  it('is shown once and kept as a hash only', async () => {
    const { admin } = await business();
    const { createApiKey } = await admin.get(CREATE, { input: { name: ' CI ', access: 'VIEWER' } });
    const { token, apiKey } = createApiKey;
    expect(token).toMatch(/^toc_[A-Za-z0-9_-]{43}$/);
    expect(apiKey).toMatchObject({ name: 'CI', access: 'VIEWER', prefix: token.slice(0, 8), recipient: null });
    const { rows } = await everything(token);
    expect(rows).toEqual([]);
  });

  it('works at once, and its use is seen', async () => {
    const { admin } = await business();
    const { createApiKey } = await admin.get(CREATE, { input: { name: 'CI', access: 'VIEWER' } });
    expect(createApiKey.apiKey.lastUsedAt).toBeNull();
    const client = new GraphqlClient(program.url, createApiKey.token);
    expect((await client.get('{ viewer { access } }')).viewer.access).toBe('VIEWER');
    const { node } = await admin.get(
      'query ($id: ID!) { node(id: $id) { ... on ApiKey { name lastUsedAt } } }',
      createApiKey.apiKey,
    );
    expect(node).toEqual({ name: 'CI', lastUsedAt: expect.any(String) });
  });

  it('names a person where it is a MEMBER’s, and then only', async () => {
    const { admin, businessId } = await business();
    const { recipientId } = await addPerson(database.dataSource, businessId);
    const stranger = await addPerson(database.dataSource, (await business()).businessId);
    const fails = (input: object) => admin.fail(CREATE, { input: { name: 'x', ...input } });
    expect((await fails({ access: 'MEMBER' })).extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'recipientId' });
    expect((await fails({ access: 'ADMIN', recipientId })).extensions.code).toBe('BAD_USER_INPUT');
    const foreign = await fails({ access: 'MEMBER', recipientId: stranger.recipientId });
    expect(foreign.extensions.code).toBe('NOT_FOUND');
    const { createApiKey } = await admin.get(CREATE, { input: { name: 'Ada', access: 'MEMBER', recipientId } });
    expect(createApiKey.apiKey.recipient).toEqual({ id: recipientId });
  });
});

/** Every text that the database keeps of keys and the trail, where it has this in it. */
async function everything(text: string): Promise<{ rows: unknown[] }> {
  const rows = await database.dataSource.query(
    `SELECT k::text AS row FROM api_keys k WHERE k::text LIKE $1 UNION ALL SELECT a::text FROM audit_entries a WHERE a::text LIKE $1`,
    [`%${text}%`],
  );
  return { rows };
}

describe('revoking', () => {
  it('ends a key here at once and in every other process soon', async () => {
    const { admin } = await business();
    const { token, apiKey } = (await admin.get(CREATE, { input: { name: 'CI', access: 'ADMIN' } })).createApiKey;
    const [here, there] = [program, twin].map(({ url }) => new GraphqlClient(url, token));
    await Promise.all([here?.get('{ serverTime }'), there?.get('{ serverTime }')]);
    await admin.get(REVOKE, { id: apiKey.id });
    expect((await here?.fail('{ serverTime }'))?.extensions.code).toBe('UNAUTHENTICATED');
    const refused = async () => (await there?.ask('{ serverTime }'))?.errors[0]?.extensions.code === 'UNAUTHENTICATED';
    await eventually('the other process to refuse it', refused, 5_000);
    const { apiKeys } = await admin.get('{ apiKeys { id } }');
    expect(apiKeys.map((key: { id: string }) => key.id)).not.toContain(apiKey.id);
    expect((await admin.fail(REVOKE, { id: apiKey.id })).extensions.code).toBe('NOT_FOUND');
  });

  it('leaves the last ADMIN key', async () => {
    const { admin } = await business();
    const [only] = (await admin.get('{ apiKeys { id } }')).apiKeys;
    const { extensions, message } = await admin.fail(REVOKE, only);
    expect([extensions.code, message]).toEqual(['CONFLICT', expect.stringContaining('last ADMIN key')]);
    expect((await admin.get('{ apiKeys { id } }')).apiKeys).toEqual([only]);
  });

  it('leaves one, also where both of two are revoked at once', async () => {
    const { admin } = await business();
    await admin.get(CREATE, { input: { name: 'second', access: 'ADMIN' } });
    const { apiKeys } = await admin.get('{ apiKeys { id } }');
    const answers = await Promise.all(apiKeys.map((key: object) => admin.ask(REVOKE, key)));
    const codes = answers.map((answer) => answer.errors[0]?.extensions.code ?? 'gone');
    expect(codes.sort()).toEqual(['CONFLICT', 'gone']);
  });

  it('does not reach into another business', async () => {
    const [{ admin }, other] = [await business(), await business()];
    const [foreign] = (await other.admin.get('{ apiKeys { id } }')).apiKeys;
    expect((await admin.fail(REVOKE, foreign)).extensions.code).toBe('NOT_FOUND');
    expect((await admin.get('query ($id: ID!) { node(id: $id) { id } }', foreign)).node).toBeNull();
    expect((await other.admin.get('{ apiKeys { id } }')).apiKeys).toEqual([foreign]);
  });
});

describe('the key of the environment', () => {
  const KEYS = '{ apiKeys { name prefix } }';
  const start = (key: string, log = LOG) => letOperatorIn(database.dataSource, program.credentials, key, log);
  const clientOf = (key: string) => new GraphqlClient(program.url, key);

  it('is one key: the next one ends it, the trail says so, and keys that people made go on', async () => {
    const [first, second] = [newToken(), newToken()];
    await Promise.all([start(first), start(first)]);
    const { createApiKey } = await clientOf(first).get(CREATE, { input: { name: 'operator', access: 'ADMIN' } });
    await start(second);
    expect((await clientOf(first).fail(KEYS)).extensions.code).toBe('UNAUTHENTICATED');
    const { apiKeys } = await clientOf(second).get(KEYS);
    const shown = [createApiKey.token, second].map((token) => ({ name: 'operator', prefix: token.slice(0, 8) }));
    expect(apiKeys).toEqual(expect.arrayContaining(shown));
    expect(apiKeys).not.toContainEqual(expect.objectContaining({ prefix: first.slice(0, 8) }));
    // What a person called theirs stays as it is.
    const german = (await clientOf(second).reading('de').get(KEYS)).apiKeys;
    expect(german).toEqual(expect.arrayContaining([shown[0], { name: 'Betreiber', prefix: second.slice(0, 8) }]));
    const { auditLog } = await clientOf(second).get(
      '{ auditLog(first: 1) { edges { node { action actor before } } } }',
    );
    expect(auditLog.edges[0].node).toEqual({
      action: 'revokeApiKey',
      actor: 'TOCSIN_ADMIN_KEY of the environment',
      before: { name: 'operator', access: 'ADMIN', prefix: first.slice(0, 8) },
    });
  });

  it('that was ended comes back by no start, and ends nothing', async () => {
    const [old, fresh] = [newToken(), newToken()];
    await start(old);
    await start(fresh);
    const { log, lines } = keptLog('info');
    await start(old, log);
    expect(lines.join()).toContain('ADMIN_KEY_REVOKED');
    expect((await clientOf(old).fail(KEYS)).extensions.code).toBe('UNAUTHENTICATED');
    await clientOf(fresh).get(KEYS);
  });
});

describe('the audit trail', () => {
  const LOG = `query ($filter: AuditFilter) { auditLog(filter: $filter) { edges { node { id action actor subject before after } } } }`;

  it('says who made and who revoked a key, newest first, without the key', async () => {
    const { admin } = await business();
    const { token, apiKey } = (await admin.get(CREATE, { input: { name: 'CI', access: 'VIEWER' } })).createApiKey;
    await admin.get(REVOKE, { id: apiKey.id });
    const { auditLog } = await admin.get(LOG, { filter: { subject: apiKey.id } });
    const nodes = auditLog.edges.map((edge: { node: object }) => edge.node);
    const values = { name: 'CI', access: 'VIEWER', prefix: token.slice(0, 8) };
    expect(nodes).toMatchObject([
      { action: 'revokeApiKey', subject: apiKey.id, before: values, after: null },
      { action: 'createApiKey', subject: apiKey.id, before: null, after: values },
    ]);
    expect(nodes[0].actor).toMatch(/^key toc_.+… \(test\)$/);
    expect(JSON.stringify(nodes)).not.toContain(token);
    const { node } = await admin.get('query ($id: ID!) { node(id: $id) { ... on AuditEntry { action } } }', nodes[0]);
    expect(node).toEqual({ action: 'revokeApiKey' });
  });

  it('is found by actor and time, and only in its business', async () => {
    const [{ admin }, other] = [await business(), await business()];
    await admin.get(CREATE, { input: { name: 'CI', access: 'VIEWER' } });
    const count = async (client: GraphqlClient, filter: object) =>
      (await client.get(LOG, { filter })).auditLog.edges.length;
    const soon = new Date(Date.now() + 60_000).toISOString();
    expect(await count(admin, { actor: '(TEST)', until: soon })).toBe(1);
    expect(await count(admin, { actor: 'nobody' })).toBe(0);
    expect(await count(admin, { since: soon })).toBe(0);
    expect(await count(other.admin, {})).toBe(0);
  });
});
