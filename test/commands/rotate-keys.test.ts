/** From one encryption key to the next: all that is stored, while API and webhooks go on, and after a process was killed. */
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../src/core/data-source.js';
import { BODIES, placeName, SEALED_PLACES } from '../../src/core/sealing/sealed-places.js';
import { Secret } from '../../src/platform/secrets/secret.js';
import { keyIdOf, SecretBox } from '../../src/platform/secrets/secret-box.js';
import { sample } from '../sources/sample-bodies.js';
import {
  addBusiness,
  addPerson,
  BOX,
  createDatabase,
  createEmptyDatabase,
  ENCRYPTION_KEYS,
  type TestDatabase,
} from '../support/database.js';
import { type Data, GraphqlClient } from '../support/graphql.js';
import { holding, lockWaiters } from '../support/locks.js';
import { startProcess } from '../support/processes.js';
import { send, type TestSource } from '../support/producers.js';
import { type Program, startProgram } from '../support/program.js';
import { STRIPE_KEY } from '../support/provider-apis.js';
import { keysByPlace, opened } from '../support/sealed.js';

const PROGRAM = fileURLToPath(new URL('../../src/tocsin.js', import.meta.url));
const NEW_KEY = `n2:${Buffer.alloc(32, 9).toString('base64')}`;
const BOTH = `${NEW_KEY},${ENCRYPTION_KEYS}`;
const SECRETS = { url: 'https://hook.example/planted-url', header: 'planted-header', token: 'phone:planted-token' };

/** With something in every place; each test has a copy of it. */
let filled: TestDatabase;
let database: TestDatabase;
let both: DataSource;
let alone: DataSource;
/** Of the tests that need one. */
let program: Program | undefined;
let businessId: string;
let source: TestSource;
let endpointId: string;

beforeAll(async () => {
  filled = await createDatabase();
  database = filled;
  businessId = await addBusiness(filled.dataSource);
  await fill();
  // A database with connections cannot be copied.
  await filled.dataSource.destroy();
});
afterAll(() => filled?.drop());

beforeEach(async () => {
  const { url, drop: dropEmpty } = await createEmptyDatabase(new URL(filled.url).pathname.slice(1));
  const dataSource = await createDataSource(url, 10, BOX).initialize();
  const drop = () => dataSource.destroy().then(dropEmpty);
  database = { url, dataSource, drop };
  [both, alone] = await Promise.all([connect(BOTH), connect(NEW_KEY)]);
});
afterEach(async () => {
  await program?.stop();
  program = undefined;
  await Promise.all([both?.destroy(), alone?.destroy()]);
  await database?.drop();
});

/** The API with both keys. */
async function startBoth(): Promise<Program> {
  program = await run(both, BOTH);
  return program;
}

const connect = (ring: string) => createDataSource(database.url, 5, new SecretBox(ring)).initialize();
const run = (dataSource: DataSource, ring: string) =>
  startProgram({ ...database, dataSource }, { config: { encryptionKeys: new Secret(ring) } });
const sql = (text: string, values: unknown[] = []): Promise<Data[]> => database.dataSource.query(text, values);
async function mutate(name: string, input: object, fields: string, client: GraphqlClient): Promise<Data> {
  const type = name === 'rotateEndpointSecret' ? 'NodeInput' : `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  return (await client.get(`mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} } }`, { input }))[name];
}

/** Something in every place, by the API of before. */
async function fill(): Promise<void> {
  const before = await run(database.dataSource, ENCRYPTION_KEYS);
  await fillBy(before).finally(() => before.stop());
}

async function fillBy(before: Program): Promise<void> {
  const admin = await GraphqlClient.of(before, businessId);
  const { recipientId } = await addPerson(database.dataSource, businessId);
  const made = await mutate('createSource', { kind: 'DODO', name: 'Shop' }, 'source { id }', admin);
  const set = await mutate('setSourceSecret', { id: made.source.id, secret: newSecret(1) }, 'source { id }', admin);
  source = { id: set.source.id, secret: newSecret(1), kind: 'DODO' };
  const stripe = await mutate('createSource', { kind: 'STRIPE', name: 'Other' }, 'source { id }', admin);
  await mutate('setSourceApiKey', { id: stripe.source.id, key: STRIPE_KEY }, 'source { id }', admin);
  const endpoint = { channel: 'WEBHOOK', label: 'Ours', url: SECRETS.url, headers: { 'x-key': SECRETS.header } };
  endpointId = (await mutate('addEndpoint', endpoint, 'destination { id }', admin)).destination.id;
  await mutate('rotateEndpointSecret', { id: endpointId }, 'secret', admin);
  await mutate('registerDevice', { platform: 'IOS', token: SECRETS.token, recipientId }, 'destination { id }', admin);
  for (let count = 0; count < 20; count++) await send(before, source, paymentOf(`pay_${count}`));
  // It stays open while its events wait for a worker.
  await mutate('eraseCustomer', { customerId: 'cus_planted', dryRun: false }, 'kept', admin);
}

const newSecret = (byte: number) => `whsec_${Buffer.alloc(32, byte).toString('base64')}`;

function paymentOf(payment_id: string): Data {
  const body = sample('dodo.payment.failed') as Data;
  return {
    ...body,
    data: { ...body.data, payment_id, customer: { ...body.data.customer, customer_id: 'cus_planted' } },
  };
}

function rotate(ring: string, ...args: string[]) {
  const env = {
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: process.env.TEST_TEMPORAL_ADDRESS,
    TOCSIN_ENCRYPTION_KEYS: ring,
    PUBLIC_URL: 'http://tocsin.test',
  };
  return startProcess([PROGRAM, 'rotate-keys', ...args], { env });
}

async function rotated(ring: string, ...args: string[]): Promise<{ code: number | null; said: string }> {
  const { ended, output } = rotate(ring, ...args);
  return { code: await ended, said: output() };
}

async function everything(): Promise<string> {
  const tables = await sql(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1`,
  );
  const texts = await Promise.all(tables.map(({ name }) => sql(`SELECT t::text FROM "${name}" t ORDER BY 1`)));
  return JSON.stringify(texts);
}

describe('the list of what is sealed', () => {
  /** Hashes, which say nothing of what they were made of, and the id of an event. */
  const NOT_SEALED = ['api_keys.hash', 'used_tokens.hash', 'businesses.bodies_sealed_to'];

  it('has every column of the schema that could hold it', async () => {
    const columns = await sql(
      `SELECT table_name || '.' || column_name AS name FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
       WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND (data_type = 'bytea' OR (column_name ~ 'seal|secret' AND data_type IN ('text', 'jsonb')))`,
    );
    const names = columns.map(({ name }) => name as string);
    expect(names.sort()).toEqual([...SEALED_PLACES.map(placeName), BODIES, ...NOT_SEALED].sort());
  });

  it('has every column where something sealed stands', async () => {
    const columns = await sql(
      `SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
       WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    );
    const found: string[] = [];
    for (const { table, column } of columns) {
      const [row] = await sql(
        `SELECT EXISTS (SELECT FROM "${table}" WHERE "${column}"::text ~ '(^|")t1\\.[A-Za-z0-9_-]{16}\\.' OR "${column}"::text LIKE '\\\\x01027431%') AS there`,
      );
      if (row?.there) found.push(placeName({ table, column }));
    }
    expect(found.sort()).toEqual([...SEALED_PLACES.map(placeName), BODIES].sort());
  });
});

it('seals all anew while webhooks come in, and then the former key is needed no longer', async () => {
  const meanwhile = await startBoth();
  const before = await opened(both, BOTH);
  const untouched = await everything();
  const dry = await rotated(BOTH, '--dry-run');
  expect(dry).toEqual({
    code: 0,
    said: expect.stringMatching(/t1 is still needed: tocsin rotate-keys.*\nNothing was changed\./),
  });
  expect(await everything()).toBe(untouched);

  const answers: number[] = [];
  let over = false;
  const traffic = (async () => {
    for (let count = 0; !over; count++) {
      answers.push((await send(meanwhile, source, paymentOf(`pay_meanwhile_${count}`))).status);
      await sleep(10);
    }
  })();
  const done = await rotated(BOTH);
  over = true;
  await traffic;
  expect(answers.length).toBeGreaterThan(5);
  expect(new Set(answers)).toEqual(new Set([202]));
  expect(done).toEqual({
    code: 0,
    said: expect.stringMatching(/Nothing that is stored needs t1 any more.*remove it from TOCSIN_ENCRYPTION_KEYS/),
  });
  for (const keys of Object.values(await keysByPlace(database.dataSource)))
    expect(new Set(keys)).toEqual(new Set(['n2']));

  const after = await rotated(NEW_KEY, '--json');
  expect(after.code).toBe(0);
  expect(JSON.parse(after.said)).toMatchObject({ current: 'n2', needed: [], missing: [], closed: [], plain: 0 });
  const [values, bodies] = JSON.parse(before);
  const [valuesNow, bodiesNow] = JSON.parse(await opened(alone, NEW_KEY));
  expect(valuesNow).toEqual(values);
  expect(bodiesNow.slice(0, bodies.length)).toEqual(bodies);
  expect(JSON.stringify(valuesNow)).toContain(SECRETS.header);

  // The API of the new key alone takes webhooks by the secret of before.
  await meanwhile.stop();
  program = await run(alone, NEW_KEY);
  expect((await send(program, source, paymentOf('pay_afterwards'))).status).toBe(202);
  for (const secret of [SECRETS.url, SECRETS.header, SECRETS.token, STRIPE_KEY, NEW_KEY.slice(3)])
    expect(dry.said + done.said + after.said).not.toContain(secret);
});

it('leaves to a writer beside it what that one wrote, also by the former key, and finds it', async () => {
  const written = new SecretBox(ENCRYPTION_KEYS).seal('https://hook.example/newer', `destinations ${endpointId}`);
  const writer = await holding(database.dataSource, (manager) =>
    manager.query('UPDATE destinations SET sealed_url = $2 WHERE id = $1', [endpointId, written]),
  );
  const done = rotated(BOTH);
  await lockWaiters(database.dataSource, 1);
  await writer.free();
  expect((await done).code).toBe(0);
  const [row] = await sql('SELECT sealed_url AS sealed FROM destinations WHERE id = $1', [endpointId]);
  expect(new SecretBox(NEW_KEY).open(row?.sealed, `destinations ${endpointId}`)).toBe('https://hook.example/newer');
});

it('is not undone by who reads secrets, adds one and writes them', async () => {
  const client = await GraphqlClient.of(await startBoth(), businessId);
  const box = new SecretBox(BOTH);
  const context = `destinations ${endpointId}`;
  const read = async () => {
    const [row] = await sql('SELECT sealed_secrets AS secrets FROM destinations WHERE id = $1', [endpointId]);
    return row?.secrets as { sealed: string; until: string | null }[];
  };
  const anew = (await read()).map((one) => ({ ...one, sealed: box.seal(box.open(one.sealed, context), context) }));
  const rotation = await holding(database.dataSource, (manager) =>
    manager.query('UPDATE destinations SET sealed_secrets = $2 WHERE id = $1', [endpointId, JSON.stringify(anew)]),
  );
  const update = mutate('updateEndpoint', { id: endpointId, secret: newSecret(3) }, 'destination { id }', client);
  await lockWaiters(database.dataSource, 1);
  await rotation.free();
  await update;
  expect((await read()).map(({ sealed }) => keyIdOf(sealed))).toEqual(['n2', 'n2', 'n2']);
});

it('goes on where a process was killed', async () => {
  const before = await opened(both, BOTH);
  const blocker = await holding(database.dataSource, (manager) =>
    manager.query('SELECT FROM sources WHERE id = $1 FOR UPDATE', [source.id]),
  );
  const killed = rotate(BOTH);
  await lockWaiters(database.dataSource, 1);
  killed.child.kill('SIGKILL');
  expect(await killed.ended).toBe(null);
  await blocker.free();
  const half = await keysByPlace(database.dataSource);
  expect([half['destinations.sealed_url'], half[BODIES]]).toEqual([['n2'], ['t1']]);
  expect(await opened(both, BOTH)).toBe(before);
  expect((await rotated(BOTH)).code).toBe(0);
  expect(await opened(alone, NEW_KEY)).toBe(before);
});

it('finds bodies that the walks of the nights have passed', async () => {
  await sql(`UPDATE businesses SET bodies_key = 'n2', bodies_sealed_to = (SELECT max(id) FROM events)`);
  expect((await rotated(BOTH)).code).toBe(0);
  expect((await keysByPlace(database.dataSource))[BODIES]).toEqual(['n2']);
});

it('says what nobody can open, by which key it was sealed, and seals all else', async () => {
  const lost = new SecretBox(SecretBox.newRing());
  await sql('UPDATE destinations SET sealed_headers = $2 WHERE id = $1', [
    endpointId,
    lost.seal('{}', `destinations ${endpointId}`),
  ]);
  const [{ id: eventId }] = (await sql('SELECT min(id) AS id FROM inbox')) as [Data];
  await sql('UPDATE inbox SET body = $2 WHERE id = $1', [
    eventId,
    lost.sealBytes(Buffer.from('{}'), `inbox ${eventId}`),
  ]);
  const { code, said } = await rotated(BOTH);
  expect(code).toBe(1);
  expect(said).toMatch(/inbox\.body +1 by k1 \(not there\), 19 by n2; 19 sealed anew/);
  expect(said).toContain('needs t1 any more');
  expect(said).toContain('k1 is not in TOCSIN_ENCRYPTION_KEYS');
  expect(said).toContain(
    `cannot be opened; without their key enter them anew, or remove them: destinations.sealed_headers ${endpointId}.`,
  );
  expect((await keysByPlace(database.dataSource))['destinations.sealed_url']).toEqual(['n2']);
});

it('with one key it looks at all, and says how another one comes in', async () => {
  const { code, said } = await rotated(ENCRYPTION_KEYS);
  expect([code, said]).toEqual([0, expect.stringMatching(/All is sealed by t1, the only key\. For another one/)]);
  expect(await rotated(ENCRYPTION_KEYS, 'now')).toMatchObject({ code: 64 });
});
