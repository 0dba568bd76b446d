/** Counts what many people have not read, in one statement. */
import type { DataSource } from 'typeorm';
import { UNREAD_OF_RECIPIENTS } from './notification.statements.js';

/** At most 100, which means "more than 99". */
export async function unreadOfRecipients(
  dataSource: DataSource,
  businessId: string,
  ids: readonly string[],
): Promise<number[]> {
  const rows: { id: string; count: number }[] = await dataSource.query(UNREAD_OF_RECIPIENTS, [ids, businessId]);
  const byId = new Map(rows.map((row) => [row.id, row.count]));
  return ids.map((id) => byId.get(id) ?? 0);
}
