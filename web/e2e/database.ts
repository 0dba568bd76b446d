/** Rows that nobody could click together, put beside those of the sample business: thousands of old events, states that are rare, a new business. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { newToken, prefixOf, tokenHash } from '../../src/api/auth/token.js';
import { firstIdAt } from '../../src/domain/ids.js';
import { newId } from '../../src/platform/new-id.js';

/** As src/local/postgres.ts keeps them. */
function clusterFolder(): string {
  const folder = join(process.env.E2E_FOLDER ?? '', 'data/postgres');
  const moved = join(folder, 'moved-to');
  return existsSync(moved) ? readFileSync(moved, 'utf8').trim() : folder;
}

const FILL = `
  INSERT INTO events (id, business_id, source_id, external_id, type, occurred_at, received_at, test, facts, status)
  SELECT made.id, b.id, s.id, 'old_' || n, 'payment.succeeded', $3::timestamptz, $3::timestamptz + n * interval '1 minute', false,
    jsonb_build_object('amount', n::text, 'currency', 'USD', 'customerName', 'Row ' || n), 'PROCESSED'
  FROM unnest($1::text[], $2::integer[]) AS made(id, n),
    LATERAL (SELECT id FROM businesses ORDER BY id LIMIT 1) AS b, LATERAL (SELECT id FROM sources WHERE business_id = b.id LIMIT 1) AS s
  ON CONFLICT DO NOTHING`;

async function query(text: string, values: unknown[] = []): Promise<pg.QueryResult> {
  const home = clusterFolder();
  const read = (name: string) => readFileSync(join(home, name), 'utf8').trim();
  const port = Number(read('port'));
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password: read('password'),
    database: 'tocsin',
  });
  await client.connect();
  try {
    return await client.query(text, values);
  } finally {
    await client.end();
  }
}

/** One a minute from that moment on, the amounts counted up from one cent. @param from epoch milliseconds */
export async function addOldEvents(count: number, from: number): Promise<void> {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const ids = numbers.map((n) => firstIdAt('event', from + n * 60_000));
  await query(FILL, [ids, numbers, new Date(from)]);
}

/** An integration that had other code before. @returns its id */
export async function addEarlierCode(): Promise<string> {
  const { rows } = await query(`
    INSERT INTO transformation_versions (destination_id, number, business_id, code)
    SELECT d.id, coalesce((SELECT max(v.number) FROM transformation_versions v WHERE v.destination_id = d.id), 0) + 1, d.business_id, '// Nothing yet.'
    FROM destinations d WHERE d.transformation IS NOT NULL ORDER BY d.id LIMIT 1 RETURNING destination_id AS id`);
  return rows[0].id;
}

/** An old event whose message may have arrived or not, as after a death in the middle of a call. @returns the event's id */
export async function addUnknownDelivery(): Promise<string> {
  const { rows } = await query(`
    UPDATE deliveries SET status = 'UNKNOWN'
    WHERE id = (SELECT id FROM deliveries WHERE status IN ('SENT', 'UNKNOWN') AND channel = 'SLACK' ORDER BY id LIMIT 1) RETURNING event_id AS id`);
  return rows[0].id;
}

/** A business that nobody has touched yet. @returns the key that opens it */
export async function addEmptyBusiness(): Promise<string> {
  const [token, businessId, keyId] = [newToken(), newId('business'), newId('apiKey')];
  await query("INSERT INTO businesses (id, name, locale, time_zone) VALUES ($1, 'Untouched', 'en', 'UTC')", [
    businessId,
  ]);
  await query(
    "INSERT INTO api_keys (id, business_id, name, access, prefix, hash, created_at) VALUES ($1, $2, '', 'ADMIN', $3, $4, now())",
    [keyId, businessId, prefixOf(token), tokenHash(token)],
  );
  return token;
}
