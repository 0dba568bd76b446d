/** What an event says, read from a provider's body into one shape that texts, plans and searches use. */
import { isPast } from './disputes/deadline.js';
import type { DisputeBody } from './disputes/dispute-facts.js';
import type { ReasonWording } from './reason-codes.js';
import type { Reason } from './reasons.js';
import type { Category, Role } from './vocabulary.js';

/** Why a body does not carry its type: it has no object at all, or one of another family. */
export type Unreadable = 'NO_OBJECT' | 'OTHER_FAMILY';

export interface Facts {
  /** Integer in the currency's smallest unit, as text (totals may exceed 2^53). */
  amount: string | null;
  /** ISO 4217, upper case. */
  currency: string | null;
  customerId: string | null;
  customerName: string | null;
  customerEmail: string | null;
  /** In the provider's words: decline message, failure message, dispute reason, remarks. */
  reason: string | null;
  /** What the provider's own code for it means; people read this in place of the provider's words. */
  reasonCode: ReasonWording | null;
  /** Notices of Tocsin: why it is so. */
  why: Reason | null;
  paymentId: string | null;
  subscriptionId: string | null;
  invoiceId: string | null;
  /** The number that stands on an invoice, as people quote it. */
  invoiceNumber: string | null;
  /** https: the provider's own page on which the customer sees and pays the invoice. */
  invoiceUrl: string | null;
  /** Which try to charge an invoice this was, counted from 1, digits. */
  attempt: string | null;
  /** The provider says that it will not try again by itself. */
  lastAttempt: boolean;
  /** How long one period of a subscription is: its amount is due once in each. */
  period: Period | null;
  /** The account of a platform's merchant in which it happened (Stripe Connect, `acct_…`). */
  account: string | null;
  refundId: string | null;
  disputeId: string | null;
  payoutId: string | null;
  productId: string | null;
  /** How it was or will be paid, for example `Mastercard •••• 0341` or `bank_transfer`. */
  method: string | null;
  /** The provider's own status word, without its prefix (`lost`, not `dispute_lost`). */
  status: string | null;
  /** Disputes: `pre_dispute`, `dispute`, `pre_arbitration`, `inquiry`. */
  stage: string | null;
  /** Disputes: when the answer is due, ISO 8601; null where no answer is possible or none is stated. */
  respondBy: string | null;
  /** The provider states no deadline: this one is counted by a rule, and said to be an estimate everywhere. */
  respondByEstimated: boolean;
  /** It was over when we heard of the dispute. */
  respondByPast: boolean;
  /** What happens next and when, ISO 8601: next billing, next automatic try, arrival of a payout. */
  nextAt: string | null;
  /** It was over when we heard of it. */
  nextAtPast: boolean;
  /** By which of its events the provider told this change, where several tell it (`collapse`); null where one does. */
  changeEvent: string | null;
  /** When something ends or ended, ISO 8601: cancellation, expiry, end of grace. */
  endsAt: string | null;
  /** Usage credits: a decimal number, no money. */
  credits: string | null;
  balance: string | null;
  /** Masked: the whole key stands in the payload only. */
  licenseKey: string | null;
  /** What an entitlement grants access to: `discord`, `github`, `license_key`… */
  integration: string | null;
  /** Notices of Tocsin: what they are about. Event types and channels by key, destinations and sources as people named them. */
  about: readonly string[] | null;
  /** Notices of Tocsin: since when it is so, ISO 8601. */
  since: string | null;
  /** The quarterly review: who gets what. */
  review: readonly ReviewLine[] | null;
  /** The weekly word on disputes: how much nobody has answered yet, by currency. */
  atRisk: readonly AtRisk[] | null;
  /** Reminders of a dispute: how much was left of its time, whole minutes as text. */
  timeLeft: string | null;
  /** Reminders: which level of the ladder is told, of how many: `2/3`. */
  level: string | null;
  /** Reminders: the levels that were passed over because they reach nobody: `1, 2`. */
  unreachable: string | null;
  /** Reminders: an answer was begun at the provider, and lies there unsent. */
  draft: boolean;
  /** Disputes: what the body says now; the fold of all of them decides what people hear. */
  dispute: DisputeBody | null;
  /** Told to nobody as a fact: the body does not carry its type. */
  unreadable: Unreadable | null;
  /** Who acknowledged or answered a dispute, as people name them. */
  by: string | null;
  /** Notices of a dispute: who is told, whatever their roles hear of by default; null where the preferences say it alone. */
  told: readonly ToldLevel[] | null;
}

/** `{ count: 3, unit: 'month' }` is every three months. */
export interface Period {
  count: number;
  unit: PeriodUnit;
}

export const PERIOD_UNITS = ['day', 'week', 'month', 'year'] as const;
type PeriodUnit = (typeof PERIOD_UNITS)[number];

/** People with one of the roles, on one of the channels; endpoints by channel alone. */
export interface ToldLevel {
  roles: readonly Role[];
  channels: readonly string[];
}

/** Open disputes of one currency. */
export interface AtRisk {
  /** ISO 4217. */
  currency: string;
  open: number;
  /** Integer in the smallest unit, as text. */
  total: string;
  /** When the first answer is due, ISO 8601; null where none has a deadline. */
  firstDue: string | null;
  /** That deadline is counted by a rule. */
  estimated: boolean;
}

/** What one person or endpoint gets. */
export interface ReviewLine {
  name: string;
  /** Where: keys of the channel registry. */
  channels: readonly string[];
  /** How many event types of each category, those with none absent; null where the line stands for what had no room. */
  counts: Partial<Record<Category, number>> | null;
}

/** The facts that can be listed below a text. */
export const FACT_KEYS = [
  'amount',
  'price',
  'customer',
  'email',
  'reason',
  'invoice',
  'attempt',
  'lastAttempt',
  'account',
  'payment',
  'subscription',
  'refund',
  'dispute',
  'payout',
  'product',
  'method',
  'status',
  'stage',
  'respondBy',
  'nextAt',
  'endsAt',
  'credits',
  'balance',
  'licenseKey',
  'integration',
  'about',
  'since',
  'review',
  'atRisk',
  'timeLeft',
  'level',
  'unreachable',
  'by',
] as const;
export type FactKey = (typeof FACT_KEYS)[number];

export const NO_FACTS: Facts = {
  amount: null,
  currency: null,
  customerId: null,
  customerName: null,
  customerEmail: null,
  reason: null,
  reasonCode: null,
  why: null,
  paymentId: null,
  subscriptionId: null,
  invoiceId: null,
  invoiceNumber: null,
  invoiceUrl: null,
  attempt: null,
  lastAttempt: false,
  period: null,
  account: null,
  refundId: null,
  disputeId: null,
  payoutId: null,
  productId: null,
  method: null,
  status: null,
  stage: null,
  respondBy: null,
  respondByEstimated: false,
  respondByPast: false,
  nextAt: null,
  nextAtPast: false,
  changeEvent: null,
  endsAt: null,
  credits: null,
  balance: null,
  licenseKey: null,
  integration: null,
  about: null,
  since: null,
  review: null,
  atRisk: null,
  timeLeft: null,
  level: null,
  unreachable: null,
  draft: false,
  dispute: null,
  unreadable: null,
  by: null,
  told: null,
};

/** The facts, with what was over when we heard of them. */
export function withPast(facts: Facts, receivedAt: Date): Facts {
  const respondByPast = isPast(facts.respondBy, receivedAt);
  return { ...facts, respondByPast, nextAtPast: isPast(facts.nextAt, receivedAt) };
}

/** One provider fact in our words: what a source makes of a verified body. */
export interface NormalisedEvent {
  /** Catalogue key, or the provider's own name where the catalogue has none; `unknown` where the body names none. */
  type: string;
  /** When it happened (not when it was sent), ISO 8601. */
  occurredAt: string;
  /** The thing that it is about: the dispute, payout, refund, payment, subscription… */
  entityId: string | null;
  /** True for the provider's test mode: it is labelled and pages nobody. */
  test: boolean;
  facts: Facts;
  /**
   * Events with one key tell one fact, and only the first is told: the others are SUPERSEDED by it. With `seconds` they may
   * tell several: within that time those of one `entityId` are one (of those with a `changeEvent` only what the provider
   * calls otherwise: the same event again is another change), and a payment and an invoice. Null where the event stands for
   * itself.
   */
  collapse: { key: string; seconds: number | null } | null;
}

/** An event whose body does not carry its type: kept, and told to nobody as a fact. */
export function unreadableEvent(type: string, occurredAt: string, unreadable: Unreadable): NormalisedEvent {
  return { type, occurredAt, entityId: null, test: false, facts: { ...NO_FACTS, unreadable }, collapse: null };
}
