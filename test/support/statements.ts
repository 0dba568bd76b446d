/** The statements that a program ran on its test database, counted by PostgreSQL itself. */
import type { DataSource } from 'typeorm';

const COUNTS = `
  SELECT s.query, s.calls::integer AS calls FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
  WHERE d.datname = current_database() AND s.query NOT LIKE '%pg_stat_statements%'`;

export interface StatementCount {
  total: number;
  /** One line per statement, for the message of a test that fails. */
  list: string;
}

async function countedSoFar(dataSource: DataSource): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { query, calls } of (await dataSource.query(COUNTS)) as { query: string; calls: number }[]) {
    const line = query.replace(/\s+/g, ' ').trim();
    counts.set(line, (counts.get(line) ?? 0) + calls);
  }
  return counts;
}

/**
 * Begins to count; the function that it gives says what came since. Nobody else may use this database meanwhile.
 * @param beside statements that hold one of these words are not counted.
 */
export async function countStatements(
  dataSource: DataSource,
  beside: readonly string[] = [],
): Promise<() => Promise<StatementCount>> {
  const before = await countedSoFar(dataSource);
  return async () => {
    const after = await countedSoFar(dataSource);
    const since = [...after].map(([line, calls]) => ({ line, calls: calls - (before.get(line) ?? 0) }));
    const ran = since
      .filter(({ calls, line }) => calls > 0 && !beside.some((words) => line.includes(words)))
      .sort((a, b) => b.calls - a.calls);
    return {
      total: ran.reduce((sum, { calls }) => sum + calls, 0),
      list: ran.map(({ calls, line }) => `${calls} × ${line.slice(0, 110)}`).join('\n'),
    };
  };
}
