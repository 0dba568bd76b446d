/** Which key of our catalogue an event of Stripe is: by its name, and where that says too little by what changed. */
import * as read from '../body-fields.js';

/** `object` is the thing after the change, `previous` the old values of what changed (empty where Stripe tells none). */
export interface StripeChange {
  name: string;
  object: read.Json;
  previous: read.Json;
}

const UNDER_REVIEW = ['under_review', 'warning_under_review', 'appeal_under_review'];
const RUNNING = ['active', 'trialing'];

const TYPES = new Map<string, string | ((change: StripeChange) => string)>([
  ['payment_intent.succeeded', 'payment.succeeded'],
  ['payment_intent.payment_failed', 'payment.failed'],
  ['invoice.payment_failed', 'payment.failed'],
  ['charge.refunded', 'refund.succeeded'],
  ['refund.failed', 'refund.failed'],
  ['customer.subscription.created', subscriptionCreated],
  ['customer.subscription.updated', subscriptionUpdated],
  ['customer.subscription.deleted', 'subscription.cancelled'],
  ['charge.dispute.created', 'dispute.opened'],
  ['charge.dispute.updated', disputeUpdated],
  ['charge.dispute.closed', disputeClosed],
  ['charge.dispute.funds_withdrawn', 'dispute.funds_withdrawn'],
  ['charge.dispute.funds_reinstated', 'dispute.funds_reinstated'],
  ['radar.early_fraud_warning.created', 'fraud_warning.created'],
  ['payout.created', 'payout.created'],
  ['payout.updated', payoutUpdated],
  ['payout.paid', 'payout.success'],
  ['payout.failed', 'payout.failed'],
  ['payout.canceled', 'payout.cancelled'],
  ['payout.reconciliation_completed', 'payout.reconciled'],
]);

/** Stripe's names of all events that the catalogue knows. */
export const STRIPE_EVENT_NAMES: readonly string[] = [...TYPES.keys()];

/** Those that are this key of the catalogue whatever they say. */
export const staticNamesOf = (type: string) => [...TYPES].flatMap(([name, key]) => (key === type ? [name] : []));

/** The catalogue key, or Stripe's own name where the catalogue has none. */
export function typeOf(change: StripeChange): string {
  const type = TYPES.get(change.name) ?? change.name;
  return typeof type === 'string' ? type : type(change);
}

function isRunning(subscription: read.Json): boolean {
  return RUNNING.includes(read.text(subscription, 'status') ?? '');
}

/** Created as `incomplete` a subscription has not started yet: its first payment is still open. */
function subscriptionCreated({ object }: StripeChange): string {
  return isRunning(object) ? 'subscription.active' : 'subscription.created';
}

function subscriptionUpdated({ object, previous }: StripeChange): string {
  const began = read.has(previous, 'status') && !isRunning(previous) && isRunning(object);
  return began ? 'subscription.active' : 'subscription.updated';
}

function disputeUpdated({ object, previous }: StripeChange): string {
  const status = read.text(object, 'status') ?? '';
  const moved = read.has(previous, 'status') && read.text(previous, 'status') !== status;
  const submissions = read.integer(object, 'evidence_details.submission_count');
  const before = read.integer(previous, 'evidence_details.submission_count');
  const answered = submissions !== null && before !== null && submissions > before;
  return answered || (moved && UNDER_REVIEW.includes(status)) ? 'dispute.challenged' : 'dispute.updated';
}

/** `warning_closed` and `prevented` are neither won nor lost: no money moved. */
function disputeClosed({ object }: StripeChange): string {
  const status = read.text(object, 'status');
  return status === 'won' || status === 'lost' ? `dispute.${status}` : 'dispute.closed';
}

function payoutUpdated({ object, previous }: StripeChange): string {
  const left = read.has(previous, 'status') && read.text(object, 'status') === 'in_transit';
  return left ? 'payout.in_progress' : 'payout.updated';
}
