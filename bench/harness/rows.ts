import pg from 'pg';
import type { Contestant } from './contestants.js';

/** How many events a contestant stored; Tocsin shows all to who says that it asks for the system. */
export async function countRows({ databaseUrl }: Contestant): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl, options: '-c tocsin.scope=system' });
  await client.connect();
  try {
    const { rows } = await client.query<{ count: number }>('SELECT count(*)::integer AS count FROM events');
    return rows[0]?.count ?? 0;
  } finally {
    await client.end();
  }
}
