/** What a dispute of Stripe says, whatever the event is called: https://docs.stripe.com/api/disputes/object#dispute_object-status */
import { type DisputeBody, type FactStatus, NO_DISPUTE_BODY } from '../../domain/disputes/dispute-facts.js';
import * as read from '../body-fields.js';

/** Stripe adds new ones: those end as the ones that we know. */
const STATUSES: Readonly<Record<string, FactStatus>> = {
  needs_response: 'OPEN',
  warning_needs_response: 'OPEN',
  appeal_needs_response: 'OPEN',
  under_review: 'ANSWERED',
  warning_under_review: 'ANSWERED',
  appeal_under_review: 'ANSWERED',
  warning_closed: 'CLOSED',
  prevented: 'CLOSED',
  // Until 2018: refunded, so that the dispute ended.
  charge_refunded: 'CLOSED',
  won: 'WON',
  lost: 'LOST',
};

/** For a body without a status that we know: what the event's name says. A mere update says nothing. */
const BY_NAME: Readonly<Record<string, FactStatus>> = {
  'charge.dispute.created': 'OPEN',
  // Money is taken because of a dispute: of one that is known already it is no news.
  'charge.dispute.funds_withdrawn': 'OPEN',
  'charge.dispute.closed': 'CLOSED',
};

/** How new statuses end: `appeal_won`, `arbitration_lost`. */
const ENDINGS: readonly (readonly [ending: string, status: FactStatus])[] = [
  ['needs_response', 'OPEN'],
  ['under_review', 'ANSWERED'],
  ['_closed', 'CLOSED'],
  ['_won', 'WON'],
  ['_lost', 'LOST'],
];

function statusOf(name: string, said: string | null, object: read.Json): FactStatus {
  if (said !== null && Object.hasOwn(STATUSES, said)) return STATUSES[said] as FactStatus;
  const [, ended] = ENDINGS.find(([ending]) => said?.endsWith(ending)) ?? [];
  return ended ?? BY_NAME[name] ?? (awaitsEvidence(object) ? 'OPEN' : 'OTHER');
}

/** Until when an answer is due, that this is not over, and that none was filed: then it is our move, whatever its status is called. */
function awaitsEvidence(object: read.Json): boolean {
  const details = read.object(object, 'evidence_details');
  const isDue = read.instant(details, 'due_by') !== null && read.flag(details, 'past_due') === false;
  return isDue && read.integer(details, 'submission_count') === 0n;
}

/** Names that say what became of the dispute. All others, those that Stripe has newly made included, say that something changed. */
const STATE_NAMES = ['charge.dispute.created', 'charge.dispute.closed'];

export function stripeDisputeBody(name: string, object: read.Json): DisputeBody {
  const said = read.text(object, 'status');
  const submissions = read.integer(object, 'evidence_details.submission_count');
  return {
    ...NO_DISPUTE_BODY,
    status: statusOf(name, said, object),
    stage: stripeStage(said),
    submissions: submissions === null ? null : Number(submissions),
    draft: read.flag(object, 'evidence_details.has_evidence') === true && submissions === 0n,
    moneyTaken: said === null ? null : !said.startsWith('warning_'),
    createdAt: read.instant(object, 'created'),
    ...dueOf(object),
    quietType: STATE_NAMES.includes(name) ? null : name.replace(/^charge\./, ''),
  };
}

/** In Dodo's words, with `inquiry` for the question before a dispute, in which no money has moved. Outcomes name none. */
function stripeStage(status: string | null): string | null {
  if (status === null) return null;
  if (status.startsWith('warning_')) return 'inquiry';
  if (status.startsWith('appeal_')) return 'pre_arbitration';
  return /^(prevented|charge_refunded)$|(^|_)(won|lost|closed)$/.test(status) ? null : 'dispute';
}

/**
 * `due_by` 0 or null: the bank allows no answer. API versions of 2014 have `evidence_due_by`; a body with neither says nothing, nor
 * does one whose time cannot be read: that no answer is possible must be the bank's own word.
 */
function dueOf(object: read.Json): Pick<DisputeBody, 'due' | 'dueAt'> {
  const dueAt = read.instant(object, 'evidence_details.due_by', 'evidence_due_by');
  if (dueAt !== null) return { due: 'STATED', dueAt };
  const details = read.object(object, 'evidence_details');
  const stated = Object.hasOwn(details, 'due_by') ? details.due_by : object.evidence_due_by;
  const isNone = stated === null || read.integer({ stated }, 'stated') === 0n;
  return { due: isNone ? 'NONE' : 'UNSTATED', dueAt: null };
}
