/** Locks that a test holds, and that somebody waits for them. */
import type { DataSource, EntityManager } from 'typeorm';
import { eventually } from './program.js';

/** Holds what `first` locks until `free`. */
export async function holding(dataSource: DataSource, first: (manager: EntityManager) => Promise<unknown>) {
  let free: () => void = () => undefined;
  const freed = new Promise<void>((resolve) => (free = resolve));
  let held: () => void = () => undefined;
  const isHeld = new Promise<void>((resolve) => (held = resolve));
  const over = dataSource.transaction(async (manager) => {
    await first(manager);
    held();
    await freed;
  });
  await Promise.race([isHeld, over]);
  return {
    free: () => {
      free();
      return over;
    },
  };
}

export const somebodyWaits = (dataSource: DataSource) =>
  eventually('somebody to wait for the lock', async () => {
    const [row] = await dataSource.query(
      `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return row?.count > 0;
  });
