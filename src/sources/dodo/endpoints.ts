/** Webhooks of a business at Dodo Payments. https://docs.dodopayments.com/api-reference/webhooks */
import type { WebhookEventType } from 'dodopayments/resources/webhook-events';
import type { WebhookDetails } from 'dodopayments/resources/webhooks/webhooks';
import { findEventType } from '../../domain/catalogue/index.js';
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
import { dodoStatus, openDodo } from './client.js';

/** All that the SDK knows: a type that it gains is missing here, and does not compile. */
const DODO_EVENTS: Record<WebhookEventType, true> = {
  'payment.succeeded': true,
  'payment.failed': true,
  'payment.processing': true,
  'payment.cancelled': true,
  'refund.succeeded': true,
  'refund.failed': true,
  'dispute.opened': true,
  'dispute.expired': true,
  'dispute.accepted': true,
  'dispute.cancelled': true,
  'dispute.challenged': true,
  'dispute.won': true,
  'dispute.lost': true,
  'subscription.active': true,
  'subscription.renewed': true,
  'subscription.on_hold': true,
  'subscription.past_due': true,
  'subscription.paused': true,
  'subscription.unpaused': true,
  'subscription.cancelled': true,
  'subscription.failed': true,
  'subscription.expired': true,
  'subscription.plan_changed': true,
  'subscription.updated': true,
  'subscription.update_payment_method': true,
  'license_key.created': true,
  'payout.created': true,
  'payout.on_hold': true,
  'payout.in_progress': true,
  'payout.failed': true,
  'payout.success': true,
  'credit.added': true,
  'credit.deducted': true,
  'credit.expired': true,
  'credit.rolled_over': true,
  'credit.rollover_forfeited': true,
  'credit.overage_charged': true,
  'credit.overage_reset': true,
  'credit.manual_adjustment': true,
  'credit.balance_low': true,
  'abandoned_checkout.detected': true,
  'abandoned_checkout.recovered': true,
  'dunning.started': true,
  'dunning.recovered': true,
  'entitlement_grant.created': true,
  'entitlement_grant.delivered': true,
  'entitlement_grant.failed': true,
  'entitlement_grant.revoked': true,
};

/** Its names are the keys of the catalogue. */
const eventNames = Object.keys(DODO_EVENTS).filter(findEventType);

function openDodoEndpoints(key: string, baseUrl: string, timeoutMs?: number): ProviderEndpoints {
  const { webhooks } = openDodo(key, baseUrl, timeoutMs);
  const ask = endpointCaller('Dodo Payments', baseUrl, dodoStatus);
  const page = (cursor: string | null) =>
    ask(
      webhooks.list({ limit: PAGE_SIZE, ...(cursor ? { iterator: cursor } : {}) }),
      'read',
      ({ data, iterator, done }) =>
        Array.isArray(data) ? { found: data.map(dodoEndpoint), next: done || !iterator ? null : iterator } : undefined,
    );
  const changed = (work: Promise<WebhookDetails>, url: string | null = null) =>
    ask(work, 'write', (answer) => (typeof answer?.id === 'string' ? dodoEndpoint(answer) : undefined), url);
  const secretOf = (id: string) =>
    ask(webhooks.retrieveSecret(id), 'read', (answer) =>
      typeof answer?.secret === 'string' ? answer.secret : undefined,
    );
  return {
    list: (now) => listAll('Dodo Payments', page, now),
    make: async ({ url, sourceId, eventTypes: types }) => {
      const filter = { filter_types: types as WebhookEventType[], metadata: { [SOURCE_MARK]: sourceId } };
      const endpoint = await changed(webhooks.create({ url, description: DESCRIPTION, ...filter }), url);
      return { endpoint, secret: await secretOf(endpoint.id) };
    },
    adjust: (id, types) => changed(webhooks.update(id, { filter_types: types as WebhookEventType[], disabled: false })),
    secretOf,
    remove: async (id) => void (await ask(webhooks.delete(id), 'write', () => true).catch(unlessGone)),
  };
}

function dodoEndpoint({ id, url, disabled, filter_types: types, metadata }: WebhookDetails): ProviderEndpoint {
  const eventTypes = types ?? null;
  return {
    id,
    url,
    enabled: disabled !== true,
    eventTypes,
    connected: false,
    madeFor: metadata?.[SOURCE_MARK] ?? null,
  };
}

export const dodoEndpoints: ProviderEndpointsKind = {
  eventNames,
  namesOf: (type) => eventNames.filter((name) => name === type),
  open: openDodoEndpoints,
};
