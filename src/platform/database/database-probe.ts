/** Whether PostgreSQL answers, and whether its schema is one that this version can work with. */
import { systemTime } from '../clock.js';
import { isOfPostgres } from '../fault-text.js';
import { clocksApart } from './clocks.js';
import { OwnConnection } from './own-connection.js';

/** To connect, and for the answer: each. */
const ANSWER_MS = 1_000;

/** The first of these migrations that did not run, and what time it is there. */
const LOOK = `
  SELECT clock_timestamp() AS at, (
    SELECT wanted.name FROM unnest($1::text[]) WITH ORDINALITY AS wanted (name, place)
    WHERE NOT EXISTS (SELECT FROM migrations ran WHERE ran.name = wanted.name) ORDER BY wanted.place LIMIT 1) AS lacking`;
/** SQLSTATE: there is no such table. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const NO_TABLE = '42P01';

interface Answer {
  at: Date;
  lacking: string | null;
}

export class DatabaseProbe {
  private readonly connection: OwnConnection;
  private asking: Promise<boolean> | null = null;
  private lacking: string | null = null;
  private apart = 0;

  /** @param migrations names of all that this version needs, the oldest first */
  constructor(
    databaseUrl: string,
    private readonly migrations: readonly string[],
    private readonly now = systemTime,
  ) {
    this.connection = new OwnConnection({ connectionString: databaseUrl, name: 'tocsin-probe', answerMs: ANSWER_MS });
  }

  /** Within two seconds. Who asks meanwhile gets the same answer. */
  answers(): Promise<boolean> {
    this.asking ??= this.look().finally(() => {
      this.asking = null;
    });
    return this.asking;
  }

  /** The first migration that was not there at the last answer: another backup was restored, or another database stands at the address. */
  lacks(): string | null {
    return this.lacking;
  }

  /** How far its clock and ours were apart at the last answer, milliseconds. */
  clocksApart(): number {
    return this.apart;
  }

  private async look(): Promise<boolean> {
    const before = this.now();
    try {
      const [answer] = await this.connection.query<Answer>({ text: LOOK, values: [this.migrations] });
      this.lacking = answer?.lacking ?? null;
      this.apart = answer ? clocksApart(answer.at, { before, after: this.now() }) : 0;
      return true;
    } catch (error) {
      if (!isOfPostgres(error) || error.code !== NO_TABLE) return false;
      this.lacking = this.migrations[0] ?? null;
      return true;
    }
  }

  async close(): Promise<void> {
    await this.asking;
    await this.connection.close();
  }
}
