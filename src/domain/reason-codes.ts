/**
 * What the codes mean that payment providers give as reasons, each as one of our wordings (`reasonCode.<wording>` in
 * src/i18n). Several codes are one wording where they ask the same of people. A code that is not here is told in the
 * provider's own words. Stripe: https://docs.stripe.com/declines/codes, https://docs.stripe.com/error-codes,
 * https://docs.stripe.com/disputes/categories, https://docs.stripe.com/api/payouts/failures and the fields of its API;
 * Dodo Payments: https://docs.dodopayments.com/api-reference/transaction-failures and the fields of its API.
 */

const CODES = {
  PAYMENT: {
    authentication:
      'authentication_required authentication_not_handled mobile_device_authentication_required authentication_failure authentication_timeout payment_intent_authentication_failure approve_with_id',
    declinedByBank:
      'card_declined generic_decline do_not_honor call_issuer no_action_taken do_not_try_again not_permitted security_violation service_not_allowed transaction_not_allowed transaction_not_approved restricted_card try_again_later stop_payment_order bank_account_declined refer_to_customer',
    declinedByMethod:
      'partner_generic_decline payment_method_provider_decline payment_method_provider_declined payment_method_customer_decline',
    cardExpired:
      'expired_card expired_payment_method expired_payment_information invalid_expiry_month invalid_expiry_year',
    cardLost: 'lost_card stolen_card pickup_card',
    cardNotActivated: 'card_not_activated payment_method_unactivated',
    cardUnsupported:
      'card_not_supported payment_method_unsupported payment_method_unsupported_type payment_method_not_available invalid_card_type',
    cardDetails:
      'incorrect_number invalid_number invalid_card_number invalid_card_owner invalid_characters invalid_payment_information',
    securityCode: 'incorrect_cvc invalid_cvc',
    address: 'incorrect_zip incorrect_postal_code incorrect_address',
    pin: 'incorrect_pin invalid_pin pin_try_exceeded offline_pin_required online_or_offline_pin_required',
    funds: 'insufficient_funds',
    limit:
      'card_velocity_exceeded withdrawal_count_limit_exceeded limit_exceeded payment_limit_exceeded charge_exceeds_source_limit charge_exceeds_transaction_limit',
    currency: 'currency_not_supported payment_method_currency_mismatch',
    account:
      'invalid_account new_account_information_available invalid_upi_id invalid_customer_account account_closed no_account bank_account_unusable bank_account_restricted',
    suspectedFraud: 'fraudulent partner_high_risk_customer',
    blocked:
      'merchant_blacklist rule highest_risk_level low_probability_of_authorization compliance_violation request_blocked',
    duplicate: 'duplicate_transaction',
    mandate:
      'mandate_invalid mandate_required mandate_required_system payment_intent_mandate_invalid billing_invalid_mandate invalid_billing_agreement invalid_authorization revocation_of_all_authorizations revocation_of_authorization debit_not_authorized',
    processing: 'processing_error reenter_transaction order_creation_failed invalid_request',
    unavailable: 'issuer_not_available network_error network_timeout payment_method_provider_timeout',
    amount: 'invalid_amount invalid_charge_amount',
    testCard: 'testmode_decline live_mode_test_card',
    customerCancelled: 'customer_cancelled',
    checkoutIncomplete: 'checkout_incomplete',
    paymentDisputed: 'payment_disputed',
    paymentFailed: 'payment_failed',
    unknown: 'unknown_error',
  },
  DISPUTE: {
    disputeFraud: 'fraudulent',
    disputeDuplicate: 'duplicate',
    notReceived: 'product_not_received',
    unacceptable: 'product_unacceptable',
    subscriptionCancelled: 'subscription_canceled subscription_cancelled',
    creditNotProcessed: 'credit_not_processed',
    unrecognized: 'unrecognized',
    general: 'general customer_initiated',
    bankCannotProcess: 'bank_cannot_process check_returned',
    notAuthorized: 'debit_not_authorized',
    account: 'incorrect_account_details',
    funds: 'insufficient_funds',
    noncompliant: 'noncompliant',
  },
  /** https://docs.stripe.com/api/radar/early_fraud_warnings/object#early_fraud_warning_object-fraud_type */
  FRAUD_WARNING: {
    cardNeverReceived: 'card_never_received',
    cardAppliedFraudulently: 'fraudulent_card_application',
    cardCounterfeit: 'made_with_counterfeit_card',
    cardLost: 'made_with_lost_card made_with_stolen_card',
    cardUsedUnauthorized: 'unauthorized_use_of_card',
    general: 'misc',
  },
  REFUND: {
    requestedByCustomer: 'requested_by_customer',
    refundDuplicate: 'duplicate',
    refundFraud: 'fraudulent',
    uncaptured: 'expired_uncaptured_charge',
    cardLost: 'lost_or_stolen_card',
    refundCard: 'expired_or_canceled_card',
    refundDisputed: 'charge_for_pending_refund_disputed',
    balance: 'insufficient_funds',
    declinedByBank: 'declined',
    requestedByMerchant: 'merchant_request',
    unknown: 'unknown',
  },
  PAYOUT: {
    bankAccountClosed: 'account_closed',
    bankAccountBlocked: 'account_frozen bank_account_restricted',
    bankAccountMissing: 'no_account bank_ownership_changed',
    bankDetails:
      'invalid_account_number invalid_account_number_length incorrect_account_type incorrect_account_holder_name incorrect_account_holder_address incorrect_account_holder_tax_id incorrect_account_holder_details',
    bankRefused: 'debit_not_authorized declined could_not_process unsupported_card',
    balance: 'insufficient_funds',
    bankCurrency: 'invalid_currency',
  },
  SUBSCRIPTION: {
    tooExpensive: 'too_expensive',
    missingFeatures: 'missing_features',
    switchedService: 'switched_service',
    unused: 'unused',
    customerService: 'customer_service',
    lowQuality: 'low_quality',
    tooComplex: 'too_complex',
    other: 'other',
    cancellationRequested: 'cancellation_requested',
    paymentFailed: 'payment_failed',
    paymentDisputed: 'payment_disputed',
  },
  ACCESS: {
    inviteRejected: 'invite_rejected',
    subscriptionEnded: 'subscription_cancelled subscription_canceled',
  },
} as const;

/** What a reason is the reason of. */
export type ReasonFamily = keyof typeof CODES;
type WordingsOf<Family> = Family extends ReasonFamily ? keyof (typeof CODES)[Family] : never;
export type ReasonWording = WordingsOf<ReasonFamily>;

/** A code that we word: of which family, and as what. */
export interface WordedCode {
  family: ReasonFamily;
  code: string;
  wording: ReasonWording;
}

export const WORDED_CODES: readonly WordedCode[] = (Object.keys(CODES) as ReasonFamily[]).flatMap((family) =>
  Object.entries<string>(CODES[family]).flatMap(([wording, codes]) =>
    codes.split(' ').map((code) => ({ family, code, wording: wording as ReasonWording })),
  ),
);

const WORDINGS = new Map(WORDED_CODES.map(({ family, code, wording }) => [`${family} ${code}`, wording]));

/** Null where it is no code that we know. Case does not matter, nor whether its words are joined by `_` or by blanks. */
export function wordingOf(family: ReasonFamily, code: string | null): ReasonWording | null {
  return (code && WORDINGS.get(`${family} ${code.trim().toLowerCase().replaceAll(' ', '_')}`)) || null;
}
