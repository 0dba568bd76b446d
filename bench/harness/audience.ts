/** The subscribers' process, seen from the one that measures. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** What the subscribers are asked: to open sockets, to tell when so many messages have come, to close. */
export type Asked =
  | {
      open: number;
      url: string;
      /** A subscription; null: bare sockets that listen. */
      query: string | null;
      /** In turns, one for each socket. */
      keys: readonly string[];
    }
  | { expect: number }
  | { close: true };

/** When the first and the last of these messages came, milliseconds since 1970 with fractions, and the last one. */
export interface Heard {
  first: number;
  last: number;
  text: string;
}

export type Answer =
  | Heard
  | { opened: number }
  /** Messages that nobody expected. */
  | { closed: number; unexpected: number }
  | { failed: string };

/** Messages that did not come in this time are lost. */
const WITHIN_MS = 30_000;

export class Audience {
  private constructor(private readonly child: ChildProcess) {}

  static start(): Audience {
    return new Audience(fork(join(import.meta.dirname, '../programs/subscribers.js')));
  }

  /** Resolves when all of them listen. @throws where a server refuses one */
  async open(asked: Extract<Asked, { open: number }>): Promise<void> {
    await this.ask(asked);
  }

  /** @returns null where they did not all come */
  async hear(messages: number): Promise<Heard | null> {
    const told = await this.ask({ expect: messages }, WITHIN_MS).catch(() => null);
    return told && 'first' in told ? told : null;
  }

  /** @returns how many messages came that nobody waited for */
  async close(): Promise<number> {
    const told = await this.ask({ close: true });
    return 'unexpected' in told ? told.unexpected : 0;
  }

  stop(): void {
    this.child.kill('SIGKILL');
  }

  private async ask(asked: Asked, withinMs = 120_000): Promise<Answer> {
    const answer = once(this.child, 'message', { signal: AbortSignal.timeout(withinMs) });
    this.child.send(asked);
    const [given]: Answer[] = await answer;
    if (!given || 'failed' in given) throw new Error(`The subscribers: ${given?.failed}`);
    return given;
  }
}
