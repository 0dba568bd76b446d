/** What comes again as long as its cause lasts is one line when it begins, a count each minute, and one when it is over. */
import { LOG_CODES } from './log-codes.js';

/** So long nothing came: it is over. */
const QUIET_MS = 15_000;
const COUNT_EVERY_MS = 60_000;
/** Kinds at once; of more, each line is written. */
const KINDS_AT_MOST = 200;

interface Lasting {
  since: number;
  lastAt: number;
  saidAt: number;
  /** All that came, the first one included. */
  count: number;
}

/** What is to be said of lines that were not written. */
export interface LastingNews {
  code: string;
  isOver: boolean;
  count: number;
  lastedMs: number;
}

export class LastingLines {
  private readonly lasting = new Map<string, Lasting>();

  /** Whether a line is to be written. `at` in milliseconds. */
  takes(fields: { code?: unknown; error?: unknown }, at: number): boolean {
    const code = String(fields.code);
    if (!LOG_CODES[code]?.lasts) return true;
    const kind = `${code} ${errorKey(fields.error)}`;
    const known = this.lasting.get(kind);
    if (known) {
      known.count++;
      known.lastAt = at;
      return false;
    }
    if (this.lasting.size < KINDS_AT_MOST) this.lasting.set(kind, { since: at, lastAt: at, saidAt: at, count: 1 });
    return true;
  }

  /** Of what came once only, nothing more is said. */
  news(at: number): LastingNews[] {
    return [...this.lasting].flatMap(([kind, lasting]) => {
      const { since, lastAt, saidAt, count } = lasting;
      const isOver = at - lastAt >= QUIET_MS;
      if (isOver) this.lasting.delete(kind);
      else if (at - saidAt < COUNT_EVERY_MS) return [];
      lasting.saidAt = at;
      const code = kind.slice(0, kind.indexOf(' '));
      return count > 1 ? [{ code, isOver, count, lastedMs: lastAt - since }] : [];
    });
  }

  isEmpty(): boolean {
    return this.lasting.size === 0;
  }
}

/** Two errors are of one kind where only numbers and quoted parts differ. */
const errorKey = (error: unknown) =>
  String(error ?? '')
    .replace(/\d+|"[^"]*"/g, '#')
    .slice(0, 80);
