/** Which businesses had a destination, a person or a customer e-mail removed or switched off, as PostgreSQL tells by NOTIFY. */

/** Told by triggers when such a change commits (migrations/1764001500000-destination-removals.ts); the payload is the business. */
export const REMOVALS_CHANNEL = 'tocsin_removals';

/** A moment in the order of what was heard. */
export type RemovalMark = number;

export class DestinationRemovals {
  private count = 0;
  private open = false;
  /** What was said before is lost. */
  private openedAt = 0;
  private readonly lastOf = new Map<string, number>();

  /** False: what is removed now is not heard of. */
  get isListening(): boolean {
    return this.open;
  }

  mark(): RemovalMark {
    return this.count;
  }

  /** Whether something of these businesses may have been removed after the mark. */
  anySince(mark: RemovalMark, businessIds: Iterable<string>): boolean {
    if (this.openedAt > mark) return true;
    for (const id of businessIds) if ((this.lastOf.get(id) ?? 0) > mark) return true;
    return false;
  }

  heard(businessId: string): void {
    this.count += 1;
    this.lastOf.set(businessId, this.count);
  }

  opened(): void {
    this.count += 1;
    this.openedAt = this.count;
    this.open = true;
  }

  lost(): void {
    this.open = false;
  }
}
