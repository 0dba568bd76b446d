/** The sentences of a scenario: moments, what happens, and what must be so. README.md tells them to those who write them. */
import { DISPUTE_STATES, type DisputeState, type EscalationLevel } from '../../src/domain/disputes/escalation.js';
import { instantOfWall, minuteOfDay, wallMinutes } from '../../src/domain/time/wall-clock.js';
import { ROLES, type Role } from '../../src/domain/vocabulary.js';

/** "Friday 18:00": a weekday (0 is Sunday) and a minute of the day; `weeks` later than the first one. */
export interface Moment {
  weekday: number;
  minute: number;
  weeks: number;
}

export type Provider = 'STRIPE' | 'DODO';
/** How a provider's dispute goes on. */
export type Fact = 'challenged' | 'won' | 'lost' | 'accepted' | 'expired' | 'cancelled';

export type Act =
  /** `due`: what the provider states; null: that no answer is possible; absent: nothing, so that it is estimated. */
  | { kind: 'opened'; provider: Provider; due?: Moment | null }
  | { kind: 'moved'; due: Moment }
  | { kind: 'fact'; fact: Fact }
  | { kind: 'acknowledges' | 'answers' | 'leaves'; who: string }
  | { kind: 'policy'; remindBefore: string[] };

/** What of the case somebody was told; null: any event of it. */
type Told = 'dispute.reminder' | 'dispute.deadline_passed' | null;

export type Demand =
  | { kind: 'told'; told: Told; who: readonly string[]; not: boolean; times: number | null }
  | { kind: 'state'; state: DisputeState };

/** From and until when a demand is about; null: from the beginning, until the end. */
export interface Span {
  from: Moment | null;
  to: Moment | null;
}

/** A slip of the pen, in words for the one who wrote it. */
export class Slip extends Error {}

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const WEEK_MINUTES = 7 * 1_440;

export function momentOf(text: string): Moment {
  const found = /^((?:next )*)(\w+) (\d\d:\d\d)$/.exec(text.trim());
  const weekday = DAYS.indexOf(found?.[2] ?? '');
  if (!found || weekday < 0)
    throw new Slip(`"${text}" is no moment; write a weekday and a time such as "Friday 18:00"`);
  const [, next = '', , time = ''] = found;
  try {
    return { weekday, minute: minuteOfDay(time), weeks: next.length / 'next '.length };
  } catch (error) {
    throw new Slip((error as Error).message);
  }
}

/** Milliseconds since 1970: the first such moment in the zone at or after `begin`, or as many weeks later. */
export function instantOf({ weekday, minute, weeks }: Moment, begin: number, zone: string): number {
  const wall = wallMinutes(begin, zone);
  const today = Math.floor(wall / 1_440);
  // 1970-01-01 was a Thursday.
  const days = (weekday - ((today + 4) % 7) + 7) % 7;
  const first = (today + days) * 1_440 + minute;
  // Seconds do not count: at 18:00:30 it is still "18:00".
  return instantOfWall((first < wall ? first + WEEK_MINUTES : first) + weeks * WEEK_MINUTES, zone);
}

/** "72h", "3d", "90m" as an ISO 8601 duration. */
export function durationOf(text: string): string {
  const [, count, unit] = /^([1-9]\d{0,3})([dhm])$/.exec(text) ?? [];
  if (!count || !unit) throw new Slip(`"${text}" is no duration; write for example 3d, 72h or 90m`);
  return unit === 'd' ? `P${count}D` : `PT${count}${unit.toUpperCase()}`;
}

const itemsOf = (text: string) => text.split(/, ?| and /).map((item) => item.trim());

const CHANNELS: Record<string, string> = { 'e-mail': 'EMAIL', 'in-app': 'IN_APP' };

/** "owner and finance by e-mail": roles, and by what they are reached; without channels by all there are. */
export function reachedOf(text: string): EscalationLevel {
  const [roles = '', channels, ...rest] = text.split(' by ');
  if (rest.length > 0) throw new Slip(`"${text}" says "by" twice; write for example "owner and finance by e-mail"`);
  return {
    roles: itemsOf(roles).map((role) => {
      const known = ROLES.find((one) => one.toLowerCase() === role);
      if (!known) throw new Slip(`"${role}" is no role; there are ${ROLES.join(', ').toLowerCase()}`);
      return known satisfies Role;
    }),
    channels: (channels === undefined ? Object.keys(CHANNELS) : itemsOf(channels)).map((channel) => {
      const known = CHANNELS[channel];
      if (!known) throw new Slip(`"${channel}" is no channel; there are ${Object.keys(CHANNELS).join(', ')}`);
      return known;
    }),
  };
}

type Reader<T> = readonly [form: RegExp, read: (words: string[], people: readonly string[]) => T];

const ACTS: readonly Reader<Act>[] = [
  [
    /^a dispute is opened at Stripe, due (.+)$/,
    ([due]) => ({ kind: 'opened', provider: 'STRIPE', due: momentOf(due ?? '') }),
  ],
  [
    /^a dispute is opened at Stripe, and no answer is possible$/,
    () => ({ kind: 'opened', provider: 'STRIPE', due: null }),
  ],
  [/^a dispute is opened at Dodo$/, () => ({ kind: 'opened', provider: 'DODO' })],
  [/^the deadline moves to (.+)$/, ([due]) => ({ kind: 'moved', due: momentOf(due ?? '') })],
  [
    /^the dispute is (challenged|won|lost|accepted|expired|cancelled)$/,
    ([fact]) => ({ kind: 'fact', fact: fact as Fact }),
  ],
  [
    /^reminders are changed to (.+)$/,
    ([list]) => ({ kind: 'policy', remindBefore: itemsOf(list ?? '').map(durationOf) }),
  ],
  [
    /^(.+) (acknowledges|answers|leaves)$/,
    ([who, kind], people) => ({ kind: kind as 'answers', who: personOf(who ?? '', people) }),
  ],
];

const STATES: Record<string, DisputeState> = { open: 'NEEDS_RESPONSE', answered: 'RESPONDED' };
const TOLD: Record<string, Told> = {
  told: null,
  reminded: 'dispute.reminder',
  'told that nobody answered': 'dispute.deadline_passed',
};
const TIMES = ['', 'once', 'twice'];

const DEMANDS: readonly Reader<Demand>[] = [
  [/^the dispute is (\w+)$/, ([word]) => ({ kind: 'state', state: stateOf(word ?? '') })],
  [
    /^(.+) (?:is|are) (not )?(told that nobody answered|told|reminded)(?: (once|twice|\d+ times))?$/,
    ([who = '', not = '', told = '', times = ''], people) => {
      if (times && (not || who === 'nobody'))
        throw new Slip(`"not ${times}" can be read in two ways; say it without "${times}"`);
      const demand = { kind: 'told' as const, told: TOLD[told] ?? null, times: TIMES.indexOf(times) };
      return {
        ...demand,
        who: who === 'nobody' || who === 'everybody' ? people : itemsOf(who).map((name) => personOf(name, people)),
        not: not !== '' || who === 'nobody',
        times: times === '' ? null : demand.times > 0 ? demand.times : Number.parseInt(times, 10),
      };
    },
  ],
];

const SPANS: readonly Reader<Span>[] = [
  [/^by (.+)$/, ([to]) => ({ from: null, to: momentOf(to ?? '') })],
  [/^after (.+)$/, ([from]) => ({ from: momentOf(from ?? ''), to: null })],
  [/^from (.+) to (.+)$/, ([from, to]) => ({ from: momentOf(from ?? ''), to: momentOf(to ?? '') })],
  [/^in the end$/, () => ({ from: null, to: null })],
];

function personOf(name: string, people: readonly string[]): string {
  if (people.includes(name)) return name;
  throw new Slip(`"${name}" is nobody of this scenario; there are ${people.join(', ')}`);
}

function stateOf(word: string): DisputeState {
  const state = STATES[word] ?? DISPUTE_STATES.find((one) => one.toLowerCase() === word);
  if (state) return state;
  const words = [...Object.keys(STATES), ...DISPUTE_STATES.slice(1).map((one) => one.toLowerCase())];
  throw new Slip(`"${word}" is no state of a dispute; there are ${words.join(', ')}`);
}

function readBy<T>(readers: readonly Reader<T>[], text: string, people: readonly string[], what: string): T {
  for (const [form, read] of readers) {
    const found = form.exec(text.trim());
    if (found)
      return read(
        found.slice(1).map((word) => word ?? ''),
        people,
      );
  }
  throw new Slip(`"${text}" is not understood as ${what}; README.md lists what can be said`);
}

export const actOf = (text: string, people: readonly string[]) => readBy(ACTS, text, people, 'something that happens');
export const demandOf = (text: string, people: readonly string[]) =>
  readBy(DEMANDS, text, people, 'something that must be so');
export const spanOf = (text: string) =>
  readBy(SPANS, text, [], 'a time ("by …", "after …", "from … to …", "in the end")');
