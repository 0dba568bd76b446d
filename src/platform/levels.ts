/** The levels of one answer: of each only so much is under way at once, since all that is under way is in memory, promise by promise. */

/** Items of the lists of one level. As many as one statement is asked for (loaders.ts): with more there would be no fewer statements. */
const AT_ONCE = 100;

/** Lists of one level. They wait for those of their own level alone, which wait for deeper ones alone: nothing waits for itself. */
class Level {
  private underWay = 0;
  private waiting: { items: number; begin: () => void }[] = [];

  /** Completes a list of so many items by `work`, when there is room for it. */
  async complete<Completed>(items: number, work: () => Completed): Promise<Awaited<Completed>> {
    if (this.waiting.length > 0 || !this.hasRoom(items))
      await new Promise<void>((begin) => this.waiting.push({ items, begin }));
    else this.underWay += items;
    try {
      return await work();
    } finally {
      this.underWay -= items;
      if (this.underWay === 0) this.beginNext();
    }
  }

  private hasRoom(items: number): boolean {
    return this.underWay === 0 || this.underWay + items <= AT_ONCE;
  }

  /** When all that was under way is complete, as many as there is room for: what begins together is asked together. */
  private beginNext(): void {
    let count = 0;
    for (const { items, begin } of this.waiting) {
      if (!this.hasRoom(items)) break;
      this.underWay += items;
      count += 1;
      begin();
    }
    if (count > 0) this.waiting = this.waiting.slice(count);
  }
}

/** By depth. */
export class Levels {
  private readonly levels = new Map<number, Level>();

  at(depth: number): Level {
    const level = this.levels.get(depth) ?? new Level();
    this.levels.set(depth, level);
    return level;
  }
}
