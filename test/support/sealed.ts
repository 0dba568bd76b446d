/** What is sealed in a database of a test: by which keys, and what it says. */
import type { DataSource } from 'typeorm';
import { BODIES, placeName, SEALED_PLACES } from '../../src/core/sealing/sealed-places.js';
import type { KeptSecret } from '../../src/domain/rotation.js';
import { keyIdOf, SecretBox } from '../../src/platform/secrets/secret-box.js';
import { storedBodies } from './bodies.js';

interface Value {
  id: string;
  value: string | KeptSecret[];
}

/** What stands in the places: the id of the key of each value. */
export async function keysByPlace(dataSource: DataSource): Promise<Record<string, string[]>> {
  const found = await Promise.all(
    SEALED_PLACES.map(async (place) => {
      const { table, column } = place;
      const rows = await dataSource.query(
        `SELECT ${column} AS value FROM ${table} WHERE ${column} IS NOT NULL ORDER BY id`,
      );
      return [placeName(place), rows.flatMap(({ value }: Value) => secretsIn(value).map(keyIdOf))] as const;
    }),
  );
  const bodies = await dataSource.query(`SELECT DISTINCT convert_from(substr(body, 3, 2), 'LATIN1') AS key FROM inbox`);
  return Object.fromEntries([...found, [BODIES, bodies.map(({ key }: { key: string }) => key)]]);
}
const secretsIn = (value: Value['value']): string[] =>
  typeof value === 'string' ? [value] : value.map(({ sealed }) => sealed);

/** All that is sealed, opened by these keys: the same before and after, or an error. */
export async function opened(dataSource: DataSource, ring: string): Promise<string> {
  const box = new SecretBox(ring);
  const values = await Promise.all(
    SEALED_PLACES.map(async ({ table, column, contextOf }) => {
      const rows = await dataSource.query(
        `SELECT id, ${column} AS value FROM ${table} WHERE ${column} IS NOT NULL ORDER BY id`,
      );
      return rows.map(({ id, value }: Value) => [
        id,
        secretsIn(value).map((sealed) => box.open(sealed, contextOf(id))),
      ]);
    }),
  );
  return JSON.stringify([values, [...(await storedBodies(dataSource))].sort()]);
}
