/** Stripe's lists of disputes and payouts, each object as the webhook that no one got. */
import type Stripe from 'stripe';
import type { NamedItem, ProductRef } from '../../domain/customer-details.js';
import { makeReason } from '../../domain/reasons.js';
import type { ReconciledList } from '../../domain/reconciliation.js';
import * as read from '../body-fields.js';
import {
  answerOf,
  type CustomerRef,
  isPrintable,
  PAGE_SIZE,
  type Page,
  type ProviderApiKind,
  type ProviderItem,
  providerFault,
  type SentWebhook,
} from '../provider-api.js';
import { openStripe, stripeStatus } from './client.js';
import { isKnownType } from './event-types.js';

type Listed = Stripe.Dispute | Stripe.Payout;

function openStripeApi(key: string, baseUrl: string, timeoutMs?: number) {
  const stripe = openStripe(key, baseUrl, timeoutMs);
  const page = async (list: ReconciledList, { from, cursor, at }: { from: Date; cursor: string | null; at: Date }) => {
    const params = {
      limit: PAGE_SIZE,
      created: { gte: Math.floor(from.getTime() / 1_000) },
      ...(cursor ? { starting_after: cursor } : {}),
    };
    const pageOf = ({ data, has_more }: Stripe.ApiList<Listed>): Page | undefined => {
      if (!Array.isArray(data)) return undefined;
      const found = data.map((object) => foundOf(object, Math.floor(at.getTime() / 1_000)));
      return { found, next: has_more ? (data.at(-1)?.id ?? null) : null };
    };
    const call: Promise<Stripe.ApiList<Listed>> =
      list === 'disputes' ? stripe.disputes.list(params) : stripe.payouts.list(params);
    return answerOf(call, stripeStatus, (status) => providerFault('Stripe', status), pageOf);
  };
  const webhooks = ({ from, cursor }: { from: Date; cursor: string | null }) => {
    const since = { gte: Math.floor(from.getTime() / 1_000) };
    const call = stripe.events.list({
      limit: PAGE_SIZE,
      created: since,
      ...(cursor ? { starting_after: cursor } : {}),
    });
    return answerOf(call, stripeStatus, (status) => providerFault('Stripe', status), webhooksOf);
  };
  return {
    page,
    webhooks,
    namesOf: (ref: ProductRef) => stripeItemNames(stripe, ref),
    addressOf: (customer: CustomerRef) => stripeAddress(stripe, customer),
  };
}

/** Stripe lists all events of the account for 30 days, each as its webhook has it. */
function webhooksOf({ data, has_more }: Stripe.ApiList<Stripe.Event>) {
  if (!Array.isArray(data)) return undefined;
  const sent = data
    .filter(({ type }) => isKnownType(type))
    .map((event): SentWebhook => ({ id: event.id, body: event }));
  return { sent, next: has_more ? (data.at(-1)?.id ?? null) : null };
}

const askStripe = <Answer>(call: Promise<Answer>): Promise<Answer> =>
  answerOf(
    call,
    stripeStatus,
    (status) => providerFault('Stripe', status),
    (answer) => answer,
  );

const inAccount = (account: string | null) => (account ? { stripeAccount: account } : {});

/** Stripe still answers for a customer that was deleted, without saying more. */
async function stripeAddress(stripe: Stripe, { id, account }: CustomerRef): Promise<string | null> {
  const customer = await askStripe<object>(stripe.customers.retrieve(id, {}, inAccount(account)));
  if (read.value(customer, 'deleted') === true) throw providerFault('Stripe', 404);
  return read.email(customer, 'email');
}

/** More items than a receipt names: asked one by one, they would take too long. */
const LINES_AT_MOST = 5;

async function stripeItemNames(stripe: Stripe, { kind, id, account }: ProductRef): Promise<NamedItem[]> {
  const options = inAccount(account);
  const nameOf = async (product: string) =>
    read.text(await askStripe(stripe.products.retrieve(product, {}, options)), 'name');
  const itemOf = async (product: string, quantity: number): Promise<NamedItem[]> => {
    const name = await nameOf(product);
    return name ? [{ name, quantity }] : [];
  };
  if (kind !== 'INVOICE') return itemOf(id, 1);
  const lines = read.list(await askStripe(stripe.invoices.retrieve(id, {}, options)), 'lines.data');
  const products = lines.slice(0, LINES_AT_MOST).flatMap((line) => {
    const product = read.id(line, 'pricing.price_details.product', 'price.product');
    return product ? [{ product, quantity: read.count(line, 'quantity') ?? 1 }] : [];
  });
  return (await Promise.all(products.map(({ product, quantity }) => itemOf(product, quantity)))).flat();
}

/** `at` in seconds since 1970. */
function foundOf(object: Listed, at: number): ProviderItem {
  const { type, created, previous } = object.object === 'dispute' ? disputeEvent(object, at) : payoutEvent(object, at);
  const key = `${object.id}:${object.status}`;
  const data = previous ? { object, previous_attributes: previous } : { object };
  return { key, body: { id: key, object: 'event', type, created, livemode: object.livemode, data } };
}

interface StripeEvent {
  type: string;
  created: number;
  previous?: { status: string };
}

/** Nothing says when a dispute came into its state: it is so now. */
function disputeEvent({ status, created }: Stripe.Dispute, at: number): StripeEvent {
  if (status.endsWith('needs_response')) return { type: 'charge.dispute.created', created };
  if (status.endsWith('under_review'))
    return {
      type: 'charge.dispute.updated',
      created: at,
      previous: { status: status.replace('under_review', 'needs_response') },
    };
  return { type: 'charge.dispute.closed', created: at };
}

function payoutEvent({ status, created, arrival_date }: Stripe.Payout, at: number): StripeEvent {
  switch (status) {
    case 'in_transit':
      return { type: 'payout.updated', created: at, previous: { status: 'pending' } };
    // The day is stated, at midnight UTC.
    case 'paid':
      return { type: 'payout.paid', created: Math.min(at, Math.max(created, arrival_date)) };
    case 'failed':
    case 'canceled':
      return { type: `payout.${status}`, created: at };
    default:
      return { type: 'payout.created', created };
  }
}

export const stripeApi: ProviderApiKind = {
  checkKey: (key) => (isPrintable(key) && /^(sk|rk)_/.test(key) ? null : makeReason('STRIPE_API_KEY_SHAPE')),
  open: openStripeApi,
};
