/**
 * Folds all that is known of a dispute into one reading per stage (contract: the state decides, not the name of an event).
 * A set of facts has one reading, whatever their order of arrival and however often each came.
 *
 * A stage NEEDS_RESPONSE from its first fact on until a fact says otherwise. An answer ends the clock. An end absorbs all
 * that comes after it, but for CANCELLED: a later opening, by occurrence, asks anew. A later stage ends an earlier one that
 * nobody had answered; the outcome of the later one is also that of an earlier one that was answered.
 */
import { byOccurrence, DEFAULT_STAGE, type DisputeFact, stageRank, stageRanks } from './dispute-facts.js';

export interface Deadline {
  /** Milliseconds since 1970. */
  at: number;
  estimated: boolean;
  /** When we learned of it: reminders before that moment are no reminders. */
  knownAt: number;
}

/** What the facts say of one stage. */
export interface DisputeReading {
  stage: string;
  /** Null: nothing is known that people should hear of. */
  state: 'NEEDS_RESPONSE' | 'RESPONDED' | 'WON' | 'LOST' | 'EXPIRED' | 'ACCEPTED' | 'CANCELLED' | 'CLOSED' | null;
  /** The fact that asked; null where none of the facts does. */
  openedBy: string | null;
  /** When it was opened again after it had been cancelled, milliseconds since 1970: what was done before is about another question. */
  reopenedAt: number | null;
  /** The fact that answered or ended it; null while it needs a response. */
  endedBy: string | null;
  /** It ended because a later stage began: the question went on there. */
  movedUp: boolean;
  /** Two outcomes exclude each other (won and lost): worth a look at the provider's own page. */
  contradictory: boolean;
  deadline: Deadline | null;
  /** The provider says that no answer is possible although it is our move. */
  unanswerable: boolean;
}

/** After which nothing is asked any more; the state is called as the fact. */
const ENDS = ['CLOSED', 'ACCEPTED', 'EXPIRED', 'WON', 'LOST'] as const;

interface StagedFact extends DisputeFact {
  stage: string;
  /** Of its stage among those of this dispute. */
  rank: number;
}

interface End extends StagedFact {
  status: (typeof ENDS)[number];
}

const isEnd = (fact: StagedFact): fact is End => (ENDS as readonly string[]).includes(fact.status);

/**
 * @param facts every fact of one dispute, in any order and as often as they came.
 * @param responseMs how long a response may take by the policy where the provider states no time, milliseconds.
 * @returns a reading for each stage that a fact is about, by stage.
 */
export function foldDispute(facts: readonly DisputeFact[], responseMs: number): ReadonlyMap<string, DisputeReading> {
  const unique = [...new Map(facts.map((fact) => [fact.eventId, fact])).values()].sort(byOccurrence);
  const rankOf = stageRanks(unique);
  const staged: StagedFact[] = [];
  for (const fact of unique) {
    const stage = factStage(fact, [...staged, ...unique], rankOf);
    staged.push({ ...fact, stage, rank: rankOf(stage) });
  }
  const stages = [...new Set(staged.map(({ stage }) => stage))];
  return new Map(stages.map((stage) => [stage, foldStage(stage, staged, responseMs)]));
}

/** Of a stage whose facts are about another one by what became known later, as those are that name none. */
export function nothingAsked(stage: string): DisputeReading {
  return {
    ...{ stage, state: 'CLOSED', openedBy: null, reopenedAt: null, endedBy: null, movedUp: true, contradictory: false },
    ...{ deadline: null, unanswerable: false },
  };
}

/**
 * The stage of a fact that names none is the newest that had begun by then. Where none had, it is the ordinary dispute, or the
 * question before it if that is asked later: stages only move up. Won and lost are words of a dispute, never of the question
 * before it, whose opening may be all that has come so far.
 */
function factStage(
  { stage, status, occurredAt }: DisputeFact,
  facts: readonly DisputeFact[],
  rankOf: (stage: string) => number,
): string {
  if (stage !== null) return stage;
  const least = status === 'WON' || status === 'LOST' ? stageRank(DEFAULT_STAGE) : 0;
  const named = facts.flatMap((fact) => (fact.stage === null ? [] : [{ ...fact, stage: fact.stage }]));
  const possible = named.filter((fact) => rankOf(fact.stage) >= least);
  const upwards = possible.toSorted((a, b) => rankOf(a.stage) - rankOf(b.stage));
  const begun = upwards.findLast((fact) => fact.occurredAt <= occurredAt);
  const asked = upwards.find((fact) => rankOf(fact.stage) < stageRank(DEFAULT_STAGE));
  return (begun ?? asked)?.stage ?? DEFAULT_STAGE;
}

/** `facts` are those of all stages, in the order of their occurrence. */
function foldStage(stage: string, facts: readonly StagedFact[], responseMs: number): DisputeReading {
  const own = facts.filter((fact) => fact.stage === stage);
  const { occurredAt: begun, rank } = own[0] as StagedFact;
  const about = facts.filter((fact) => fact.stage === stage || fact.occurredAt > begun);
  // At a later stage the question is another one: this one is not asked any more, nor again after it.
  const later = facts.find((fact) => fact.rank > rank);
  const ownEnds = own.filter(isEnd);
  const cancelled = (later ? own : about).findLast(({ status }) => status === 'CANCELLED');
  const reopening = cancelled && own.find((one) => one.status === 'OPEN' && one.occurredAt > cancelled.occurredAt);
  const asked = reopening ? own.filter(({ occurredAt }) => occurredAt >= reopening.occurredAt) : own;
  const response = asked.find((fact) => isResponse(fact, asked, facts));
  const movedUp = later !== undefined && !response;
  const ends = ownEnds.length > 0 || movedUp ? ownEnds : about.filter(isEnd);
  const statuses = new Set(ends.map(({ status }) => status));
  const base = {
    stage,
    openedBy: asked.find(asks)?.eventId ?? null,
    reopenedAt: reopening?.occurredAt ?? null,
    movedUp: false,
    contradictory: statuses.has('WON') && statuses.has('LOST'),
    deadline: deadlineOf(asked, facts, responseMs),
    unanswerable: isUnanswerable(asked),
  };
  const end = ends.at(-1);
  if (end) return { ...base, state: end.status, endedBy: end.eventId };
  if (cancelled && !reopening) return { ...base, state: 'CANCELLED', endedBy: cancelled.eventId };
  if (response) return { ...base, state: 'RESPONDED', endedBy: response.eventId };
  if (movedUp) return { ...base, state: 'CLOSED', endedBy: later.eventId, movedUp: true };
  return { ...base, state: base.openedBy === null ? null : 'NEEDS_RESPONSE', endedBy: null };
}

/** What says that it is our move; or no status that we know, and a time until when to answer that lies ahead: its reminders would come. */
const asks = ({ status, due, receivedAt }: StagedFact) =>
  status === 'OPEN' || (status === 'OTHER' && due.kind === 'STATED' && due.at > receivedAt);

/** What asks, or says no status that we know: how many answers it counts, and until when one is due, holds there, too. */
const mayAsk = ({ status }: StagedFact) => status === 'OPEN' || status === 'OTHER';

/**
 * An answer is filed where the provider says so, or counts more submissions than the questions before had: an appeal
 * begins with the answers of the dispute, and needs one of its own.
 */
function isResponse(fact: StagedFact, asked: readonly StagedFact[], facts: readonly StagedFact[]): boolean {
  if (fact.status === 'ANSWERED') return true;
  if (!mayAsk(fact) || !fact.submissions) return false;
  const first = asked[0] as StagedFact;
  const before = facts.filter(({ rank }) => rank < fact.rank);
  const earlier = facts.filter(({ stage, occurredAt }) => stage === fact.stage && occurredAt < first.occurredAt);
  const beginning = fact.rank > stageRank(DEFAULT_STAGE) ? [first] : [];
  const counts = [...before, ...earlier, ...beginning].map(({ submissions }) => submissions ?? 0);
  return fact.submissions > Math.max(0, ...counts);
}

function isUnanswerable(asked: readonly StagedFact[]): boolean {
  const said = asked.filter(({ status, due }) => status === 'OPEN' && due.kind !== 'UNSTATED');
  return said.at(-1)?.due.kind === 'NONE';
}

/** The newest word on it; what a provider states outranks what we estimate. Only who has to move is given time. */
function deadlineOf(asked: readonly StagedFact[], facts: readonly StagedFact[], responseMs: number): Deadline | null {
  if (isUnanswerable(asked)) return null;
  const open = asked.filter(({ status }) => status === 'OPEN');
  const stated = asked
    .filter(mayAsk)
    .flatMap(({ due, receivedAt }) => (due.kind === 'STATED' ? [{ at: due.at, receivedAt }] : []));
  const newest = stated.at(-1);
  if (newest) {
    const same = stated.filter(({ at }) => at === newest.at);
    return { at: newest.at, estimated: false, knownAt: Math.min(...same.map(({ receivedAt }) => receivedAt)) };
  }
  const estimating = open.filter(({ due }) => due.kind === 'ESTIMATED');
  const last = estimating.at(-1);
  if (!last) return null;
  const knownAt = Math.min(...estimating.map(({ receivedAt }) => receivedAt));
  return { at: clockStart(last, asked, facts) + responseMs, estimated: true, knownAt };
}

/**
 * From when on an estimate counts: from the creation of the dispute; where an earlier question had the same creation, or
 * the dispute was cancelled since, from the first event of this question.
 */
function clockStart(fact: StagedFact, asked: readonly StagedFact[], facts: readonly StagedFact[]): number {
  const first = (asked[0] as StagedFact).occurredAt;
  const { createdAt, stage, rank } = fact;
  if (createdAt === null) return first;
  const lower = facts.some((one) => one.rank < rank && one.createdAt === createdAt);
  const before = facts.some((one) => one.stage === stage && one.occurredAt < first && one.status === 'CANCELLED');
  return lower || (before && createdAt < first) ? Math.max(first, createdAt) : createdAt;
}
