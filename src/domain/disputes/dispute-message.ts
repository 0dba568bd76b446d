/** What people hear of an event about a dispute: the transition that became known by it, whatever its name. */
import { DISPUTE_TYPES, type DisputeFact, stageRanks } from './dispute-facts.js';
import { type DisputeReading, foldDispute } from './dispute-fold.js';

/** The catalogue's type for each transition. */
const TRANSITION_TYPES: Record<NonNullable<DisputeReading['state']>, string> = {
  ...DISPUTE_TYPES,
  NEEDS_RESPONSE: DISPUTE_TYPES.OPEN,
  RESPONDED: DISPUTE_TYPES.ANSWERED,
};

/** The messages that say how a dispute ended, by what became of the money. */
export const LOST_ENDS: readonly string[] = [DISPUTE_TYPES.ACCEPTED, DISPUTE_TYPES.EXPIRED, DISPUTE_TYPES.LOST];
export const KEPT_ENDS: readonly string[] = [DISPUTE_TYPES.CANCELLED, DISPUTE_TYPES.CLOSED, DISPUTE_TYPES.WON];

export const DEADLINE_MOVED = 'dispute.deadline_moved';

/** The messages by which people hear that a dispute is open. */
export const SAYS_OPEN: readonly string[] = [
  DISPUTE_TYPES.OPEN,
  DEADLINE_MOVED,
  'dispute.reminder',
  'dispute.deadline_passed',
];

/** The messages that whoever was told that a dispute is open is told, whatever else they hear of. */
export const FOLLOW_UPS: readonly string[] = [DISPUTE_TYPES.ANSWERED, DEADLINE_MOVED, ...LOST_ENDS, ...KEPT_ENDS];

export interface DisputeMessage {
  /** The catalogue's type; null: nothing became known that people should hear of. */
  type: string | null;
  /** The stage that the event is about, as it is read now. */
  reading: DisputeReading;
  /** The fact that had said it before, or that has overtaken it; null where the event is news, or a mere update. */
  supersededBy: string | null;
  /** It still asks, until another moment than was known before. */
  isDueElsewhen: boolean;
}

/**
 * @param known the facts of this dispute that people have been told of already.
 * @param fact the one that is told now; told twice, it is silent.
 * @param responseMs see `foldDispute`.
 */
export function disputeMessage(known: readonly DisputeFact[], fact: DisputeFact, responseMs: number): DisputeMessage {
  const before = foldDispute(known, responseMs);
  const after = foldDispute([...known, fact], responseMs);
  // The stage of the fact first; where it changes nothing, one that it ended or opened again.
  const readings = [...after.values()].sort((a, b) => Number(isAbout(b, fact)) - Number(isAbout(a, fact)));
  const own = ownReading(readings, fact);
  const isDueElsewhen = asksUntilElse(before.get(own.stage), own);
  let overtaken: DisputeMessage | null = null;
  for (const reading of readings) {
    const type = transitionType(before.get(reading.stage), reading, fact);
    if (type === null) continue;
    const asking = LETS_REST.includes(type) ? askedSince(known, fact, reading.stage) : null;
    if (!asking) return { type, reading, supersededBy: null, isDueElsewhen };
    // It may end the later stage as well, which is news.
    overtaken ??= { type: null, reading, supersededBy: asking, isDueElsewhen };
  }
  if (overtaken) return overtaken;
  const said = [own, before.get(own.stage)].map((reading) => reading?.endedBy ?? reading?.openedBy ?? null);
  // One that is older than what is known says it first, and was told by that.
  const supersededBy = fact.status === 'OTHER' ? null : (said.find((id) => id !== fact.eventId) ?? null);
  return { type: null, reading: own, supersededBy, isDueElsewhen };
}

function asksUntilElse(before: DisputeReading | undefined, after: DisputeReading): boolean {
  if (before?.state !== 'NEEDS_RESPONSE' || after.state !== 'NEEDS_RESPONSE') return false;
  const [was, is] = [before.deadline, after.deadline];
  return was?.at !== is?.at || was?.estimated !== is?.estimated || before.unanswerable !== after.unanswerable;
}

/** After which people put a dispute aside. */
const LETS_REST: readonly string[] = [DISPUTE_TYPES.ANSWERED, ...KEPT_ENDS];

/**
 * The first fact known of a later stage that is no older than this one of `stage`: that an inquiry was closed, or the first instance
 * won, is no news where the next one has begun, and "nothing left to answer" would be wrong. Null where there is none.
 */
function askedSince(known: readonly DisputeFact[], fact: DisputeFact, stage: string): string | null {
  const rankOf = stageRanks([...known, fact]);
  const later = known.find(
    (one) => one.stage !== null && rankOf(one.stage) > rankOf(stage) && one.occurredAt >= fact.occurredAt,
  );
  return later?.eventId ?? null;
}

const isAbout = (reading: DisputeReading, { stage, eventId }: DisputeFact) =>
  stage === null ? reading.endedBy === eventId || reading.openedBy === eventId : reading.stage === stage;

function ownReading(readings: readonly DisputeReading[], fact: DisputeFact): DisputeReading {
  return readings.find((reading) => isAbout(reading, fact)) ?? (readings[0] as DisputeReading);
}

function transitionType(
  before: DisputeReading | undefined,
  after: DisputeReading,
  { eventId, receivedAt }: DisputeFact,
): string | null {
  const { state, endedBy } = after;
  if (state === null) return null;
  if (state !== before?.state) {
    // What was told already is not told again because another stage of it became known, unless that one was told as open.
    const isOpen = before?.state === 'NEEDS_RESPONSE' || before?.state === 'RESPONDED';
    if (state !== 'NEEDS_RESPONSE' && endedBy !== eventId && !isOpen) return null;
    // A stage that moved up is told as the opening of the next one.
    if (after.movedUp) return null;
    return TRANSITION_TYPES[state];
  }
  return state === 'NEEDS_RESPONSE' && isNearer(before, after, receivedAt) ? DEADLINE_MOVED : null;
}

/**
 * Whether the deadline moved nearer by more than a quarter of the time that was left at `now` (ms since 1970). One that lies
 * ahead is nearer than none: people were told that no answer is possible, or that the deadline is not stated.
 */
function isNearer(before: DisputeReading | undefined, after: DisputeReading, now: number): boolean {
  const [was, is] = [before?.deadline, after.deadline];
  if (!is || (was && is.at >= was.at)) return false;
  if (!was) return is.at > now;
  const left = was.at - now;
  return left > 0 && was.at - is.at > left / 4;
}
