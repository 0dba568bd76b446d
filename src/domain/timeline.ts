/** What became of an event, in the order of time: from its ledger, for people who ask "what happened, and who was not told?". */
import type { Facts } from './facts.js';
import { makeReason, type Reason } from './reasons.js';

export interface Ledger {
  event: {
    receivedAt: Date;
    plannedAt: Date | null;
    status: string;
    statusReason: Reason | null;
    /** Asked of the provider, since no webhook had told it. */
    foundByReconcile?: boolean;
  };
  deliveries: readonly LedgerDelivery[];
  attempts: readonly LedgerAttempt[];
  resends: readonly LedgerResend[];
  /** There are more deliveries than these. */
  cut: boolean;
}

export interface LedgerDelivery {
  id: string;
  channel: string;
  to: string;
  status: string;
  reason: Reason | null;
  createdAt: Date;
  settledAt: Date | null;
  dueAt: Date | null;
  heldBy: string | null;
}

export interface LedgerAttempt {
  deliveryId: string;
  number: number;
  at: Date;
  outcome: string;
  detail: Reason | null;
}

export interface LedgerResend {
  deliveryId: string | null;
  at: Date;
  actor: string;
  how: string;
  status: string | null;
  reason: Reason | null;
}

/** What a text is made of. */
interface TimelineFacts {
  to?: string;
  /** Key of the channel registry. */
  channel?: string;
  reason?: Reason | null;
  number?: number;
  until?: Date;
  actor?: string;
  /** It was received by asking for it. */
  reconciled?: boolean;
  /** How many were not told. */
  count?: number;
}

export interface TimelineEntry {
  at: Date;
  kind: TimelineKind;
  deliveryId: string | null;
  actor: string | null;
  facts: TimelineFacts;
  /** Of NOT_TOLD: a line for each whom the plan left out, and why; absent of all others. */
  folded?: readonly TimelineEntry[];
}

/** On the timeline of a case: one of its facts, in the words that its event has. */
export interface FactEntry {
  at: Date;
  kind: 'FACT';
  deliveryId: null;
  actor: string | null;
  event: { type: string; facts: Facts; test: boolean };
}

/** How a delivery ended, where no attempt says it already: delivery states. */
const DELIVERY_ENDS = ['SKIPPED', 'SUPERSEDED', 'CANCELLED', 'FAILED', 'UNKNOWN', 'DELIVERED', 'BOUNCED'] as const;
type DeliveryEnd = (typeof DELIVERY_ENDS)[number];

/** Each has a sentence, the message `timeline.<kind>`. */
type TimelineKind = DeliveryEnd | (typeof STEPS)[number];

const STEPS = [
  'RECEIVED',
  'PLANNED',
  'SET_ASIDE',
  'NOT_TOLD',
  'HELD',
  'TOLD',
  'TRIED_SENT',
  'TRIED_IN_VAIN',
  'INTERRUPTED',
  'REPORTED',
  'RETRIED',
  'REPLAYED',
  'REEVALUATED',
  'MORE',
] as const;

/** Oldest first. A delivery that has no end yet has no line for one. */
export function timelineOf({ event, deliveries, attempts, resends, cut }: Ledger): TimelineEntry[] {
  const byId = new Map(deliveries.map((delivery) => [delivery.id, delivery]));
  const tried = new Set(attempts.map((attempt) => attempt.deliveryId));
  const own = (at: Date, kind: TimelineKind, facts: TimelineFacts = {}): TimelineEntry => ({
    at,
    kind,
    deliveryId: null,
    actor: facts.actor ?? null,
    facts,
  });
  const entries = [
    own(event.receivedAt, 'RECEIVED', event.foundByReconcile ? { reconciled: true } : {}),
    ...(event.plannedAt ? [own(event.plannedAt, 'PLANNED')] : []),
    ...foldLeftOut(deliveries.filter(isLeftOut)),
    ...deliveries.flatMap((delivery) => (isLeftOut(delivery) ? [] : ofDelivery(delivery, tried.has(delivery.id)))),
    ...attempts.flatMap((attempt) => ofAttempt(attempt, byId.get(attempt.deliveryId))),
    ...resends.flatMap((resend) =>
      entriesOfResend(resend, resend.deliveryId ? byId.get(resend.deliveryId) : undefined),
    ),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
  const last = entries.at(-1)?.at ?? event.receivedAt;
  if (event.status === 'FAILED') entries.push(own(last, 'SET_ASIDE', { reason: event.statusReason }));
  if (cut) entries.push(own(last, 'MORE'));
  return entries;
}

/** Whom the plan itself did not tell: its delivery ended in the moment in which it was written down. */
const isLeftOut = ({ status, createdAt, settledAt }: Pick<LedgerDelivery, 'status' | 'createdAt' | 'settledAt'>) =>
  (status === 'SKIPPED' || status === 'SUPERSEDED') && settledAt?.getTime() === createdAt.getTime();

/** One line for each plan; an event that was replayed has several. */
function foldLeftOut(deliveries: readonly LedgerDelivery[]): TimelineEntry[] {
  const plans = new Map<number, LedgerDelivery[]>();
  for (const delivery of deliveries) {
    const at = delivery.createdAt.getTime();
    plans.set(at, [...(plans.get(at) ?? []), delivery]);
  }
  return [...plans].map(([at, leftOut]) => {
    const folded = leftOut.flatMap((delivery) => ofDelivery(delivery, false));
    const facts = { count: folded.length };
    return { at: new Date(at), kind: 'NOT_TOLD', deliveryId: null, actor: null, facts, folded };
  });
}

const about = (delivery: LedgerDelivery, at: Date, kind: TimelineKind, facts: TimelineFacts = {}): TimelineEntry => ({
  at,
  kind,
  deliveryId: delivery.id,
  actor: facts.actor ?? null,
  facts: { to: delivery.to, channel: delivery.channel, ...facts },
});

function ofDelivery(delivery: LedgerDelivery, tried: boolean): TimelineEntry[] {
  const { status, settledAt, createdAt, dueAt, heldBy, reason } = delivery;
  const held = dueAt && (heldBy === 'QUIET_HOURS' || heldBy === 'DIGEST' || heldBy === 'STORM');
  const lines = held ? [about(delivery, createdAt, 'HELD', { until: dueAt })] : [];
  if (!settledAt) return lines;
  // An attempt says that it was sent; without one the plan itself told it, in the app.
  if (status === 'SENT') return tried ? lines : [...lines, about(delivery, settledAt, 'TOLD')];
  const end = DELIVERY_ENDS.find((one) => one === status);
  return end ? [...lines, about(delivery, settledAt, end, { reason })] : lines;
}

function ofAttempt(attempt: LedgerAttempt, delivery: LedgerDelivery | undefined): TimelineEntry[] {
  const kinds: Record<string, TimelineKind> = {
    sent: 'TRIED_SENT',
    refused: 'TRIED_IN_VAIN',
    retry: 'TRIED_IN_VAIN',
    interrupted: 'INTERRUPTED',
    // What a receipt says of arriving and bouncing is the end of its delivery.
    deferred: 'REPORTED',
    complained: 'REPORTED',
    unsubscribed: 'REPORTED',
  };
  const kind = kinds[attempt.outcome];
  // What was cancelled or left out before a call is told by the end of its delivery.
  if (!kind || !delivery) return [];
  return [about(delivery, attempt.at, kind, { number: attempt.number, reason: attempt.detail })];
}

function entriesOfResend(resend: LedgerResend, delivery: LedgerDelivery | undefined): TimelineEntry[] {
  const { at, actor, how, deliveryId } = resend;
  if (deliveryId === null) {
    const kind = how === 'REEVALUATE' ? 'REEVALUATED' : 'REPLAYED';
    return [{ at, kind, deliveryId, actor, facts: { actor } }];
  }
  // Without a former state it was not there before: its own lines tell the rest.
  if (!delivery || resend.status === null) return [];
  const reason = makeReason('WAS', { status: resend.status, reason: resend.reason });
  return [about(delivery, at, 'RETRIED', { actor, reason })];
}
