// Search among events: what is found by which words, on which index it rests, and that every writer of events writes their words.
import { readdir, readFile } from 'node:fs/promises';
import type { DataSource } from 'typeorm';
import { createTenantDataSource } from '../../src/core/data-source.js';
import { Event } from '../../src/core/ingest/event.entity.js';
import { AMONG_ALL, AMONG_NEWEST, searchTerm } from '../../src/core/ingest/event-terms.js';
import { type Facts, NO_FACTS } from '../../src/domain/facts.js';
import { asTenant } from '../../src/platform/database/tenancy.js';
import { addBusiness, createDatabase, type TestDatabase } from '../support/database.js';
import { addEvent, FAILED_PAYMENT } from '../support/deliveries.js';
import { type Data, GraphqlClient } from '../support/graphql.js';
import { type Program, startProgram } from '../support/program.js';

let database: TestDatabase;
let program: Program;
let businessId: string;
let client: GraphqlClient;
const ids: Record<string, string> = {};

const FACTS: Record<string, Partial<Facts>> = {
  ada: {
    amount: '123450',
    customerName: 'Ada  Maria Jean-Luc Lovelace',
    customerEmail: 'Ada@Engine.example',
    customerId: 'cus_7',
    account: 'acct_9',
    invoiceNumber: 'INV-2026-0001',
  },
  ming: { amount: '99', customerName: '王小明' },
};

beforeAll(async () => {
  database = await createDatabase();
  program = await startProgram(database);
  businessId = await addBusiness(database.dataSource);
  client = await GraphqlClient.of(program, businessId);
  for (const [name, facts] of Object.entries(FACTS))
    ids[name] = await addEvent(database.dataSource, businessId, {
      ...FAILED_PAYMENT,
      entityId: `pay_${name}`,
      facts: { ...NO_FACTS, ...facts },
    });
});

afterAll(async () => {
  await program?.stop();
  await database?.drop();
});

const FIND = `query ($filter: EventFilter, $first: Int, $after: String) {
  events(filter: $filter, first: $first, after: $after) { edges { node { id } } pageInfo { endCursor hasNextPage } } }`;

async function found(query: string, further: object = {}): Promise<string[]> {
  const { events } = await client.get(FIND, { filter: { query, ...further } });
  return events.edges.map(({ node }: Data) => Object.keys(ids).find((name) => ids[name] === node.id));
}

it.each([
  'ada maria jean-luc lovelace',
  'ADA',
  'Maria Jean',
  'love',
  'luc',
  'ada@engine',
  '@engine.example',
  'engine.exam',
  '1234.50',
  '$1,234.50',
  '123450',
  'cus_7',
  'acct_9',
  'inv-2026',
  '#INV-2026-0001',
  'pay_ada',
  ' pay_ada ',
])('%j finds Ada’s payment alone', async (query) => {
  expect(await found(query)).toEqual(['ada']);
});

it.each(['王', '小明', '明', 'pay_ming'])('%j finds Ming’s payment alone', async (query) => {
  expect(await found(query)).toEqual(['ming']);
});

it.each([['payment.failed'], ['failed'], ['pay'], ['  ']])('%j finds both', async (query) => {
  expect(await found(query)).toEqual(['ming', 'ada']);
});

it.each(['dae', 'lovelace ada', '%', '_', "'", 'payment_failed', '\\', 'e'.repeat(200)])(
  '%j finds none',
  async (query) => {
    expect(await found(query)).toEqual([]);
  },
);

it('the own id finds an event, in any letters', async () => {
  expect(await found(ids.ada as string)).toEqual(['ada']);
  expect(await found((ids.ada as string).toUpperCase())).toEqual(['ada']);
});

it('other filters hold beside it', async () => {
  expect(await found('payment', { entityId: 'pay_ada' })).toEqual(['ada']);
  expect(await found('ada', { status: 'FAILED' })).toEqual([]);
});

it('nothing of another business is found', async () => {
  const other = await GraphqlClient.of(program, await addBusiness(database.dataSource));
  expect((await other.get(FIND, { filter: { query: 'ada' } })).events.edges).toEqual([]);
});

it('what is erased from an event no longer finds it, and what it becomes does', async () => {
  const { dataSource } = database;
  const id = await addEvent(dataSource, businessId, {
    ...FAILED_PAYMENT,
    facts: { ...NO_FACTS, customerName: 'Hopper' },
  });
  ids.hopper = id;
  expect(await found('hopper')).toEqual(['hopper']);
  await dataSource.query(`UPDATE events SET facts = facts || '{"customerName": "Erased"}' WHERE id = $1`, [id]);
  expect([await found('hopper'), await found('erased')]).toEqual([[], ['hopper']]);
  await dataSource.query('DELETE FROM events WHERE id = $1', [id]);
  expect(await dataSource.query('SELECT term FROM event_terms WHERE event_id = $1', [id])).toEqual([]);
});

it('each statement that writes an event writes its terms', async () => {
  const sources = new URL('../../../src/', import.meta.url);
  const files = (await readdir(sources, { recursive: true })).filter((name) => name.endsWith('.ts'));
  const texts = await Promise.all(files.map((name) => readFile(new URL(name, sources), 'utf8')));
  const count = (text: string, words: RegExp) => text.match(words)?.length ?? 0;
  const writers = texts.map((text) => [count(text, /INSERT INTO events\b/g), count(text, /\{insertTerms\(/g)]);
  expect(writers.filter(([events]) => events !== 0)).toEqual([
    [1, 1],
    [1, 1],
  ]);
});

describe('among many events of several businesses', () => {
  const MANY = 20_000;
  let tenants: DataSource;
  let many: string;

  /** Of four events one is of another business; one in 500 is Grace's, and those are not the newest; Zoe is elsewhere only. */
  const FILL = `
    WITH filled AS (
      INSERT INTO events (id, business_id, source_id, external_id, type, occurred_at, received_at, test, facts, status)
      SELECT 'evt_' || lpad(n::text, 26, '0'), CASE WHEN n % 4 = 0 THEN $2 ELSE $1 END, $1, 'ext_' || n, 'payment.succeeded', now(), now(), false,
        jsonb_build_object('customerName', CASE WHEN n % 4 = 0 THEN 'Zoe' WHEN n % 500 = 1 AND n < 10000 THEN 'Grace' ELSE 'Edsger' END), 'PROCESSED'
      FROM generate_series(1, $3::integer) AS n RETURNING *)
    INSERT INTO event_terms (business_id, event_id, term)
      SELECT e.business_id, e.id, t.term FROM filled e CROSS JOIN LATERAL tocsin_terms_of(e.type, e.external_id, e.entity_id, e.facts) t`;

  beforeAll(async () => {
    tenants = await createTenantDataSource(database.url, 2).initialize();
    many = await addBusiness(database.dataSource);
    await database.dataSource.query(FILL, [many, await addBusiness(database.dataSource), MANY]);
    await database.dataSource.query('ANALYZE events, event_terms');
  });
  afterAll(() => tenants?.destroy());

  /** How PostgreSQL goes about a step of a search, as the tenant that asks. */
  async function planOf(condition: string, query: string): Promise<string> {
    const statement = tenants
      .getRepository(Event)
      .createQueryBuilder('event')
      .where('event.businessId = :businessId', { businessId: many })
      .andWhere(condition, { term: searchTerm(query), after: null })
      .orderBy('event.id', 'DESC')
      .take(51);
    const [text, values] = statement.getQueryAndParameters();
    const lines: Data[] = await asTenant({ businessId: many }, () => tenants.query(`EXPLAIN ${text}`, values));
    return lines.map((line) => line['QUERY PLAN']).join('\n');
  }

  it.each(['grace', 'edsger', 'zoe', 'nobody', 'pay'])(
    '%s: both steps rest on indexes, whatever is frequent',
    async (query) => {
      const near = await planOf(AMONG_NEWEST, query);
      expect(near).toMatch(/Index Cond: .*\(\(id\)::text > \(InitPlan/);
      expect(near).toMatch(
        /Index Scan using event_terms_event on event_terms t .*\n +Index Cond: \(\(event_id\)::text = \(event\.id\)::text\)/,
      );
      const all = await planOf(AMONG_ALL, query);
      expect(all).toMatch(/event_terms_search.*\n +Index Cond: .*\(term >= /);
      expect(all).toMatch(/Index Scan .*on events event .*\n +Index Cond: \(\(id\)::text = ANY/);
      expect(near + all).not.toContain('Seq Scan');
    },
  );

  it('finds the same page by page, whichever step finds it', async () => {
    const asker = await GraphqlClient.of(program, many);
    const total = async (query: string, first: number) => {
      const seen = new Set<string>();
      let after: string | null = null;
      for (;;) {
        const { events } = await asker.get(FIND, { filter: { query }, first, after });
        for (const { node } of events.edges) seen.add(node.id);
        if (!events.pageInfo.hasNextPage) return seen.size;
        after = events.pageInfo.endCursor;
      }
    };
    expect([await total('grace', 7), await total('zoe', 7), await total('ext_1', 200)]).toEqual([20, 0, 8_334]);
  });
});
