/** The statements that a program ran on its test database, counted by PostgreSQL itself. */
import type { DataSource } from 'typeorm';

/** Without the texts: those of all databases would be read from a file for each count. */
const COUNTS = `
  SELECT s.queryid::text AS id, sum(s.calls)::integer AS calls FROM pg_stat_statements(false) s JOIN pg_database d ON d.oid = s.dbid
  WHERE d.datname = current_database() GROUP BY s.queryid`;
const TEXTS = `
  SELECT s.queryid::text AS id, s.query FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
  WHERE d.datname = current_database() AND s.queryid::text = ANY($1)`;

export interface StatementCount {
  total: number;
  /** One line per statement, for the message of a test that fails. */
  list: string;
}

async function countedSoFar(dataSource: DataSource): Promise<Map<string, number>> {
  const rows: { id: string; calls: number }[] = await dataSource.query(COUNTS);
  return new Map(rows.map(({ id, calls }) => [id, calls]));
}

/** The texts of statements by their ids, as far as they were read: a statement keeps its id. */
const textsOf = new WeakMap<DataSource, Map<string, string>>();

async function readTexts(dataSource: DataSource, ids: readonly string[]): Promise<Map<string, string>> {
  const texts = textsOf.get(dataSource) ?? new Map<string, string>();
  textsOf.set(dataSource, texts);
  const unread = ids.filter((id) => !texts.has(id));
  if (unread.length > 0)
    for (const { id, query } of (await dataSource.query(TEXTS, [unread])) as { id: string; query: string }[])
      texts.set(id, query.replace(/\s+/g, ' ').trim());
  return texts;
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
    const since = [...after].flatMap(([id, calls]) => {
      const ofThese = calls - (before.get(id) ?? 0);
      return ofThese > 0 ? [{ id, calls: ofThese }] : [];
    });
    const texts = await readTexts(
      dataSource,
      since.map(({ id }) => id),
    );
    const ran = since
      .map(({ id, calls }) => ({ calls, line: texts.get(id) ?? id }))
      .filter(({ line }) => ![...beside, 'pg_stat_statements'].some((words) => line.includes(words)))
      .sort((a, b) => b.calls - a.calls);
    return {
      total: ran.reduce((sum, { calls }) => sum + calls, 0),
      list: ran.map(({ calls, line }) => `${calls} × ${line.slice(0, 110)}`).join('\n'),
    };
  };
}
