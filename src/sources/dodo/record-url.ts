/** Where a record of Dodo Payments is shown in its dashboard. */
import type { RecordToShow } from '../source-kind.js';

/**
 * The two pages that public integrations of Dodo Payments link to; its documentation names none. Those of payouts,
 * subscriptions and license keys are not known. The dashboard itself switches between test and live mode.
 */
export function dodoRecordUrl({ type, facts }: RecordToShow): string | null {
  const { disputeId, paymentId } = facts;
  if (type.startsWith('dispute.')) return urlOf('disputes', disputeId);
  return /^(payment|refund)\./.test(type) ? urlOf('payments', paymentId) : null;
}

function urlOf(page: string, id: string | null): string | null {
  return id !== null && /^\w+$/.test(id) ? `https://app.dodopayments.com/transactions/${page}/${id}` : null;
}
