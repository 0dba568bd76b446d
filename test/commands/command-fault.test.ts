/** How commands end where a driver, a server or this machine refuses: what it is about, what to do, and no data. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { complaintOf } from '../../src/commands/backups/postgres-tools.js';
import { commandFault } from '../../src/commands/command-fault.js';
import { EXIT, FatalError, SettingsError } from '../../src/platform/exit-codes.js';
import { temporalFault } from '../../src/temporal/temporal-faults.js';
import { createDatabase, type TestDatabase } from '../support/database.js';

const PERSONAL = 'ada@team.example';
let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await createDatabase(1);
  folder = await mkdtemp(join(tmpdir(), 'command-fault-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await database?.drop();
});

const errorOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => {
      throw new Error('it did not fail');
    },
    (error: unknown) => error,
  );

const sql = (text: string, values?: unknown[]) => errorOf(database.dataSource.query(text, values));
/** As PostgreSQL says it, with words that quote. */
const raised = (code: string) =>
  sql(`DO $$ BEGIN RAISE EXCEPTION 'of ${PERSONAL}' USING ERRCODE = '${code}', DETAIL = '${PERSONAL}'; END $$`);

it.each<[what: string, error: () => Promise<unknown>, exitCode: number, said: RegExp]>([
  [
    'a value that is no number',
    () => sql('SELECT $1::text::integer', [PERSONAL]),
    EXIT.failed,
    /^PostgreSQL at DATABASE_URL refused a statement \(QueryFailedError: 22P02.*\); see by npx tocsin doctor /,
  ],
  [
    'a right that is missing',
    async () => {
      await database.dataSource.query('SET ROLE tocsin_app');
      return sql('CREATE TABLE mine ()').finally(() => database.dataSource.query('RESET ROLE'));
    },
    EXIT.settings,
    /^The user of DATABASE_URL lacks a right \(.*permission denied for schema.*\); run this as the owner/,
  ],
  [
    'a server that goes away',
    () => raised('57P01'),
    EXIT.temporary,
    /^PostgreSQL at DATABASE_URL went away \(57P01\); /,
  ],
  [
    'a full disk of it',
    () => raised('53100'),
    EXIT.temporary,
    /^PostgreSQL at DATABASE_URL has no room left on its disk; /,
  ],
  [
    'a busy server',
    () => raised('57014'),
    EXIT.temporary,
    /was too busy to answer in time \(57014\); .* run this again/,
  ],
  [
    'a file that is not there',
    () => errorOf(readFile(join(folder, 'no'))),
    EXIT.failed,
    /\/no is not there, .*; make it/,
  ],
  ['a folder', () => errorOf(writeFile(folder, '')), EXIT.failed, /command-fault-\w+ is a folder; name a file\.$/],
  [
    'a fault of ours',
    async () => new TypeError(`no <${PERSONAL}>`),
    EXIT.failed,
    /^Something failed that nobody foresaw; report it with these lines:\nTypeError: no <…@…>\n +at /,
  ],
])('of %s', async (_what, make, exitCode, said) => {
  const fault = commandFault(await make());
  expect(fault.message).toMatch(said);
  expect(fault.exitCode).toBe(exitCode);
  expect(fault.message).not.toContain('team.example');
});

it('what is an operator’s sentence already stays as it is', () => {
  const fault = new SettingsError('Set it.');
  expect(commandFault(fault)).toBe(fault);
});

describe('Temporal', () => {
  let connection: Connection;
  beforeAll(async () => {
    connection = await Connection.connect({ address: process.env.TEST_TEMPORAL_ADDRESS as string });
  });
  afterAll(() => connection?.close());

  it.each<[what: string, ask: (client: Client) => Promise<unknown>, said: RegExp]>([
    [
      'lacks a namespace, in the client’s own words',
      ({ workflow }) => workflow.count("WorkflowId = 'x'"),
      /has no namespace "nowhere"; make it: temporal operator namespace create/,
    ],
    [
      'refuses a request, in its own words',
      ({ workflowService }) => workflowService.describeTaskQueue({ namespace: 'default' }),
      /^Temporal at some:7233 refuses what was asked of it \(.+\); see whether it is 1\.29 or newer/,
    ],
  ])('%s', async (_what, ask, said) => {
    const error = await errorOf(ask(new Client({ connection, namespace: 'nowhere' })));
    expect(temporalFault(error, { address: 'some:7233', namespace: 'nowhere' }).message).toMatch(said);
    expect(commandFault(error)).toBeInstanceOf(FatalError);
    expect(commandFault(error).message).toMatch(/^(TEMPORAL_NAMESPACE: )?Temporal at TEMPORAL_ADDRESS /);
  });
});

it('of what programs of PostgreSQL complain, rows are left out', () => {
  const said = `pg_restore: while PROCESSING TOC:
pg_restore: error: COPY failed for table "destinations": ERROR:  invalid input syntax for type json: "${PERSONAL}"
DETAIL:  Key (email)=(${PERSONAL}) is not there.
CONTEXT:  COPY destinations, line 1: "${PERSONAL}	Ada"
pg_restore: warning: errors ignored on restore: 1
`;
  expect(complaintOf(said)).toBe(
    'pg_restore: error: COPY failed for table "destinations": ERROR:  invalid input syntax for type json: "…"',
  );
  expect(complaintOf('Killed')).toBe('it does not say why.');
});
