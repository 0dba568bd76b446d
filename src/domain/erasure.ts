/** What is erased of an event, and for how long its body is kept. */
import { type Facts, NO_FACTS } from './facts.js';

/** How many days bodies are kept. The least leaves time for a weekend, and for whoever resends what failed on a Friday. */
export const PAYLOAD_DAYS = { byDefault: 90, least: 7, most: 3_650 } as const;

/** What can name a person, or is in somebody's own words. Ids, amounts, states and moments stay: they are the ledger. */
const IS_PERSONAL: Record<keyof Facts, boolean> = {
  amount: false,
  currency: false,
  customerId: false,
  customerName: true,
  customerEmail: true,
  reason: true,
  reasonCode: false,
  why: false,
  paymentId: false,
  subscriptionId: false,
  invoiceId: false,
  invoiceNumber: false,
  invoiceUrl: true,
  attempt: false,
  lastAttempt: false,
  period: false,
  account: false,
  refundId: false,
  disputeId: false,
  payoutId: false,
  productId: false,
  method: true,
  status: false,
  stage: false,
  respondBy: false,
  respondByEstimated: false,
  respondByPast: false,
  nextAt: false,
  nextAtPast: false,
  changeEvent: false,
  endsAt: false,
  credits: false,
  balance: false,
  licenseKey: true,
  integration: false,
  about: false,
  since: false,
  review: false,
  atRisk: false,
  timeLeft: false,
  level: false,
  unreachable: false,
  draft: false,
  dispute: false,
  unreadable: false,
  by: false,
  told: false,
};

const PERSONAL_FACTS = (Object.keys(IS_PERSONAL) as (keyof Facts)[]).filter((key) => IS_PERSONAL[key]);

/** The facts without what is personal. Those of an earlier version may lack keys: none is added. */
export function withoutPersonalFacts(facts: Facts): Facts {
  const erased = PERSONAL_FACTS.filter((key) => facts[key] != null).map((key) => [key, NO_FACTS[key]]);
  return { ...facts, ...Object.fromEntries(erased) };
}
