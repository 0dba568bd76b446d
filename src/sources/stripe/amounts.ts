/** Amounts of Stripe's objects. */
import type { Facts } from '../../domain/facts.js';
import * as read from '../body-fields.js';

/**
 * Stripe's amounts in ISO minor units. Stripe counts MGA in whole ariary, and ISK and UGX with two decimals that are
 * always 00: https://docs.stripe.com/currencies#special-cases. One that is not even is told not at all.
 */
export function stripeMoney(object: read.Json, amount: bigint | null): Pick<Facts, 'amount' | 'currency'> {
  const { currency } = read.money(null, read.text(object, 'currency'));
  if (amount === null || currency === null) return { amount: null, currency };
  if (currency === 'MGA') return read.money(amount * 100n, currency);
  if (currency !== 'ISK' && currency !== 'UGX') return read.money(amount, currency);
  return read.money(amount % 100n === 0n ? amount / 100n : null, currency);
}
