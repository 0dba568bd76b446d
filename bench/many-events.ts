/** Many events of one business, made by PostgreSQL itself: their ids and times are spread over a month, the newest have deliveries. */
import { createHash } from 'node:crypto';
import pg from 'pg';
import { sealBody } from '../src/core/ingest/event-body.js';
import { firstIdAt } from '../src/domain/ids.js';
import { BOX } from '../test/support/database.js';

const MONTH_MS = 30 * 24 * 3_600_000;
/** Only so many are within reach of lists; deliveries of all would take minutes to make. */
const WITH_DELIVERIES = 2_000;
const AT_ONCE = 20_000;

interface Filled {
  businessId: string;
  sourceId: string;
  /** To which each of the newest events has a delivery. */
  destinationIds: readonly string[];
}

const EVENTS = `
  WITH filled AS (
    INSERT INTO events (id, business_id, source_id, external_id, type, occurred_at, received_at, test, entity_id, facts, status)
    SELECT id, $1, $2, 'ext_' || id, (ARRAY['payment.succeeded', 'payment.failed', 'refund.succeeded', 'dispute.opened'])[1 + n % 4],
      $5::timestamptz + n * $6::interval, $5::timestamptz + n * $6::interval, false, 'pay_' || n,
      jsonb_build_object('amount', (n % 99999)::text, 'currency', 'USD', 'customerName', 'Ada ' || md5((n % 5000)::text)), 'PROCESSED'
    FROM unnest($3::text[], $4::integer[]) AS made(id, n) RETURNING *)
  INSERT INTO event_terms (business_id, event_id, term)
    SELECT e.business_id, e.id, t.term FROM filled e CROSS JOIN LATERAL tocsin_terms_of(e.type, e.external_id, e.entity_id, e.facts) t`;

const BODIES = `
  INSERT INTO inbox (id, business_id, source_id, external_id, event_type, body, next_attempt_at, dispatched_at)
  SELECT e.id, e.business_id, e.source_id, e.external_id, e.type, given.body, now(), now()
  FROM unnest($1::text[], $2::bytea[]) AS given(id, body) JOIN events e ON e.id = given.id ON CONFLICT DO NOTHING`;

/** Large ones. */
const ITEMS = Array.from({ length: 600 }, (_, k) => ({
  sku: k,
  name: createHash('md5').update(`${k}`).digest('hex'),
  price: 4900,
}));

const DELIVERIES = `
  WITH made AS (
    INSERT INTO deliveries (id, business_id, event_id, destination_id, channel, sent_to, status, because, reason, created_at, settled_at)
    SELECT 'dlv_' || lpad((row_number() OVER ())::text, 26, '0'), $1, e.id, d.id, d.channel, d.label, 'FAILED',
      '{"code":"ON","params":{"source":"ROLE"}}', '{"code":"HANDLER_TOO_SLOW","params":{"ms":50}}', now(), now()
    FROM (SELECT id FROM events WHERE business_id = $1 ORDER BY id DESC LIMIT ${WITH_DELIVERIES}) e
    CROSS JOIN (SELECT * FROM destinations WHERE id = ANY($2)) d ON CONFLICT DO NOTHING RETURNING id, business_id)
  INSERT INTO attempts (id, business_id, delivery_id, number, at, outcome, detail, duration_ms)
  SELECT 'att_' || lpad((row_number() OVER ())::text, 26, '0'), business_id, id, n, now(), 'retry',
    '{"code":"HANDLER_TOO_SLOW","params":{"ms":50}}', 1 FROM made CROSS JOIN generate_series(1, 2) n`;

/** On a connection without the pool's time limit. */
export async function addManyEvents(url: string, filled: Filled, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: url, options: '-c tocsin.scope=system' });
  await client.connect();
  try {
    await fill(client, filled, count);
  } finally {
    await client.end();
  }
}

async function fill(client: pg.Client, { businessId, sourceId, destinationIds }: Filled, count: number): Promise<void> {
  const begin = Date.now() - MONTH_MS;
  const step = `${MONTH_MS / count} milliseconds`;
  for (let from = 0; from < count; from += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, at) => from + at);
    const ids = numbers.map((n) => firstIdAt('event', begin + Math.floor((n / count) * MONTH_MS)));
    await client.query(EVENTS, [businessId, sourceId, ids, numbers, new Date(begin), step]);
  }
  await fillBodies(client, businessId);
  await client.query(DELIVERIES, [businessId, destinationIds]);
  await client.query('VACUUM ANALYZE');
}

async function fillBodies(client: pg.Client, businessId: string): Promise<void> {
  const newest = 'SELECT id, type FROM events WHERE business_id = $1 ORDER BY id DESC LIMIT $2';
  const { rows } = await client.query<{ id: string; type: string }>(newest, [businessId, WITH_DELIVERIES]);
  for (let from = 0; from < rows.length; from += 100) {
    const piece = rows.slice(from, from + 100);
    const bodies = piece.map(({ id, type }) => sealBody(BOX, id, Buffer.from(JSON.stringify({ type, data: ITEMS }))));
    await client.query(BODIES, [piece.map(({ id }) => id), bodies]);
  }
}
