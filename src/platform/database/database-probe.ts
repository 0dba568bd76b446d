/** Whether PostgreSQL answers, asked by a connection of its own: a probe must not wait behind what makes the pools wait. */
import pg from 'pg';

/** To connect, and for the answer: each. */
const ANSWER_MS = 1_000;

export class DatabaseProbe {
  private client: pg.Client | null = null;
  private asking: Promise<boolean> | null = null;

  constructor(private readonly databaseUrl: string) {}

  /** Within two seconds. Who asks meanwhile gets the same answer. */
  answers(): Promise<boolean> {
    this.asking ??= this.ask().finally(() => {
      this.asking = null;
    });
    return this.asking;
  }

  async close(): Promise<void> {
    await this.asking;
    await this.client?.end().catch(() => undefined);
  }

  private async ask(): Promise<boolean> {
    try {
      this.client ??= await this.connect();
      await this.client.query('SELECT 1');
      return true;
    } catch {
      this.drop(this.client);
      return false;
    }
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.databaseUrl,
      application_name: 'tocsin-probe',
      connectionTimeoutMillis: ANSWER_MS,
      query_timeout: ANSWER_MS,
    });
    client.on('error', () => this.drop(client));
    await client.connect();
    return client;
  }

  private drop(client: pg.Client | null): void {
    if (this.client === client) this.client = null;
    client?.end().catch(() => undefined);
  }
}
