// The release before goes on beside this one: its tables and its API are as they were, where a release was marked (npm run release:mark).
import { existsSync, readFileSync } from 'node:fs';
import type { QueryRunner } from 'typeorm';
import { createDataSource } from '../../src/core/data-source.js';
import { createEmptyDatabase } from '../support/database.js';
import { breakingStatements, unnamedBreakingChanges } from '../support/release-rules.js';
import { RELEASE } from './mark-release.js';

const ROOT = new URL('../../../', import.meta.url);
const read = (name: string, from = ROOT) => readFileSync(new URL(name, from), 'utf8');
const MARKED = existsSync(RELEASE);
if (!MARKED) console.warn('SKIPPED: this version against the release before. No release was marked yet.');

describe('the rules for migrations', () => {
  const check = (statement: string) => breakingStatements([statement], ['events', 'deliveries']);

  it.each([
    'DROP TABLE deliveries',
    'ALTER TABLE events DROP COLUMN facts',
    'ALTER TABLE events RENAME COLUMN facts TO figures',
    'ALTER TABLE deliveries RENAME TO sends',
    'ALTER TABLE events ALTER COLUMN type TYPE varchar(20)',
    'ALTER TABLE events ALTER COLUMN facts SET NOT NULL',
    'ALTER TABLE events ADD COLUMN origin text NOT NULL',
    'ALTER TABLE events ADD origin text NOT NULL',
    'ALTER TABLE events ADD COLUMN a text, ADD COLUMN b text NOT NULL',
    "ALTER TABLE events ADD CONSTRAINT some CHECK (type <> '')",
    'ALTER TABLE deliveries ADD CONSTRAINT some FOREIGN KEY (event_id) REFERENCES events',
    'ALTER TABLE events ADD CONSTRAINT some UNIQUE (external_id)',
    'CREATE UNIQUE INDEX some ON events (external_id)',
    'CREATE INDEX some ON events (external_id)',
    'REVOKE DELETE ON events FROM tocsin_app',
    'DO $$ BEGIN ALTER TABLE events DROP COLUMN facts; END $$',
  ])('refuse %s', (statement) => {
    expect(check(statement)).toEqual([expect.stringContaining(': ')]);
  });

  it.each([
    'ALTER TABLE events ADD COLUMN origin text',
    "ALTER TABLE events ADD COLUMN origin text NOT NULL DEFAULT ''",
    'ALTER TABLE events ALTER COLUMN facts DROP NOT NULL',
    "ALTER TABLE events ADD CONSTRAINT some CHECK (type <> '') NOT VALID",
    'CREATE INDEX CONCURRENTLY some ON events (external_id)',
    'CREATE TABLE origins (id text PRIMARY KEY, name text NOT NULL)',
    'CREATE INDEX some ON origins (name)',
    'CREATE INDEX some /* safe: a row for each of the few people of a business */ ON events (external_id)',
    'GRANT SELECT ON events TO tocsin_app',
  ])('take %s', (statement) => {
    expect(check(statement)).toEqual([]);
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

/** The statements of the migrations since then, and the tables of before. */
async function migrated(last: string): Promise<{ statements: string[]; tables: string[] }> {
  const { url, drop } = await createEmptyDatabase();
  const dataSource = await createDataSource(url, 1).initialize();
  const runner = dataSource.createQueryRunner();
  const [statements, tables]: [string[], string[]] = [[], []];
  const query = runner.query.bind(runner);
  const since = (name = '') => BigInt(/\d{13}$/.exec(name)?.[0] ?? 0) > BigInt(last);
  await query('CREATE TABLE migrations (id serial PRIMARY KEY, timestamp bigint NOT NULL, name varchar NOT NULL)');
  for (const migration of dataSource.migrations) {
    if (since(migration.name) && tables.length === 0) {
      const found: { name: string }[] = await query(
        "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
      );
      tables.push(...found.map(({ name }) => name));
      runner.query = ((text: string, values?: unknown[]) => {
        statements.push(text);
        return query(text, values);
      }) satisfies QueryRunner['query'];
    }
    await migration.up(runner);
  }
  await runner.release();
  await dataSource.destroy();
  await drop();
  return { statements, tables };
}

it('the statements of migrations are read as they run', async () => {
  const { statements, tables } = await migrated('1764001870000');
  expect(tables).toContain('events');
  expect(statements.some((one) => /used_tokens/.test(one))).toBe(true);
});

(MARKED ? describe : describe.skip)('beside the release before', () => {
  it('no migration takes from it what it uses', async () => {
    const { statements, tables } = await migrated(read('last-migration', RELEASE).trim());
    expect(breakingStatements(statements, tables)).toEqual([]);
  });

  it('its clients find the API that they know, but for what the changelog names', () => {
    const changes = unnamedBreakingChanges(read('schema.gql', RELEASE), read('schema.gql'), read('CHANGELOG.md'));
    expect(changes.map(({ description }) => description)).toEqual([]);
  });
});
