/** The families of Dodo's bodies: how each is recognised, and where its id, its amount and its reasons stand. */
import type { ReasonFamily } from '../../domain/reason-codes.js';
import type { BodyFamily } from '../unreadable.js';

export interface DodoFamily extends BodyFamily {
  /** The field with the id of the thing. */
  entity: string;
  /** The field with its amount of money, or of credits. */
  amount?: string;
  credits?: string;
  /** Of what its codes are the reasons, where it has any, and the fields that have them. */
  reasons?: readonly [ReasonFamily, ...fields: string[]];
}

const CREDIT_BALANCE: DodoFamily = {
  word: 'CreditBalanceLow',
  own: ['threshold_amount', 'threshold_percent', 'available_balance'],
  entity: 'id',
};

/** By the first word of the event's name. */
const FAMILIES: Readonly<Record<string, DodoFamily>> = {
  payment: {
    word: 'Payment',
    own: ['total_amount', 'product_cart'],
    entity: 'payment_id',
    amount: 'total_amount',
    reasons: ['PAYMENT', 'error_code'],
  },
  refund: {
    word: 'Refund',
    own: ['refund_id', 'is_partial'],
    entity: 'refund_id',
    amount: 'amount',
    reasons: ['REFUND', 'reason'],
  },
  dispute: {
    word: 'Dispute',
    own: ['dispute_id', 'dispute_status'],
    entity: 'dispute_id',
    amount: 'amount',
    reasons: ['DISPUTE', 'reason'],
  },
  subscription: {
    word: 'Subscription',
    own: ['recurring_pre_tax_amount', 'next_billing_date'],
    entity: 'subscription_id',
    amount: 'recurring_pre_tax_amount',
    reasons: ['SUBSCRIPTION', 'cancellation_feedback'],
  },
  license_key: { word: 'LicenseKey', own: ['key', 'instances_count'], entity: 'id' },
  payout: { word: 'Payout', own: ['payout_id', 'payout_document_url'], entity: 'payout_id', amount: 'amount' },
  credit: { word: 'CreditLedgerEntry', own: ['transaction_type', 'balance_after'], entity: 'id', credits: 'amount' },
  abandoned_checkout: {
    word: 'AbandonedCheckout',
    own: ['abandoned_at', 'abandonment_reason'],
    entity: 'payment_id',
    reasons: ['PAYMENT', 'abandonment_reason'],
  },
  dunning: { word: 'DunningAttempt', own: ['trigger_state'], entity: 'subscription_id' },
  entitlement_grant: {
    word: 'EntitlementGrant',
    own: ['entitlement_id', 'integration_type'],
    entity: 'id',
    reasons: ['ACCESS', 'error_code', 'revocation_reason'],
  },
};

export const DODO_FAMILIES: readonly DodoFamily[] = [...Object.values(FAMILIES), CREDIT_BALANCE];

/** Null where we know no such family. */
export function dodoFamilyOf(eventName: string): DodoFamily | null {
  if (eventName === 'credit.balance_low') return CREDIT_BALANCE;
  const [word = ''] = eventName.split('.');
  return Object.hasOwn(FAMILIES, word) ? (FAMILIES[word] ?? null) : null;
}
