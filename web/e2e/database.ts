/** Rows that nobody could click together: thousands of old events, put beside those of the sample business. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { firstIdAt } from '../../src/domain/ids.js';

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
    LATERAL (SELECT id FROM businesses LIMIT 1) AS b, LATERAL (SELECT id FROM sources WHERE business_id = b.id LIMIT 1) AS s
  ON CONFLICT DO NOTHING`;

/** One a minute from that moment on, the amounts counted up from one cent. @param from epoch milliseconds */
export async function addOldEvents(count: number, from: number): Promise<void> {
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
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const ids = numbers.map((n) => firstIdAt('event', from + n * 60_000));
  await client.query(FILL, [ids, numbers, new Date(from)]);
  await client.end();
}
