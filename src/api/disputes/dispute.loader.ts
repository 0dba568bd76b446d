/** What belongs to disputes, read for many at once: one statement each, however many are asked about. */
import type { DataSource } from 'typeorm';
import type { SkippedReminder } from '../../core/disputes/reminder.entity.js';
import type { Facts } from '../../domain/facts.js';
import { FIND_DISPUTE_EVENTS, FIND_EVIDENCE, FIND_REMINDERS } from './dispute.statements.js';
import type { Evidence } from './evidence.js';

/** A reminder of the ladder that was dealt with. */
export interface DoneReminder {
  dueAt: Date;
  level: number;
  /** Null for one that told nobody. */
  sentAt: Date | null;
  skipped: SkippedReminder | null;
  deliveries: number;
}

export interface DisputeEvent {
  id: string;
  type: string;
  facts: Facts;
  test: boolean;
  occurredAt: Date;
}

export const remindersOfDisputes = (dataSource: DataSource, businessId: string, ids: readonly string[]) =>
  listsOf<DoneReminder>(dataSource, FIND_REMINDERS, businessId, ids);

export const eventsOfDisputes = (dataSource: DataSource, businessId: string, ids: readonly string[]) =>
  listsOf<DisputeEvent>(dataSource, FIND_DISPUTE_EVENTS, businessId, ids);

/** In the order of the ids; null for what is not there. */
export async function evidenceOfDisputes(
  dataSource: DataSource,
  businessId: string,
  ids: readonly string[],
): Promise<(Evidence | null)[]> {
  const rows: Evidence[] = await dataSource.query(FIND_EVIDENCE, [businessId, ids]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}

async function listsOf<Row>(
  dataSource: DataSource,
  statement: string,
  businessId: string,
  ids: readonly string[],
): Promise<Row[][]> {
  const rows: (Row & { disputeId: string })[] = await dataSource.query(statement, [businessId, ids]);
  const lists = new Map<string, Row[]>(ids.map((id) => [id, []]));
  for (const row of rows) lists.get(row.disputeId)?.push(row);
  return ids.map((id) => lists.get(id) ?? []);
}
