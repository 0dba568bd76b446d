/** What each provider's API answers when it is swept; `providers.ts` lists them. */
import type { Swept } from '../domain/sweep.js';

/** A thing of the provider in the state that it has now. */
export interface Found {
  /** Its id and state: the same ones twice are one fact. */
  key: string;
  /** As the provider's webhook about this state would be. */
  body: Record<string, unknown>;
  /** The same with what lists leave out, for one more call. */
  whole?: () => Promise<Record<string, unknown>>;
}

export interface Page {
  found: Found[];
  /** Null: that was the last one. */
  next: string | null;
}

export interface ProviderApi {
  /** At most PAGE_SIZE things made since `from`; `at` is now. @throws ProviderFault */
  page(list: Swept, ask: { from: Date; cursor: string | null; at: Date }): Promise<Page>;
}

export interface Provider {
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
    /** The key is at fault, and will not mend by itself. */
    readonly refused: boolean,
    /** The question is at fault: going on where the list stood would fail again. */
    readonly startAnew: boolean,
  ) {
    super(message);
  }
}

/** @param status of HTTP; undefined where there was no answer. */
export function faultOf(name: string, status: number | undefined): ProviderFault {
  if (status === 401 || status === 403)
    return new ProviderFault(
      `${name} refuses the API key (${status}): set one with setSourceApiKey that may read disputes and payouts.`,
      true,
      false,
    );
  if (status === 429)
    return new ProviderFault(
      `${name} asks to be asked later (429): the next sweep goes on where this one stopped.`,
      false,
      false,
    );
  const said = status === undefined ? 'gave no answer' : `answered ${status}`;
  const startAnew = status !== undefined && status < 500;
  return new ProviderFault(`${name} ${said}: the next sweep tries again.`, false, startAnew);
}

/** What may stand in a header. */
export const isPrintable = (key: string) => /^[\x21-\x7e]+$/.test(key);
