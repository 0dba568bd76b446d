/** What the events of a payment provider say about one dispute, in the terms that the fold reads. */

/**
 * What a body says now, whatever its event is called: it is our move; an answer is filed; or how it ended. `CLOSED` is
 * an end without loss (an inquiry that was closed, prevented, resolved by the network). `OTHER`: nothing of these.
 */
const FACT_STATUSES = [
  'OPEN',
  'ANSWERED',
  'CANCELLED',
  'CLOSED',
  'ACCEPTED',
  'EXPIRED',
  'WON',
  'LOST',
  'OTHER',
] as const;
export type FactStatus = (typeof FACT_STATUSES)[number];

/** From the question before a dispute to the last instance. */
export const STAGES = ['inquiry', 'pre_dispute', 'dispute', 'pre_arbitration'] as const;

/** Where a provider names no stage. */
export const DEFAULT_STAGE = 'dispute';

/**
 * When an answer is due by a fact. `NONE`: the bank allows no answer. `ESTIMATED`: the provider states no time, and the
 * policy's estimate counts from the creation of the dispute. `UNSTATED`: this body does not say.
 */
type DueDate = { kind: 'STATED'; at: number } | { kind: 'ESTIMATED' } | { kind: 'NONE' } | { kind: 'UNSTATED' };

export interface DisputeFact {
  eventId: string;
  /** Milliseconds since 1970: when it happened, and when we heard of it. */
  occurredAt: number;
  receivedAt: number;
  /** Null where the body names none, as Stripe's outcomes do: the newest stage by then. */
  stage: string | null;
  status: FactStatus;
  /** How many answers were submitted by then, over all stages; null where the provider does not count. */
  submissions: number | null;
  /** When the dispute was made, by its body; milliseconds since 1970. */
  createdAt: number | null;
  due: DueDate;
}

/** What the sources read of a body; moments are ISO 8601. Stands in `Facts.dispute`. */
export interface DisputeBody {
  status: FactStatus;
  stage: string | null;
  submissions: number | null;
  /** An answer was begun at the provider and not submitted. */
  draft: boolean;
  createdAt: string | null;
  /** Whether the amount has left the account; null where the body does not say. */
  moneyTaken: boolean | null;
  /** When an answer is due: stated, not possible, counted by the policy, or not said. */
  due: 'STATED' | 'NONE' | 'ESTIMATED' | 'UNSTATED';
  dueAt: string | null;
  /** The merchant's own payment processor, which decides the dispute and states its deadline elsewhere; null: the provider itself. */
  processor: string | null;
  /** The catalogue's type of the event where it is no news; null where its name states a state, as `created` does. */
  quietType: string | null;
  /** Set when it is planned: the other facts were looked at, and this is what people hear of it. Null until then. */
  decided: { type: string | null; supersededBy: string | null } | null;
}

/** What a body says that says nothing but its state. */
export const NO_DISPUTE_BODY: Omit<DisputeBody, 'status'> = {
  stage: null,
  submissions: null,
  draft: false,
  createdAt: null,
  moneyTaken: null,
  due: 'UNSTATED',
  dueAt: null,
  processor: null,
  quietType: null,
  decided: null,
};

/** What a body says of a dispute, as the fold reads it. */
export function disputeFactOf(
  event: { eventId: string; occurredAt: string; receivedAt: string },
  { status, stage, submissions, createdAt, due, dueAt }: DisputeBody,
): DisputeFact {
  const stated: DueDate = due === 'STATED' && dueAt !== null ? { kind: 'STATED', at: Date.parse(dueAt) } : UNSTATED;
  return {
    eventId: event.eventId,
    occurredAt: Date.parse(event.occurredAt),
    receivedAt: Date.parse(event.receivedAt),
    stage,
    status,
    submissions,
    createdAt: createdAt === null ? null : Date.parse(createdAt),
    due: due === 'NONE' || due === 'ESTIMATED' ? { kind: due } : stated,
  };
}

const UNSTATED: DueDate = { kind: 'UNSTATED' };

/** How late in the life of a dispute a status stands: of two facts with one timestamp the later one holds. */
const statusRank = ({ status }: DisputeFact) => (status === 'OTHER' ? -1 : FACT_STATUSES.indexOf(status));

/** A total order by occurrence, so that one set of facts has one reading. */
export const byOccurrence = (a: DisputeFact, b: DisputeFact) =>
  a.occurredAt - b.occurredAt ||
  statusRank(a) - statusRank(b) ||
  (a.eventId < b.eventId ? -1 : a.eventId > b.eventId ? 1 : 0);

/** The place of a stage among STAGES; one that we do not know stands with the ordinary dispute. */
export function stageRank(stage: string): number {
  const rank = (STAGES as readonly string[]).indexOf(stage);
  return rank < 0 ? STAGES.indexOf(DEFAULT_STAGE) : rank;
}

/**
 * The same among the stages of one dispute, whose facts these are: stages only move up, so that one that we do not know stands
 * above all that had begun before it, and never below the ordinary dispute.
 */
export function stageRanks(facts: readonly DisputeFact[]): (stage: string) => number {
  const ranks = new Map<string, number>();
  for (const { stage } of facts.toSorted(byOccurrence)) {
    if (stage === null || ranks.has(stage)) continue;
    const isKnown = (STAGES as readonly string[]).includes(stage);
    const before = [...ranks.values()].map((rank) => rank + 0.5);
    ranks.set(stage, isKnown ? stageRank(stage) : Math.max(stageRank(stage), ...before));
  }
  return (stage) => ranks.get(stage) ?? stageRank(stage);
}

/** The catalogue's type for each state that people hear of. */
export const DISPUTE_TYPES = {
  OPEN: 'dispute.opened',
  ANSWERED: 'dispute.challenged',
  CANCELLED: 'dispute.cancelled',
  CLOSED: 'dispute.closed',
  ACCEPTED: 'dispute.accepted',
  EXPIRED: 'dispute.expired',
  WON: 'dispute.won',
  LOST: 'dispute.lost',
} as const satisfies Record<Exclude<FactStatus, 'OTHER'>, string>;

const STATUS_BY_TYPE: ReadonlyMap<string, FactStatus> = new Map(
  FACT_STATUSES.map((status) => [typeOfStatus(status), status]),
);

/** For kinds of sources whose events are named by the state: what a type of the catalogue says. */
export const statusOfType = (type: string): FactStatus => STATUS_BY_TYPE.get(type) ?? 'OTHER';

/** The catalogue's type for a state; a mere update where it is none that people hear of. */
export function typeOfStatus(status: FactStatus): string {
  return status === 'OTHER' ? 'dispute.updated' : DISPUTE_TYPES[status];
}
