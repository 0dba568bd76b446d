/** Webhook endpoints of a Stripe account. https://docs.stripe.com/api/webhook_endpoints */
import type Stripe from 'stripe';
import type { ProviderEndpoint } from '../../domain/provider-endpoints.js';
import { PAGE_SIZE } from '../provider-api.js';
import {
  DESCRIPTION,
  endpointCaller,
  listAll,
  type ProviderEndpoints,
  type ProviderEndpointsKind,
  SOURCE_MARK,
  unlessGone,
} from '../provider-endpoints.js';
import { openStripe, stripeStatus } from './client.js';
import { STRIPE_EVENT_NAMES, staticNamesOf } from './event-types.js';

type EnabledEvent = Stripe.WebhookEndpointCreateParams.EnabledEvent;

/** All but those that must be named one by one, of which the catalogue knows none. */
const ALL = '*';

function openStripeEndpoints(key: string, baseUrl: string, timeoutMs?: number): ProviderEndpoints {
  const { webhookEndpoints } = openStripe(key, baseUrl, timeoutMs);
  const ask = endpointCaller('Stripe', baseUrl, stripeStatus);
  const page = (cursor: string | null) =>
    ask(
      webhookEndpoints.list({ limit: PAGE_SIZE, ...(cursor ? { starting_after: cursor } : {}) }),
      'read',
      ({ data, has_more }) =>
        Array.isArray(data)
          ? { found: data.map(stripeEndpoint), next: has_more ? (data.at(-1)?.id ?? null) : null }
          : undefined,
    );
  return {
    list: (now) => listAll('Stripe', page, now),
    make: ({ url, sourceId, eventTypes }) => {
      const params = { url, enabled_events: eventTypes as EnabledEvent[], description: DESCRIPTION };
      const made = webhookEndpoints.create({ ...params, metadata: { [SOURCE_MARK]: sourceId } });
      const readMade = (answer: Stripe.WebhookEndpoint) =>
        answer.secret ? { endpoint: stripeEndpoint(answer), secret: answer.secret } : undefined;
      return ask(made, 'write', readMade, url);
    },
    adjust: (id, eventTypes) => {
      const changed = webhookEndpoints.update(id, { enabled_events: eventTypes as EnabledEvent[], disabled: false });
      return ask(changed, 'write', (answer) => (typeof answer.id === 'string' ? stripeEndpoint(answer) : undefined));
    },
    // Only the answer of `create` has it.
    secretOf: null,
    remove: async (id) => {
      const removed = ask(webhookEndpoints.del(id), 'write', ({ deleted }) => deleted || undefined);
      await removed.catch(unlessGone);
    },
  };
}

function stripeEndpoint(endpoint: Stripe.WebhookEndpoint): ProviderEndpoint {
  const { id, url, status, enabled_events: types, application, metadata } = endpoint;
  return {
    id,
    url,
    enabled: status !== 'disabled',
    eventTypes: types.includes(ALL) ? null : types,
    connected: typeof application === 'string',
    madeFor: metadata?.[SOURCE_MARK] ?? null,
  };
}

/** Where the name of an event does not say by itself which key it is: the one that tells it first. */
const FIRST_TOLD_BY: Record<string, readonly string[]> = {
  'dispute.opened': ['charge.dispute.created'],
  'dispute.lost': ['charge.dispute.closed'],
  'dispute.won': ['charge.dispute.closed'],
  'subscription.active': ['customer.subscription.created', 'customer.subscription.updated'],
};

export const stripeEndpoints: ProviderEndpointsKind = {
  eventNames: STRIPE_EVENT_NAMES,
  namesOf: (type) => FIRST_TOLD_BY[type] ?? staticNamesOf(type),
  open: openStripeEndpoints,
};
