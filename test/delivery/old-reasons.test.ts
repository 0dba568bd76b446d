// The migration to codes, on a database as it was before: what the sentences were, and whose the events are.
import { randomBytes } from 'node:crypto';
import type { DataSource, QueryRunner } from 'typeorm';
import { createDataSource } from '../../src/core/data-source.js';
import type { Reason } from '../../src/domain/reasons.js';
import { newId } from '../../src/platform/new-id.js';
import { withDatabase } from '../support/global-setup.js';
import { inEnglish } from '../support/reasons.js';

const MIGRATION = 'Reasons1764001550000';
/** Where CODE_ERROR became what the code threw. */
const LATER = 'CodeReasons1764001720000';

let dataSource: DataSource;
let runner: QueryRunner;
let admin: DataSource;
const name = `test_${randomBytes(6).toString('hex')}`;

const ids = { business: newId('business'), source: newId('source'), own: newId('source') };

/** Sentences that read the same today, and their codes. */
const SENTENCES: [sentence: string, code: string, params: object][] = [
  ['on, by the roles of this person', 'ON', { source: 'ROLE' }],
  ['off, chosen for this destination', 'OFF', { source: 'EXPLICIT' }],
  ['on, by the catalogue; held until quiet hours end', 'HELD', { source: 'CATALOGUE', by: 'QUIET_HOURS', until: null }],
  ['already told by evt_01', 'TOLD_BEFORE', { by: 'evt_01' }],
  ['customer e-mails of this type are switched off', 'CUSTOMER_OFF', {}],
  ['the destination was removed or switched off meanwhile', 'DESTINATION_GONE', {}],
  ['Superseded by evt_01', 'SUPERSEDED', { by: 'evt_01' }],
  ['goes out again, asked by key toc_ab… (Anna’s "key")', 'RESEND_ASKED', { by: 'key toc_ab… (Anna’s "key")' }],
  ['Temporal refused it 5 times: INVALID', 'RUN_REFUSED', { times: 5, error: 'INVALID' }],
  ['Slack asks us to slow down.', 'CARRIER_BUSY', { carrier: 'SLACK', answer: null }],
  [
    'Slack refused it: 404 no_service. This hook no longer works: make a new one in Slack and enter it here.',
    'HOOK_GONE',
    { carrier: 'SLACK', answer: '404 no_service' },
  ],
  [
    'Discord refused it: 400 {"code": 50006}.',
    'CARRIER_REFUSED',
    { carrier: 'DISCORD', answer: '400 {"code": 50006}' },
  ],
  ['The endpoint answered 500 line\nbreak.', 'ENDPOINT_ANSWERED', { answer: '500 line\nbreak' }],
  ['hooks.example did not finish its answer within 15000 ms.', 'ANSWER_TIMEOUT', { host: 'hooks.example', ms: 15000 }],
  ['bounce: 550 5.1.1 No such user', 'CARRIER_REPORT', { report: 'bounce', answer: '550 5.1.1 No such user' }],
  ['250 2.0.0 OK', 'TEXT', { text: '250 2.0.0 OK' }],
  ['Temporal refused it many times: no', 'TEXT', { text: 'Temporal refused it many times: no' }],
  [
    'It may have arrived. It waits until this endpoint works again: The endpoint answered 503 away.',
    'MAYBE_ARRIVED',
    {
      why: {
        code: 'BREAKER_OPEN',
        params: { why: { code: 'ENDPOINT_ANSWERED', params: { answer: '503 away' } } },
      },
    },
  ],
];

beforeAll(async () => {
  const base = process.env.TEST_POSTGRES_URL as string;
  admin = await createDataSource(base, 1).initialize();
  await admin.query(`CREATE DATABASE ${name}`);
  dataSource = await createDataSource(withDatabase(base, name), 2).initialize();
  runner = dataSource.createQueryRunner();
  await migrate((migration) => migration < MIGRATION.slice(-13));
  await addOldRows();
  await migrate((migration) => migration >= MIGRATION.slice(-13) && migration < LATER.slice(-13));
  await addRowsOfCode();
  await migrate((migration) => migration >= LATER.slice(-13));
});

afterAll(async () => {
  await runner?.release();
  await dataSource?.destroy();
  await admin?.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await admin?.destroy();
});

/** The migrations whose time is wanted, in the order of time; beside the table in which TypeORM notes them. */
async function migrate(wanted: (time: string) => boolean): Promise<void> {
  await runner.query('CREATE TABLE IF NOT EXISTS migrations (id serial, timestamp bigint, name text)');
  const timeOf = (migration: { name?: string }) => String(migration.name).slice(-13);
  const migrations = [...dataSource.migrations].sort((a, b) => (timeOf(a) < timeOf(b) ? -1 : 1));
  for (const migration of migrations) if (wanted(timeOf(migration))) await migration.up(runner);
}

async function addOldRows(): Promise<void> {
  const insert = (table: string, row: Record<string, unknown>) => {
    const names = Object.keys(row);
    const places = names.map((_, at) => `$${at + 1}`);
    return runner.query(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${places.join(', ')})`, Object.values(row));
  };
  const business_id = ids.business;
  await insert('businesses', { id: business_id, name: 'Old & Sons', locale: 'en', time_zone: 'UTC' });
  await insert('sources', { id: ids.source, business_id, kind: 'GENERIC', name: 'Shop', secrets: '[]' });
  await insert('sources', { id: ids.own, business_id, kind: 'TOCSIN', name: 'Tocsin', secrets: '[]' });
  const event = {
    business_id,
    source_id: ids.source,
    test: false,
    facts: '{}',
    occurred_at: 'now',
    received_at: 'now',
  };
  for (const [i, [sentence]] of SENTENCES.entries()) {
    const id = newId('delivery');
    const delivery = { id, business_id, event_id: newId('event'), channel: 'EMAIL', sent_to: 'x', status: 'SKIPPED' };
    await insert('deliveries', { ...delivery, because: sentence, reason: i % 2 ? sentence : null });
  }
  const rejection = { id: newId('rejectedRequest'), business_id, at: 'now', status_code: 401 };
  await insert('rejected_requests', { ...rejection, reason: 'No signature matches.' });
  const destination = { id: newId('destination'), business_id, kind: 'ENDPOINT', channel: 'SLACK', label: '#x' };
  const since = '2026-11-20T06:00:00.000Z';
  const disabled_reason = `it failed for five days, since ${since}: The endpoint answered 500.`;
  await insert('destinations', { ...destination, enabled: false, disabled_reason });
  const rows: [external_id: string, type: string, source_id: string, found_by_sweep: boolean][] = [
    ['evt_of_theirs', 'payment.failed', ids.source, false],
    ['tocsin:dsp_1:T-72h', 'dispute.reminder', ids.source, false],
    // Of a producer that likes the same beginning.
    ['tocsin:mine', 'payment.failed', ids.source, false],
    ['sweep:dp_1:won', 'dispute.won', ids.source, true],
    ['failing:dst_1', 'tocsin.destination_failing', ids.own, false],
  ];
  for (const [external_id, type, source_id, found_by_sweep] of rows) {
    const id = newId('event');
    await insert('events', { id, ...event, external_id, type, source_id, found_by_sweep, status_reason: 'why not' });
    const inbox = { id, business_id, source_id, external_id, event_type: type, next_attempt_at: 'now' };
    await insert('inbox', { ...inbox, parked_reason: 'Temporal refused it 5 times: no' });
  }
}

/** As they were stored while CODE_ERROR held a sentence. */
async function addRowsOfCode(): Promise<void> {
  const codeError = (error: string) => ({ code: 'CODE_ERROR', params: { error } });
  const details = [
    codeError('Your code threw an error: "{x}"'),
    { code: 'TRANSFORMATION_FAILED', params: { why: codeError('Your handler ran longer than 50 ms.') } },
    { code: 'TEXT', params: { text: '{"code": "CODE_ERROR", "params": {"error": "no"}}' } },
  ];
  const [delivery] = await runner.query('SELECT id FROM deliveries LIMIT 1');
  for (const [i, detail] of details.entries())
    await runner.query(
      `INSERT INTO attempts (id, delivery_id, business_id, number, outcome, duration_ms, detail, at)
       VALUES ($1, $2, $3, $4, 'refused', 1, $5, now())`,
      [newId('attempt'), delivery.id, ids.business, i + 1, JSON.stringify(detail)],
    );
}

it('makes codes of the sentences, and keeps as it stood what it does not know', async () => {
  const rows: { because: Reason; reason: Reason | null }[] = await runner.query(
    'SELECT because, reason FROM deliveries ORDER BY id',
  );
  expect(rows.map(({ because }) => because)).toEqual(SENTENCES.map(([, code, params]) => ({ code, params })));
  expect(rows.map(({ because }) => inEnglish(because))).toEqual(
    // A key goes by its name now.
    SENTENCES.map(([sentence]) => sentence.replace('key toc_ab… (Anna’s "key")', 'Anna’s "key"')),
  );
  expect(rows.map(({ reason }) => reason)).toEqual(rows.map(({ because }, i) => (i % 2 ? because : null)));
});

it('keeps the sentence of a request that was refused', async () => {
  const rows = await runner.query('SELECT reason FROM rejected_requests');
  expect(rows).toEqual([{ reason: { code: 'TEXT', params: { text: 'No signature matches.' } } }]);
});

it('keeps the sentences about code, wherever they stand inside of a reason', async () => {
  const rows = await runner.query('SELECT detail FROM attempts ORDER BY number');
  const text = (words: string) => ({ code: 'TEXT', params: { text: words } });
  expect(rows.map(({ detail }: { detail: Reason }) => detail)).toEqual([
    text('Your code threw an error: "{x}"'),
    { code: 'TRANSFORMATION_FAILED', params: { why: text('Your handler ran longer than 50 ms.') } },
    text('{"code": "CODE_ERROR", "params": {"error": "no"}}'),
  ]);
});

it('carries a moment over', async () => {
  const rows = await runner.query('SELECT disabled_reason AS reason FROM destinations');
  const why = { code: 'ENDPOINT_ANSWERED', params: { answer: '500' } };
  const params = { days: 5, since: { at: '2026-11-20T06:00:00.000Z', timeZone: 'UTC' }, why };
  expect(rows).toEqual([{ reason: { code: 'FAILED_FOR_DAYS', params } }]);
});

it('marks the events that are our own, and gives each origin external ids of its own', async () => {
  const rows = await runner.query(
    `SELECT e.external_id AS id, e.own, i.origin, i.parked_reason->>'code' AS parked, e.status_reason->'params'->>'text' AS text
     FROM events e JOIN inbox i ON i.id = e.id ORDER BY e.id`,
  );
  const told = { parked: 'RUN_REFUSED', text: 'why not' };
  expect(rows).toEqual([
    { id: 'evt_of_theirs', own: false, origin: 'PRODUCER', ...told },
    { id: 'tocsin:dsp_1:T-72h', own: true, origin: 'TOCSIN', ...told },
    { id: 'tocsin:mine', own: false, origin: 'PRODUCER', ...told },
    { id: 'sweep:dp_1:won', own: false, origin: 'RECONCILE', ...told },
    { id: 'failing:dst_1', own: true, origin: 'TOCSIN', ...told },
  ]);
});
