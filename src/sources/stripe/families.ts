/** The objects that Stripe's events carry, and what each is recognised by. */
import type { BodyFamily } from '../unreadable.js';

const REFUND: BodyFamily = { word: 'refund', own: ['destination_details', 'failure_balance_transaction'] };

const FAMILIES: readonly (readonly [prefix: string, family: BodyFamily])[] = [
  ['payment_intent.', { word: 'payment_intent', own: ['amount_received', 'last_payment_error', 'latest_charge'] }],
  ['invoice.', { word: 'invoice', own: ['amount_due', 'amount_remaining', 'hosted_invoice_url'] }],
  ['charge.dispute.', { word: 'dispute', own: ['evidence_details', 'evidence', 'evidence_due_by'] }],
  ['charge.refund.', REFUND],
  ['charge.', { word: 'charge', own: ['amount_refunded', 'amount_captured'] }],
  ['refund.', REFUND],
  ['customer.subscription.', { word: 'subscription', own: ['items', 'billing_cycle_anchor', 'start_date'] }],
  ['payout.', { word: 'payout', own: ['arrival_date', 'automatic'] }],
  ['radar.early_fraud_warning.', { word: 'radar.early_fraud_warning', own: ['fraud_type', 'actionable'] }],
];

export const STRIPE_FAMILIES: readonly BodyFamily[] = FAMILIES.map(([, family]) => family);

/** Null where we know no such family. */
export function stripeFamilyOf(eventName: string): BodyFamily | null {
  return FAMILIES.find(([prefix]) => eventName.startsWith(prefix))?.[1] ?? null;
}
