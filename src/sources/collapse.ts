/** Which events of a provider tell one fact and are told once (see `NormalisedEvent.collapse`). */
import type { Facts, NormalisedEvent } from '../domain/facts.js';

type Collapse = NormalisedEvent['collapse'];

/** A subscription starts once: providers say `active` again after a pause, a failed renewal or a resend. */
export function startedOnce(type: string, facts: Facts): Collapse {
  if (type !== 'subscription.active' || facts.subscriptionId === null) return null;
  return { key: `subscription.active:${facts.subscriptionId}`, seconds: null };
}

/**
 * A failed renewal at Stripe sends both `payment_intent.payment_failed` and `invoice.payment_failed`, and today's versions
 * name neither in the other: of one customer, amount and currency, one intent and one invoice within ten minutes are taken
 * for one (`TOLD_BEFORE`). Two invoices, two intents or two subscriptions never are: people buy two equal things.
 */
export function failedOnce(type: string, facts: Facts): Collapse {
  const customer = facts.customerId ?? facts.customerEmail?.toLowerCase() ?? null;
  if (type !== 'payment.failed' || customer === null || facts.amount === null) return null;
  return { key: `payment.failed:${withinAccount(facts, customer)}:${facts.amount}:${facts.currency}`, seconds: 600 };
}

/** What Stripe tells by several events of one moment, each as another change of the same thing, and the id of that thing. */
const TOLD_BY_SEVERAL = {
  'refund.failed': 'refundId',
  'payout.success': 'payoutId',
  'payout.failed': 'payoutId',
  'payout.cancelled': 'payoutId',
  'subscription.cancelled': 'subscriptionId',
  'subscription.paused': 'subscriptionId',
  'subscription.unpaused': 'subscriptionId',
} as const satisfies Record<string, keyof Facts>;

/** One change of a refund, a payout or a subscription, by whichever of its events it is told. */
export function changedOnce(type: string, facts: Facts): Collapse {
  const field = new Map(Object.entries(TOLD_BY_SEVERAL)).get(type);
  const id = field ? facts[field] : null;
  return id === null ? null : { key: `${type}:${withinAccount(facts, id)}`, seconds: 60 };
}

/** A customer is one within one account only: the merchants of a platform share people, and their ids are their own. */
const withinAccount = ({ account }: Facts, name: string) => [account, name].filter(Boolean).join(' ');
