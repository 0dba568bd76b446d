/** A connection whose answer never came is no use to whoever has it next: its statements would wait behind that answer. */
import type pg from 'pg';

/**
 * TypeORM gives back a connection without a word of what happened to its last statement. `readyForQuery` is what pg itself goes
 * by: false while an answer is outstanding.
 */
export function dropSilent(pool: pg.Pool): void {
  pool.on('release', (_error, client: pg.PoolClient & { readyForQuery?: boolean }) => {
    // The pool keeps no connection that is ending.
    if (client.readyForQuery === false) (client as pg.PoolClient & Pick<pg.Client, 'end'>).end().catch(() => undefined);
  });
}
