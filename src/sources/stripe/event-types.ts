/** Which key of our catalogue an event of Stripe is: by its name, and where that says too little by what changed. */
import { typeOfStatus } from '../../domain/disputes/dispute-facts.js';
import * as read from '../body-fields.js';
import { stripeDisputeBody } from './dispute.js';

/** `object` is the thing after the change, `previous` the old values of what changed (empty where Stripe tells none). */
export interface StripeChange {
  name: string;
  object: read.Json;
  previous: read.Json;
}

const RUNNING = ['active', 'trialing'];

const TYPES = new Map<string, string | ((change: StripeChange) => string)>([
  ['payment_intent.succeeded', 'payment.succeeded'],
  ['payment_intent.payment_failed', 'payment.failed'],
  ['invoice.payment_failed', 'payment.failed'],
  ['charge.refunded', 'refund.succeeded'],
  ['refund.failed', 'refund.failed'],
  ['refund.updated', refundUpdated],
  ['charge.refund.updated', refundUpdated],
  ['customer.subscription.created', subscriptionCreated],
  ['customer.subscription.updated', subscriptionUpdated],
  ['customer.subscription.deleted', 'subscription.cancelled'],
  ['charge.dispute.created', disputeByState],
  ['charge.dispute.updated', disputeByState],
  ['charge.dispute.closed', disputeByState],
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

/** Whether we know what such an event is about. */
export const isKnownType = (name: string) => TYPES.has(name);

/** What they say has an event of its own in today's versions: whoever gets them is read, and nobody needs them. */
const ECHOES = ['refund.updated', 'charge.refund.updated'];

/** Stripe's names of all events that the catalogue needs. */
export const STRIPE_EVENT_NAMES: readonly string[] = [...TYPES.keys()].filter((name) => !ECHOES.includes(name));

/** Those that are this key of the catalogue whatever they say. */
export const staticNamesOf = (type: string) => [...TYPES].flatMap(([name, key]) => (key === type ? [name] : []));

/** The catalogue key, or Stripe's own name where the catalogue has none. */
export function stripeType(change: StripeChange): string {
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

/** Back from a failed renewal or a pause it has not begun anew: an old subscription that is active again is not new. */
function subscriptionUpdated({ object, previous }: StripeChange): string {
  const before = read.text(previous, 'status');
  if (before === null || !isRunning(object)) return 'subscription.updated';
  if (before === 'incomplete' || before === 'trialing') return 'subscription.active';
  if (before === 'paused') return 'subscription.unpaused';
  return before === 'past_due' || before === 'unpaid' ? 'dunning.recovered' : 'subscription.updated';
}

/** What it says by itself; what people hear of it depends on what is known of the dispute (domain/disputes/dispute-message.ts). */
function disputeByState({ name, object }: StripeChange): string {
  const { status, quietType } = stripeDisputeBody(name, object);
  return status === 'OPEN' && quietType !== null ? quietType : typeOfStatus(status);
}

/** How a failure is told to endpoints of API versions before 2024-10-28, and beside the event of its own since. */
function refundUpdated({ name, object }: StripeChange): string {
  return read.text(object, 'status') === 'failed' ? 'refund.failed' : name;
}

function payoutUpdated({ object, previous }: StripeChange): string {
  const left = read.has(previous, 'status') && read.text(object, 'status') === 'in_transit';
  return left ? 'payout.in_progress' : 'payout.updated';
}
