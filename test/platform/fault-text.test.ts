/** What the log says of errors: enough to mend them, and nothing that they quote. */
import { faultStack, faultText } from '../../src/platform/fault-text.js';
import { createDatabase, type TestDatabase } from '../support/database.js';

const PERSONAL = 'ada@team.example';
let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase(1);
});
afterAll(() => database?.drop());

const errorOf = (work: () => unknown): Promise<unknown> =>
  Promise.resolve()
    .then(work)
    .then(
      () => {
        throw new Error('it did not fail');
      },
      (error: unknown) => error,
    );

const sql = (text: string, values: unknown[] = []) => database.dataSource.query(text, values);

it.each([
  ['a value that is no number', 'SELECT $1::text::integer', /^QueryFailedError: 22P02/],
  [
    'a row that is there',
    'WITH two AS (SELECT $1) INSERT INTO migrations SELECT * FROM migrations',
    /23505 .*constraint/,
  ],
  ['a table that is not there, which it names', 'SELECT $1 FROM nowhere', /relation "nowhere" does not exist/],
])('PostgreSQL refuses %s', async (_what, statement, said) => {
  const text = faultText(await errorOf(() => sql(statement, [PERSONAL])));
  expect(text).toMatch(said);
  expect(text).not.toContain('team.example');
});

it.each([
  ['JSON', () => JSON.parse(`{"to": ${PERSONAL}}`), 'SyntaxError: Unexpected token'],
  [
    'a mail server',
    () => {
      throw Object.assign(new Error(`Message failed: 550 <${PERSONAL}> Ada is unknown`), { responseCode: 550 });
    },
    'Error: the mail server answered 550',
  ],
  [
    'anybody',
    () => {
      throw new TypeError(`no <${PERSONAL}>, nor smtp://ada%40team.example:pass@mail.example`);
    },
    'TypeError: no <…@…>, nor smtp://…@…',
  ],
])('%s quotes what it got', async (_what, work, said) => {
  const error = await errorOf(work);
  expect(faultText(error)).toContain(said);
  expect(faultStack(error)).toMatch(/\n\s+at .*fault-text\.test/);
  expect(faultStack(error)).not.toContain('team.example');
});

it('what is thrown may be no error', () => expect(faultText(`to ${PERSONAL}`)).toBe('to …@…'));
