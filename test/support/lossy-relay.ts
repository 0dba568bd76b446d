/** A relay before PostgreSQL that loses an answer: the statement is committed, and its client never hears of it. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface LossyRelay {
  url: string;
  /** The next statement with these words in it (or its name) loses its answer; null: none does. */
  loseAnswerTo: string | null;
  lost: number;
  stop(): Promise<void>;
}

export async function startLossyRelay(databaseUrl: string): Promise<LossyRelay> {
  const behind = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const relay: LossyRelay = { url: '', loseAnswerTo: null, lost: 0, stop: async () => undefined };
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  };
  const server = createServer((client) => {
    const postgres = connect(Number(behind.port), behind.hostname);
    keep(client);
    keep(postgres);
    let losing = false;
    client.on('data', (bytes: Buffer) => {
      losing ||= relay.loseAnswerTo !== null && bytes.includes(relay.loseAnswerTo);
      postgres.write(bytes);
    });
    // PostgreSQL answers the whole of a prepared statement at once, when it is committed.
    postgres.on('data', (bytes: Buffer) => {
      if (!losing) return void client.write(bytes);
      relay.loseAnswerTo = null;
      relay.lost += 1;
      client.destroy();
    });
    client.on('close', () => postgres.destroy());
    postgres.on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const before = new URL(databaseUrl);
  before.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  relay.url = before.toString();
  relay.stop = () => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  return relay;
}
