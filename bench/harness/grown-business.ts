/** A business of many events, made by PostgreSQL itself: rows as the program writes them, spread over a month. */
import pg from 'pg';
import { newToken, prefixOf, tokenHash } from '../../src/api/auth/token.js';
import { ApiKey } from '../../src/core/access/api-key.entity.js';
import { createDataSource } from '../../src/core/data-source.js';
import { sealBody } from '../../src/core/ingest/event-body.js';
import { firstIdAt } from '../../src/domain/ids.js';
import { newId } from '../../src/platform/new-id.js';
import { sample } from '../../test/sources/sample-bodies.js';
import { addBusiness, addPerson, addSource, BOX, type TestPerson } from '../../test/support/database.js';
import { addDispute } from '../../test/support/disputes.js';

const MONTH_MS = 30 * 24 * 3_600_000;
const AT_ONCE = 20_000;
const CONNECTIONS = 2;
const FILLED_TABLES = ['event_terms', 'inbox', 'deliveries', 'events', 'notifications', 'attempts', 'disputes'];
/** One event of so many opens a dispute; there are some in a small business, too, so that both boards have a whole page. */
const [EVENTS_PER_DISPUTE, FEWEST_DISPUTES] = [100, 100];
/** Of the in-app items so many are unread: more than are counted. */
const UNREAD = 150;

export interface GrownBusiness {
  events: number;
  source: { id: string; secret: string; kind: 'DODO' };
  /** Of the business, and of its one person. */
  keys: { admin: string; member: string };
  /** The event at this place from the newest, 1 the newest. */
  idAt(place: number): string;
}

/** The n-th event: 0 the oldest, the newest a second ago. */
const idOf = (n: number, count: number, end: number) =>
  firstIdAt('event', end - Math.floor(((count - n) / count) * MONTH_MS));

const EVENTS = `
  WITH filled AS (
    INSERT INTO events (id, business_id, source_id, external_id, type, occurred_at, received_at, planned_at, test, entity_id, workflow_id, facts, status)
    SELECT id, $1, $2, 'msg_' || substr(id, 5), type, at, at, at, false,
      CASE type WHEN 'dispute.opened' THEN 'dp_' ELSE 'pay_' END || n, 'source:' || substr(id, 5),
      jsonb_build_object('amount', (n % 99999)::text, 'currency', 'USD', 'customerName', 'Ada ' || md5((n % 5000)::text),
        'customerEmail', 'ada' || n % 5000 || '@shop.example', 'customerId', 'cus_' || n % 5000, 'invoiceNumber', 'INV-' || lpad(n::text, 8, '0')), 'PROCESSED'
    FROM (
      SELECT id, n, $5::timestamptz - ($6::integer - n) * $7::interval AS at,
        CASE WHEN n % $10::integer = 7 THEN 'dispute.opened'
          ELSE (ARRAY['payment.succeeded', 'payment.failed', 'refund.succeeded', 'payment.succeeded'])[1 + n % 4] END AS type
      FROM unnest($3::text[], $4::integer[]) AS m(id, n)
    ) made RETURNING *
  ), term AS (
    INSERT INTO event_terms (business_id, event_id, term)
    SELECT e.business_id, e.id, t.term FROM filled e CROSS JOIN LATERAL tocsin_terms_of(e.type, e.external_id, e.entity_id, e.facts) t
  ), body AS (
    INSERT INTO inbox (id, business_id, source_id, external_id, event_type, body, next_attempt_at, dispatched_at)
    SELECT id, business_id, source_id, external_id, type, $8::bytea, received_at, received_at FROM filled
  ), told AS (
    INSERT INTO deliveries (id, business_id, event_id, destination_id, channel, sent_to, status, because, created_at, settled_at)
    SELECT 'dlv_' || left(substr(e.id, 5), 25) || d.number, $1, e.id, d.id, d.channel, d.label,
      CASE d.channel WHEN 'IN_APP' THEN 'DELIVERED' ELSE 'SENT' END, '{"code": "ON", "params": {"source": "ROLE"}}', e.received_at, e.received_at
    FROM filled e CROSS JOIN (SELECT *, row_number() OVER (ORDER BY channel) AS number FROM destinations WHERE business_id = $1) d
    RETURNING *
  ), attempt AS (
    INSERT INTO attempts (id, business_id, delivery_id, number, at, outcome, status_code, duration_ms)
    SELECT 'att_' || substr(id, 5), business_id, id, 1, created_at, 'sent', 250, 20 FROM told WHERE channel = 'EMAIL'
  )
  INSERT INTO notifications (id, business_id, recipient_id, event_id, delivery_id, title, body, severity, created_at, updated_at, occurred_at, read_at)
  SELECT 'ntf_' || substr(id, 5), business_id, $9, event_id, id, 'Payment of $49.00 failed', 'The card of Ada was declined: not enough money.', 'WARNING',
    created_at, created_at, created_at, CASE WHEN created_at < $5::timestamptz - ${UNREAD} * $7::interval THEN created_at END
  FROM told WHERE channel = 'IN_APP'`;

/** Copies of the first, each with a name and a deadline of its own. @param columns of the table, but for what it makes itself */
const disputesLike = (columns: string) => `
  INSERT INTO disputes (${columns})
  SELECT ${columns} FROM (
    SELECT (jsonb_populate_record(d, jsonb_build_object('id', 'dsp_' || lpad(n::text, 26, '0'), 'external_id', 'dp_' || (n * $3::integer + 7),
      'opened_at', d.opened_at - n * interval '1 minute', 'respond_by', d.respond_by + n * interval '1 minute'))).*
    FROM disputes d CROSS JOIN generate_series(0, $2::integer - 1) n WHERE d.id = $1) copies`;
const COLUMNS = `
  SELECT string_agg(quote_ident(attname), ', ') AS columns FROM pg_attribute
  WHERE attrelid = 'disputes'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`;

/** @param count of events; a hundredth as many open disputes, each with its event */
export async function addGrownBusiness(databaseUrl: string, count: number): Promise<GrownBusiness> {
  const end = Date.now() - 1_000;
  const dataSource = await createDataSource(databaseUrl, 2, BOX).initialize();
  try {
    await dataSource.runMigrations();
    const businessId = await addBusiness(dataSource);
    const person = await addPerson(dataSource, businessId);
    const source = { ...(await addSource(dataSource, businessId, 'DODO')), kind: 'DODO' as const };
    const keys = { admin: newToken(), member: newToken() };
    const keyOf = (access: 'ADMIN' | 'MEMBER', token: string) => ({
      ...{ id: newId('apiKey'), businessId, name: 'bench', access, createdAt: new Date() },
      ...{
        recipientId: access === 'MEMBER' ? person.recipientId : null,
        prefix: prefixOf(token),
        hash: tokenHash(token),
      },
    });
    await dataSource.getRepository(ApiKey).insert([keyOf('ADMIN', keys.admin), keyOf('MEMBER', keys.member)]);
    const { id: dispute } = await addDispute(dataSource, businessId, { sourceId: source.id });
    await fill(databaseUrl, { businessId, sourceId: source.id, person, dispute, count, end });
    return { events: count, source, keys, idAt: (place) => idOf(count - place, count, end) };
  } finally {
    await dataSource.destroy();
  }
}

interface Filled {
  businessId: string;
  sourceId: string;
  person: TestPerson;
  /** After which the others are made. */
  dispute: string;
  count: number;
  /** The newest, milliseconds since 1970. */
  end: number;
}

/** On connections without the pool's time limit, one for each processor; indexes are made when all rows are there, which takes a fraction of the time. */
async function fill(databaseUrl: string, { businessId, sourceId, person, dispute, count, end }: Filled): Promise<void> {
  const clients = await Promise.all(Array.from({ length: CONNECTIONS }, () => connect(databaseUrl)));
  const [client] = clients;
  if (!client) return;
  const onEach = async <T>(work: readonly T[], one: (client: pg.Client, part: T) => Promise<unknown>) => {
    const left = [...work];
    const run = async (client: pg.Client) => {
      for (let part = left.shift(); part !== undefined; part = left.shift()) await one(client, part);
    };
    await Promise.all(clients.map(run));
  };
  try {
    await setLogSize(client, '8GB');
    const indexes = await takeIndexes(client);
    // As long as a sealed one, and bound to no row: nobody opens it here.
    const body = sealBody(BOX, newId('event'), Buffer.from(JSON.stringify(sample('dodo.payment.failed'))));
    const disputes = Math.max(FEWEST_DISPUTES, count / EVENTS_PER_DISPUTE);
    const perDispute = count / disputes;
    const step = `${MONTH_MS / count} milliseconds`;
    const beginnings = Array.from({ length: Math.ceil(count / AT_ONCE) }, (_, at) => at * AT_ONCE);
    await onEach(beginnings, (one, from) => {
      const numbers = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, at) => from + at);
      const ids = numbers.map((n) => idOf(n, count, end));
      const values = [
        businessId,
        sourceId,
        ids,
        numbers,
        new Date(end),
        count,
        step,
        body,
        person.recipientId,
        perDispute,
      ];
      return one.query(EVENTS, values);
    });
    const { rows } = await client.query<{ columns: string }>(COLUMNS);
    await client.query(disputesLike(rows[0]?.columns ?? ''), [dispute, disputes, perDispute]);
    await client.query('DELETE FROM disputes WHERE id = $1', [dispute]);
    await onEach(indexes, (one, { definition }) => one.query(definition));
    await onEach(FILLED_TABLES, (one, table) => one.query(`VACUUM ANALYZE ${table}`));
  } finally {
    await setLogSize(client, null);
    for (const one of clients) await one.end();
  }
}

async function connect(databaseUrl: string): Promise<pg.Client> {
  const options = '-c tocsin.scope=system -c synchronous_commit=off -c maintenance_work_mem=512MB';
  const client = new pg.Client({ connectionString: databaseUrl, options });
  await client.connect();
  // Rows refer to rows that are there: nobody need look.
  await client.query(`SET session_replication_role = 'replica'`);
  return client;
}

/** Fewer checkpoints while it is filled; PostgreSQL's own value, and one checkpoint, where there is none. */
async function setLogSize(client: pg.Client, size: string | null): Promise<void> {
  await client.query(size ? `ALTER SYSTEM SET max_wal_size = '${size}'` : 'ALTER SYSTEM RESET max_wal_size');
  await client.query('SELECT pg_reload_conf()');
  if (!size) await client.query('CHECKPOINT');
}

/** Drops the indexes that no constraint needs. @returns by what they are made again */
async function takeIndexes(client: pg.Client): Promise<{ name: string; definition: string }[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition FROM pg_index i
     WHERE i.indrelid::regclass::text = ANY($1) AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)`,
    [FILLED_TABLES],
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  return rows;
}
