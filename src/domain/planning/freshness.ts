/**
 * What a newer fact makes moot: a delivery that was held is not sent where the world has moved on. Newer is what
 * happened later, not what arrived later: providers promise no order.
 */
import { DISPUTE_TYPES } from '../disputes/dispute-facts.js';
import { DEADLINE_MOVED, KEPT_ENDS, LOST_ENDS } from '../disputes/dispute-message.js';
import type { Facts } from '../facts.js';

export interface KnownFact {
  id: string;
  type: string;
  /** ISO 8601. */
  occurredAt: string;
  entityId: string | null;
  facts: Facts;
  /** The provider's test mode: what happens there changes nothing elsewhere. */
  test: boolean;
  /** Within what its ids are one thing (a provider, a source); two shops that count from 1 share numbers, and nothing else. */
  idSpace: string | null;
}

/** By what two facts can be about the same thing; never by an equal amount of one customer: people buy two equal things. */
type Link = 'payment' | 'invoice' | 'subscription' | 'refund' | 'dispute' | 'payout';

interface Rule {
  endedBy: readonly string[];
  /** One of them is enough. */
  links: readonly Link[];
}

const RENEWED = ['subscription.renewed', 'subscription.active', 'dunning.recovered'];
/** Whoever is told to answer need not be told any more. */
const DISPUTE_ANSWERS = [...LOST_ENDS, ...KEPT_ENDS, DISPUTE_TYPES.ANSWERED, 'dispute.responded'];

/** After these people put a dispute aside; what asks again, or another outcome, takes that back. */
const OUTCOMES = [DISPUTE_TYPES.ANSWERED, ...LOST_ENDS, ...KEPT_ENDS];
const ASKING = [DISPUTE_TYPES.OPEN, DEADLINE_MOVED, 'dispute.reminder'];

const takenBackBy = (outcome: string) => [
  ...(LOST_ENDS.includes(outcome) ? [] : ASKING),
  ...[...LOST_ENDS, ...KEPT_ENDS].filter((other) => other !== outcome),
];

/** The states of a payout: the newest is the one that it is in, and "processed" may be taken back by its bank. */
const PAYOUT_STATES = ['created', 'in_progress', 'on_hold', 'success', 'failed', 'cancelled'].map((s) => `payout.${s}`);

/** How Stripe says that an invoice is paid, under its own names: its intents name no invoice in today's versions. */
const INVOICE_PAID = ['invoice.paid', 'invoice.payment_succeeded'];

const RULES: Readonly<Record<string, Rule>> = {
  'payment.failed': {
    endedBy: ['payment.succeeded', ...INVOICE_PAID],
    links: ['payment', 'invoice', 'subscription'],
  },
  // A refund that went out may come back, and one that failed be sent again.
  'refund.succeeded': { endedBy: ['refund.failed'], links: ['refund'] },
  'refund.failed': { endedBy: ['refund.succeeded'], links: ['refund'] },
  'dispute.opened': { endedBy: DISPUTE_ANSWERS, links: ['dispute'] },
  [DEADLINE_MOVED]: { endedBy: DISPUTE_ANSWERS, links: ['dispute'] },
  'dispute.reminder': { endedBy: DISPUTE_ANSWERS, links: ['dispute'] },
  ...Object.fromEntries(
    OUTCOMES.map((type): [string, Rule] => [type, { endedBy: takenBackBy(type), links: ['dispute'] }]),
  ),
  ...Object.fromEntries(
    PAYOUT_STATES.map((type): [string, Rule] => [
      type,
      { endedBy: PAYOUT_STATES.filter((other) => other !== type), links: ['payout'] },
    ]),
  ),
  'subscription.on_hold': { endedBy: RENEWED, links: ['subscription'] },
  'subscription.past_due': { endedBy: RENEWED, links: ['subscription'] },
  'dunning.started': { endedBy: ['dunning.recovered'], links: ['subscription', 'payment', 'invoice'] },
};

const ENDING_CATEGORY: Record<Link, string> = {
  payment: 'payment.',
  invoice: 'invoice.',
  subscription: 'subscription.',
  refund: 'refund.',
  dispute: 'dispute.',
  payout: 'payout.',
};

/**
 * Of the types that can make a fact of this type moot those that do so in the same moment: providers count seconds, and an instant
 * payout takes no longer from its beginning to its end.
 */
export const endsAtOnce = (type: string): readonly string[] =>
  PAYOUT_STATES.includes(type) ? PAYOUT_STATES.slice(PAYOUT_STATES.indexOf(type) + 1) : [];

/** The types that can be moot by what is known already when they come. Of disputes their own facts decide. */
export const OVERTAKABLE: readonly string[] = Object.keys(RULES).filter((type) => !type.startsWith('dispute.'));

/** By which things a fact of this type and what ends it can be one; empty where nothing can. */
export const linkedBy = (type: string): readonly Link[] =>
  Object.hasOwn(RULES, type) ? (RULES[type] as Rule).links : [];

/** The types that can make a fact of this type moot; empty where nothing can. */
export function endsOf(type: string): readonly string[] {
  return Object.hasOwn(RULES, type) ? (RULES[type] as Rule).endedBy : [];
}

/** Every name by which the fact's thing goes, for a search: two facts about one thing share one of them. */
export function linkedNames(fact: KnownFact): string[] {
  const links = Object.keys(ENDING_CATEGORY) as Link[];
  return [...new Set(links.flatMap((link) => linkedName(fact, link) ?? []))];
}

/** The id of the fact that makes this one moot, the latest of several; null where it still holds. */
export function mootBy(fact: KnownFact, known: readonly KnownFact[]): string | null {
  if (!Object.hasOwn(RULES, fact.type)) return null;
  const { endedBy, links } = RULES[fact.type] as Rule;
  const ends = known.filter(
    (other) =>
      endedBy.includes(other.type) &&
      !onlySeemsToAsk(other) &&
      isLater(other, fact) &&
      isOfOneThing(fact, other, links),
  );
  const latest = ends.sort((a, b) => Date.parse(b.occurredAt) - Date.parse(a.occurredAt) || (a.id < b.id ? 1 : -1))[0];
  return latest?.id ?? null;
}

/** It seems to ask, and was no news: the dispute had been answered, or had ended. */
const onlySeemsToAsk = ({ type, facts: { dispute } }: KnownFact) =>
  ASKING.includes(type) && dispute?.decided?.type === null;

function isLater(other: KnownFact, fact: KnownFact): boolean {
  const by = Date.parse(other.occurredAt) - Date.parse(fact.occurredAt);
  return by > 0 || (by === 0 && endsAtOnce(fact.type).includes(other.type));
}

/** What can be told apart although another name is shared: invoices of one subscription, subscriptions of one payment. */
export const TOLD_APART: readonly Link[] = ['invoice', 'subscription'];

function isOfOneThing(one: KnownFact, other: KnownFact, links: readonly Link[]): boolean {
  const named = (link: Link) => [linkedName(one, link), linkedName(other, link)] as const;
  const differs = (link: Link) => {
    const [a, b] = named(link);
    return a !== null && b !== null && a !== b;
  };
  const shares = (link: Link) => named(link)[0] !== null && named(link)[0] === named(link)[1];
  return haveSharedIds(one, other) && !TOLD_APART.some(differs) && links.some(shares);
}

/** Events of an earlier version have no account. */
const haveSharedIds = (one: KnownFact, other: KnownFact) =>
  one.idSpace === other.idSpace &&
  one.test === other.test &&
  (one.facts.account ?? null) === (other.facts.account ?? null);

function linkedName({ type, entityId, facts }: KnownFact, link: Link): string | null {
  return facts[`${link}Id`] ?? (type.startsWith(ENDING_CATEGORY[link]) ? entityId : null);
}
