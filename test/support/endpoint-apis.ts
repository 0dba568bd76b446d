/** Loopback stand-ins for what the APIs of Stripe and Dodo Payments do with webhook endpoints; the answers are of the SDKs' own types. */
import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { WebhookDetails } from 'dodopayments/resources/webhooks/webhooks';
import type Stripe from 'stripe';
import type { ProviderUrls } from '../../src/sources/index.js';
import { dodoList, type ProviderApis, stripeList } from './provider-apis.js';
import { type HttpStandIn, type StandInRequest, startHttpStandIn } from './stand-ins.js';

export const ACCOUNT_KEYS = { STRIPE: 'rk_test_theOneKeyOfTheAccount_7Qx2', DODO: 'theOneKeyOfTheAccount.9fKw' };

type Permission = 'read' | 'write' | 'disputes' | 'payouts';

export interface EndpointApis {
  urls: ProviderUrls;
  stripe: (Stripe.WebhookEndpoint & { secret: string })[];
  dodo: (WebhookDetails & { secret: string })[];
  /** `GET /v1/webhook_endpoints`, in the order of arrival, of both. */
  asked: string[];
  /** Disputes and payouts, newest first; none until somebody puts some there. */
  lists: Pick<ProviderApis, 'stripe' | 'dodo'>;
  /** What the key may not do. */
  denied: Set<Permission>;
  /** Answers this to all, or to those that change something. */
  trouble: { status: number; to: 'all' | 'write' } | null;
  /** Does not answer before so many milliseconds are over. */
  slowMs: number;
  /** What Dodo says when it is asked for a signing secret; null: that of the endpoint. */
  secret: string | null;
  reset(): void;
  stop(): Promise<void>;
}

/** Pages are shorter than those of the real ones, so that few endpoints are many pages. */
const PAGE = 3;
const now = new Date('2026-11-20T08:00:00Z');

/** @param ports 0: any */
export async function startEndpointApis(ports = { STRIPE: 0, DODO: 0 }): Promise<EndpointApis> {
  const [stripe, dodo] = [await startHttpStandIn(ports.STRIPE), await startHttpStandIn(ports.DODO)];
  const fresh = () => ({
    stripe: [],
    dodo: [],
    asked: [],
    lists: {
      stripe: { disputes: [], payouts: [], events: [] },
      dodo: { disputes: [], payouts: [], customer: {} },
    },
    denied: new Set<Permission>(),
    trouble: null,
    slowMs: 0,
    secret: null,
  });
  const apis: EndpointApis = {
    urls: { STRIPE: stripe.url, DODO: dodo.url },
    ...fresh(),
    reset: () => void Object.assign(apis, fresh()),
    stop: async () => void (await Promise.all([stripe.stop(), dodo.stop()])),
  };
  answerWith(stripe, apis, ACCOUNT_KEYS.STRIPE, stripeAnswer);
  answerWith(dodo, apis, ACCOUNT_KEYS.DODO, dodoAnswer);
  return apis;
}

/** Undefined: there is no such thing. */
type Answerer = (apis: EndpointApis, request: StandInRequest, url: URL) => object | undefined;

function answerWith(standIn: HttpStandIn, apis: EndpointApis, key: string, answer: Answerer): void {
  standIn.answer = (request: StandInRequest, response: ServerResponse) => {
    const url = new URL(request.path, 'http://x');
    apis.asked.push(`${request.method} ${url.pathname}`);
    const status = refusal(apis, request, url, key);
    const found =
      status === 200 ? answer(apis, request, url) : { error: { message: 'no', type: 'invalid_request_error' } };
    response.statusCode = found ? status : 404;
    response.setHeader('content-type', 'application/json');
    setTimeout(() => response.end(JSON.stringify(found ?? { error: { message: 'none' } })), apis.slowMs);
  };
}

function refusal(apis: EndpointApis, { method, headers }: StandInRequest, { pathname }: URL, key: string): number {
  if (headers.authorization !== `Bearer ${key}`) return 401;
  const changes = method !== 'GET';
  if (apis.trouble && (apis.trouble.to === 'all' || changes)) return apis.trouble.status;
  const list = (['disputes', 'payouts'] as const).find((name) => pathname.endsWith(name));
  return apis.denied.has(list ?? (changes ? 'write' : 'read')) ? 403 : 200;
}

function stripeAnswer(apis: EndpointApis, { method, body }: StandInRequest, url: URL): object | undefined {
  const { pathname, searchParams } = url;
  if (!pathname.startsWith('/v1/webhook_endpoints')) return stripeList(apis.lists, url);
  const id = pathname.split('/')[3];
  const form = new URLSearchParams(body);
  if (!id && method === 'POST') {
    const made = stripeEndpoint(form.get('url') ?? '', typesOf(form));
    made.metadata = Object.fromEntries(
      [...form].flatMap(([name, value]) => (/^metadata\[(\w+)\]$/.test(name) ? [[name.slice(9, -1), value]] : [])),
    );
    apis.stripe.unshift(made);
    return made;
  }
  if (!id) {
    const begin = apis.stripe.findIndex((one) => one.id === searchParams.get('starting_after')) + 1;
    const data = apis.stripe.slice(begin, begin + PAGE).map(({ secret: _, ...shown }) => shown);
    return { object: 'list', url: pathname, data, has_more: begin + PAGE < apis.stripe.length };
  }
  const endpoint = apis.stripe.find((one) => one.id === id);
  if (endpoint && method === 'DELETE') {
    apis.stripe = apis.stripe.filter((one) => one !== endpoint);
    return { id, object: 'webhook_endpoint', deleted: true };
  }
  if (endpoint && method === 'POST') {
    endpoint.enabled_events = typesOf(form);
    endpoint.status = form.get('disabled') === 'true' ? 'disabled' : 'enabled';
  }
  if (!endpoint) return undefined;
  const { secret: _, ...shown } = endpoint;
  return shown;
}

const typesOf = (form: URLSearchParams) =>
  [...form].filter(([name]) => name.startsWith('enabled_events')).map(([, value]) => value);

/** As somebody made it by hand in the dashboard. */
export function stripeEndpoint(url: string, types: string[] = ['*']): Stripe.WebhookEndpoint & { secret: string } {
  return {
    ...{ id: `we_${randomBytes(8).toString('hex')}`, object: 'webhook_endpoint', url, enabled_events: types },
    ...{ status: 'enabled', livemode: false, application: null, api_version: null, description: null, metadata: {} },
    ...{ created: Math.floor(now.getTime() / 1_000), secret: `whsec_${randomBytes(16).toString('hex')}` },
  };
}

function dodoAnswer(apis: EndpointApis, { method, body }: StandInRequest, url: URL): object | undefined {
  const [, noun, id, secret] = url.pathname.split('/');
  if (noun !== 'webhooks') return dodoList(apis.lists, url);
  const given = body ? JSON.parse(body) : {};
  if (!id && method === 'POST') {
    const made = { ...dodoEndpoint(given.url, given.filter_types), metadata: given.metadata };
    apis.dodo.unshift(made);
    const { secret: _, ...shown } = made;
    return shown;
  }
  if (!id) {
    const begin = Number(url.searchParams.get('iterator') ?? 0);
    const data = apis.dodo.slice(begin, begin + PAGE).map(({ secret: _, ...shown }) => shown);
    return { data, iterator: String(begin + PAGE), done: begin + PAGE >= apis.dodo.length };
  }
  const endpoint = apis.dodo.find((one) => one.id === id);
  if (!endpoint) return undefined;
  if (secret) return { secret: apis.secret ?? endpoint.secret };
  if (method === 'DELETE') apis.dodo = apis.dodo.filter((one) => one !== endpoint);
  if (method === 'PATCH') Object.assign(endpoint, given);
  const { secret: _, ...shown } = endpoint;
  return shown;
}

/** As somebody made it by hand in the dashboard. */
export function dodoEndpoint(url: string, types: string[] | null = null): WebhookDetails & { secret: string } {
  return {
    ...{ id: `ep_${randomBytes(8).toString('hex')}`, url, filter_types: types, disabled: false, description: '' },
    ...{ created_at: now.toISOString(), updated_at: now.toISOString(), metadata: {}, rate_limit: null },
    secret: `whsec_${randomBytes(24).toString('base64')}`,
  };
}
