/** Which runs this relay started that still take what others need: the processor, the database, places. */

interface Run {
  businessId: string;
  eventIds: readonly string[];
  /** When it was begun, milliseconds since 1970. */
  begun: number;
}

/** Without a plan after this long its worker is in trouble: it is looked for as a lost run then, and keeps nobody else waiting. */
const LONGEST_MS = 10_000;
/** So long after its last run began a business is taken to have more of them, milliseconds. */
const OTHERS_MS = 2_000;

export class RunsUnderWay {
  /** By the first event of each. */
  private readonly runs = new Map<string, Run>();
  private readonly counts = new Map<string, number>();
  /** When the last run of each business was begun, milliseconds since 1970. */
  private readonly lastBegun = new Map<string, number>();

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
    this.lastBegun.set(businessId, now);
  }

  end(first: string): void {
    const run = this.runs.get(first);
    if (!run) return;
    this.runs.delete(first);
    const left = this.count(run.businessId) - 1;
    if (left > 0) this.counts.set(run.businessId, left);
    else this.counts.delete(run.businessId);
  }

  /**
   * Ends one that this process has sent, where no other business had a run of late. Beside others the look by the clock ends it, which
   * leaves them Temporal, the database and the processor for a while.
   * @returns whether it was ended
   */
  endAlone(first: string, now: number): boolean {
    const run = this.runs.get(first);
    const isAlone = [...this.lastBegun].every(([id, at]) => id === run?.businessId || at < now - OTHERS_MS);
    if (!run || !isAlone) return false;
    this.end(first);
    return true;
  }

  /** Ends those that took too long: nobody asks after them while nothing waits, and most are over long since. */
  endLate(now: number): void {
    for (const [first, { begun }] of this.runs) if (begun < now - LONGEST_MS) this.end(first);
    for (const [businessId, at] of this.lastBegun) if (at < now - OTHERS_MS) this.lastBegun.delete(businessId);
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
