/** What a subscription of Stripe says: https://docs.stripe.com/api/subscriptions/object */
import type { Facts, Period } from '../../domain/facts.js';
import { wordingOf } from '../../domain/reason-codes.js';
import * as read from '../body-fields.js';
import { stripeMoney } from './amounts.js';
import type { StripeChange } from './event-types.js';

export function subscriptionFacts({ object }: StripeChange): Partial<Facts> {
  // Versions before 2025 have the period on the subscription itself.
  const periodEnd = read.instant(object, 'items.data.0.current_period_end', 'current_period_end');
  const because = [
    ...read.whyCancelled(object, 'cancellation_details.feedback', 'cancellation_details.comment'),
    'cancellation_details.reason',
  ];
  const lastPeriod = read.flag(object, 'cancel_at_period_end') === true;
  // Until it ends, `canceled_at` is when that was asked for.
  const end =
    read.instant(object, 'ended_at', 'cancel_at') ??
    (lastPeriod ? periodEnd : null) ??
    read.instant(object, 'canceled_at');
  return {
    ...stripeMoney(object, recurringAmount(object)),
    period: recurringPeriod(object),
    subscriptionId: read.id(object, 'id'),
    productId: read.list(object, 'items.data').length === 1 ? read.ref(object, 'items.data.0.price.product') : null,
    reason: read.words(object, ...because),
    // A comment is the customer's own words, which no code stands for.
    reasonCode: wordingOf('SUBSCRIPTION', read.text(object, ...because)),
    nextAt: end === null && !lastPeriod && !rests(object) ? periodEnd : null,
    endsAt: end,
  };
}

/** It is charged no more, or not until somebody resumes it. */
const rests = (subscription: read.Json) =>
  ['paused', 'unpaid', 'canceled', 'incomplete_expired'].includes(read.text(subscription, 'status') ?? '') ||
  read.has(subscription, 'pause_collection');

/** What one period costs before tax; null where an item has no fixed price (metered, tiered) or not all items are listed. */
function recurringAmount(subscription: read.Json): bigint | null {
  const items = read.list(subscription, 'items.data');
  if (items.length === 0 || read.flag(subscription, 'items.has_more') === true) return null;
  let sum = 0n;
  for (const item of items) {
    const price = read.integer(item, 'price.unit_amount');
    const quantity = read.integer(item, 'quantity');
    if (price === null || quantity === null) return null;
    sum += price * quantity;
  }
  return sum;
}

/** Null where its items have different ones. */
function recurringPeriod(subscription: read.Json): Period | null {
  const [first, ...others] = read
    .list(subscription, 'items.data')
    .map((item) => read.period(item, 'price.recurring.interval_count', 'price.recurring.interval'));
  const same = others.every((other) => other?.unit === first?.unit && other?.count === first?.count);
  return same ? (first ?? null) : null;
}
