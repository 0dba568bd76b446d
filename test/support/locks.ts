/** Locks that a test holds, and who waits for them. */
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

/** The backends that wait for a lock, once there are so many. */
export const lockWaiters = (dataSource: DataSource, count: number): Promise<number[]> =>
  eventually(`${count} to wait for a lock`, async () => {
    const rows: { pid: number }[] = await dataSource.query(
      `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return rows.length === count && rows.map(({ pid }) => pid);
  });
