/** Which runs this relay started that still take what others need: the processor, the database, places. */

interface Run {
  businessId: string;
  eventIds: readonly string[];
  /** When it was begun, milliseconds since 1970. */
  begun: number;
}

/** Without a plan after this long its worker is in trouble: it is looked for as a lost run then, and keeps nobody else waiting. */
const LONGEST_MS = 10_000;

export class RunsUnderWay {
  /** By the first event of each. */
  private readonly runs = new Map<string, Run>();
  private readonly counts = new Map<string, number>();

  /** How many of this business, or of all. */
  count(businessId?: string): number {
    return businessId === undefined ? this.runs.size : (this.counts.get(businessId) ?? 0);
  }

  eventIds(): string[] {
    return [...this.runs.values()].flatMap(({ eventIds }) => eventIds);
  }

  /** @param eventIds all of one business, and of no run that is under way */
  begin(businessId: string, eventIds: readonly string[], now: number): void {
    const [first] = eventIds;
    if (first === undefined || this.runs.has(first)) return;
    this.runs.set(first, { businessId, eventIds, begun: now });
    this.counts.set(businessId, this.count(businessId) + 1);
  }

  end(first: string): void {
    const run = this.runs.get(first);
    if (!run) return;
    this.runs.delete(first);
    const left = this.count(run.businessId) - 1;
    if (left > 0) this.counts.set(run.businessId, left);
    else this.counts.delete(run.businessId);
  }

  /** Ends those that took too long: nobody asks after them while nothing waits, and most are over long since. */
  endLate(now: number): void {
    for (const [first, { begun }] of this.runs) if (begun < now - LONGEST_MS) this.end(first);
  }

  /**
   * Ends those none of whose events is open.
   * @param asked the events that were asked about: a run that was begun meanwhile is not among them, and stays.
   */
  keepOpen(asked: ReadonlySet<string>, open: ReadonlySet<string>): void {
    for (const [first, { eventIds }] of this.runs)
      if (asked.has(first) && !eventIds.some((id) => open.has(id))) this.end(first);
  }
}
