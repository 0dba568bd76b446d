/** Loopback stand-ins for the APIs of Stripe and Dodo Payments: lists by page, of what was made since the asked moment. */
import type { ServerResponse } from 'node:http';
import type { ProviderUrls } from '../../src/sources/index.js';
import { type HttpStandIn, type StandInRequest, startHttpStandIn } from './stand-ins.js';

// biome-ignore lint/suspicious/noExplicitAny: bodies as providers have them
type Thing = Record<string, any>;

export interface ProviderApis {
  urls: ProviderUrls;
  /** Newest first, as both list them. */
  stripe: { disputes: Thing[]; payouts: Thing[]; events: Thing[] };
  dodo: { disputes: Thing[]; payouts: Thing[]; customer: Thing };
  /** Names of products and add-ons, by the path that is asked for one; another path is 404. */
  names: Record<string, string>;
  /** Lines of invoices of Stripe, by id. */
  invoices: Record<string, Thing[]>;
  /** Customers of both, by id. */
  customers: Record<string, Thing>;
  /** What `Stripe-Account` said. */
  accounts: Set<string | undefined>;
  /** Paths with their queries, in the order of arrival. */
  asked: string[];
  /** What `Authorization` said. */
  keys: Set<string | undefined>;
  /** Answers instead of the lists with this status, from the request of this number on; null: not at all. */
  trouble: { status: number; from: number } | null;
  reset(): void;
  stop(): Promise<void>;
}

export const STRIPE_KEY = 'rk_live_onlyEverSealedStripeKey_4x7S';
export const DODO_KEY = 'onlyEverSealedDodoKey.8iAXSS';

export async function startProviderApis(): Promise<ProviderApis> {
  const [stripe, dodo] = [await startHttpStandIn(), await startHttpStandIn()];
  const apis: ProviderApis = {
    urls: { STRIPE: stripe.url, DODO: dodo.url },
    stripe: { disputes: [], payouts: [], events: [] },
    dodo: { disputes: [], payouts: [], customer: {} },
    names: {},
    invoices: {},
    customers: {},
    accounts: new Set(),
    asked: [],
    keys: new Set(),
    trouble: null,
    reset: () => {
      Object.assign(apis, { names: {}, invoices: {}, customers: {}, accounts: new Set() });
      Object.assign(apis, {
        stripe: { disputes: [], payouts: [], events: [] },
        asked: [],
        keys: new Set(),
        trouble: null,
      });
      Object.assign(apis, { dodo: { disputes: [], payouts: [], customer: {} } });
    },
    stop: async () => void (await Promise.all([stripe.stop(), dodo.stop()])),
  };
  answerWith(stripe, apis, stripeList);
  answerWith(dodo, apis, dodoList);
  return apis;
}

type Lister = (apis: ProviderApis, url: URL) => Thing;

function answerWith(standIn: HttpStandIn, apis: ProviderApis, list: Lister): void {
  standIn.answer = ({ path, headers }: StandInRequest, response: ServerResponse) => {
    apis.asked.push(path);
    apis.keys.add(headers.authorization);
    const { trouble } = apis;
    const troubled = trouble !== null && apis.asked.length >= trouble.from;
    const named = namedThing(apis, path);
    response.statusCode = troubled ? trouble.status : named === null ? 404 : 200;
    if (named !== undefined) apis.accounts.add(String(headers['stripe-account'] ?? ''));
    response.setHeader('content-type', 'application/json');
    const error = { error: { type: 'api_error', message: `no, not with ${headers.authorization}` } };
    const answer = named === undefined ? () => list(apis, new URL(path, 'http://x')) : () => named ?? error;
    response.end(JSON.stringify(troubled ? error : answer()));
  };
}

/** A product, an add-on, an invoice or a customer; null where there is none, undefined where something else is asked. */
function namedThing({ names, invoices, customers }: ProviderApis, path: string): Thing | null | undefined {
  const [, kind, id = ''] = /^(?:\/v1)?\/(products|addons|invoices|customers)\/([^/?]+)/.exec(path) ?? [];
  if (kind === undefined) return undefined;
  if (kind === 'customers') return customers[id] ?? null;
  if (kind === 'invoices') return invoices[id] ? { id, lines: { data: invoices[id] } } : null;
  return names[path] ? { id, name: names[path] } : null;
}

export function stripeList({ stripe }: Pick<ProviderApis, 'stripe'>, { pathname, searchParams }: URL): Thing {
  const all = stripe[pathname.slice('/v1/'.length) as keyof typeof stripe];
  const since = Number(searchParams.get('created[gte]'));
  const made = all.filter(({ created }) => created >= since);
  const begin = made.findIndex(({ id }) => id === searchParams.get('starting_after')) + 1;
  const end = begin + Number(searchParams.get('limit'));
  return { object: 'list', url: pathname, data: made.slice(begin, end), has_more: end < made.length };
}

export function dodoList({ dodo }: Pick<ProviderApis, 'dodo'>, { pathname, searchParams }: URL): Thing {
  const [, kind, id] = pathname.split('/');
  if (id) return { ...dodo.disputes.find(({ dispute_id }) => dispute_id === id), ...dodo.customer };
  const all = kind === 'disputes' ? dodo.disputes : dodo.payouts;
  const since = searchParams.get('created_at_gte') ?? '';
  const made = all.filter(({ created_at }) => created_at >= since);
  const size = Number(searchParams.get('page_size'));
  const begin = Number(searchParams.get('page_number')) * size;
  return { items: made.slice(begin, begin + size) };
}

const seconds = (hoursAgo: number) => Math.floor(Date.now() / 1_000) - hoursAgo * 3_600;
const moment = (hoursAgo: number) => new Date(Date.now() - hoursAgo * 3_600_000).toISOString();

export const stripeDispute = (id: string, status: string, hoursAgo = 2): Thing => ({
  ...{ id, object: 'dispute', amount: 64900, currency: 'eur', charge: 'ch_1', payment_intent: 'pi_1', livemode: true },
  ...{ created: seconds(hoursAgo), reason: 'fraudulent', status, evidence: { customer_name: 'Grace' } },
  evidence_details: { due_by: seconds(-96), has_evidence: false, past_due: false, submission_count: 0 },
});

export const stripePayout = (id: string, status: string, hoursAgo = 30): Thing => ({
  ...{ id, object: 'payout', amount: 318420, currency: 'eur', livemode: true, status, type: 'bank_account' },
  ...{ created: seconds(hoursAgo), arrival_date: seconds(hoursAgo - 24) },
});

export const dodoDispute = (id: string, status: string, stage = 'dispute', hoursAgo = 2): Thing => ({
  ...{ dispute_id: id, payment_id: 'pay_1', business_id: 'bus_1', amount: '2890', currency: 'USD' },
  ...{
    dispute_status: `dispute_${status}`,
    dispute_stage: stage,
    created_at: moment(hoursAgo),
    payment_provider: 'dodo',
  },
});

export const dodoPayout = (id: string, status: string, hoursAgo = 30): Thing => ({
  ...{
    payout_id: id,
    business_id: 'bus_1',
    amount: 482155,
    currency: 'USD',
    fee: 0,
    tax: 0,
    refunds: 0,
    chargebacks: 0,
  },
  ...{ payment_method: 'bank_transfer', status, created_at: moment(hoursAgo), updated_at: moment(hoursAgo - 1) },
});
