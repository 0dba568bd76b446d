/** Dodo Payments: the names of its events are the keys of our catalogue, so little is translated. */
import { type BoughtItem, type CustomerDetails, NO_DETAILS, type ProductRef } from '../../domain/customer-details.js';
import { type Facts, NO_FACTS, type NormalisedEvent, unreadableEvent, withPast } from '../../domain/facts.js';
import { type ReasonWording, wordingOf } from '../../domain/reason-codes.js';
import {
  checkStandardSecret,
  newStandardSecret,
  signStandardWebhook,
  standardId,
  verifyStandardWebhook,
} from '../../platform/signatures/standard-webhooks.js';
import * as read from '../body-fields.js';
import { startedOnce } from '../collapse.js';
import * as details from '../customer-details.js';
import { renewStandardSample } from '../samples.js';
import type { SourceKindEntry } from '../source-kind.js';
import { unreadableBy } from '../unreadable.js';
import { dodoApi } from './api.js';
import { DISPUTE_TYPES, disputeStage, dodoDisputeFacts, dodoDisputeStatus, dodoDisputeType } from './dispute.js';
import { dodoEndpoints } from './endpoints.js';
import { DODO_FAMILIES, type DodoFamily, dodoFamilyOf } from './families.js';
import { dodoRecordUrl } from './record-url.js';

const UNKNOWN_FAMILY: DodoFamily = { word: '', own: [], entity: 'id', amount: 'amount' };

const ENDED_SUBSCRIPTIONS = ['cancelled', 'expired', 'failed'];
const RESTING_SUBSCRIPTIONS = ['paused', 'on_hold'];
/** No money has moved yet: the payment waits for somebody. */
const AWAITED_PAYMENTS = ['customer_action', 'merchant_action', 'payment_method', 'confirmation', 'capture'].map(
  (what) => `requires_${what}`,
);

function normalise(body: read.Json, _externalId: string, receivedAt: Date): NormalisedEvent {
  const providerType = read.eventType(body);
  const occurredAt = read.occurrence(body, 'timestamp', receivedAt);
  const family = dodoFamilyOf(providerType);
  const unreadable = family && unreadableBy(body.data, family, DODO_FAMILIES, 'payload_type');
  if (unreadable) return unreadableEvent(dodoEventName(providerType), occurredAt, unreadable);
  const data = read.object(body, 'data');
  const type = dodoType(providerType, data, occurredAt);
  const ofDispute = dodoDisputeFacts(type, data, { occurredAt, receivedAt });
  const facts = { ...dodoFacts(data, family ?? UNKNOWN_FAMILY), ...ofDispute };
  const entity = type === 'subscription.update_payment_method' ? facts.subscriptionId : null;
  return {
    type,
    occurredAt,
    entityId: entity ?? entityOf(data, family ?? UNKNOWN_FAMILY),
    test: false,
    facts: withPast(facts, receivedAt),
    collapse: startedOnce(type, facts),
  };
}

/** A dispute without an id of its own goes by its payment: without one it would have no reminders. */
const entityOf = (data: read.Json, { entity, word }: DodoFamily) =>
  read.id(data, entity, 'id', 'credit_entitlement_id', ...(word === 'Dispute' ? ['payment_id'] : []));

/** The catalogue's key of a name: the older one of a payout's beginning is still sent. */
const dodoEventName = (providerType: string) =>
  providerType === 'payout.not_initiated' ? 'payout.created' : providerType;

function dodoType(type: string, data: read.Json, occurredAt: string): string {
  if (type === 'subscription.active' && isOld(data, occurredAt)) return 'subscription.updated';
  const status = read.text(data, 'status')?.toLowerCase();
  if (Object.hasOwn(NO_LONGER_SO, type) && status && NO_LONGER_SO[type]?.includes(status))
    return type.replace(/\.\w+$/, '.updated');
  // Such a "payment", of nothing or of a set-up charge, only stores a card: it is no sale.
  if (type === 'payment.succeeded' && read.flag(data, 'is_update_payment_method') === true)
    return 'subscription.update_payment_method';
  // The body is the state at delivery: a late `dispute.opened` can say that the dispute is lost by now.
  return DISPUTE_TYPES.includes(type) ? dodoDisputeType(type, data) : dodoEventName(type);
}

/**
 * What the name of an event says, and the statuses of a body by which it is so no more: the event came late, and what became of
 * it has its own event. Bad news that is over asks nobody to act; good news that was taken back would let people rest.
 */
const NO_LONGER_SO: Readonly<Record<string, readonly string[]>> = {
  'payment.succeeded': ['failed', 'cancelled', 'processing', ...AWAITED_PAYMENTS],
  'payment.failed': ['succeeded'],
  'payment.processing': ['succeeded', 'failed', 'cancelled'],
  'payment.cancelled': ['succeeded'],
  'refund.failed': ['succeeded'],
  'refund.succeeded': ['failed'],
  'payout.created': ['on_hold', 'success', 'failed'],
  'payout.in_progress': ['on_hold', 'success', 'failed'],
  'payout.on_hold': ['in_progress', 'success'],
  'payout.failed': ['success'],
  'payout.success': ['failed'],
  'subscription.on_hold': ['active'],
  'subscription.past_due': ['active'],
  'subscription.paused': ['active'],
  'subscription.failed': ['active'],
  // It never started.
  'subscription.active': ['failed'],
  // Nobody has the new plan, or the key, that the customer would be told of.
  'subscription.plan_changed': ENDED_SUBSCRIPTIONS,
  'license_key.created': ['disabled', 'expired'],
  'entitlement_grant.created': ['delivered', 'failed', 'revoked'],
  'entitlement_grant.delivered': ['revoked'],
  'entitlement_grant.failed': ['delivered'],
  'dunning.started': ['recovered'],
  'abandoned_checkout.detected': ['recovered'],
};

/** Longer than the first payment of a new subscription takes: one that is older is active again, and that is no start. */
const NEW_FOR_MS = 7 * 24 * 3_600_000;

function isOld(data: read.Json, occurredAt: string): boolean {
  const createdAt = read.instant(data, 'created_at');
  return createdAt !== null && Date.parse(occurredAt) - Date.parse(createdAt) > NEW_FOR_MS;
}

function dodoFacts(data: read.Json, family: DodoFamily): Facts {
  return {
    ...NO_FACTS,
    ...read.money(family.amount ? read.integer(data, family.amount) : null, read.text(data, 'currency')),
    ...dodoIds(data),
    ...timesOf(data),
    period: read.period(data, 'payment_frequency_count', 'payment_frequency_interval'),
    customerName: read.name(data, 'customer.name'),
    customerEmail: read.email(data, 'customer.email'),
    reason: dodoReason(data),
    reasonCode: reasonCodeOf(data, family),
    attempt: dodoAttempt(data),
    method:
      read.cardLabel(read.text(data, 'card_network'), read.text(data, 'card_last_four')) ??
      read.text(data, 'payment_method'),
    status: dodoDisputeStatus(data) ?? read.text(data, 'status'),
    stage: disputeStage(data),
    credits: family.credits ? read.decimal(data, family.credits) : null,
    balance: read.decimal(data, 'balance_after') ?? read.decimal(data, 'available_balance'),
    invoiceNumber: read.id(data, 'invoice_id'),
    invoiceUrl: read.webUrl(data, 'invoice_url'),
    licenseKey: read.maskedKey(details.licenseKey(data, 'key', 'license_key.key')),
    integration: read.text(data, 'integration_type'),
  };
}

function dodoIds(data: read.Json): Partial<Facts> {
  // With several of them no single one is what the event is about.
  const onlyProduct = read.list(data, 'product_cart').length === 1 ? ['product_cart.0.product_id'] : [];
  const onlySubscription = read.list(data, 'subscription_ids').length === 1 ? ['subscription_ids.0'] : [];
  const reference = read.text(data, 'reference_type');
  return {
    customerId: read.id(data, 'customer.customer_id', 'customer_id'),
    paymentId: read.id(data, 'payment_id', ...(reference === 'payment' ? ['reference_id'] : [])),
    subscriptionId: read.id(
      data,
      'subscription_id',
      ...onlySubscription,
      ...(reference === 'subscription' ? ['reference_id'] : []),
    ),
    refundId: read.id(data, 'refund_id'),
    disputeId: read.id(data, 'dispute_id'),
    payoutId: read.id(data, 'payout_id'),
    productId: read.id(data, 'product_id', ...onlyProduct),
  };
}

function timesOf(data: read.Json): Partial<Facts> {
  const nextBilling = read.instant(data, 'next_billing_date');
  const lastPeriod = read.flag(data, 'cancel_at_next_billing_date') === true;
  const status = read.text(data, 'status')?.toLowerCase() ?? '';
  const ended = ENDED_SUBSCRIPTIONS.includes(status);
  return {
    // The body repeats the date although nothing will be billed then.
    nextAt: lastPeriod || ended || RESTING_SUBSCRIPTIONS.includes(status) ? null : nextBilling,
    // While it goes on, `cancelled_at` is when that was asked for.
    endsAt:
      (lastPeriod && !ended ? nextBilling : null) ??
      read.instant(data, 'cancelled_at', 'past_due_ends_at', 'revoked_at', 'expires_at') ??
      (lastPeriod ? nextBilling : null),
  };
}

const cancellationPaths = (data: read.Json) => read.whyCancelled(data, 'cancellation_feedback', 'cancellation_comment');

function dodoReason(data: read.Json): string | null {
  return (
    read.text(data, 'error_message') ??
    read.words(data, 'reason', 'remarks', 'error_code', ...cancellationPaths(data)) ??
    read.words(data, 'revocation_reason', 'abandonment_reason', 'description')
  );
}

function reasonCodeOf(data: read.Json, { reasons }: DodoFamily): ReasonWording | null {
  if (!reasons) return null;
  const [family, ...fields] =
    reasons[0] === 'SUBSCRIPTION' ? (['SUBSCRIPTION', ...cancellationPaths(data)] as const) : reasons;
  return wordingOf(family, read.id(data, ...fields));
}

/** Dodo counts what came after the first try: 0 is that one, and says nothing that people need. */
function dodoAttempt(data: read.Json): string | null {
  const retries = read.count(data, 'retry_attempt');
  return retries === null ? null : String(retries + 1);
}

/** Its bodies name no language and no product: metadata is where merchants put the one, its API knows the other. */
function customerDetails(body: read.Json): CustomerDetails {
  const data = read.object(body, 'data');
  const bought = [
    ...read.list(data, 'product_cart').map((item) => itemOf(item, 'PRODUCT', 'product_id')),
    ...(read.has(data, 'product_cart') ? [] : [itemOf(data, 'PRODUCT', 'product_id')]),
    ...read.list(data, 'addons').map((item) => itemOf(item, 'ADDON', 'addon_id')),
  ];
  return {
    ...NO_DETAILS,
    language: details.language(
      data,
      'customer.metadata.locale',
      'customer.metadata.language',
      'metadata.locale',
      'metadata.language',
    ),
    items: bought.flat(),
    tax: details.minorUnits(data, 'tax'),
    interval: read.period(data, 'payment_frequency_count', 'payment_frequency_interval'),
    taxInclusive: read.flag(data, 'tax_inclusive'),
    invoiceNumber: read.id(data, 'invoice_id'),
    invoiceUrl: read.webUrl(data, 'invoice_url'),
    licenseKey: details.licenseKey(data, 'key'),
    activations: read.count(data, 'activations_limit'),
  };
}

function itemOf(item: unknown, kind: ProductRef['kind'], key: string): BoughtItem[] {
  const id = read.id(item, key);
  const ref = { kind, id: id ?? '', account: null };
  return id ? [{ name: null, ref, quantity: read.count(item, 'quantity') ?? 1 }] : [];
}

export const dodo = {
  kind: 'DODO',
  secretOfProvider: true,
  newSecret: newStandardSecret,
  checkSecret: checkStandardSecret,
  verify: (request, secrets, now) => verifyStandardWebhook(request, secrets, now, 'DODO'),
  externalId: (request) => read.asId(standardId(request)),
  normalise,
  customerDetails,
  recordUrl: dodoRecordUrl,
  sign: signStandardWebhook,
  samples: 'dodo',
  objectPath: 'data',
  recognises: (body) => read.has(body, 'business_id') || read.has(body, 'data.payload_type'),
  renewSample: renewStandardSample,
  // Settings, Communication: one of each three, on by default.
  customerEmails: ['payment.succeeded', 'subscription.plan_changed', 'license_key.created'],
  api: dodoApi,
  endpoints: dodoEndpoints,
} as const satisfies SourceKindEntry;
