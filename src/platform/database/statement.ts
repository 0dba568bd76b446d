/**
 * Statements with a name, on TypeORM's own pool: PostgreSQL prepares each once per connection. The type of a statement says
 * what it takes and what it gives, so that a wrong parameter or column does not compile.
 */
import pg from 'pg';
import { type DataSource, EntityManager } from 'typeorm';
import { storable } from './storable.js';

export interface NamedStatement<Params extends object, Row extends object> {
  /** Unique in the program: PostgreSQL keeps the plan under it. */
  readonly name: string;
  /** With `$1`, `$2` … */
  readonly text: string;
  /** The parameters in the order of `text`. */
  valuesOf(params: Params): unknown[];
  /** Never there: it tells the compiler what a row is. */
  readonly row?: Row;
}

/** Words of ours as they stand in a list of SQL: `'a', 'b'`. What comes from outside is a parameter. */
export const sqlList = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ');

/** Of a statement that takes or gives nothing. */
export type NoParams = Record<string, never>;
type NoRows = Record<string, never>;

/** Where statements run: on a connection of the pool, or in the transaction of a manager. */
export type StatementTarget = DataSource | EntityManager;

/**
 * @param text SQL with `$name` for each parameter. What `jsonb_to_recordset($name)` reads is an array of rows: the
 * interface of a row stands beside the SQL and names the columns as this does. `$name::jsonb` is one value as JSON.
 */
export function namedStatement<Params extends object, Row extends object = NoRows>(
  name: string,
  text: string,
): NamedStatement<Params, Row> {
  const wanted: string[] = [];
  const numbered = text.replace(/\$([a-z]\w*)/gi, (_, parameter: string) => {
    if (!wanted.includes(parameter)) wanted.push(parameter);
    return `$${wanted.indexOf(parameter) + 1}`;
  });
  const asJson = new Set(
    [...text.matchAll(/jsonb_to_recordset\(\$(\w+)|\$(\w+)::jsonb/g)].map(([, rows, value]) => rows ?? value),
  );
  const valuesOf = (params: Params) => {
    const given = new Map<string, unknown>(Object.entries(params));
    return wanted.map((parameter) => {
      if (!given.has(parameter)) throw new Error(`The statement ${name} needs the parameter ${parameter}.`);
      const value = given.get(parameter);
      if (asJson.has(parameter)) return storableJson(value);
      return typeof value === 'string' ? storable(value) : value;
    });
  };
  return { name, text: numbered, valuesOf };
}

/** JSON is stricter than a text parameter: PostgreSQL refuses half a surrogate pair in it, too. */
function storableJson(given: unknown): string {
  return JSON.stringify(given, (_, value: unknown) => (typeof value === 'string' ? storable(value) : value));
}

/** TypeORM's pool of pg connections. */
export function poolOf({ driver }: DataSource): pg.Pool {
  if ('master' in driver && driver.master instanceof pg.Pool) return driver.master;
  throw new Error('This data source has no pool of PostgreSQL connections: initialize it first.');
}

/** Runs a named statement and returns its rows, with the column names as the statement spells them. */
export async function runStatement<Params extends object, Row extends object>(
  target: StatementTarget,
  statement: NamedStatement<Params, Row>,
  params: Params,
): Promise<Row[]> {
  const { name, text } = statement;
  const values = statement.valuesOf(params);
  if (!(target instanceof EntityManager)) return (await poolOf(target).query<Row>({ name, text, values })).rows;
  if (!target.queryRunner) throw new Error(`The statement ${name} was given a manager without a transaction.`);
  return (await target.queryRunner.query(text, values, true)).records;
}
