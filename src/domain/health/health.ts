/**
 * How an endpoint is doing, from one try to the next: closed (each message goes out) → open after OPEN_AFTER failures in a
 * row (messages wait, one at a time is tried) → closed by the first success. A stretch of failures is told once it is long
 * enough to matter, told again a day before the endpoint is switched off, and ends in that or in "works again".
 */
import type { Reason } from '../reasons.js';

/** A stretch of failures; no stretch is a healthy endpoint. */
export interface Failing {
  /** In a row. */
  failures: number;
  since: Date;
  lastAt: Date;
  /** When the next message may be tried; null: each may. */
  probeAt: Date | null;
  /** Whether the team has heard of it. */
  noticeRaised: boolean;
  /** When it will be switched off; null until that has been told. */
  endsAt: Date | null;
  /** What came back last. */
  reason: Reason;
}

export type Health = Failing | null;

/** What a try says of the endpoint: it took the message, it answered but refused this one, or it did not work at all. */
export type Verdict = { kind: 'works' } | RefusedOrTrouble;

interface RefusedOrTrouble {
  kind: 'refuses' | 'trouble';
  reason: Reason;
}

/** What the team is to hear of. */
export type HealthTurn = 'FAILING' | 'ENDING' | 'DISABLED' | 'RECOVERED';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Fewer are a restart of the receiver. Convoy opens at 70 % of 10 calls, which is 7 on a busy endpoint only. */
export const OPEN_AFTER = 5;
/** While it is open: at most one call in this time, whoever is waiting (Convoy's time, too). */
export const PROBE_EVERY_MS = 30 * SECOND;
/** However long it has been away, whoever waits looks again after this time. */
const LONGEST_WAIT_MS = 10 * MINUTE;
/** Told after an hour and ten failures: a deployment that takes minutes is no news, nor is one slow night of a quiet endpoint. */
export const NOTICE_AFTER_MS = HOUR;
export const NOTICE_AFTER = 10;
/** Svix's rule: five days without a success. */
export const DISABLE_AFTER_MS = 5 * DAY;
const WARN_BEFORE_MS = DAY;
/** Failures further apart than this are no stretch (Svix's rule as well): an endpoint with one message a week is not judged by two. */
const GAP_MS = DAY;
/** A refusal of our credentials that comes later than this after the last one is a new pause, of which the team hears; tries come every 10 minutes. */
export const PAUSE_ENDS_AFTER_MS = HOUR;

export type Admission = { kind: 'send' } | { kind: 'probe'; nextProbeAt: Date } | { kind: 'wait'; ms: number };

/** Whether a message may go out now. A probe is for whoever moves `probeAt` to `nextProbeAt` first. `dice`: 0 to 1. */
export function admission(health: Health, now: Date, dice: number): Admission {
  if (!health?.probeAt) return { kind: 'send' };
  if (health.probeAt <= now) return { kind: 'probe', nextProbeAt: new Date(now.getTime() + PROBE_EVERY_MS) };
  return { kind: 'wait', ms: waitMs(health, now, dice) };
}

/**
 * How long a message waits, ms: never less than until the next probe. The longer the endpoint has been away, the longer and
 * the more spread out, so that a thousand messages neither ask every 30 s nor arrive in one second when it is back.
 */
export function waitMs(health: Failing, now: Date, dice: number): number {
  const away = now.getTime() - health.since.getTime();
  const spread = Math.min(LONGEST_WAIT_MS, Math.max(PROBE_EVERY_MS, away / 10));
  const probe = Math.max(SECOND, (health.probeAt ?? now).getTime() - now.getTime());
  return Math.min(LONGEST_WAIT_MS, Math.round(probe + dice * spread));
}

/** The stretch after one more try, and what is to be told. */
export function afterTry(health: Health, verdict: Verdict, now: Date): { health: Health; turn: HealthTurn | null } {
  if (verdict.kind === 'works') return { health: null, turn: health?.noticeRaised ? 'RECOVERED' : null };
  const next = longer(health, verdict, now);
  if (next.endsAt && next.endsAt <= now) return { health: null, turn: 'DISABLED' };
  const lasted = now.getTime() - next.since.getTime();
  if (!next.noticeRaised && lasted >= NOTICE_AFTER_MS && next.failures >= NOTICE_AFTER)
    return { health: { ...next, noticeRaised: true }, turn: 'FAILING' };
  if (next.noticeRaised && !next.endsAt && lasted >= DISABLE_AFTER_MS - WARN_BEFORE_MS) {
    // A whole day's warning, also where a quiet endpoint was not tried in the last one.
    const endsAt = new Date(Math.max(next.since.getTime() + DISABLE_AFTER_MS, now.getTime() + WARN_BEFORE_MS));
    return { health: { ...next, endsAt }, turn: 'ENDING' };
  }
  return { health: next, turn: null };
}

/** The stretch after one more try, where nobody is told of it and nothing is switched off. */
export function afterVerdict(health: Health, verdict: Verdict, now: Date): Health {
  return verdict.kind === 'works' ? null : longer(health, verdict, now);
}

function longer(health: Health, { kind, reason }: RefusedOrTrouble, now: Date): Failing {
  const goesOn = health !== null && now.getTime() - health.lastAt.getTime() <= GAP_MS;
  const failures = goesOn ? health.failures + 1 : 1;
  // Who answers at all is not helped by waiting: each refusal is for its own message.
  const open = kind === 'trouble' && failures >= OPEN_AFTER;
  return {
    failures,
    since: goesOn ? health.since : now,
    lastAt: now,
    probeAt: open ? new Date(now.getTime() + PROBE_EVERY_MS) : null,
    noticeRaised: health?.noticeRaised ?? false,
    endsAt: goesOn ? health.endsAt : null,
    reason,
  };
}

/** When a stretch ends in being switched off, if nothing changes. */
export function endOf({ since, endsAt }: Failing): Date {
  return endsAt ?? new Date(since.getTime() + DISABLE_AFTER_MS);
}

/** Slack's and Discord's hooks take about one message a second; more than this in a minute, nobody reads one by one. */
export const STORM_AFTER = 30;
export const STORM_WINDOW_MS = MINUTE;

/** The end of the full minute that `now` lies in: what a storm gathers goes out then. */
export function stormEnd(now: Date): Date {
  return new Date((Math.floor(now.getTime() / STORM_WINDOW_MS) + 1) * STORM_WINDOW_MS);
}
