/**
 * Whether the price of a query says how long it takes: queries made by chance from the schema, asked one after the other of a business
 * with 150,000 events, another of 50,000 beside it. `npm run bench:queries`; see bench/README.md.
 */
import pg from 'pg';
import { createDatabase } from '../test/support/database.js';
import { addFilledBusiness } from '../test/support/filled-business.js';
import { GraphqlClient } from '../test/support/graphql.js';
import { startProgram } from '../test/support/program.js';
import { type AskedQuery, searchQueries } from '../test/support/query-search.js';
import { knownValuesOf } from '../test/support/random-queries.js';
import { runWithServers } from './measurement.js';

const QUERIES = Number(process.env.QUERIES ?? 2_000);
const SEED = Number(process.env.SEED ?? 1);
const EVENTS = Number(process.env.EVENTS ?? 200_000);

const FILL = `
  WITH filled AS (
    INSERT INTO events (id, business_id, source_id, external_id, type, occurred_at, received_at, test, entity_id, facts, status)
    SELECT 'evt_' || lpad(n::text, 26, '0'), CASE WHEN n % 4 = 0 THEN $2 ELSE $1 END, $3, 'ext_' || n,
      (ARRAY['payment.succeeded', 'payment.failed', 'refund.succeeded', 'dispute.opened'])[1 + n % 4], now(), now(), false, 'pay_' || n,
      jsonb_build_object('amount', (n % 99999)::text, 'currency', 'USD', 'customerName', 'Ada ' || md5((n % 5000)::text)), 'PROCESSED'
    FROM generate_series(1, $4::integer) AS n RETURNING *)
  INSERT INTO event_terms (business_id, event_id, term)
    SELECT e.business_id, e.id, t.term FROM filled e CROSS JOIN LATERAL tocsin_terms_of(e.type, e.external_id, e.entity_id, e.facts) t`;

async function measure(): Promise<void> {
  const database = await createDatabase();
  const business = await addFilledBusiness(database.dataSource, 20);
  const other = await addFilledBusiness(database.dataSource, 2);
  const known = await knownValuesOf(database.dataSource, business);
  const [source] = known.sourceId as string[];
  await fill(database.url, [business.businessId, other.businessId, source, EVENTS]);
  const program = await startProgram(database);
  const client = await GraphqlClient.of(program, business.businessId);
  const asked = await searchQueries(program, client, known, { count: QUERIES, seed: SEED });
  report(asked);
  await program.stop();
  await database.drop();
}

/** On a connection without the pool's time limit. */
async function fill(url: string, values: unknown[]): Promise<void> {
  const client = new pg.Client({ connectionString: url, options: '-c tocsin.scope=system' });
  await client.connect();
  await client.query(FILL, values);
  await client.query('VACUUM ANALYZE');
  await client.end();
}

/** Prices up to these, in points. */
const STEPS = [10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000];

function report(asked: readonly AskedQuery[]): void {
  const executed = asked.filter(({ outcome }) => outcome !== 'refused');
  const rows = STEPS.map((most, at) => {
    const least = STEPS[at - 1] ?? -1;
    const group = executed.filter(({ price }) => price !== null && price > least && price <= most);
    return { 'points up to': most, queries: group.length, ...times(group) };
  });
  console.table(rows);
  console.log(
    `${withinTen(executed)} of ${executed.length} took between a tenth of what their price says and ten times that.`,
  );
  const refused = asked.filter(({ outcome }) => outcome === 'refused');
  console.table([{ refused: refused.length, ...times(refused) }]);
  console.log('The slowest:');
  for (const { ms, price, bytes, query } of [...executed].sort((a, b) => b.ms - a.ms).slice(0, 8))
    console.log(`${ms.toFixed(0)} ms, ${price} points, ${bytes} bytes: ${query.replaceAll(/\s+/g, ' ').slice(0, 600)}`);
}

/** What a price says: a time that every request takes, and one for each point; both as they are usual in this run. */
function withinTen(executed: readonly AskedQuery[]): number {
  const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
  const cheap = median(executed.filter(({ price }) => (price ?? 0) <= 10).map(({ ms }) => ms));
  const dear = executed.filter(({ price, ms }) => (price ?? 0) > 1_000 && ms > cheap);
  const perPoint = median(dear.map(({ price, ms }) => (ms - cheap) / (price ?? 1)));
  return executed.filter(({ price, ms }) => {
    const ratio = ms / (cheap + (price ?? 0) * perPoint);
    return ratio > 0.1 && ratio < 10;
  }).length;
}

function times(group: readonly AskedQuery[]): Record<string, string> {
  const sorted = group.map(({ ms }) => ms).sort((a, b) => a - b);
  const rank = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(0);
  return { 'p50 ms': rank(0.5), 'p95 ms': rank(0.95), 'most ms': rank(1) };
}

await runWithServers(measure);
