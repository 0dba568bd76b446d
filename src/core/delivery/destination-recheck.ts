/** What may still go out while a chunk is under way: a removed destination gets nothing from that moment. */
import type { DataSource } from 'typeorm';
import { runStatement } from '../../platform/database/statement.js';
import { FIND_GONE_DELIVERIES } from './deliver.statements.js';

/** No older may the knowledge be than one call may take. Quick chunks never look twice. */
const FRESH_MS = 15_000;

export class DestinationRecheck {
  private lookedAt = Date.now();
  private gone: ReadonlySet<string> = new Set();

  /** The claim has just looked. */
  constructor(
    private readonly dataSource: DataSource,
    private readonly deliveryIds: readonly string[],
  ) {}

  async refresh(): Promise<void> {
    if (Date.now() - this.lookedAt < FRESH_MS) return;
    this.lookedAt = Date.now();
    // Without an answer the claim's own look counts: what was sent already must be recorded, not lost to an error here.
    const rows = await runStatement(this.dataSource, FIND_GONE_DELIVERIES, {
      deliveryIds: [...new Set(this.deliveryIds)],
    }).catch(() => []);
    this.gone = new Set(rows.map(({ id }) => id));
  }

  /** Whether where it goes was removed or switched off since the claim, as far as was looked. */
  isGone(deliveryId: string): boolean {
    return this.gone.has(deliveryId);
  }
}
