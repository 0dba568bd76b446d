/** Takes in what a provider reports of its mails: deliveries move on, dead addresses are suppressed, the team is told. */

import type { DataSource, EntityManager } from 'typeorm';
import type { DeliveryReceipt } from '../../domain/health/delivery-receipts.js';
import type { Notice } from '../../domain/notice.js';
import type { Reason } from '../../domain/reasons.js';
import type { Bus } from '../../platform/live/bus.js';
import { newId } from '../../platform/new-id.js';
import { checkCoverage } from '../notices/coverage.js';
import { raiseNotices } from '../notices/notice.js';
import {
  INSERT_DELIVERY_RECEIPTS,
  INSERT_RECEIPT_ATTEMPTS,
  SUPPRESS_ADDRESSES,
  UPDATE_DELIVERIES,
} from './delivery-receipts.statements.js';

interface Suppressed {
  id: string;
  businessId: string;
  label: string;
  reason: Reason;
}

interface Moved {
  id: string;
  businessId: string;
}

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
    const { count, moved } = await this.dataSource.transaction((manager) => takeIn(manager, receipts, at));
    this.bus.publish(moved.map((event) => ({ ...event, recipientId: null })));
    return count;
  }
}

async function takeIn(manager: EntityManager, receipts: readonly DeliveryReceipt[], at: Date) {
  const stored: { id: string }[] = await manager.query(INSERT_DELIVERY_RECEIPTS, [JSON.stringify(receipts)]);
  const news = new Set(stored.map(({ id }) => id));
  const fresh = receipts.filter(({ id }) => news.has(id));
  if (fresh.length === 0) return { count: 0, moved: [] as Moved[] };
  const json = JSON.stringify(fresh);
  const moved: Moved[] = await manager.query(UPDATE_DELIVERIES, [json]);
  await manager.query(INSERT_RECEIPT_ATTEMPTS, [json, fresh.map(() => newId('attempt')), fresh.map(({ id }) => id)]);
  // TypeORM answers an UPDATE with its rows and their number.
  const [suppressed]: [Suppressed[], number] = await manager.query(SUPPRESS_ADDRESSES, [json]);
  await noticeSuppressed(manager, suppressed, at);
  return { count: fresh.length, moved };
}

/** Fewer addresses than before: does every critical alert still reach enough people? */
async function noticeSuppressed(manager: EntityManager, suppressed: readonly Suppressed[], at: Date): Promise<void> {
  await raiseNotices(
    manager,
    suppressed.map((one) => noticeOf(one, at)),
  );
  for (const businessId of [...new Set(suppressed.map((one) => one.businessId))].sort())
    await checkCoverage(manager, businessId, at);
}

function noticeOf({ id, businessId, label, reason }: Suppressed, at: Date): Notice {
  // The notice goes to endpoints, too: enough of an address to recognise it.
  const about = [label.replace(/^(.).*(?=@)/, '$1…')];
  const transition = `ended:${id}:${at.toISOString()}`;
  return { businessId, type: 'tocsin.address_suppressed', transition, at, about, subjectId: id, reason };
}
