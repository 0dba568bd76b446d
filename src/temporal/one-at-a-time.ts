/** A job that never runs twice at the same moment: who asks while it runs has it run once more afterwards. */
export class OneAtATime {
  private running: Promise<void> | null = null;
  private again = false;

  /** @param job never rejects */
  constructor(private readonly job: () => Promise<void>) {}

  ask(): void {
    if (this.running) this.again = true;
    else this.running = this.run();
  }

  /** Resolves when it runs no more. */
  async idle(): Promise<void> {
    await this.running;
  }

  private async run(): Promise<void> {
    do {
      this.again = false;
      await this.job();
    } while (this.again);
    this.running = null;
  }
}
