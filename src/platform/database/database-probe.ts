/** Whether PostgreSQL answers. */
import { OwnConnection } from './own-connection.js';

/** To connect, and for the answer: each. */
const ANSWER_MS = 1_000;

export class DatabaseProbe {
  private readonly connection: OwnConnection;
  private asking: Promise<boolean> | null = null;

  constructor(databaseUrl: string) {
    this.connection = new OwnConnection({ connectionString: databaseUrl, name: 'tocsin-probe', answerMs: ANSWER_MS });
  }

  /** Within two seconds. Who asks meanwhile gets the same answer. */
  answers(): Promise<boolean> {
    this.asking ??= this.connection
      .query('SELECT 1')
      .then(
        () => true,
        () => false,
      )
      .finally(() => {
        this.asking = null;
      });
    return this.asking;
  }

  async close(): Promise<void> {
    await this.asking;
    await this.connection.close();
  }
}
