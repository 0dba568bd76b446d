/** The events that are leased to this process and have no run yet, by business. */
import type { RelayRow } from '../core/ingest/relay-nudge.js';
import { groupForRuns, type Shared, sharesAs } from '../domain/planning/grouping.js';
import { nextInTurn } from '../domain/planning/turns.js';
import { urgencyOf } from '../domain/planning/urgency.js';
import type { RunsUnderWay } from './runs-under-way.js';

interface Business {
  /** By event. */
  rows: Map<string, RelayRow>;
  urgent: number;
}

const isUrgent = ({ eventType }: RelayRow) => urgencyOf(eventType) === 'critical';

export class WaitingEvents {
  /** Whose turn was longest ago stands first. */
  private readonly businesses = new Map<string, Business>();
  /** What shares runs since so many waited, by business: of a backlog only a part is here, and less of it after each run. */
  private readonly sharing = new Map<string, Set<Shared>>();
  /** When their leases are about to end, milliseconds since 1970, by event. */
  private readonly until = new Map<string, number>();

  /** @param until when their leases are about to end, milliseconds since 1970 */
  add(rows: readonly RelayRow[], until: number): void {
    for (const row of rows) {
      const business = this.businesses.get(row.businessId) ?? { rows: new Map(), urgent: 0 };
      this.businesses.set(row.businessId, business);
      if (!business.rows.has(row.id) && isUrgent(row)) business.urgent += 1;
      business.rows.set(row.id, row);
      this.until.set(row.id, until);
    }
  }

  /** How many of this business, or of all. */
  count(businessId?: string): number {
    return businessId === undefined ? this.until.size : (this.businesses.get(businessId)?.rows.size ?? 0);
  }

  /** Of which businesses so many or more wait here. */
  havingAtLeast(count: number): string[] {
    return [...this.businesses].filter(([, { rows }]) => rows.size >= count).map(([businessId]) => businessId);
  }

  /**
   * Takes out the events of the run that is to be started next; null: nothing waits, or nobody may have one more.
   * @param atOnce runs that Temporal carries at once
   */
  take(underWay: RunsUnderWay, atOnce: number): RelayRow[] | null {
    const waiting = [...this.businesses].map(([businessId, { urgent }]) => ({
      businessId,
      urgent: urgent > 0,
      underWay: underWay.count(businessId),
    }));
    const businessId = nextInTurn(waiting, { underWay: underWay.count(), atOnce });
    const business = businessId === null ? undefined : this.businesses.get(businessId);
    if (businessId === null || !business) return null;
    const [ids = []] = groupForRuns([...business.rows.values()], this.sharing.get(businessId));
    const rows = ids.flatMap((id) => business.rows.get(id) ?? []);
    if (rows.length > 1) this.share(businessId, rows[0]);
    for (const row of rows) this.drop(businessId, business, row);
    if (this.businesses.delete(businessId) && business.rows.size > 0) this.businesses.set(businessId, business);
    return rows;
  }

  /** To be called when all that waits was looked for: a business of which nothing was found has worked off its backlog. */
  endBacklogs(): void {
    for (const businessId of this.sharing.keys()) if (!this.businesses.has(businessId)) this.sharing.delete(businessId);
  }

  /** Those whose leases are about to end: from then on another relay may take them. */
  late(now: number): RelayRow[] {
    const all = [...this.businesses.values()].flatMap(({ rows }) => [...rows.values()]);
    return all.filter(({ id }) => (this.until.get(id) ?? 0) <= now);
  }

  /** @param rows of them, those that still wait here */
  renew(rows: readonly RelayRow[], until: number): void {
    for (const { id } of rows) if (this.until.has(id)) this.until.set(id, until);
  }

  /** Takes out all that waits. */
  clear(): RelayRow[] {
    const all = [...this.businesses.values()].flatMap(({ rows }) => [...rows.values()]);
    this.businesses.clear();
    this.until.clear();
    return all;
  }

  private share(businessId: string, row: RelayRow | undefined): void {
    const as = row && sharesAs(row);
    if (as) this.sharing.set(businessId, new Set(this.sharing.get(businessId)).add(as));
  }

  private drop(businessId: string, business: Business, row: RelayRow): void {
    business.rows.delete(row.id);
    this.until.delete(row.id);
    if (isUrgent(row)) business.urgent -= 1;
    if (business.rows.size === 0) this.businesses.delete(businessId);
  }
}
