/** How long code has run, without the time in which other programs had the processor. */

/**
 * Node 20 does not report the processor time of one thread, so this is an upper bound: the time by the clock, but at most
 * what all threads of this process have used. On a machine that is busy with other programs it is far less than the clock.
 */
export class RunningTime {
  private readonly startedAt = performance.now();
  private readonly used = process.cpuUsage();

  /** Milliseconds by the clock. */
  passedMs(): number {
    return performance.now() - this.startedAt;
  }

  /** Milliseconds that code of this process has run at most. */
  runMs(): number {
    const { user, system } = process.cpuUsage(this.used);
    return Math.min(this.passedMs(), (user + system) / 1_000);
  }
}
