/** How many rows each table has: in a database, and in a dump of it, which is read for it from the first byte to the last. */
import type pg from 'pg';
import { EXIT, FatalError } from '../../platform/exit-codes.js';
import { type PostgresTool, runTool } from './postgres-tools.js';

/** By `schema.table`, as dumps write it. */
export type RowCounts = ReadonlyMap<string, number>;

const FIND_TABLES = `
  SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'r' AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
  ORDER BY 1`;

/** As this connection sees it, in its transaction. */
export async function countRows(client: pg.Client): Promise<RowCounts> {
  const { rows: tables } = await client.query<{ name: string }>(FIND_TABLES);
  const counts = new Map<string, number>();
  for (const { name } of tables) {
    const { rows } = await client.query<{ count: string }>(`SELECT count(*) FROM ${name}`);
    counts.set(name, Number(rows[0]?.count));
  }
  return counts;
}

const NEWLINE = 0x0a;

/** As pg_restore writes them: `COPY public.events (…) FROM stdin;`, a line for each row, and `\.` */
export async function countDumpedRows(tool: PostgresTool, file: string, env: NodeJS.ProcessEnv): Promise<RowCounts> {
  const counts = new Map<string, number>();
  let table: string | null = null;
  let rest: Buffer = Buffer.alloc(0);
  const line = (bytes: Buffer) => {
    if (table === null) {
      table = /^COPY (\S+) .*FROM stdin;$/.exec(bytes.toString())?.[1] ?? null;
      if (table !== null) counts.set(table, 0);
    } else if (bytes.length === 2 && bytes.toString() === '\\.') table = null;
    else counts.set(table, (counts.get(table) ?? 0) + 1);
  };
  await runTool(tool, ['--data-only', '--file=-', file], env, (chunk) => {
    let bytes: Buffer = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE)) {
      line(bytes.subarray(0, end));
      bytes = bytes.subarray(end + 1);
    }
    rest = bytes;
  });
  return counts;
}

export const totalOf = (counts: RowCounts) => [...counts.values()].reduce((sum, count) => sum + count, 0);

/** @throws a FatalError that names the tables where they differ. */
export function expectSameRows(wanted: RowCounts, seen: RowCounts, where: string): void {
  const wrong = [...wanted].filter(([table, count]) => seen.get(table) !== count);
  if (wrong.length === 0) return;
  const tables = wrong.map(([table, count]) => `${table} has ${seen.get(table) ?? 'none'} of ${count} rows`).join(', ');
  throw new FatalError(`${where} is not whole: ${tables}.`, EXIT.failed);
}
