/** Publish and subscribe across processes by PostgreSQL's NOTIFY: ids only, a hint and never the truth. */
import pg from 'pg';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { poolOf } from '../named-statement.js';

/** Rows wait in the inbox. */
export const INBOX_TOPIC = 'tocsin_inbox';

/** Rings the bell of a topic in every process that listens. In a statement of its own: NOTIFY locks at commit. */
export async function publish(dataSource: DataSource, topic: string): Promise<void> {
  await poolOf(dataSource).query('SELECT pg_notify($1, $2)', [topic, '']);
}

/** Listens on a connection of its own, made again whenever it breaks. Returns what ends it. */
export function subscribe(databaseUrl: string, topic: string, heard: () => void, log: Logger): () => Promise<void> {
  let client: pg.Client | null = null;
  let stopped = false;
  const connect = async (): Promise<void> => {
    if (stopped) return;
    client = new pg.Client({ connectionString: databaseUrl, application_name: 'tocsin-bus' });
    client.on('notification', heard);
    client.on('error', () => retry());
    try {
      await client.connect();
      await client.query(`LISTEN ${topic}`);
      // Bells rung while nobody listened are lost: one look makes up for them.
      heard();
    } catch {
      retry();
    }
  };
  const retry = () => {
    client?.removeAllListeners();
    void client?.end().catch(() => undefined);
    client = null;
    if (!stopped) {
      log.warn({ code: 'BUS_LOST', topic }, 'lost the connection that listens; polling goes on meanwhile');
      setTimeout(() => void connect(), 1_000);
    }
  };
  void connect();
  return async () => {
    stopped = true;
    await client?.end().catch(() => undefined);
  };
}
