/** What a payment provider's API answers when it is asked for what no webhook told; a kind of source has it as `api`. */
import type { ReconciledList } from '../domain/reconciliation.js';

/** A thing of the provider in the state that it has now. */
export interface ProviderItem {
  /** Its id and state: the same ones twice are one fact. */
  key: string;
  /** As the provider's webhook about this state would be. */
  body: Record<string, unknown>;
  /** The same with what lists leave out, for one more call. */
  whole?: () => Promise<Record<string, unknown>>;
}

export interface Page {
  found: ProviderItem[];
  /** Null: that was the last one. */
  next: string | null;
}

export interface ProviderApi {
  /** At most PAGE_SIZE things made since `from`; `at` is now. @throws ProviderFault */
  page(list: ReconciledList, ask: { from: Date; cursor: string | null; at: Date }): Promise<Page>;
}

/** How the API of a kind of source is asked. */
export interface ProviderApiKind {
  /** Why the key cannot be used, as a sentence; null where it may. */
  checkKey(key: string): string | null;
  open(key: string, baseUrl: string): ProviderApi;
}

export const PAGE_SIZE = 100;
export const TIMEOUT_MS = 8_000;

/** The provider did not give what was asked for. The message is for people, without anything of the provider's own words. */
export class ProviderFault extends Error {
  constructor(
    message: string,
    /** Of HTTP; undefined where there was no answer. */
    private readonly status: number | undefined,
  ) {
    super(message);
  }

  /** The key is at fault, and will not mend by itself. */
  get refused(): boolean {
    return this.status === 401 || this.status === 403;
  }

  /** The question is at fault: going on where the list stood would fail again. */
  get startAnew(): boolean {
    return this.status !== undefined && this.status < 500 && this.status !== 429 && !this.refused;
  }

  /** In a few words. */
  get answer(): string {
    return this.status === undefined ? 'it gave no answer' : `it answered ${this.status}`;
  }
}

/** @param status of HTTP; undefined where there was no answer. */
export function faultOf(name: string, status: number | undefined): ProviderFault {
  return new ProviderFault(`${name} ${sentenceOf(status)}`, status);
}

function sentenceOf(status: number | undefined): string {
  if (status === 401 || status === 403)
    return `refuses the API key (${status}): set one with setSourceApiKey that may read disputes and payouts.`;
  if (status === 429) return 'asks to be asked later (429): the next sweep goes on where this one stopped.';
  const said = status === undefined ? 'gave no answer' : `answered ${status}`;
  return `${said}: the next sweep tries again.`;
}

/** What may stand in a header. */
export const isPrintable = (key: string) => /^[\x21-\x7e]+$/.test(key);
