/** The hot statements: prepared once per connection under a name, on TypeORM's own pool. */
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';

export interface NamedStatement {
  /** Unique in the program: PostgreSQL keeps the plan under it. */
  name: string;
  text: string;
}

/** TypeORM's pool of pg connections. */
export function poolOf(dataSource: DataSource): Pool {
  return (dataSource.driver as unknown as { master: Pool }).master;
}

/** Runs a named statement and returns its rows, with the column names as the statement spells them. */
export async function runStatement<Row extends object>(
  dataSource: DataSource,
  statement: NamedStatement,
  values: unknown[],
): Promise<Row[]> {
  const result = await poolOf(dataSource).query<Row>({ name: statement.name, text: statement.text, values });
  return result.rows;
}
