/** Checks destinations while a chunk is being sent: a removed destination gets nothing from that moment. */
import type { DataSource } from 'typeorm';
import { runStatement } from '../../platform/database/statement.js';
import type { ClaimedDelivery } from './claimed-delivery.js';
import { FIND_GONE_DELIVERIES } from './deliver.statements.js';
import type { DestinationRemovals, RemovalMark } from './destination-removals.js';

/** While nobody hears of removals, the knowledge is no older than one call may take. */
const FRESH_MS = 15_000;

export interface RecheckDeps {
  dataSource: DataSource;
  removals: DestinationRemovals;
  now: () => Date;
}

/** Asks PostgreSQL again only where something of these businesses was removed meanwhile: slowness alone costs no statement. */
export class DestinationRecheck {
  private gone: ReadonlySet<string> = new Set();
  private readonly businessIds: ReadonlySet<string>;
  private askedAtMs: number;
  private failed = false;

  /** `mark` was made before the claim, which has just asked. */
  constructor(
    private readonly deps: RecheckDeps,
    private readonly claimed: readonly Pick<ClaimedDelivery, 'id' | 'businessId'>[],
    private mark: RemovalMark,
  ) {
    this.businessIds = new Set(claimed.map(({ businessId }) => businessId));
    this.askedAtMs = deps.now().getTime();
  }

  async refresh(): Promise<void> {
    if (!this.isStale()) return;
    const mark = this.deps.removals.mark();
    this.askedAtMs = this.deps.now().getTime();
    const deliveryIds = [...new Set(this.claimed.map(({ id }) => id))];
    // If PostgreSQL does not answer, the last result counts: an error here must not lose the record of what was sent.
    const asked = runStatement(this.deps.dataSource, FIND_GONE_DELIVERIES, { deliveryIds });
    const rows = await asked.catch(() => null);
    this.failed = rows === null;
    if (!rows) return;
    this.mark = mark;
    this.gone = new Set(rows.map(({ id }) => id));
  }

  /** Whether where it goes was removed or switched off since the claim, as far as is known. */
  isGone(deliveryId: string): boolean {
    return this.gone.has(deliveryId);
  }

  private isStale(): boolean {
    const { removals, now } = this.deps;
    const aged = now().getTime() - this.askedAtMs >= FRESH_MS;
    if (this.failed || !removals.isListening) return aged;
    return removals.anySince(this.mark, this.businessIds);
  }
}
