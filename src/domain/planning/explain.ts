/** Why an event reaches a destination or not: every rule in its order, what it says, and which of them decided. */
import { isReasonOf, makeReason, type Reason, zonedMoment } from '../reasons.js';
import type { DisputeRule, PreferenceSource, Role } from '../vocabulary.js';
import {
  type Decision,
  type PlanEntry,
  type PlannableDestination,
  type PlannableEvent,
  planEvent,
  whySuppressed,
} from './plan.js';
import {
  decidePreference,
  isQuietOnPhone,
  leavesOutUnknown,
  type PreferenceLayers,
  roleHearsOf,
} from './precedence.js';

/** In the order in which they are asked. Quiet hours and digest may both hold; what a digest gathers, it holds. */
export const RULES = [
  'REMOVED',
  'LEVEL',
  'DISABLED',
  'SUPPRESSED',
  'EXPLICIT',
  'OPENING',
  'ON_CALL',
  'ROLE',
  'BUSINESS',
  'CATALOGUE',
  'TEST_MODE',
  'UNREADABLE',
  'SUPERSEDED',
  'ABOUT_ITSELF',
  'QUIET_HOURS',
  'DIGEST',
  'SEND',
] as const;
export type Rule = (typeof RULES)[number];

/**
 * What a rule says, whether or not an earlier one decided already: PASS nothing against it, NO_SAY it leaves it to the
 * next one, ON and OFF the switch, STOP never, HOLD later. The last step, SEND, says the decision itself.
 */
type Outcome = 'PASS' | 'NO_SAY' | 'ON' | 'OFF' | 'STOP' | 'HOLD' | Decision;

/** Who set the value that a rule reads, and when. */
export interface ChangedBy {
  by: string;
  at: Date;
}

interface Step {
  rule: Rule;
  outcome: Outcome;
  detail: Reason;
  /** True for the one rule that the decision rests on. */
  decided: boolean;
  /** Null where nobody is known to have set it. */
  changed: ChangedBy | null;
}

export interface Explanation {
  decision: Decision;
  reason: Reason;
  steps: Step[];
}

export interface Explainable {
  event: PlannableEvent;
  destination: PlannableDestination;
  /** Those beside it: only a notice about this very destination asks about them. */
  others?: readonly PlannableDestination[];
  /** What is no longer there; null where both are. */
  removed: 'destination' | 'person' | null;
  /** Of a message of a dispute's ladder: whether the ladder asks this destination; null for all others. */
  asked?: boolean | null;
  changes: Partial<Record<Rule, ChangedBy>>;
}

type Finding = Pick<Step, 'outcome' | 'detail'>;

/** The decision is that of `plan()`, but for what was removed or is not asked, which a plan never sees. `now` decides about quiet hours and digests only. */
export function explain(about: Explainable, now: Date): Explanation {
  const { event, destination, others = [], removed, asked = null, changes } = about;
  const [entry] = planEvent(event, [destination, ...others], now) as [PlanEntry];
  const decision = removed || asked === false ? 'SKIP' : entry.decision;
  const { rule, source } = decidePreference(event.entry, destination);
  const findings: Record<Rule, Finding> = {
    ...destinationFindings(destination, removed),
    ...disputeFindings(destination, asked),
    ...layers(event, destination),
    ...limits(event, destination, others),
    ...holds(event, destination, now),
    SEND: { outcome: decision, detail: makeReason('DECIDED', { decision }) },
  };
  const decider = deciderOf(findings, entry, rule ?? source);
  const steps = RULES.map((one) => ({
    rule: one,
    ...findings[one],
    decided: one === decider,
    changed: changes[one] ?? null,
  }));
  const unseen = removed || asked === false ? findings[decider].detail : null;
  const reason = detailedReason(unseen ?? entry.reason, decider, about, entry.held);
  return { decision, reason, steps };
}

/** The first rule that stops it, else what holds it, else the layer that switched it on. */
function deciderOf(findings: Record<Rule, Finding>, { held }: PlanEntry, source: PreferenceSource | DisputeRule): Rule {
  const stops = (rule: Rule) => findings[rule].outcome === 'STOP';
  const closed = (['REMOVED', 'LEVEL', 'DISABLED', 'SUPPRESSED'] as const).find(stops);
  if (closed) return closed;
  if (findings[source].outcome === 'OFF') return source;
  // A storm is of its own minute: who asks later hears what the rules say without one.
  const holder = held && held.by !== 'STORM' ? held.by : source;
  return (['TEST_MODE', 'UNREADABLE', 'SUPERSEDED', 'ABOUT_ITSELF'] as const).find(stops) ?? holder;
}

function destinationFindings(
  { enabled, disabledReason, suppressed }: PlannableDestination,
  removed: Explainable['removed'],
) {
  return {
    REMOVED: removed ? stop(makeReason('REMOVED', { what: removed })) : pass(makeReason('NOT_REMOVED')),
    DISABLED: enabled
      ? pass(makeReason('DESTINATION_ON'))
      : stop(makeReason('DESTINATION_OFF', { why: disabledReason })),
    SUPPRESSED: suppressed ? stop(whySuppressed({ disabledReason })) : pass(makeReason('NOT_SUPPRESSED')),
  };
}

/** A message of a ladder is for its level; who was told that a dispute is open is told how it goes on. */
function disputeFindings({ heardOpening, onCall }: PlannableDestination, asked: boolean | null) {
  const level = makeReason(asked === null ? 'NO_LADDER' : asked ? 'ON_LEVEL' : 'NOT_ON_LEVEL');
  return {
    LEVEL: asked === false ? stop(level) : pass(level),
    OPENING: heardOpening ? turned(true, makeReason('TOLD_OPENING')) : noSay(makeReason('NOT_TOLD_OPENING')),
    ON_CALL: onCall ? turned(true, level) : noSay(level),
  };
}

const pass = (detail: Reason): Finding => ({ outcome: 'PASS', detail });
const stop = (detail: Reason): Finding => ({ outcome: 'STOP', detail });
const noSay = (detail: Reason): Finding => ({ outcome: 'NO_SAY', detail });
const turned = (on: boolean, detail: Reason): Finding => ({ outcome: on ? 'ON' : 'OFF', detail });

const NOTHING: PreferenceLayers = {
  choice: null,
  takesAll: null,
  takesUnknown: null,
  roles: [],
  businessDefault: null,
};

/** Each layer of the preference, asked as if the others were not there. */
function layers(event: PlannableEvent, destination: PlannableDestination) {
  const { roles, businessDefault } = destination;
  const role = decidePreference(event.entry, { ...NOTHING, roles });
  const business = decidePreference(event.entry, { ...NOTHING, businessDefault });
  return {
    EXPLICIT: explicit(event, destination),
    ROLE:
      role.source === 'ROLE'
        ? turned(role.enabled, roleReason(event, destination))
        : noSay(roles.length > 0 ? unknownToDefaults() : makeReason('NO_ROLE')),
    BUSINESS:
      business.source === 'BUSINESS'
        ? turned(business.enabled, makeReason('BUSINESS_CHOSE', { on: business.enabled }))
        : noSay(event.entry ? makeReason('BUSINESS_DID_NOT_CHOOSE') : unknownToDefaults()),
    CATALOGUE: catalogue(event, destination),
  };
}

const unknownToDefaults = () => makeReason('NO_DEFAULT_FOR_UNKNOWN_TYPE');

function explicit({ type, entry }: PlannableEvent, destination: PlannableDestination): Finding {
  const { choice, takesAll, takesUnknown } = destination;
  if (choice !== null) return turned(choice, makeReason('CHOSEN', { type, on: choice }));
  if (takesAll === null) return noSay(makeReason('NOT_CHOSEN'));
  if (leavesOutUnknown(entry, destination)) return noSay(makeReason('UNKNOWN_TYPES_NOT_CHOSEN'));
  if (!entry && takesUnknown) return turned(true, makeReason('TAKES_UNKNOWN_TYPES'));
  return turned(takesAll, takesAll ? makeReason('TAKES_ALL_TYPES') : makeReason('TAKES_OTHER_TYPES', { type }));
}

function roleReason({ entry }: PlannableEvent, { roles }: PlannableDestination): Reason {
  const hearing: readonly Role[] = roles.filter((role) => entry && roleHearsOf(role, entry));
  return hearing.length > 0
    ? makeReason('ROLE_HEARS', { roles: hearing })
    : makeReason('ROLE_DOES_NOT_HEAR', { roles });
}

function catalogue({ entry }: PlannableEvent, destination: PlannableDestination): Finding {
  if (!entry) return turned(false, makeReason('CATALOGUE_DOES_NOT_KNOW'));
  if (isQuietOnPhone(entry, destination)) return turned(false, makeReason('CATALOGUE_QUIET_ON_PHONE'));
  return turned(entry.team, makeReason(entry.team ? 'CATALOGUE_ON' : 'CATALOGUE_OFF'));
}

function limits(event: PlannableEvent, destination: PlannableDestination, others: readonly PlannableDestination[]) {
  const { id, rings } = destination;
  const { test, about } = event;
  const by = event.supersededBy ?? destination.toldBy;
  return {
    TEST_MODE: testMode(test, rings),
    UNREADABLE: unreadable(event, destination),
    SUPERSEDED: by ? stop(makeReason('TOLD_BEFORE', { by })) : pass(makeReason('NOT_TOLD_BEFORE')),
    ABOUT_ITSELF: about === id ? aboutItselfFinding(event, others) : pass(makeReason('NOT_ABOUT_ITSELF')),
  };
}

function testMode(test: boolean, rings: boolean): Finding {
  if (!test) return pass(makeReason('NOT_TEST_MODE'));
  return rings ? stop(makeReason('TEST_MODE')) : pass(makeReason('TEST_MODE_LISTED'));
}

function unreadable(event: PlannableEvent, { takesUnreadable }: PlannableDestination): Finding {
  if (!event.unreadable) return pass(makeReason('READABLE'));
  return takesUnreadable ? pass(makeReason('UNREADABLE_AS_IT_CAME')) : stop(makeReason('UNREADABLE'));
}

function aboutItselfFinding(event: PlannableEvent, others: readonly PlannableDestination[]): Finding {
  const heard = planEvent(event, others, new Date(0)).some(({ decision }) => decision !== 'SKIP');
  return heard ? stop(makeReason('ABOUT_ITSELF')) : pass(makeReason('ABOUT_ITSELF_ALONE'));
}

/** Asked of `plan()` itself, with everything switched on: what would hold this event here. */
function holds(event: PlannableEvent, destination: PlannableDestination, now: Date) {
  const heldBy = (changes: Partial<PlannableDestination>) => {
    const open = { ...destination, enabled: true, suppressed: false, choice: true, toldBy: null, ...changes };
    const anew = { ...event, test: false, unreadable: false, supersededBy: null, about: null };
    return planEvent(anew, [open], now)[0]?.held ?? null;
  };
  return {
    QUIET_HOURS: quietHours(event, destination, heldBy({ digest: null })),
    DIGEST: digest(event, destination, heldBy({})),
  };
}

function quietHours({ entry }: PlannableEvent, destination: PlannableDestination, held: PlanEntry['held']): Finding {
  const { quietHours: hours, rings, timeZone } = destination;
  if (!hours) return pass(makeReason('NO_QUIET_HOURS'));
  const set = { ...hours, timeZone };
  if (held) {
    const until = zonedMoment(held.dueAt, timeZone);
    return { outcome: 'HOLD', detail: makeReason('QUIET_HOURS_HOLD', { ...set, until }) };
  }
  if (!rings) return pass(makeReason('QUIET_HOURS_SPARE_CHANNEL', set));
  return pass(makeReason(entry?.severity === 'CRITICAL' ? 'QUIET_HOURS_SPARE_CRITICAL' : 'OUTSIDE_QUIET_HOURS', set));
}

function digest({ entry }: PlannableEvent, destination: PlannableDestination, held: PlanEntry['held']): Finding {
  const { digest: window, timeZone } = destination;
  if (!window) return pass(makeReason('NO_DIGEST'));
  if (held?.by !== 'DIGEST') return pass(makeReason('DIGEST_SPARES', { severity: entry?.severity ?? 'INFO' }));
  const until = zonedMoment(held.dueAt, timeZone);
  return { outcome: 'HOLD', detail: makeReason('DIGEST_HOLDS', { every: window.every, until }) };
}

/** With the moment that it is held until, or with who set what decided, where that is known. */
function detailedReason(reason: Reason, decider: Rule, about: Explainable, held: PlanEntry['held']): Reason {
  const { timeZone } = about.destination;
  if (isReasonOf('HELD', reason) && held && decider === held.by)
    return makeReason('HELD', { ...reason.params, until: zonedMoment(held.dueAt, timeZone) });
  const changed = about.changes[decider];
  const rule = SET_BY_PEOPLE.find((one) => one === decider);
  if (!changed || !rule) return reason;
  const on = { day: changed.at.toISOString(), timeZone };
  return makeReason('CHANGED_BY', { reason, rule, by: changed.by, on });
}

const SET_BY_PEOPLE = ['REMOVED', 'DISABLED', 'EXPLICIT', 'ROLE', 'BUSINESS'] as const;
