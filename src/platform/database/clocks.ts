/** How far this machine's clock and PostgreSQL's are apart. Each writes times that the other compares with its own. */
import type { Logger } from 'pino';
import { systemTime } from '../clock.js';

/** Milliseconds: more is doubtful; more is wrong. Signatures of webhooks hold for five minutes either way. */
export const CLOCKS = { doubtful: 2_000, wrong: 60_000 };

/** A question to PostgreSQL whose answer has `at`. */
export const ASK_TIME = 'SELECT clock_timestamp() AS at';

interface Asked {
  /** When it was asked, and when it had answered: it wrote its time at some moment in between. */
  before: Date;
  after: Date;
}

/** Milliseconds, at least; 0 where nothing speaks for a difference. */
export const clocksApart = (at: Date, { before, after }: Asked): number =>
  Math.max(before.getTime() - at.getTime(), at.getTime() - after.getTime(), 0);

interface Answering {
  query(sql: string): Promise<{ at: Date }[]>;
}

const LOOK_AGAIN_MS = 60_000;

/**
 * The time by which workers decide what they hold, and until when: PostgreSQL's, which is the same for all of them. One whose own
 * clock is minutes ahead would hold a minute's messages for minutes.
 */
export class DatabaseClock {
  private aheadMs = 0;

  constructor(private readonly machine = systemTime) {}

  readonly now = (): Date => new Date(this.machine().getTime() + this.aheadMs);

  /** Goes by what PostgreSQL says now; while it does not answer, by what it said last. */
  async set(database: Answering): Promise<void> {
    const before = this.machine();
    const [answer] = await database.query(ASK_TIME).catch(() => []);
    if (!answer) return;
    const after = this.machine();
    const isDoubtful = clocksApart(answer.at, { before, after }) > CLOCKS.doubtful;
    this.aheadMs = isDoubtful ? answer.at.getTime() - (before.getTime() + after.getTime()) / 2 : 0;
  }

  /** Sets it now and from time to time. Gives what ends that. */
  async follow(database: Answering): Promise<() => void> {
    await this.set(database);
    const timer = setInterval(() => void this.set(database), LOOK_AGAIN_MS);
    timer.unref();
    return () => clearInterval(timer);
  }
}

/** What a process says of itself at its start. */
export async function warnOfClock(database: Answering, log: Logger, now = systemTime): Promise<void> {
  const before = now();
  const [answer] = await database.query(ASK_TIME);
  const apart = answer ? clocksApart(answer.at, { before, after: now() }) : 0;
  if (apart > CLOCKS.wrong)
    log.error(
      { code: 'CLOCK_OFF', seconds: Math.round(apart / 1_000) },
      'the clocks of this machine and of PostgreSQL differ',
    );
}
