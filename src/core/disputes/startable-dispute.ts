/** What the run of a dispute is started with: ids, and what Temporal may show of it. Never whose payment it was. */
import { ENGLISH } from '../../i18n/labels.js';

export interface StartableDispute {
  id: string;
  businessId: string;
  /** The payment provider's own id. */
  externalId: string;
  /** Integer in the currency's smallest unit, as text; null where the provider names none. */
  amount: string | null;
  currency: string | null;
}

/** SQL for the columns of a StartableDispute of the row `d`. */
export const STARTABLE_DISPUTE = `d.id, d.business_id AS "businessId", d.external_id AS "externalId", d.amount, d.currency`;

/** For the operator: `$28.90 · dp_1`. */
export function disputeLabel({ externalId, amount, currency }: Omit<StartableDispute, 'id' | 'businessId'>): string {
  const money = amount && currency ? `${ENGLISH.money(amount, currency)} · ` : '';
  return `${money}${externalId}`.slice(0, 200);
}
