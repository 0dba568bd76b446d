/** How the webhook endpoints of an account at a payment provider are listed, made and changed; a kind of source has it as `endpoints`. */
import type { ProviderEndpoint } from '../domain/provider-endpoints.js';
import { makeReason, type Reason } from '../domain/reasons.js';
import { answerOf, ProviderFault, type StatusOf } from './provider-api.js';

interface EndpointWish {
  url: string;
  /** Kept in its metadata. */
  sourceId: string;
  /** The provider's names. */
  eventTypes: readonly string[];
}

/** Each call throws a ProviderFault whose reason says what to do. */
export interface ProviderEndpoints {
  /** All of the account, at most MOST_ENDPOINTS, within twenty seconds. */
  list(now: () => Date): Promise<ProviderEndpoint[]>;
  make(wish: EndpointWish): Promise<{ endpoint: ProviderEndpoint; secret: string }>;
  /** Switches it on, for exactly these. */
  adjust(id: string, eventTypes: readonly string[]): Promise<ProviderEndpoint>;
  /** Null: the provider tells it only when the endpoint is made. */
  secretOf: ((id: string) => Promise<string>) | null;
  /** One that is gone already is no fault. */
  remove(id: string): Promise<void>;
}

export interface ProviderEndpointsKind {
  /** The provider's names of all events that the catalogue knows. */
  eventNames: readonly string[];
  /** Of those the ones without which nobody would hear of this key of the catalogue; none where the provider has no such event. */
  namesOf(type: string): readonly string[];
  /** @param timeoutMs of one call */
  open(key: string, baseUrl: string, timeoutMs?: number): ProviderEndpoints;
}

/** In the metadata of an endpoint: for which source we made it. */
export const SOURCE_MARK = 'tocsin_source';
export const DESCRIPTION = 'Tocsin';

/** What providers call it in the settings of a restricted key. */
export const PERMISSIONS = {
  read: 'Webhook Endpoints: read',
  write: 'Webhook Endpoints: write',
  disputes: 'Disputes: read',
  payouts: 'Payouts: read',
} as const;
type Permission = keyof typeof PERMISSIONS;

/** Stripe allows 16 to an account. */
const MOST_ENDPOINTS = 2_000;
const LIST_MS = 20_000;

export interface EndpointPage {
  found: ProviderEndpoint[];
  /** Null: that was the last one. */
  next: string | null;
}

/** Page by page to the end, within twenty seconds. @throws ProviderFault */
export async function listAll(
  provider: string,
  page: (cursor: string | null) => Promise<EndpointPage>,
  now: () => Date,
): Promise<ProviderEndpoint[]> {
  const until = now().getTime() + LIST_MS;
  const all: ProviderEndpoint[] = [];
  let cursor: string | null = null;
  do {
    if (now().getTime() > until)
      throw new ProviderFault(makeReason('ENDPOINTS_AWAY', { provider, status: null }), undefined);
    if (all.length >= MOST_ENDPOINTS)
      throw new ProviderFault(makeReason('ENDPOINTS_TOO_MANY', { provider, most: MOST_ENDPOINTS }), undefined);
    const { found, next }: EndpointPage = await page(cursor);
    all.push(...found);
    // A list that stands still would be walked until the time is over.
    cursor = next === cursor || found.length === 0 ? null : next;
  } while (cursor !== null);
  return all;
}

interface EndpointCall {
  provider: string;
  /** Host of the API. */
  host: string;
  permission: Permission;
  /** Of the endpoint that is to be made; null: none is. */
  url: string | null;
}

/** Makes the function that asks about endpoints through a provider's SDK: see `answerOf`; its faults say what to do. */
export function endpointCaller(provider: string, baseUrl: string, statusOf: StatusOf) {
  const { host } = new URL(baseUrl);
  return <Answer, Result>(
    work: Promise<Answer>,
    permission: Permission,
    readAnswer: (answer: Answer) => Result | undefined,
    url: string | null = null,
  ): Promise<Result> => {
    const call = { provider, host, permission, url };
    return answerOf(work, statusOf, (status) => new ProviderFault(endpointReason(call, status), status), readAnswer);
  };
}

/** For removals: what is gone already is no fault. @throws every other one */
export function unlessGone(fault: ProviderFault): void {
  if (fault.status !== 404) throw fault;
}

function endpointReason({ provider, host, permission, url }: EndpointCall, status: number | undefined): Reason {
  if (status === 401) return makeReason('ENDPOINTS_KEY_UNKNOWN', { provider, host });
  if (status === 403) return makeReason('ENDPOINTS_KEY_MAY_NOT', { provider, permission: PERMISSIONS[permission] });
  if (url !== null && (status === 400 || status === 422))
    return makeReason('ENDPOINTS_URL_REFUSED', { provider, url, status });
  return makeReason('ENDPOINTS_AWAY', { provider, status: status ?? null });
}
