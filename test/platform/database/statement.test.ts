/** Named statements: names become positions, row sets become JSON that PostgreSQL takes, and a transaction is kept to. */
import { namedStatement, poolOf, runStatement } from '../../../src/platform/database/statement.js';
import { createDatabase, type TestDatabase } from '../../support/database.js';

interface Row {
  id: number;
  text: string | null;
}

const ECHO = namedStatement<{ prefix: string; rows: readonly Row[] }, Row>(
  'test.echo',
  'SELECT r.id, $prefix || r.text AS text FROM jsonb_to_recordset($rows) AS r(id integer, text text) WHERE $prefix <> r.text ORDER BY r.id',
);

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

const echo = (prefix: string, rows: Row[]) => runStatement(database.dataSource, ECHO, { prefix, rows });

it('gives each name one position, however often it stands in the text', () => {
  expect(ECHO.text).toContain('$1 || r.text AS text FROM jsonb_to_recordset($2)');
  expect(ECHO.text).toContain('WHERE $1 <> r.text');
  expect(ECHO.valuesOf({ rows: [{ id: 1, text: 'a' }], prefix: 'p' })).toEqual(['p', '[{"id":1,"text":"a"}]']);
});

it('takes no rows, too', async () => {
  expect(await echo('p', [])).toEqual([]);
});

it('stores a text that ends in half an emoji or holds a NUL: one such row would refuse the whole set', async () => {
  const cut = 'no luck 🙈'.slice(0, 9);
  expect(cut.isWellFormed()).toBe(false);
  const rows = [
    { id: 1, text: cut },
    { id: 2, text: 'a\0b "{c}\\' },
    { id: 3, text: null },
  ];
  expect(await echo('<\0\ud800', rows.slice(0, 2))).toEqual([
    { id: 1, text: '<\ufffdno luck \ufffd' },
    { id: 2, text: '<\ufffdab "{c}\\' },
  ]);
  expect(await echo('p', rows.slice(2))).toEqual([]);
});

it('says which parameter is missing where types did not', () => {
  const params: { prefix: string; rows: Row[] } = JSON.parse('{"prefix":"p"}');
  expect(() => ECHO.valuesOf(params)).toThrow('The statement test.echo needs the parameter rows.');
});

it('does not compile with a parameter or a row of another type', async () => {
  // @ts-expect-error a row has no such column
  await runStatement(database.dataSource, ECHO, { prefix: 'p', rows: [{ id: 1, text: 'a', number: 2 }] });
  const [row] = await echo('p', [{ id: 1, text: 'a' }]);
  // @ts-expect-error the id is a number
  const id: string | undefined = row?.id;
  expect(id).toBe(1);
});

it('runs in the transaction of a manager, and gives the rows of an UPDATE without their number', async () => {
  const { dataSource } = database;
  await dataSource.query('CREATE TABLE counters (id integer PRIMARY KEY, count integer NOT NULL)');
  await dataSource.query('INSERT INTO counters VALUES (1, 0)');
  const increment = namedStatement<{ id: number }, { count: number }>(
    'test.increment',
    'UPDATE counters SET count = count + 1 WHERE id = $id RETURNING count',
  );
  const failing = dataSource.transaction(async (manager) => {
    expect(await runStatement(manager, increment, { id: 1 })).toEqual([{ count: 1 }]);
    throw new Error('rolled back');
  });
  await expect(failing).rejects.toThrow('rolled back');
  expect(await runStatement(dataSource, increment, { id: 1 })).toEqual([{ count: 1 }]);
  await expect(runStatement(dataSource.manager, increment, { id: 1 })).rejects.toThrow(
    'a manager without a transaction',
  );
});

it('prepares a statement under its name, once per connection', async () => {
  await echo('p', [{ id: 1, text: 'a' }]);
  const client = await poolOf(database.dataSource).connect();
  try {
    const { name, text } = ECHO;
    const values = ECHO.valuesOf({ prefix: 'p', rows: [{ id: 1, text: 'a' }] });
    for (let i = 0; i < 2; i++) await client.query({ name, text, values });
    const { rows } = await client.query(
      "SELECT count(*)::integer AS count FROM pg_prepared_statements WHERE name = 'test.echo'",
    );
    expect(rows).toEqual([{ count: 1 }]);
  } finally {
    client.release();
  }
});
