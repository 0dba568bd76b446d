/** Holds what came to pass against what a scenario demands. */
import type { DisputeState } from '../../src/domain/disputes/escalation.js';
import type { Scenario } from './language.js';
import { instantOf, type Span } from './sentences.js';

/** One message that reached a person. */
export interface Telling {
  /** Milliseconds since 1970. */
  at: number;
  who: string;
  /** Catalogue key. */
  type: string;
  eventId: string;
}

export interface Course {
  /** When the scenario begins and ends. */
  begin: number;
  end: number;
  tellings: readonly Telling[];
  /** Its state from each of these moments on, in time order. */
  states: readonly { at: number; state: DisputeState }[];
}

/** One line for each demand that was not met: the file's line, the demand, and what came to pass instead. */
export function faultsOf({ must, zone }: Scenario, course: Course): string[] {
  return must.flatMap(({ line, text, span, demand }) => {
    const within = spanAt(span, course, zone);
    if (demand.kind === 'state') {
      const state = course.states.filter(({ at }) => at <= within.to).at(-1)?.state ?? 'none';
      return state === demand.state ? [] : [`line ${line}: "${text}": it is ${state}`];
    }
    return demand.who.flatMap((who) => {
      const heard = course.tellings.filter(
        (one) =>
          one.who === who && one.at > within.from && one.at <= within.to && (demand.told ?? one.type) === one.type,
      );
      // E-mail and in-app of one event are one telling.
      const count = new Set(heard.map(({ eventId }) => eventId)).size;
      const met = demand.not ? count === 0 : demand.times === null ? count > 0 : count === demand.times;
      return met ? [] : [`line ${line}: "${text}": ${who} was told ${listed(course.tellings, who, zone)}`];
    });
  });
}

/** After `from`, up to `to` inclusive. */
function spanAt({ from, to }: Span, { begin, end }: Course, zone: string): { from: number; to: number } {
  return {
    from: from ? instantOf(from, begin, zone) : begin - 1,
    to: to ? instantOf(to, begin, zone) : end,
  };
}

function listed(tellings: readonly Telling[], who: string, zone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
  });
  const heard = new Map(tellings.filter((one) => one.who === who).map((one) => [one.eventId, one]));
  return [...heard.values()].map(({ at, type }) => `${type} on ${format.format(at)}`).join(', ') || 'nothing';
}
