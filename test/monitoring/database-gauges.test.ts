/** What a scrape costs PostgreSQL: it reads what matters now, by index, however much there ever was. */
import { DatabaseGauges } from '../../src/core/telemetry/database-gauges.js';
import { createMetrics } from '../../src/core/telemetry/process-metrics.js';
import { systemTime } from '../../src/platform/clock.js';
import { addBusiness, addPerson, addSlack, addSource, createDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/program.js';
import { samplesOf } from '../support/samples.js';

/** So many that PostgreSQL would not read the whole table instead. */
const MANY = 20_000;
let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database?.drop());

const sql = (text: string, values: unknown[] = []) => database.dataSource.query(text, values);

/** How often these tables were read whole, and these indexes were asked. */
async function readings(): Promise<{ whole: number; disputes: number; endpoints: number }> {
  const [counts] = await sql(`SELECT
    (SELECT coalesce(sum(seq_scan), 0)::integer FROM pg_stat_user_tables WHERE relname IN ('disputes', 'destinations')) AS whole,
    (SELECT idx_scan::integer FROM pg_stat_user_indexes WHERE indexrelname = 'disputes_without_outcome') AS disputes,
    (SELECT idx_scan::integer FROM pg_stat_user_indexes WHERE indexrelname = 'destinations_endpoints') AS endpoints`);
  return counts;
}

it('reads no table whole', async () => {
  const { dataSource, url } = database;
  const businessId = await addBusiness(dataSource);
  const source = await addSource(dataSource, businessId, 'DODO');
  const { recipientId } = await addPerson(dataSource, businessId);
  await addSlack(dataSource, businessId, 'http://slack.test/hook');
  await sql(
    `INSERT INTO disputes (id, business_id, source_id, external_id, stage, test, state, opened_at, respond_by, policy)
      SELECT 'dsp_' || lpad(n::text, 26, '0'), $1, $2, 'dp_' || n, 'DISPUTE', n % 1000 = 2,
        CASE n % 1000 WHEN 0 THEN 'NEEDS_RESPONSE' WHEN 1 THEN 'RESPONDED' WHEN 2 THEN 'RESPONDED' ELSE 'LOST' END,
        now(), now() + interval '1 hour', '{}' FROM generate_series(1, $3::integer) n`,
    [businessId, source.id, MANY],
  );
  await sql(
    `INSERT INTO destinations (id, business_id, recipient_id, channel, label, kind)
      SELECT 'dst_' || lpad(n::text, 26, '0'), $1, $2, 'IN_APP', 'x', 'IN_APP' FROM generate_series(1, $3::integer) n`,
    [businessId, recipientId, MANY],
  );
  await sql('ANALYZE disputes, destinations');
  const before = await readings();

  const metrics = createMetrics();
  const gauges = new DatabaseGauges(url, metrics, systemTime);
  const samples = samplesOf(await metrics.text());
  // Its connection tells what it did when it ends.
  await gauges.close();

  const valuesOf = (name: string) =>
    Object.fromEntries(
      samples.filter((one) => one.name === name).map(({ labels, value }) => [Object.values(labels).join(), value]),
    );
  expect(valuesOf('tocsin_disputes')).toEqual({ needs_response: MANY / 1_000, responded: MANY / 1_000 });
  expect(valuesOf('tocsin_disputes_open')).toEqual({ 'lt_2h,false': MANY / 1_000 });
  expect(valuesOf('tocsin_dispute_overdue_seconds')).toEqual({ '': 0 });
  expect(valuesOf('tocsin_breakers')).toMatchObject({ 'slack,closed': 1 });
  const after = await eventually('the indexes to be asked', async () => {
    const counts = await readings();
    return counts.disputes > before.disputes && counts.endpoints > before.endpoints && counts;
  });
  expect(after.whole).toBe(before.whole);
});
