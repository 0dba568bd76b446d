/** Takes in what a provider reports of its mails: deliveries move on, dead addresses are suppressed, the team is told. */
import type { DataSource, EntityManager } from 'typeorm';
import type { DeliveryReceipt } from '../../domain/health/delivery-receipts.js';
import { runStatement } from '../../platform/database/statement.js';
import type { Bus } from '../../platform/live/bus.js';
import { newId } from '../../platform/new-id.js';
import { type SuppressedDestination, suppressedNotice } from '../notices/address-notice.js';
import { checkCoverage } from '../notices/coverage.js';
import { raiseNotices } from '../notices/notice.js';
import {
  INSERT_DELIVERY_RECEIPTS,
  INSERT_RECEIPT_ATTEMPTS,
  type MovedEvent,
  SUPPRESS_ADDRESSES,
  UPDATE_DELIVERIES,
} from './delivery-receipts.statements.js';

/**
 * For the system's connections: one account at the provider carries the mails of all businesses, and each receipt names
 * a delivery, which says whose it is.
 */
export class DeliveryReceipts {
  constructor(
    private readonly dataSource: DataSource,
    private readonly bus: Bus,
  ) {}

  /** Returns how many were new. Rejects where they could not be stored: none of them is. */
  async take(receipts: readonly DeliveryReceipt[], at: Date): Promise<number> {
    if (receipts.length === 0) return 0;
    const { count, moved } = await this.dataSource.transaction((manager) => storeReceipts(manager, receipts, at));
    this.bus.publish(moved.map((event) => ({ ...event, recipientId: null })));
    return count;
  }
}

async function storeReceipts(
  manager: EntityManager,
  receipts: readonly DeliveryReceipt[],
  at: Date,
): Promise<{ count: number; moved: MovedEvent[] }> {
  const stored = await runStatement(manager, INSERT_DELIVERY_RECEIPTS, { receipts });
  const news = new Set(stored.map(({ id }) => id));
  const fresh = receipts.filter(({ id }) => news.has(id));
  if (fresh.length === 0) return { count: 0, moved: [] };
  const moved = await runStatement(manager, UPDATE_DELIVERIES, { receipts: fresh });
  const attempts = fresh.map(({ id: receiptId }) => ({ id: newId('attempt'), receiptId }));
  await runStatement(manager, INSERT_RECEIPT_ATTEMPTS, { receipts: fresh, attempts });
  const suppressed = await runStatement(manager, SUPPRESS_ADDRESSES, { receipts: fresh });
  await noticeSuppressed(manager, suppressed, at);
  return { count: fresh.length, moved };
}

/** Fewer addresses than before: does every critical alert still reach enough people? */
async function noticeSuppressed(
  manager: EntityManager,
  suppressed: readonly SuppressedDestination[],
  at: Date,
): Promise<void> {
  await raiseNotices(
    manager,
    suppressed.map((one) => suppressedNotice(one, at)),
  );
  for (const businessId of [...new Set(suppressed.map((one) => one.businessId))].sort())
    await checkCoverage(manager, businessId, at);
}
