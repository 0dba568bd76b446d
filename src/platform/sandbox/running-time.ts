/** How long code has run, without the time in which other programs had the processor. */

export interface Clocks {
  nowMs(): number;
  usedMs(): number;
}

const PROCESS_CLOCKS: Clocks = {
  nowMs: () => performance.now(),
  usedMs: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  },
};

/**
 * Node 20 does not report the processor time of one thread, so this is an upper bound: the time by the clock, but at most
 * what all threads of this process have used. On a machine that is busy with other programs it is far less than the clock.
 */
export class RunningTime {
  private readonly startedAtMs: number;
  private readonly usedAtStartMs: number;

  /** @param clocks milliseconds by the clock and of processor time, each from any beginning */
  constructor(private readonly clocks: Clocks = PROCESS_CLOCKS) {
    this.startedAtMs = clocks.nowMs();
    this.usedAtStartMs = clocks.usedMs();
  }

  /** Milliseconds by the clock. */
  passedMs(): number {
    return this.clocks.nowMs() - this.startedAtMs;
  }

  /** Milliseconds that code of this process has run at most. */
  runMs(): number {
    return Math.min(this.passedMs(), this.clocks.usedMs() - this.usedAtStartMs);
  }
}
