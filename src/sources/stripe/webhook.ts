/** Stripe: events of the API version 2026-10-28.endive, and of older ones where they differ in little. */
import {
  type Facts,
  NO_FACTS,
  type NormalisedEvent,
  type Unreadable,
  unreadableEvent,
  withPast,
} from '../../domain/facts.js';
import { wordingOf } from '../../domain/reason-codes.js';
import * as read from '../body-fields.js';
import { changedOnce, failedOnce, startedOnce } from '../collapse.js';
import type { SourceKindEntry } from '../source-kind.js';
import { unreadableBy } from '../unreadable.js';
import { stripeMoney } from './amounts.js';
import { stripeApi } from './api.js';
import { accountOf, invoiceOf, stripeCustomerDetails } from './customer-details.js';
import { stripeDisputeBody } from './dispute.js';
import { stripeEndpoints } from './endpoints.js';
import { isKnownType, type StripeChange, stripeType } from './event-types.js';
import { STRIPE_FAMILIES, stripeFamilyOf } from './families.js';
import { stripeRecordUrl } from './record-url.js';
import { checkStripeSecret, newStripeSecret, signStripe, verifyStripe } from './signature.js';
import { subscriptionFacts } from './subscription.js';

function normalise(body: read.Json, _externalId: string, receivedAt: Date): NormalisedEvent {
  const change: StripeChange = {
    name: eventName(body),
    object: read.object(body, 'data.object'),
    previous: read.object(body, 'data.previous_attributes'),
  };
  const type = stripeType(change);
  const occurredAt = read.occurrence(body, 'created', receivedAt);
  const test = (read.flag(body, 'livemode') ?? read.flag(change.object, 'livemode')) === false;
  const account = accountOf(body);
  const unreadable = unreadableOf(change.name, body);
  if (unreadable) {
    const event = unreadableEvent(type, occurredAt, unreadable);
    return { ...event, test, facts: { ...event.facts, account } };
  }
  const known = { ...stripeFacts(change), account };
  const changed = changedOnce(type, known);
  const facts = { ...known, changeEvent: changed && change.name };
  return {
    type,
    occurredAt,
    entityId: change.name === 'charge.refunded' ? (facts.refundId ?? facts.paymentId) : read.id(change.object, 'id'),
    test,
    facts: withPast(facts, receivedAt),
    collapse: startedOnce(type, facts) ?? failedOnce(type, facts) ?? changed,
  };
}

/** Thin events (`v2.core.event`) call those of ours `v1.charge.dispute.created`, and carry no object: they cannot be read, and are said so. */
function eventName(body: read.Json): string {
  const name = read.eventType(body);
  const known = name.replace(/^v1\./, '');
  return body.object === 'v2.core.event' && isKnownType(known) ? known : name;
}

/** Only of events whose object we know. */
function unreadableOf(name: string, body: read.Json): Unreadable | null {
  const family = isKnownType(name) ? stripeFamilyOf(name) : null;
  return family && unreadableBy(read.value(body, 'data.object'), family, STRIPE_FAMILIES, 'object');
}

/** What each kind of object says beyond what they all say; the first prefix of the event's name that fits decides. */
const FAMILIES: [prefix: string, (change: StripeChange) => Partial<Facts>][] = [
  ['payment_intent.', paymentIntentFacts],
  ['invoice.', invoiceFacts],
  ['charge.dispute.', stripeDisputeFacts],
  ['charge.refund.', refundFacts],
  ['charge.refunded', chargeRefundedFacts],
  ['charge.', chargeFacts],
  ['refund.', refundFacts],
  ['customer.subscription.', subscriptionFacts],
  ['payout.', payoutFacts],
  ['radar.early_fraud_warning.', fraudWarningFacts],
];

/** Where objects have a customer by name and address; the last one where it stands there whole. */
const NAMES = ['billing_details.name', 'customer_name', 'customer.name'];
const ADDRESSES = ['billing_details.email', 'receipt_email', 'customer_email', 'customer.email'];

function stripeFacts(change: StripeChange): Facts {
  const { object } = change;
  const family = FAMILIES.find(([prefix]) => change.name.startsWith(prefix))?.[1];
  return {
    ...NO_FACTS,
    ...stripeMoney(object, read.integer(object, 'amount')),
    // Newer accounts name their customers as accounts.
    customerId: read.ref(object, 'customer', 'customer_account'),
    customerName: read.name(object, ...NAMES),
    customerEmail: read.email(object, ...ADDRESSES),
    status: read.text(object, 'status'),
    ...family?.(change),
  };
}

function paymentIntentFacts({ object, name }: StripeChange): Partial<Facts> {
  const error = read.object(object, 'last_payment_error');
  const received = name === 'payment_intent.succeeded' && read.has(object, 'amount_received');
  return {
    ...stripeMoney(object, read.integer(object, received ? 'amount_received' : 'amount')),
    customerName: read.name(error, 'payment_method.billing_details.name') ?? read.name(object, ...NAMES),
    customerEmail:
      read.email(object, 'receipt_email') ??
      read.email(error, 'payment_method.billing_details.email') ??
      read.email(object, ...ADDRESSES),
    reason: read.text(error, 'message') ?? read.words(error, 'decline_code', 'code'),
    // A decline says why in the one, and only that it was one in the other.
    reasonCode: wordingOf('PAYMENT', read.id(error, 'decline_code', 'code')),
    paymentId: read.id(object, 'id'),
    invoiceId: invoiceOf(object),
    method: card(error, 'payment_method.card') ?? read.text(error, 'payment_method.type') ?? onlyMethod(object),
  };
}

function invoiceFacts({ object, name }: StripeChange): Partial<Facts> {
  return {
    ...stripeMoney(object, read.integer(object, 'amount_due')),
    // Versions before 2025 name them directly.
    paymentId: read.ref(object, 'payment_intent', 'payments.data.0.payment.payment_intent'),
    invoiceId: read.id(object, 'id'),
    subscriptionId: read.ref(object, 'parent.subscription_details.subscription', 'subscription'),
    productId:
      read.list(object, 'lines.data').length === 1
        ? read.ref(object, 'lines.data.0.pricing.price_details.product', 'lines.data.0.price.product')
        : null,
    invoiceNumber: read.id(object, 'number'),
    invoiceUrl: read.webUrl(object, 'hosted_invoice_url'),
    attempt: read.count(object, 'attempt_count')?.toString() ?? null,
    nextAt: read.instant(object, 'next_payment_attempt'),
    // Stripe says "none" by null; a body without the field says nothing.
    lastAttempt: name === 'invoice.payment_failed' && object.next_payment_attempt === null,
  };
}

function chargeFacts({ object }: StripeChange): Partial<Facts> {
  return {
    reason: read.text(object, 'failure_message'),
    reasonCode: wordingOf('PAYMENT', read.id(object, 'outcome.reason', 'failure_code')),
    paymentId: read.ref(object, 'payment_intent') ?? read.id(object, 'id'),
    method: card(object, 'payment_method_details.card') ?? read.text(object, 'payment_method_details.type'),
  };
}

/** `amount_refunded` is the sum of all refunds so far: this one is what it grew by. */
function chargeRefundedFacts(change: StripeChange): Partial<Facts> {
  const { object, previous } = change;
  const sum = read.integer(object, 'amount_refunded');
  const before = read.integer(previous, 'amount_refunded');
  const grew = sum !== null && before !== null && sum > before;
  return {
    ...chargeFacts(change),
    // Only versions before 2022-11-15 list the refunds, newest first.
    ...stripeMoney(object, grew ? sum - before : read.integer(object, 'refunds.data.0.amount')),
    refundId: read.id(object, 'refunds.data.0.id'),
    reason: read.words(object, 'refunds.data.0.reason'),
    reasonCode: wordingOf('REFUND', read.id(object, 'refunds.data.0.reason')),
  };
}

function refundFacts({ object }: StripeChange): Partial<Facts> {
  return {
    refundId: read.id(object, 'id'),
    paymentId: read.ref(object, 'payment_intent', 'charge'),
    reason: read.words(object, 'failure_reason', 'reason'),
    reasonCode: wordingOf('REFUND', read.id(object, 'failure_reason', 'reason')),
  };
}

function stripeDisputeFacts({ name, object }: StripeChange): Partial<Facts> {
  const dispute = stripeDisputeBody(name, object);
  return {
    disputeId: read.id(object, 'id'),
    paymentId: read.ref(object, 'payment_intent', 'charge'),
    customerName: read.name(object, 'evidence.customer_name', 'charge.billing_details.name'),
    customerEmail: read.email(object, 'evidence.customer_email_address', 'charge.billing_details.email'),
    reason: read.words(object, 'reason'),
    reasonCode: wordingOf('DISPUTE', read.id(object, 'reason')),
    method: card(object, 'payment_method_details.card') ?? read.text(object, 'payment_method_details.type'),
    stage: dispute.stage,
    // In other states it is not our move.
    respondBy: dispute.status === 'OPEN' ? dispute.dueAt : null,
    dispute,
  };
}

/** A bank's word that a payment was fraud, before a dispute: a refund now avoids one. */
function fraudWarningFacts({ object }: StripeChange): Partial<Facts> {
  return {
    paymentId: read.ref(object, 'payment_intent', 'charge'),
    reason: read.words(object, 'fraud_type'),
    reasonCode: wordingOf('FRAUD_WARNING', read.id(object, 'fraud_type')),
    // Where it is not, the payment was refunded or disputed already.
    status: read.flag(object, 'actionable') === false ? null : 'actionable',
  };
}

function payoutFacts({ object }: StripeChange): Partial<Facts> {
  const underway = ['pending', 'in_transit'].includes(read.text(object, 'status') ?? '');
  return {
    payoutId: read.id(object, 'id'),
    reason: read.text(object, 'failure_message') ?? read.words(object, 'failure_code'),
    reasonCode: wordingOf('PAYOUT', read.id(object, 'failure_code')),
    method: read.text(object, 'type'),
    nextAt: underway ? read.instant(object, 'arrival_date') : null,
  };
}

function card(root: read.Json, path: string): string | null {
  const details = read.object(root, path);
  return read.cardLabel(read.text(details, 'brand'), read.text(details, 'last4'));
}

/** The kinds of payment a payment intent allows; the one used is known only where there is but one. */
function onlyMethod(intent: read.Json): string | null {
  return read.list(intent, 'payment_method_types').length === 1 ? read.text(intent, 'payment_method_types.0') : null;
}

/** A deadline that lies ahead, as a week is what a dispute is given at least. */
const RESPONSE_SECONDS = 7 * 24 * 3_600;

function renewSample(body: read.Json, mark: string, now: Date): string {
  const seconds = Math.floor(now.getTime() / 1_000);
  const evidence = read.object(body, 'data.object.evidence_details');
  if (evidence.due_by) evidence.due_by = seconds + RESPONSE_SECONDS;
  body.id = `evt_sample_${mark}`;
  body.created = seconds;
  return `evt_sample_${mark}`;
}

export const stripe = {
  kind: 'STRIPE',
  secretOfProvider: true,
  newSecret: newStripeSecret,
  checkSecret: checkStripeSecret,
  verify: verifyStripe,
  externalId: (_request, body) => read.asId(body.id),
  normalise,
  customerDetails: stripeCustomerDetails,
  recordUrl: stripeRecordUrl,
  sign: signStripe,
  samples: 'stripe',
  objectPath: 'data.object',
  recognises: (body) => body.object === 'event' || Object.keys(read.object(body, 'data.object')).length > 0,
  renewSample,
  // https://docs.stripe.com/receipts
  customerEmails: ['payment.succeeded'],
  api: stripeApi,
  endpoints: stripeEndpoints,
} as const satisfies SourceKindEntry;
