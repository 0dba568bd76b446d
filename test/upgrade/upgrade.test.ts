// The release before goes on beside this one: its tables and its API are as they were, where a release was marked (npm run release:mark).
import { existsSync, readFileSync } from 'node:fs';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { faultsOf, faultsSince } from '../support/migrated-since.js';
import { blockingStatements, unnamedBreakingChanges } from '../support/release-rules.js';
import { readSchema } from '../support/schema-facts.js';
import { RELEASE } from './mark-release.js';

const ROOT = new URL('../../../', import.meta.url);
const read = (name: string, from = ROOT) => readFileSync(new URL(name, from), 'utf8');
const MARKED = existsSync(RELEASE);
let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase(2);
});
afterAll(() => database?.drop());

if (!MARKED) console.warn('SKIPPED: this version against the release before. No release was marked yet.');

/** On the tables of today. `former`: what the release before had run, too. @returns what the check says of the statements */
async function checked(statements: string | readonly string[], former = 'SELECT'): Promise<string[]> {
  const runner = database.dataSource.createQueryRunner();
  const query = runner.query.bind(runner);
  await runner.startTransaction();
  try {
    await query(former);
    const before = await readSchema(query);
    const ran: Parameters<typeof faultsOf>[1][number][] = [];
    for (const statement of [statements].flat()) {
      await query(statement);
      ran.push({ statement, after: await readSchema(query) });
    }
    return faultsOf(before, ran);
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
  }
}

const FUNCTION = 'CREATE FUNCTION greet(name text) RETURNS text LANGUAGE sql AS $$ SELECT name $$';
const ENUM = "CREATE TYPE mood AS ENUM ('well', 'ill')";
const CHECK = "ALTER TABLE events ADD CONSTRAINT extra CHECK (type <> '') NOT VALID";

describe('the rules for migrations', () => {
  it.each<[statement: string, of: string, former?: string]>([
    ['DROP TABLE deliveries CASCADE', 'table deliveries'],
    ['ALTER TABLE events DROP COLUMN facts CASCADE', 'column events.facts'],
    ['ALTER TABLE events RENAME COLUMN facts TO figures', 'column events.facts'],
    ['ALTER TABLE deliveries RENAME TO sends', 'table deliveries'],
    ['ALTER TABLE disputes ALTER COLUMN stage TYPE varchar(20)', 'column disputes.stage'],
    ['ALTER TABLE disputes ALTER COLUMN respond_by SET NOT NULL', 'NOT NULL disputes.respond_by'],
    ['ALTER TABLE disputes ALTER COLUMN respond_by_estimated DROP DEFAULT', 'default disputes.respond_by_estimated'],
    ['ALTER TABLE events ADD COLUMN origin text NOT NULL', 'NOT NULL events.origin'],
    ['ALTER TABLE events ADD COLUMN a text, ADD b text NOT NULL', 'NOT NULL events.b'],
    ['DROP INDEX disputes_identity', 'key disputes.disputes_identity'],
    [
      'DROP INDEX disputes_identity; CREATE UNIQUE INDEX disputes_identity ON disputes (business_id, external_id)',
      'key disputes.disputes_identity',
    ],
    ['ALTER TABLE deliveries DROP CONSTRAINT deliveries_pkey CASCADE', 'key deliveries.deliveries_pkey'],
    [CHECK, 'rule events.extra'],
    [
      'ALTER TABLE deliveries ADD CONSTRAINT extra FOREIGN KEY (event_id) REFERENCES events NOT VALID',
      'rule deliveries.extra',
    ],
    ['ALTER TABLE events ADD CONSTRAINT extra UNIQUE (external_id)', 'unique key events.extra'],
    ['CREATE UNIQUE INDEX extra ON events (lower(external_id))', 'unique key events.extra'],
    ['DROP FUNCTION greet(text)', 'function greet', FUNCTION],
    [`DROP FUNCTION greet(text); ${FUNCTION.replace('text)', 'text, loud boolean)')}`, 'function greet', FUNCTION],
    ['ALTER FUNCTION greet(text) RENAME TO hail', 'function greet', FUNCTION],
    ["ALTER TYPE mood RENAME VALUE 'ill' TO 'unwell'", 'label mood.ill', ENUM],
    ['DROP TRIGGER event_terms ON events', 'trigger events.event_terms'],
    ['ALTER TABLE events DISABLE TRIGGER event_terms', 'trigger events.event_terms'],
    ['ALTER POLICY tenant ON events USING (false)', 'policy events.tenant'],
    ['ALTER TABLE migrations ENABLE ROW LEVEL SECURITY', 'row security migrations'],
    ['REVOKE DELETE ON events FROM tocsin_app', 'right events DELETE of tocsin_app'],
    ["DO $$ BEGIN EXECUTE 'ALTER TABLE events DROP ' || 'COLUMN facts CASCADE'; END $$", 'column events.facts'],
  ])('refuse %s', async (statement, of, former = 'SELECT') => {
    expect(await checked(statement, former)).toContainEqual(expect.stringMatching(new RegExp(`: ${of}: .+`)));
  });

  it.each<[statement: string, former?: string]>([
    ['ALTER TABLE events ADD COLUMN origin text'],
    ["ALTER TABLE events ADD COLUMN origin text NOT NULL DEFAULT ''"],
    ['ALTER TABLE events ADD COLUMN origin bigint GENERATED ALWAYS AS IDENTITY'],
    ["ALTER TABLE events ADD COLUMN origin text NOT NULL DEFAULT '' CONSTRAINT extra CHECK (origin <> '-')"],
    ['ALTER TABLE disputes ALTER COLUMN stage DROP NOT NULL'],
    ['ALTER TABLE events DROP CONSTRAINT extra', CHECK],
    [CHECK.replace('CHECK', '/* safe: no event of any build has an empty type */ CHECK')],
    ['CREATE TABLE origins (id text PRIMARY KEY, name text NOT NULL UNIQUE)'],
    ['CREATE INDEX extra /* safe: a row for each of the few people of a business */ ON events (external_id)'],
    [FUNCTION.replace('CREATE', 'CREATE OR REPLACE'), FUNCTION],
    ["ALTER TYPE mood ADD VALUE 'tired'", ENUM],
    ['GRANT TRUNCATE ON events TO tocsin_app'],
  ])('take %s', async (statement, former = 'SELECT') => {
    expect(await checked(statement, former)).toEqual([]);
  });

  it.each([
    'ALTER TABLE events ADD CONSTRAINT extra CHECK (true)',
    'ALTER TABLE events ADD CHECK (true)',
    'CREATE INDEX extra ON events (external_id)',
    'CREATE UNIQUE INDEX extra ON events (external_id)',
  ])('refuse that writers wait for %s', (statement) => {
    expect(blockingStatements([statement], ['events'])).toEqual([expect.stringContaining('writers wait')]);
    expect(blockingStatements([statement], ['deliveries'])).toEqual([]);
    expect(blockingStatements([statement.replace('INDEX', 'INDEX CONCURRENTLY')], ['events']).length).toBe(
      statement.includes('INDEX') ? 0 : 1,
    );
  });

  it('take what is put right before the end', async () => {
    const change = (what: string) => `ALTER TABLE disputes ALTER COLUMN respond_by_estimated ${what}`;
    expect(await checked([change('DROP DEFAULT'), change('SET DEFAULT true')])).toEqual([]);
    expect(await checked([change('DROP DEFAULT'), change('DROP NOT NULL')])).toHaveLength(1);
  });

  it('see why two builds that lie a migration apart could not plan a dispute beside each other', async () => {
    const faults = await faultsSince('1764001906000');
    expect(faults).toContainEqual(
      expect.stringContaining('key disputes.disputes_source_id_external_id_stage_key: ON CONFLICT of the old code'),
    );
  });
});

describe('the rules for the API', () => {
  const before = 'type Query { event(id: ID!): String, events: String } enum State { OPEN LOST }';
  const now = 'type Query { event(id: ID!, at: Int!): String } enum State { OPEN }';

  it('refuse what clients of before would stumble over, unless the changelog names it', () => {
    const names = unnamedBreakingChanges(before, now, '## Unreleased\n\n### Added\n- `Query.events`\n').map(
      ({ type }) => type,
    );
    expect(names.sort()).toEqual(['FIELD_REMOVED', 'REQUIRED_ARG_ADDED', 'VALUE_REMOVED_FROM_ENUM']);
    const noted =
      '## Unreleased\n\n### Breaking\n- `Query.events` is gone, `Query.event` takes `at`.\n- `State` has no LOST\n\n### Added\n- x\n';
    expect(unnamedBreakingChanges(before, now, noted).map(({ description }) => description)).toEqual([
      expect.stringContaining('LOST'),
    ]);
    expect(unnamedBreakingChanges(before, now, noted.replace('`State`', '`LOST`'))).toEqual([]);
  });

  it('take what is only added', () => {
    expect(unnamedBreakingChanges(before, `${before} type More { id: ID }`, '')).toEqual([]);
  });
});

(MARKED ? describe : describe.skip)('beside the release before', () => {
  it('no migration takes from it what it uses', async () => {
    expect(await faultsSince(read('last-migration', RELEASE).trim())).toEqual([]);
  });

  it('its clients find the API that they know, but for what the changelog names', () => {
    const changes = unnamedBreakingChanges(read('schema.gql', RELEASE), read('schema.gql'), read('CHANGELOG.md'));
    expect(changes.map(({ description }) => description)).toEqual([]);
  });
});
