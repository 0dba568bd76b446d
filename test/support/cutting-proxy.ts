/** Stands before PostgreSQL and kills every connection at a chosen statement: before it arrives, or when it is done and nobody has heard of it. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface Cut {
  /** A named statement, or the first words of another one. */
  statement: string;
  /** From 1: of how many such statements from now on. */
  occurrence: number;
  when: 'BEFORE' | 'AFTER';
}

export interface CuttingProxy {
  url: string;
  /** The statements since `begin`, in order. */
  heard: string[];
  /** Counts anew. Resolves when the cut is made; from then on nobody gets through. */
  begin(cut: Cut | null): Promise<void>;
  /** Lets everybody through again. */
  mend(): void;
  stop(): Promise<void>;
}

export async function startCuttingProxy(databaseUrl: string): Promise<CuttingProxy> {
  const behind = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const state: { cut: Cut | null; dead: boolean; made: () => void } = { cut: null, dead: false, made: () => undefined };
  const proxy: CuttingProxy = {
    url: '',
    heard: [],
    begin: (cut) => {
      proxy.heard = [];
      return new Promise((resolve) => Object.assign(state, { cut, made: resolve }));
    },
    mend: () => Object.assign(state, { dead: false }),
    stop: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  const kill = () => {
    Object.assign(state, { cut: null, dead: true });
    for (const socket of sockets) socket.destroy();
    state.made();
  };
  /** Whether the cut is to be made at this statement. */
  const isCut = (statement: string): boolean => {
    proxy.heard.push(statement);
    if (state.cut?.statement !== statement) return false;
    return proxy.heard.filter((one) => one === statement).length === state.cut.occurrence;
  };
  const server = createServer((client) => {
    if (state.dead) return void client.destroy();
    const postgres = connect(Number(behind.port), behind.hostname);
    for (const socket of [client, postgres]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    let dying = false;
    const messages = new Messages((bytes, statement) => {
      if (statement === null || !isCut(statement)) return void postgres.write(bytes);
      if (state.cut?.when === 'BEFORE') return kill();
      dying = true;
      postgres.write(bytes);
    });
    client.on('data', (bytes: Buffer) => messages.take(bytes)).on('close', () => postgres.destroy());
    // PostgreSQL answers the whole of a statement at once, when it is done.
    postgres.on('data', (bytes) => (dying ? kill() : client.write(bytes))).on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const before = new URL(databaseUrl);
  before.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  proxy.url = before.toString();
  return proxy;
}

/** What a client says, as whole statements (PostgreSQL, Frontend/Backend Protocol: Message Formats). */
class Messages {
  private unread = Buffer.alloc(0);
  private whole: Buffer[] = [];
  private statement: string | null = null;
  private started = false;

  constructor(private readonly pass: (bytes: Buffer, statement: string | null) => void) {}

  take(bytes: Buffer): void {
    this.unread = Buffer.concat([this.unread, bytes]);
    for (;;) {
      const header = this.started ? 5 : 4;
      if (this.unread.length < header) return;
      const length = this.unread.readInt32BE(header - 4) + header - 4;
      if (this.unread.length < length) return;
      const message = this.unread.subarray(0, length);
      this.unread = this.unread.subarray(length);
      if (this.started) this.read(message);
      else this.pass(message, null);
      this.started = true;
    }
  }

  /** Q is a whole statement, P, B … S are one together. */
  private read(message: Buffer): void {
    const type = String.fromCharCode(message[0] as number);
    const [first = '', second = ''] = message.subarray(5).toString('latin1').split('\0');
    if (type === 'Q') this.statement = firstWords(first);
    if (type === 'P') this.statement = first || firstWords(second);
    if (type === 'B' && second) this.statement = second;
    this.whole.push(message);
    if (type !== 'Q' && type !== 'S' && type !== 'p' && type !== 'X') return;
    this.pass(Buffer.concat(this.whole), this.statement);
    this.whole = [];
    this.statement = null;
  }
}

const firstWords = (text: string) => text.trim().split(/\s+/).slice(0, 4).join(' ');
