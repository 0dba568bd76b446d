/** What a payment provider's API answers when it is asked for what no webhook told; a kind of source has it as `api`. */
import type { NamedItem, ProductRef } from '../domain/customer-details.js';
import { makeReason, type Reason } from '../domain/reasons.js';
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

/** A webhook as the provider sent it, or would have. */
export interface SentWebhook {
  /** The provider's own, by which a second one is known. */
  id: string;
  body: object;
}

export interface ProviderApi {
  /** At most PAGE_SIZE things made since `from`; `at` is now. @throws ProviderFault */
  page(list: ReconciledList, ask: { from: Date; cursor: string | null; at: Date }): Promise<Page>;
  /** Webhooks made since `from` of types that we know, the newest first; absent where no API lists them. @throws ProviderFault */
  webhooks?(ask: { from: Date; cursor: string | null }): Promise<{ sent: SentWebhook[]; next: string | null }>;
  /** What customers call it; none where it has no name. @throws ProviderFault, of status 404 where there is no such thing */
  namesOf(ref: ProductRef): Promise<NamedItem[]>;
  /** E-mail; null where the customer has none. @throws ProviderFault, of status 404 where there is no such customer */
  addressOf(customer: CustomerRef): Promise<string | null>;
}

export interface CustomerRef {
  id: string;
  /** The account of a platform's merchant that it belongs to (Stripe Connect); null: the key's own. */
  account: string | null;
}

/** How the API of a kind of source is asked. */
export interface ProviderApiKind {
  /** Why the key cannot be used; null where it may. */
  checkKey(key: string): Reason | null;
  /** @param timeoutMs of one call; TIMEOUT_MS where it is not given */
  open(key: string, baseUrl: string, timeoutMs?: number): ProviderApi;
}

export const PAGE_SIZE = 100;
/** Of one call, its whole answer included. */
export const TIMEOUT_MS = 8_000;

/** Both SDKs stop counting when the answer begins, so that one that drips would never end: this counts to its last byte. */
export function fetchWithin(timeoutMs: number): typeof fetch {
  return (input, { signal, ...init } = {}) => {
    const limit = AbortSignal.timeout(timeoutMs);
    return fetch(input, { ...init, redirect: 'error', signal: signal ? AbortSignal.any([signal, limit]) : limit });
  };
}

/** The provider did not give what was asked for. The reason has nothing of the provider's own words. */
export class ProviderFault extends Error {
  constructor(
    readonly reason: Reason,
    /** Of HTTP; undefined where there was no answer. */
    readonly status: number | undefined,
  ) {
    super(reason.code);
  }

  /** The key is at fault, and will not mend by itself. */
  get refused(): boolean {
    return this.status === 401 || this.status === 403;
  }

  /** The question is at fault: going on where the list stood would fail again. */
  get startAnew(): boolean {
    return this.status !== undefined && this.status < 500 && this.status !== 429 && !this.refused;
  }

  /** For whom the provider is named already. */
  get answer(): Reason | null {
    return this.status === undefined ? null : makeReason('ANSWERED_STATUS', { status: this.status });
  }
}

/** @param status of HTTP; undefined where there was no answer. */
export function providerFault(provider: string, status: number | undefined): ProviderFault {
  return new ProviderFault(reasonOfStatus(provider, status), status);
}

function reasonOfStatus(provider: string, status: number | undefined): Reason {
  if (status === undefined) return makeReason('PROVIDER_SILENT', { provider });
  if (status === 401 || status === 403) return makeReason('PROVIDER_KEY_REFUSED', { provider, status });
  return makeReason(status === 429 ? 'PROVIDER_BUSY' : 'PROVIDER_ANSWERED', { provider, status });
}

/** Of an error or answer of a provider's SDK: the status of HTTP; undefined where there was no answer. */
export type StatusOf = (errorOrAnswer: unknown) => number | undefined;

/**
 * What `readAnswer` reads of the answer to a call of an SDK.
 * @throws what `fault` makes of the status, where the call failed or its answer lacks something (`readAnswer` gives undefined).
 */
export async function answerOf<Answer, Result>(
  call: Promise<Answer>,
  statusOf: StatusOf,
  fault: (status: number | undefined) => ProviderFault,
  readAnswer: (answer: Answer) => Result | undefined,
): Promise<Result> {
  const answer = await call.catch((error: unknown) => {
    throw fault(statusOf(error));
  });
  const result = readAnswer(answer);
  if (result === undefined) throw fault(statusOf(answer));
  return result;
}

/** What may stand in a header. */
export const isPrintable = (key: string) => /^[\x21-\x7e]+$/.test(key);
