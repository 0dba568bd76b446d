/** Whether critical alerts reach enough people, by the very rules that plan real events. */
import type { EventTypeEntry } from '../catalogue/entry.js';
import { CATALOGUE } from '../catalogue/index.js';
import { makeReason, type Reason } from '../reasons.js';
import { type PlannableDestination, planEvent } from './plan.js';

/** A destination as it stands towards one event type. */
export interface Listener extends PlannableDestination {
  channel: string;
  /** The person behind it; null for an endpoint, and for an address that is nobody's. */
  recipientId: string | null;
}

/** All destinations that are not removed, with what was chosen there for this event type. */
export type ListenersOf = (eventType: string) => readonly Listener[];

/** Whom a critical event type reaches as things stand. */
export interface TypeCoverage {
  eventType: string;
  /** How many people hear of it. */
  people: number;
  /** The one person who hears of it; null where nobody does, or more than one. */
  personId: string | null;
  /** The channels by which anybody or anything hears of it, in alphabetical order. */
  channels: string[];
  /** The channels by which it would be sent, if there were a carrier for them. */
  uncarried: string[];
}

/** One that reaches too few. */
export type Gap = TypeCoverage;

const ENTRIES: readonly EventTypeEntry[] = Object.values(CATALOGUE);

/** What must not be missed: critical, and meant for the team. */
export const CRITICAL_TYPES: readonly string[] = ENTRIES.filter(
  (entry) => entry.severity === 'CRITICAL' && entry.team,
).map((entry) => entry.key);

/**
 * Whom each critical event type reaches. One is covered where a person hears of it and either a second person does,
 * or a second channel carries it. An endpoint such as a Slack hook counts as a channel but not as a person: somebody may
 * look there, or nobody may. Two addresses of one person are one channel. Switched off and suppressed destinations count
 * for nothing, and neither do those that no carrier reaches (`hasCarrier`); quiet hours and digests do not matter, since critical events pass them.
 */
export function criticalCoverage(
  listenersOf: ListenersOf,
  hasCarrier: (listener: Listener) => boolean = () => true,
): TypeCoverage[] {
  return CRITICAL_TYPES.map((eventType) => {
    const asked = hearing(eventType, listenersOf(eventType));
    const heard = asked.filter(hasCarrier);
    const ids = [...new Set(heard.flatMap(({ recipientId }) => recipientId ?? []))];
    const people = ids.length;
    const personId = people === 1 ? (ids[0] as string) : null;
    const channels = [...new Set(heard.map(({ channel }) => channel))].sort();
    const uncarried = [...new Set(asked.filter((one) => !hasCarrier(one)).map(({ channel }) => channel))].sort();
    return { eventType, people, personId, channels, uncarried };
  });
}

export const isGap = ({ people, channels }: TypeCoverage): boolean =>
  people === 0 || (people === 1 && channels.length < 2);

/** The critical event types that reach too few. */
export const coverageGaps = (listenersOf: ListenersOf): Gap[] => criticalCoverage(listenersOf).filter(isGap);

/** The critical event types that only this destination hears of: without it, nothing would. */
export function onlyHeardBy(destinationId: string, listenersOf: ListenersOf): string[] {
  return CRITICAL_TYPES.filter((eventType) => {
    const heard = hearing(eventType, listenersOf(eventType));
    return heard.length === 1 && heard[0]?.id === destinationId;
  });
}

/** Who would hear of what if a person were removed, and another one took over their roles (null: nobody does). */
export function withoutPerson(listenersOf: ListenersOf, removedId: string, rolesToId: string | null): ListenersOf {
  return (eventType) => {
    const listeners = listenersOf(eventType);
    const roles = listeners.find(({ recipientId }) => recipientId === removedId)?.roles ?? [];
    return listeners.flatMap((one) => {
      if (one.recipientId === removedId) return [];
      return one.recipientId !== null && one.recipientId === rolesToId
        ? { ...one, roles: [...new Set([...one.roles, ...roles])] }
        : one;
    });
  };
}

/** What is wrong and what helps. */
export function gapReason({ eventType, people, channels, uncarried }: Gap): Reason {
  if (uncarried.length > 0) return makeReason('COVERAGE_NO_CARRIER', { eventType, ways: uncarried });
  if (people > 0) return makeReason('COVERAGE_ONE_PERSON', { eventType, ways: channels });
  if (channels.length > 0) return makeReason('COVERAGE_NO_PERSON', { eventType, ways: channels });
  return makeReason('COVERAGE_NOBODY', { eventType });
}

/** Those that an event of this type would be sent to, whatever the time. */
export function hearing(type: string, listeners: readonly Listener[]): Listener[] {
  const event = { type, entry: ENTRIES.find(({ key }) => key === type) ?? null, test: false, supersededBy: null };
  // The clock only decides when, not whether.
  const entries = planEvent(event, listeners, new Date(0));
  return listeners.filter((_, i) => entries[i]?.decision !== 'SKIP');
}
