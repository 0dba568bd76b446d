/** A connection beside the pools, for what must not wait behind what makes them wait. Made anew after each failure. */
import pg from 'pg';
import { withPlainTlsMode } from './tls-mode.js';

export interface OwnConnectionOptions {
  connectionString: string;
  /** What PostgreSQL's list of connections says. */
  name: string;
  /** To connect, and for the answer: each, milliseconds. */
  answerMs: number;
}

export class OwnConnection {
  private client: pg.Client | null = null;

  constructor(private readonly options: OwnConnectionOptions) {}

  /** @throws where there is no answer in time */
  async query<Row extends pg.QueryResultRow>(query: string | pg.QueryConfig): Promise<Row[]> {
    try {
      this.client ??= await this.connect();
      return (await this.client.query<Row>(query)).rows;
    } catch (error) {
      this.drop(this.client);
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.client?.end().catch(() => undefined);
  }

  private async connect(): Promise<pg.Client> {
    const { connectionString, name, answerMs } = this.options;
    const client = new pg.Client({
      connectionString: withPlainTlsMode(connectionString),
      application_name: name,
      connectionTimeoutMillis: answerMs,
      query_timeout: answerMs,
      statement_timeout: answerMs,
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
