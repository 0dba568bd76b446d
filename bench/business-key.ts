import type { TestDatabase } from '../test/support/database.js';
import { GraphqlClient } from '../test/support/graphql.js';
import { startProgram } from '../test/support/program.js';

/** A new key of a business, by which an instance is asked that is a process of its own. */
export async function keyOf(database: TestDatabase, businessId: string): Promise<string> {
  const program = await startProgram(database);
  const { key } = await GraphqlClient.of(program, businessId);
  await program.stop();
  return key as string;
}
