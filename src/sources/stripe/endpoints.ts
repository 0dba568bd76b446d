/** Webhook endpoints of a Stripe account. https://docs.stripe.com/api/webhook_endpoints */
import type Stripe from 'stripe';
import type { ProviderEndpoint } from '../../domain/provider-endpoints.js';
import { PAGE_SIZE, type ProviderFault } from '../provider-api.js';
import {
  DESCRIPTION,
  type EndpointCall,
  endpointFault,
  listAll,
  type ProviderEndpoints,
  type ProviderEndpointsKind,
  SOURCE_MARK,
} from '../provider-endpoints.js';
import { openStripe } from './client.js';
import { STRIPE_EVENT_NAMES, staticNamesOf } from './event-types.js';

type EnabledEvent = Stripe.WebhookEndpointCreateParams.EnabledEvent;

/** All but those that must be named one by one, of which the catalogue knows none. */
const ALL = '*';
const GONE = 404;

function open(key: string, baseUrl: string, timeoutMs?: number): ProviderEndpoints {
  const { webhookEndpoints } = openStripe(key, baseUrl, timeoutMs);
  const { host } = new URL(baseUrl);
  const call = (permission: EndpointCall['permission'], url: string | null = null): EndpointCall => ({
    provider: 'Stripe',
    host,
    permission,
    url,
  });
  const page = async (cursor: string | null) => {
    const params = { limit: PAGE_SIZE, ...(cursor ? { starting_after: cursor } : {}) };
    const { data, has_more } = await asked(webhookEndpoints.list(params), call('read'), ({ data }) =>
      Array.isArray(data),
    );
    return { found: data.map(endpointOf), next: has_more ? (data.at(-1)?.id ?? null) : null };
  };
  const changed = (work: Promise<Stripe.Response<Stripe.WebhookEndpoint>>, url: string | null = null) =>
    asked(work, call('write', url), ({ id }) => typeof id === 'string');
  return {
    list: (now) => listAll('Stripe', page, now),
    make: async ({ url, sourceId, eventTypes }) => {
      const params = { url, enabled_events: eventTypes as EnabledEvent[], description: DESCRIPTION };
      const made = await changed(webhookEndpoints.create({ ...params, metadata: { [SOURCE_MARK]: sourceId } }), url);
      if (!made.secret) throw endpointFault(call('write'), undefined);
      return { endpoint: endpointOf(made), secret: made.secret };
    },
    adjust: async (id, eventTypes) =>
      endpointOf(
        await changed(webhookEndpoints.update(id, { enabled_events: eventTypes as EnabledEvent[], disabled: false })),
      ),
    // Only the answer of `create` has it.
    secretOf: null,
    remove: async (id) => {
      const removed = asked(webhookEndpoints.del(id), call('write'), ({ deleted }) => deleted === true);
      await removed.catch((fault: ProviderFault) => {
        if (fault.status !== GONE) throw fault;
      });
    },
  };
}

function endpointOf(endpoint: Stripe.WebhookEndpoint): ProviderEndpoint {
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

/** The SDK takes any JSON without `error` for an answer, whatever its status. */
async function asked<Answer extends { lastResponse?: { statusCode?: number } }>(
  work: Promise<Answer>,
  call: EndpointCall,
  isWhole: (answer: Answer) => boolean,
): Promise<Answer> {
  const answer = await work.catch(({ statusCode }: { statusCode?: number }) => {
    throw endpointFault(call, statusCode);
  });
  if (!isWhole(answer)) throw endpointFault(call, answer.lastResponse?.statusCode);
  return answer;
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
  open,
};
