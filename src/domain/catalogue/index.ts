/** Registry 1: every event type that we have texts for. A new one is one file here and one line below. */

import type { Category } from '../vocabulary.js';
import { abandonedCheckoutDetected } from './abandoned-checkout-detected.js';
import { abandonedCheckoutRecovered } from './abandoned-checkout-recovered.js';
import { creditAdded } from './credit-added.js';
import { creditBalanceLow } from './credit-balance-low.js';
import { creditDeducted } from './credit-deducted.js';
import { creditExpired } from './credit-expired.js';
import { creditManualAdjustment } from './credit-manual-adjustment.js';
import { creditOverageCharged } from './credit-overage-charged.js';
import { creditOverageReset } from './credit-overage-reset.js';
import { creditRolledOver } from './credit-rolled-over.js';
import { creditRolloverForfeited } from './credit-rollover-forfeited.js';
import { disputeAccepted } from './dispute-accepted.js';
import { disputeAcknowledged } from './dispute-acknowledged.js';
import { disputeCancelled } from './dispute-cancelled.js';
import { disputeChallenged } from './dispute-challenged.js';
import { disputeClosed } from './dispute-closed.js';
import { disputeDeadlineMoved } from './dispute-deadline-moved.js';
import { disputeDeadlinePassed } from './dispute-deadline-passed.js';
import { disputeExpired } from './dispute-expired.js';
import { disputeFundsReinstated } from './dispute-funds-reinstated.js';
import { disputeFundsWithdrawn } from './dispute-funds-withdrawn.js';
import { disputeLost } from './dispute-lost.js';
import { disputeOpened } from './dispute-opened.js';
import { disputeReminder } from './dispute-reminder.js';
import { disputeResponded } from './dispute-responded.js';
import { disputeUpdated } from './dispute-updated.js';
import { disputeWon } from './dispute-won.js';
import { dunningRecovered } from './dunning-recovered.js';
import { dunningStarted } from './dunning-started.js';
import { entitlementGrantCreated } from './entitlement-grant-created.js';
import { entitlementGrantDelivered } from './entitlement-grant-delivered.js';
import { entitlementGrantFailed } from './entitlement-grant-failed.js';
import { entitlementGrantRevoked } from './entitlement-grant-revoked.js';
import type { EventTypeEntry } from './entry.js';
import { fraudWarningCreated } from './fraud-warning-created.js';
import { licenseKeyCreated } from './license-key-created.js';
import { paymentCancelled } from './payment-cancelled.js';
import { paymentFailed } from './payment-failed.js';
import { paymentProcessing } from './payment-processing.js';
import { paymentSucceeded } from './payment-succeeded.js';
import { payoutCancelled } from './payout-cancelled.js';
import { payoutCreated } from './payout-created.js';
import { payoutFailed } from './payout-failed.js';
import { payoutInProgress } from './payout-in-progress.js';
import { payoutOnHold } from './payout-on-hold.js';
import { payoutReconciled } from './payout-reconciled.js';
import { payoutSuccess } from './payout-success.js';
import { payoutUpdated } from './payout-updated.js';
import { refundFailed } from './refund-failed.js';
import { refundSucceeded } from './refund-succeeded.js';
import { subscriptionActive } from './subscription-active.js';
import { subscriptionCancelled } from './subscription-cancelled.js';
import { subscriptionCreated } from './subscription-created.js';
import { subscriptionExpired } from './subscription-expired.js';
import { subscriptionFailed } from './subscription-failed.js';
import { subscriptionOnHold } from './subscription-on-hold.js';
import { subscriptionPastDue } from './subscription-past-due.js';
import { subscriptionPaused } from './subscription-paused.js';
import { subscriptionPlanChanged } from './subscription-plan-changed.js';
import { subscriptionRenewed } from './subscription-renewed.js';
import { subscriptionUnpaused } from './subscription-unpaused.js';
import { subscriptionUpdatePaymentMethod } from './subscription-update-payment-method.js';
import { subscriptionUpdated } from './subscription-updated.js';
import { tocsinAddressSuppressed } from './tocsin-address-suppressed.js';
import { tocsinChannelPaused } from './tocsin-channel-paused.js';
import { tocsinCoverageGap } from './tocsin-coverage-gap.js';
import { tocsinCoverageRestored } from './tocsin-coverage-restored.js';
import { tocsinDestinationDisabled } from './tocsin-destination-disabled.js';
import { tocsinDestinationFailing } from './tocsin-destination-failing.js';
import { tocsinDestinationRecovered } from './tocsin-destination-recovered.js';
import { tocsinDeviceRemoved } from './tocsin-device-removed.js';
import { tocsinMoneyAtRisk } from './tocsin-money-at-risk.js';
import { tocsinPreferencesReview } from './tocsin-preferences-review.js';
import { tocsinSourceCutOff } from './tocsin-source-cut-off.js';
import { tocsinSourceKeyRefused } from './tocsin-source-key-refused.js';
import { tocsinSourceSilent } from './tocsin-source-silent.js';
import { tocsinSourceUnreadable } from './tocsin-source-unreadable.js';
import { tocsinTransformationDisabled } from './tocsin-transformation-disabled.js';

/** In the order in which people see them: by category, and inside one what the team is told by default comes first. */
export const CATALOGUE = {
  'payment.failed': paymentFailed,
  'payment.succeeded': paymentSucceeded,
  'payment.processing': paymentProcessing,
  'payment.cancelled': paymentCancelled,
  'abandoned_checkout.detected': abandonedCheckoutDetected,
  'abandoned_checkout.recovered': abandonedCheckoutRecovered,
  'payout.failed': payoutFailed,
  'payout.in_progress': payoutInProgress,
  'payout.created': payoutCreated,
  'payout.on_hold': payoutOnHold,
  'payout.success': payoutSuccess,
  'payout.cancelled': payoutCancelled,
  'payout.updated': payoutUpdated,
  'payout.reconciled': payoutReconciled,
  'refund.succeeded': refundSucceeded,
  'refund.failed': refundFailed,
  'subscription.active': subscriptionActive,
  'subscription.created': subscriptionCreated,
  'subscription.updated': subscriptionUpdated,
  'subscription.on_hold': subscriptionOnHold,
  'subscription.renewed': subscriptionRenewed,
  'subscription.plan_changed': subscriptionPlanChanged,
  'subscription.cancelled': subscriptionCancelled,
  'subscription.failed': subscriptionFailed,
  'subscription.expired': subscriptionExpired,
  'subscription.past_due': subscriptionPastDue,
  'subscription.paused': subscriptionPaused,
  'subscription.unpaused': subscriptionUnpaused,
  'subscription.update_payment_method': subscriptionUpdatePaymentMethod,
  'dunning.started': dunningStarted,
  'dunning.recovered': dunningRecovered,
  'dispute.opened': disputeOpened,
  'dispute.reminder': disputeReminder,
  'dispute.deadline_moved': disputeDeadlineMoved,
  'dispute.deadline_passed': disputeDeadlinePassed,
  'dispute.acknowledged': disputeAcknowledged,
  'dispute.responded': disputeResponded,
  'dispute.challenged': disputeChallenged,
  'dispute.won': disputeWon,
  'dispute.lost': disputeLost,
  'dispute.expired': disputeExpired,
  'dispute.accepted': disputeAccepted,
  'dispute.cancelled': disputeCancelled,
  'dispute.updated': disputeUpdated,
  'dispute.closed': disputeClosed,
  'dispute.funds_withdrawn': disputeFundsWithdrawn,
  'dispute.funds_reinstated': disputeFundsReinstated,
  'fraud_warning.created': fraudWarningCreated,
  'license_key.created': licenseKeyCreated,
  'entitlement_grant.created': entitlementGrantCreated,
  'entitlement_grant.delivered': entitlementGrantDelivered,
  'entitlement_grant.failed': entitlementGrantFailed,
  'entitlement_grant.revoked': entitlementGrantRevoked,
  'credit.added': creditAdded,
  'credit.deducted': creditDeducted,
  'credit.expired': creditExpired,
  'credit.rolled_over': creditRolledOver,
  'credit.rollover_forfeited': creditRolloverForfeited,
  'credit.overage_charged': creditOverageCharged,
  'credit.overage_reset': creditOverageReset,
  'credit.manual_adjustment': creditManualAdjustment,
  'credit.balance_low': creditBalanceLow,
  'tocsin.coverage_gap': tocsinCoverageGap,
  'tocsin.coverage_restored': tocsinCoverageRestored,
  'tocsin.money_at_risk': tocsinMoneyAtRisk,
  'tocsin.preferences_review': tocsinPreferencesReview,
  'tocsin.destination_failing': tocsinDestinationFailing,
  'tocsin.destination_disabled': tocsinDestinationDisabled,
  'tocsin.destination_recovered': tocsinDestinationRecovered,
  'tocsin.address_suppressed': tocsinAddressSuppressed,
  'tocsin.device_removed': tocsinDeviceRemoved,
  'tocsin.channel_paused': tocsinChannelPaused,
  'tocsin.transformation_disabled': tocsinTransformationDisabled,
  'tocsin.source_silent': tocsinSourceSilent,
  'tocsin.source_unreadable': tocsinSourceUnreadable,
  'tocsin.source_key_refused': tocsinSourceKeyRefused,
  'tocsin.source_cut_off': tocsinSourceCutOff,
} as const satisfies Record<string, EventTypeEntry>;

export type EventTypeKey = keyof typeof CATALOGUE;

/** The entry of an event type, or null where the catalogue has none: keys come from outside, so `constructor` is asked too. */
export function findEventType(key: string): EventTypeEntry | null {
  return Object.hasOwn(CATALOGUE, key) ? CATALOGUE[key as EventTypeKey] : null;
}

/** The keys of all event types of these categories. */
export const typesInCategories = (...categories: readonly Category[]): string[] =>
  Object.values(CATALOGUE)
    .filter((entry) => categories.includes(entry.category))
    .map((entry) => entry.key);
