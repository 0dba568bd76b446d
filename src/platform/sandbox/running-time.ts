/** How long code has run, where the operating system may have given the processor to others meanwhile. */

/**
 * Node 20 does not tell how long one thread has run, so this is a bound from above: what the clock says, and no more than
 * all threads of this process have used. On a machine that is busy with other programs it is far less than the clock says.
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
