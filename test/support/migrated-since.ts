/** The migrations since a release, run on a database as that release left it: what they take from it while it goes on beside them. */
import type { DataSource, QueryRunner } from 'typeorm';
import { createDataSource } from '../../src/core/data-source.js';
import { createEmptyDatabase } from './database.js';
import { blockingStatements, isExplained } from './release-rules.js';
import { breaksBetween, readSchema, type Schema } from './schema-facts.js';

interface Ran {
  statement: string;
  after: Schema;
}

/** @param last the number of the last migration of that release. @returns a sentence for each thing that it would not survive */
export async function faultsSince(last: string): Promise<string[]> {
  const { url, drop } = await createEmptyDatabase();
  const dataSource = await createDataSource(url, 1).initialize();
  try {
    const { before, ran } = await migrate(dataSource, last);
    return faultsOf(before, ran);
  } finally {
    await dataSource.destroy();
    await drop();
  }
}

/** What a later statement puts right again does not count: a migration is seen as a whole, or not at all. */
export function faultsOf(before: Schema, ran: readonly Ran[]): string[] {
  const tables = [...before.keys()].flatMap((key) => /^NEEDED table (.+)$/.exec(key)?.[1] ?? []);
  const inTheEnd = new Set(breaksBetween(before, ran.at(-1)?.after ?? before));
  return ran.flatMap(({ statement, after }, index) => {
    if (isExplained(statement)) return [];
    const text = statement.replace(/\s+/g, ' ').trim().slice(0, 120);
    const breaks = breaksBetween(ran[index - 1]?.after ?? before, after).filter((one) => inTheEnd.has(one));
    return [...breaks.map((one) => `${text}: ${one}`), ...blockingStatements([statement], tables)];
  });
}

async function migrate(dataSource: DataSource, last: string): Promise<{ before: Schema; ran: Ran[] }> {
  const runner = dataSource.createQueryRunner();
  const query = runner.query.bind(runner);
  const isNew = (name = '') => BigInt(/\d{13}$/.exec(name)?.[0] ?? 0) > BigInt(last);
  await query('CREATE TABLE migrations (id serial PRIMARY KEY, timestamp bigint NOT NULL, name varchar NOT NULL)');
  for (const migration of dataSource.migrations.filter(({ name }) => !isNew(name))) await migration.up(runner);
  const before = await readSchema(query);
  const ran: Ran[] = [];
  runner.query = (async (text: string, values?: unknown[]) => {
    const answer = await query(text, values);
    ran.push({ statement: text, after: await readSchema(query) });
    return answer;
  }) satisfies QueryRunner['query'];
  for (const migration of dataSource.migrations.filter(({ name }) => isNew(name))) await migration.up(runner);
  await runner.release();
  return { before, ran };
}
