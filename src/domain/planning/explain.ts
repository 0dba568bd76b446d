/** Why an event reaches a destination or not: every rule in its order, what it says, and which of them decided. */
import { type Decision, type PlanEntry, type PlannableDestination, type PlannableEvent, planEvent } from './plan.js';
import { decidePreference, type PreferenceSource, roleHearsOf, type Switches } from './precedence.js';

/** In the order in which they are asked. Quiet hours and digest may both hold; what a digest gathers, it holds. */
export const RULES = [
  'REMOVED',
  'DISABLED',
  'SUPPRESSED',
  'EXPLICIT',
  'ROLE',
  'BUSINESS',
  'CATALOGUE',
  'TEST_MODE',
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
  detail: string;
  /** True for the one rule that the decision rests on. */
  decided: boolean;
  /** Null where nobody is known to have set it. */
  changed: ChangedBy | null;
}

export interface Explanation {
  decision: Decision;
  reason: string;
  steps: Step[];
}

export interface Explainable {
  event: PlannableEvent;
  destination: PlannableDestination;
  /** Those beside it: only a notice about this very destination asks about them. */
  others?: readonly PlannableDestination[];
  /** What is no longer there; null where both are. A plan never sees it. */
  removed: 'destination' | 'person' | null;
  changes: Partial<Record<Rule, ChangedBy>>;
}

type Said = Pick<Step, 'outcome' | 'detail'>;

/** The decision is that of `plan()`, but for what was removed. `now` decides about quiet hours and digests only. */
export function explain(about: Explainable, now: Date): Explanation {
  const { event, destination, others = [], removed, changes } = about;
  const [entry] = planEvent(event, [destination, ...others], now) as [PlanEntry];
  const decision = removed ? 'SKIP' : entry.decision;
  const said: Record<Rule, Said> = {
    ...gates(destination, removed),
    ...layers(event, destination),
    ...limits(event, destination, others),
    ...holds(event, destination, now),
    SEND: { outcome: decision, detail: SEND_WORDS[decision] },
  };
  const decider = deciderOf(said, entry, decidePreference(event.entry, destination).source);
  const steps = RULES.map((rule) => ({
    rule,
    ...said[rule],
    decided: rule === decider,
    changed: changes[rule] ?? null,
  }));
  const reason = reasonOf(removed ? said.REMOVED.detail : entry.reason, decider, about, entry.held);
  return { decision, reason, steps };
}

const SEND_WORDS: Record<Decision, string> = {
  SEND: 'it goes out at once',
  DEFER: 'it goes out later',
  SKIP: 'it does not go out',
};

/** The first rule that stops it, else what holds it, else the layer that switched it on. */
function deciderOf(said: Record<Rule, Said>, { held }: PlanEntry, source: PreferenceSource): Rule {
  const stops = (rule: Rule) => said[rule].outcome === 'STOP';
  const gate = (['REMOVED', 'DISABLED', 'SUPPRESSED'] as const).find(stops);
  if (gate) return gate;
  if (said[source].outcome === 'OFF') return source;
  // A storm is of its own minute: who asks later hears what the rules say without one.
  const holder = held && held.by !== 'STORM' ? held.by : source;
  return (['TEST_MODE', 'SUPERSEDED', 'ABOUT_ITSELF'] as const).find(stops) ?? holder;
}

function gates({ enabled, disabledReason, suppressed }: PlannableDestination, removed: Explainable['removed']) {
  const why = disabledReason ? `: ${disabledReason}` : '';
  return {
    REMOVED: removed
      ? stop(removed === 'person' ? 'the person behind this destination was removed' : 'this destination was removed')
      : pass('it was not removed'),
    DISABLED: enabled ? pass('this destination is switched on') : stop(`this destination is switched off${why}`),
    SUPPRESSED: suppressed
      ? stop('this address is suppressed: mail to it bounced or was refused')
      : pass('nothing sent to it bounced for good'),
  };
}

const pass = (detail: string): Said => ({ outcome: 'PASS', detail });
const stop = (detail: string): Said => ({ outcome: 'STOP', detail });
const noSay = (detail: string): Said => ({ outcome: 'NO_SAY', detail });
const turned = (on: boolean, detail: string): Said => ({ outcome: on ? 'ON' : 'OFF', detail });

const NOTHING: Switches = { choice: null, takesAll: null, roles: [], businessDefault: null };

/** Each layer of the preference, asked as if the others were not there. */
function layers(event: PlannableEvent, destination: PlannableDestination) {
  const { roles, businessDefault } = destination;
  const role = decidePreference(event.entry, { ...NOTHING, roles });
  const business = decidePreference(event.entry, { ...NOTHING, businessDefault });
  return {
    EXPLICIT: explicit(event, destination),
    ROLE:
      role.source === 'ROLE'
        ? turned(role.enabled, roleWords(event, destination))
        : noSay(roles.length > 0 ? UNKNOWN_TO_DEFAULTS : 'no person with a role stands behind this destination'),
    BUSINESS:
      business.source === 'BUSINESS'
        ? turned(business.enabled, `the business chose ${onOff(business.enabled)} for all without a choice and a role`)
        : noSay(event.entry ? 'the business leaves it to the catalogue' : UNKNOWN_TO_DEFAULTS),
    CATALOGUE: catalogue(event),
  };
}

const UNKNOWN_TO_DEFAULTS = 'no default says anything of a type that the catalogue does not know';
const onOff = (enabled: boolean) => (enabled ? 'on' : 'off');

function explicit({ type }: PlannableEvent, { choice, takesAll }: PlannableDestination): Said {
  if (choice !== null) return turned(choice, `${type} was switched ${onOff(choice)} for this destination`);
  if (takesAll === null) return noSay('nobody chose for this destination');
  return takesAll
    ? turned(true, 'this endpoint takes every event type')
    : turned(false, `this endpoint takes chosen event types only, and ${type} is none of them`);
}

function roleWords({ entry }: PlannableEvent, { roles }: PlannableDestination): string {
  const words = (which: readonly string[]) => which.join(', ').toLowerCase();
  const hearing = roles.filter((role) => entry && roleHearsOf(role, entry));
  return hearing.length > 0 ? `heard of by the role ${words(hearing)}` : `not heard of by the role ${words(roles)}`;
}

function catalogue({ entry }: PlannableEvent): Said {
  if (!entry) return turned(false, 'the catalogue does not know this event type: only what takes every type gets it');
  return entry.team
    ? turned(true, 'the team is told of it unless somebody chose otherwise')
    : turned(false, 'the team is not told of it unless somebody chose so');
}

function limits(event: PlannableEvent, { id, rings }: PlannableDestination, others: readonly PlannableDestination[]) {
  const { test, supersededBy, about } = event;
  return {
    TEST_MODE: testMode(test, rings),
    SUPERSEDED: supersededBy ? stop(`already told by ${supersededBy}`) : pass('no earlier event told the same'),
    ABOUT_ITSELF: about === id ? aboutItself(event, others) : pass('it does not tell of this destination itself'),
  };
}

function testMode(test: boolean, rings: boolean): Said {
  if (!test) return pass('it is no test-mode event');
  return rings
    ? stop('test-mode event: it is listed, but rings at nobody')
    : pass('test-mode event: listed here, since this channel rings at nobody');
}

function aboutItself(event: PlannableEvent, others: readonly PlannableDestination[]): Said {
  const heard = planEvent(event, others, new Date(0)).some(({ decision }) => decision !== 'SKIP');
  return heard
    ? stop('it is about this very destination; others hear it')
    : pass('it is about this very destination, but nobody else hears it');
}

/** Asked of `plan()` itself, with everything switched on: what would hold this event here. */
function holds(event: PlannableEvent, destination: PlannableDestination, now: Date) {
  const heldBy = (changes: Partial<PlannableDestination>) => {
    const open = { ...destination, enabled: true, suppressed: false, choice: true, ...changes };
    return planEvent({ ...event, test: false, supersededBy: null, about: null }, [open], now)[0]?.held ?? null;
  };
  return {
    QUIET_HOURS: quietHours(event, destination, heldBy({ digest: null })),
    DIGEST: digest(event, destination, heldBy({})),
  };
}

function quietHours({ entry }: PlannableEvent, destination: PlannableDestination, held: PlanEntry['held']): Said {
  const { quietHours: hours, rings, timeZone } = destination;
  if (!hours) return pass('no quiet hours are set');
  const words = `quiet hours ${hours.start} to ${hours.end} (${timeZone})`;
  if (held) return { outcome: 'HOLD', detail: `${words}: until ${momentOf(held.dueAt, timeZone)}` };
  if (!rings) return pass(`${words} hold only what rings`);
  return pass(entry?.severity === 'CRITICAL' ? `critical events pass ${words}` : `outside of ${words}`);
}

function digest({ entry }: PlannableEvent, destination: PlannableDestination, held: PlanEntry['held']): Said {
  const { digest: window, timeZone } = destination;
  if (!window) return pass('no digest is set: each event goes out by itself');
  if (held?.by !== 'DIGEST') return pass(`a digest gathers INFO events only; this one is ${entry?.severity ?? 'INFO'}`);
  const words = `gathered for the ${window.every.toLowerCase()} digest`;
  return { outcome: 'HOLD', detail: `${words}: until ${momentOf(held.dueAt, timeZone)}` };
}

/** How the reason goes on where it is known who set what decided. */
const SET_BY: Partial<Record<Rule, string>> = {
  REMOVED: ' by',
  DISABLED: ', by',
  EXPLICIT: ' by',
  ROLE: ', set by',
  BUSINESS: ', set by',
};

function reasonOf(reason: string, decider: Rule, about: Explainable, held: PlanEntry['held']): string {
  const { timeZone } = about.destination;
  const changed = about.changes[decider];
  if ((decider === 'QUIET_HOURS' || decider === 'DIGEST') && held)
    return `${reason} (${momentOf(held.dueAt, timeZone)})`;
  const words = SET_BY[decider];
  return changed && words ? `${reason}${words} ${changed.by} on ${dayOf(changed.at, timeZone)}` : reason;
}

const DAY = { day: 'numeric', month: 'short', year: 'numeric' } as const;

const dayOf = (at: Date, timeZone: string) => new Intl.DateTimeFormat('en-GB', { ...DAY, timeZone }).format(at);

/** With its zone, for example `7 Nov 2026, 07:00 CET`. */
export const momentOf = (at: Date, timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', {
    ...DAY,
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  }).format(at);
