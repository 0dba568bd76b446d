/**
 * Whether a page of events costs the same wherever it lies: 1,000,000 events of one business, the first page of 100
 * against the 10,000th, asked in turns through the real API. `npm run bench:paging`; see bench/README.md.
 */
import pg from 'pg';
import { addBusiness, addSource, createDatabase } from '../test/support/database.js';
import { GraphqlClient } from '../test/support/graphql.js';
import { startProgram } from '../test/support/program.js';
import { runWithServers } from './measurement.js';

const EVENTS = 1_000_000;
const PAGE = 100;
const ROUNDS = 300;

/** Numbered in one row, so that every page is known beforehand. */
const FILL = `
  INSERT INTO events (id, business_id, source_id, external_id, type, occurred_at, received_at, test, facts, status)
  SELECT 'evt_' || lpad(n::text, 26, '0'), $1, $2, 'ext_' || n, 'payment.succeeded', now(), now(), false,
    '{"amount": "4900", "currency": "USD", "customerName": "Ada"}', 'PROCESSED'
  FROM generate_series(1::integer, $3::integer) AS n`;

const QUERY = `query Page($after: String) {
  events(first: ${PAGE}, after: $after) { edges { cursor node { id type status summary } } pageInfo { endCursor } }
}`;

/** The cursor before this page, newest first. */
const cursorOf = (page: number) =>
  page === 1 ? null : `evt_${String(EVENTS - (page - 1) * PAGE + 1).padStart(26, '0')}`;

async function timeOf(client: GraphqlClient, page: number): Promise<number> {
  const begun = performance.now();
  const { events } = await client.get(QUERY, { after: cursorOf(page) });
  const took = performance.now() - begun;
  const first = `evt_${String(EVENTS - (page - 1) * PAGE).padStart(26, '0')}`;
  if (events.edges.length !== PAGE || events.edges[0].node.id !== first) throw new Error(`page ${page} is another one`);
  return took;
}

const median = (times: number[]) => [...times].sort((a, b) => a - b)[times.length >> 1] as number;

async function measure(): Promise<void> {
  const database = await createDatabase();
  const { dataSource } = database;
  const [businessId, other] = [await addBusiness(dataSource), await addBusiness(dataSource)];
  const { id: sourceId } = await addSource(dataSource, businessId, 'GENERIC');
  await createFilled(database.url, [businessId, sourceId, EVENTS]);
  const program = await startProgram(database);
  const client = await GraphqlClient.of(program, businessId);
  const stranger = await GraphqlClient.of(program, other);
  if ((await stranger.get(QUERY)).events.edges.length > 0) throw new Error('another business sees these events');
  const pages = [1, EVENTS / PAGE / 2, EVENTS / PAGE];
  const times = new Map(pages.map((page) => [page, [] as number[]]));
  for (let round = 0; round < ROUNDS; round++)
    for (const page of pages) times.get(page)?.push(await timeOf(client, page));
  const first = median(times.get(1) as number[]);
  for (const [page, all] of times)
    console.log(
      `page ${page}: median ${median(all).toFixed(2)} ms, ${(median(all) / first).toFixed(2)} × the first page`,
    );
  await program.stop();
  await database.drop();
}

/** On a connection without the pool's time limit. */
async function createFilled(url: string, values: unknown[]): Promise<void> {
  const client = new pg.Client({ connectionString: url, options: '-c tocsin.scope=system' });
  await client.connect();
  await client.query(FILL, values);
  await client.query('VACUUM ANALYZE events');
  await client.end();
}

await runWithServers(measure);
