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

/** What a process says of itself at its start. */
export async function warnOfClock(
  database: { query(sql: string): Promise<{ at: Date }[]> },
  log: Logger,
  now = systemTime,
): Promise<void> {
  const before = now();
  const [answer] = await database.query(ASK_TIME);
  const apart = answer ? clocksApart(answer.at, { before, after: now() }) : 0;
  if (apart > CLOCKS.wrong)
    log.error(
      { code: 'CLOCK_OFF', seconds: Math.round(apart / 1_000) },
      'the clocks of this machine and of PostgreSQL differ',
    );
}
