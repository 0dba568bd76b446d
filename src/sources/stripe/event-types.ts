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
  ['customer.subscription.paused', 'subscription.paused'],
  ['customer.subscription.resumed', 'subscription.unpaused'],
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

/** Of a dispute it counts what it says of itself, whatever Stripe calls the event that has it. */
const isOfDispute = ({ name, object }: StripeChange) =>
  name.startsWith('charge.dispute.') && read.text(object, 'object') === 'dispute';

/** What they say is told by another event, too: whoever gets them is read, and nobody needs them. */
const ECHOES = [
  ...['refund.updated', 'charge.refund.updated'],
  ...['customer.subscription.paused', 'customer.subscription.resumed'],
];

/** Stripe's names of all events that the catalogue needs. */
export const STRIPE_EVENT_NAMES: readonly string[] = [...TYPES.keys()].filter((name) => !ECHOES.includes(name));

/** Those that are this key of the catalogue whatever they say. */
export const staticNamesOf = (type: string) => [...TYPES].flatMap(([name, key]) => (key === type ? [name] : []));

/** The catalogue key, or Stripe's own name where the catalogue has none. */
export function stripeType(change: StripeChange): string {
  const type = TYPES.get(change.name) ?? (isOfDispute(change) ? disputeByState : change.name);
  const told = typeof type === 'string' ? type : type(change);
  return isTakenBack(change) ? told.replace(/\.\w+$/, '.updated') : told;
}

/**
 * The statuses of an object by which it is not what the name of its event says. Bad news that is over asks nobody to act; good news
 * that is none would let people rest, and thank a customer who has not paid.
 */
const NO_LONGER_SO: Readonly<Record<string, readonly string[]>> = {
  'payment_intent.succeeded': [
    ...['canceled', 'processing', 'requires_action', 'requires_capture', 'requires_confirmation'],
    'requires_payment_method',
  ],
  'payment_intent.payment_failed': ['succeeded'],
  'invoice.payment_failed': ['paid', 'void'],
  'refund.failed': ['succeeded'],
  'payout.created': ['failed', 'canceled'],
  'payout.paid': ['failed', 'canceled'],
  'payout.failed': ['paid'],
};

/** What was only authorised goes back to nobody: its "refund" lets the authorisation go. */
function isTakenBack({ name, object }: StripeChange): boolean {
  if (name === 'charge.refunded') return read.flag(object, 'captured') === false;
  const status = read.text(object, 'status');
  return status !== null && Object.hasOwn(NO_LONGER_SO, name) && NO_LONGER_SO[name]?.includes(status) === true;
}

function isRunning(subscription: read.Json): boolean {
  return RUNNING.includes(read.text(subscription, 'status') ?? '');
}

/** Created as `incomplete` a subscription has not started yet: its first payment is still open. */
function subscriptionCreated({ object }: StripeChange): string {
  return isRunning(object) ? 'subscription.active' : 'subscription.created';
}

/** What a subscription became that no longer runs. */
const SUBSCRIPTION_CHANGES = new Map([
  ['past_due', 'subscription.past_due'],
  ['unpaid', 'subscription.on_hold'],
  ['paused', 'subscription.paused'],
  ['canceled', 'subscription.cancelled'],
  ['incomplete_expired', 'subscription.failed'],
]);

/** Back from a failed renewal or a pause it has not begun anew: an old subscription that is active again is not new. */
function subscriptionUpdated({ object, previous }: StripeChange): string {
  const before = read.text(previous, 'status');
  if (before === null) return collectionUpdated({ object, previous });
  if (!isRunning(object)) return SUBSCRIPTION_CHANGES.get(read.text(object, 'status') ?? '') ?? 'subscription.updated';
  if (before === 'incomplete' || before === 'trialing') return 'subscription.active';
  if (before === 'paused') return 'subscription.unpaused';
  return before === 'past_due' || before === 'unpaid' ? 'dunning.recovered' : 'subscription.updated';
}

/** Charging may be paused while the subscription goes on. */
function collectionUpdated({ object, previous }: Pick<StripeChange, 'object' | 'previous'>): string {
  if (!Object.hasOwn(previous, 'pause_collection')) return 'subscription.updated';
  if (read.has(object, 'pause_collection'))
    return read.has(previous, 'pause_collection') ? 'subscription.updated' : 'subscription.paused';
  return 'subscription.unpaused';
}

/** What it says by itself; what people hear of it depends on what is known of the dispute (domain/disputes/dispute-message.ts). */
function disputeByState({ name, object }: StripeChange): string {
  const { status, quietType } = stripeDisputeBody(name, object);
  const isTransition = status !== 'OPEN' && status !== 'OTHER';
  return isTransition || quietType === null ? typeOfStatus(status) : quietType;
}

/** How a failure is told to endpoints of API versions before 2024-10-28, and beside the event of its own since. */
function refundUpdated({ name, object }: StripeChange): string {
  return read.text(object, 'status') === 'failed' ? 'refund.failed' : name;
}

/** What became of it has an event of its own, too, to which the endpoint may not be subscribed. */
const PAYOUT_CHANGES = new Map([
  ['in_transit', 'payout.in_progress'],
  ['paid', 'payout.success'],
  ['failed', 'payout.failed'],
  ['canceled', 'payout.cancelled'],
]);

function payoutUpdated({ object, previous }: StripeChange): string {
  const status = read.has(previous, 'status') ? read.text(object, 'status') : null;
  return PAYOUT_CHANGES.get(status ?? '') ?? 'payout.updated';
}
