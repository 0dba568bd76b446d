/** One connection with which a process LISTENs to channels of PostgreSQL; it reconnects when it is lost. */
import pg from 'pg';
import type { Logger } from 'pino';
import { withPlainTlsMode } from '../database/tls-mode.js';

/** Notified when rows wait in the inbox. */
export const INBOX_CHANNEL = 'tocsin_inbox';
/** Carries live updates, see `writeChange`. */
export const LIVE_CHANNEL = 'tocsin_live';

export interface Hears {
  /** Receives the payloads, by channel. */
  channels: Record<string, (payload: string) => void>;
  /** The connection listens, for the first time or again: notifications before this moment are lost. */
  opened(): void;
  /** The connection was lost: no notifications until `opened`. */
  lost?(): void;
}

const AGAIN_MS = 1_000;
/** A connection that was cut without notice looks like a quiet one; a query shows the difference. */
const ASK_EVERY_MS = 15_000;
const ANSWER_MS = 5_000;

export class Listener {
  /** Resolves after the first attempt to connect, successful or not. */
  readonly tried: Promise<void>;
  private client: pg.Client | null = null;
  private again: NodeJS.Timeout | undefined;
  private asking: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly databaseUrl: string,
    private readonly hears: Hears,
    private readonly log: Logger,
    private readonly askEveryMs = ASK_EVERY_MS,
  ) {
    this.tried = this.connect();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.again);
    clearInterval(this.asking);
    const { client } = this;
    this.client = null;
    await client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: withPlainTlsMode(this.databaseUrl),
      application_name: 'tocsin-bus',
      connectionTimeoutMillis: ANSWER_MS,
      query_timeout: ANSWER_MS,
    });
    this.client = client;
    client.on('notification', ({ channel, payload }) => this.hears.channels[channel]?.(payload ?? ''));
    client.on('error', () => this.lost(client));
    client.on('end', () => this.lost(client));
    try {
      await client.connect();
      await client.query(
        Object.keys(this.hears.channels)
          .map((channel) => `LISTEN ${channel}`)
          .join('; '),
      );
    } catch {
      this.lost(client);
      return;
    }
    if (this.client !== client) return;
    this.asking = setInterval(() => void client.query('SELECT 1').catch(() => this.lost(client)), this.askEveryMs);
    this.hears.opened();
  }

  private lost(client: pg.Client): void {
    if (this.client !== client) return;
    this.client = null;
    clearInterval(this.asking);
    client.end().catch(() => undefined);
    if (this.stopped) return;
    this.hears.lost?.();
    const channels = Object.keys(this.hears.channels);
    this.log.warn({ code: 'BUS_LOST', channels }, 'lost the connection that listens; it is made again');
    this.again = setTimeout(() => void this.connect(), AGAIN_MS);
  }
}
