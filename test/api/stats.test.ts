// Figures over time, counted from rows of known moments.
import { firstIdAt } from '../../src/domain/ids.js';
import { MOST_BUCKETS } from '../../src/domain/stats.js';
import { newId } from '../../src/platform/new-id.js';
import { addBusiness, createDatabase, type TestDatabase } from '../support/database.js';
import { GraphqlClient } from '../support/graphql.js';
import { type Program, startProgram } from '../support/program.js';

let database: TestDatabase;
let program: Program;
let businessId: string;
let client: GraphqlClient;

const FROM = '2026-11-03T10:00:00.000Z';
const DAY_MINUTES = 1_440;
const at = (minutes: number) => new Date(Date.parse(FROM) + minutes * 60_000);
const iso = (minutes: number) => at(minutes).toISOString();

/** An id as one made at that moment has it. */
const idAt = (kind: 'event' | 'delivery', moment: Date) =>
  firstIdAt(kind, moment.getTime()).slice(0, 14) + newId(kind).slice(14);

beforeAll(async () => {
  database = await createDatabase();
  program = await startProgram(database);
  businessId = await addBusiness(database.dataSource);
  client = await GraphqlClient.of(program, businessId);
  const other = await addBusiness(database.dataSource);
  const happen = (owner: string, type: string, minutes: number) =>
    database.dataSource.query(
      `INSERT INTO events (id, business_id, source_id, external_id, type, occurred_at, received_at, test, facts)
       VALUES ($1::text, $2, $3, $1::text, $4, $5::timestamptz, $5::timestamptz, false, '{}')`,
      [idAt('event', at(minutes)), owner, newId('source'), type, at(minutes)],
    );
  const deliver = (channel: string, status: string, minutes: number) =>
    database.dataSource.query(
      `INSERT INTO deliveries (id, business_id, event_id, destination_id, channel, sent_to, status, because, created_at)
       VALUES ($1, $2, $3, $4, $5, 'x', $6, '{"code": "CUSTOMER_ON", "params": {}}', $7)`,
      [idAt('delivery', at(minutes)), businessId, newId('event'), newId('destination'), channel, status, at(minutes)],
    );
  await happen(businessId, 'payment.failed', -1);
  await happen(businessId, 'payment.failed', 0);
  await happen(businessId, 'payment.failed', 59);
  await happen(businessId, 'payment.succeeded', 59);
  await happen(businessId, 'invented.a', 130);
  await happen(businessId, 'invented.b', 131);
  await happen(businessId, 'payment.failed', 180);
  await happen(businessId, 'payment.succeeded', 5 * DAY_MINUTES);
  await happen(businessId, 'payment.succeeded', 5 * DAY_MINUTES + 20);
  await happen(other, 'payment.failed', 30);
  await deliver('EMAIL', 'SENT', 10);
  await deliver('EMAIL', 'SENT', 20);
  await deliver('EMAIL', 'FAILED', 20);
  await deliver('SLACK', 'SENT', 70);
});

afterAll(async () => {
  await program?.stop();
  await database?.drop();
});

const ask = (field: string) => `query ($input: StatsInput!) { stats: ${field}(input: $input) { from key count } }`;
const hours = { from: FROM, to: iso(180), bucketMinutes: 60 };

it('events are counted by type, from the first moment up to the last, which is not included', async () => {
  const { stats } = await client.get(ask('eventStats'), { input: hours });
  expect(stats).toEqual([
    { from: iso(0), key: 'payment.failed', count: 2 },
    { from: iso(0), key: 'payment.succeeded', count: 1 },
    { from: iso(120), key: 'other', count: 2 },
  ]);
});

it('deliveries are counted by channel and state', async () => {
  const { stats } = await client.get(ask('deliveryStats'), { input: hours });
  expect(stats).toEqual([
    { from: iso(0), key: 'EMAIL FAILED', count: 1 },
    { from: iso(0), key: 'EMAIL SENT', count: 2 },
    { from: iso(60), key: 'SLACK SENT', count: 1 },
  ]);
});

it('buckets begin where the question does', async () => {
  const input = { from: iso(30), to: iso(90), bucketMinutes: 45 };
  const { stats } = await client.get(ask('eventStats'), { input });
  expect(stats.map((bucket: { from: string }) => bucket.from)).toEqual([iso(30), iso(30)]);
});

it('a time that is counted in several pieces has the buckets of all, in order', async () => {
  const input = { from: FROM, to: iso(20 * DAY_MINUTES), bucketMinutes: DAY_MINUTES };
  const { stats } = await client.get(ask('eventStats'), { input });
  expect(stats).toEqual([
    { from: iso(0), key: 'other', count: 2 },
    { from: iso(0), key: 'payment.failed', count: 3 },
    { from: iso(0), key: 'payment.succeeded', count: 1 },
    { from: iso(5 * DAY_MINUTES), key: 'payment.succeeded', count: 2 },
  ]);
  const whole = await client.get(ask('eventStats'), { input: { ...input, bucketMinutes: 20 * DAY_MINUTES } });
  expect(whole.stats.map(({ count }: { count: number }) => count)).toEqual([2, 3, 3]);
});

it.each([
  [{ bucketMinutes: 0 }, 'bucketMinutes'],
  [{ to: FROM }, 'to'],
  [{ bucketMinutes: 1, to: iso(MOST_BUCKETS + 1) }, 'bucketMinutes'],
])('a question like %j is refused', async (wrong, field) => {
  const { extensions } = await client.fail(ask('eventStats'), { input: { ...hours, ...wrong } });
  expect(extensions).toEqual({ code: 'BAD_USER_INPUT', field });
});

it('as many buckets as allowed are counted', async () => {
  const input = { ...hours, bucketMinutes: 1, to: iso(MOST_BUCKETS) };
  expect((await client.get(ask('eventStats'), { input })).stats.length).toBeGreaterThan(3);
});

it('figures cost what is counted for them: many of a day are answered, five of a month are not', async () => {
  const figures = (count: number, to: string) =>
    `{ ${Array.from({ length: count }, (_, i) => `f${i}: eventStats(input: { from: "${FROM}", to: "${to}", bucketMinutes: 1440 }) { count }`).join(' ')} }`;
  const [day, month] = [iso(24 * 60), iso(30 * 24 * 60)];
  expect(Object.keys(await client.get(figures(10, day)))).toHaveLength(10);
  expect(Object.keys(await client.get(figures(4, month)))).toHaveLength(4);
  const { message } = await client.fail(figures(5, month));
  expect(message).toContain('30,000');
});
