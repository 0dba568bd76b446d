/** What the outcomes of a chunk do to destinations and channels, and whom that must be told: the values of $25 to $27 of SETTLE. */

import type { Channel } from '../../channels/channel.js';
import { endOf, type Failing } from '../../domain/health/health.js';
import type { Notice } from '../../domain/notice.js';
import { channelLabel, ENGLISH } from '../../i18n/labels.js';
import type { HealthChange } from './circuit-breaker.js';
import type { ClaimedDelivery } from './claimed-delivery.js';
import type { Outcome } from './outcome.js';

interface SendResult {
  claimed: ClaimedDelivery;
  outcome: Outcome | null;
  at: Date;
}

interface Effect {
  destinationId: string;
  what: 'REMOVED' | 'DISABLED' | 'SUPPRESSED';
  reason: string;
  /** From when on it misses messages. */
  since: Date;
  /** What was called: where somebody has entered another address meanwhile, nothing is done to that. */
  reached: string | null;
}

export interface Effects {
  /** $25 to $27. */
  values: string[];
  notices: Notice[];
  /** Fewer places than before are reached. */
  lost: boolean;
}

export function effectsOf(channel: Channel, results: readonly SendResult[], changes: readonly HealthChange[]): Effects {
  const ended = onePerDestination(results);
  const disabled = changes.filter(({ turn }) => turn === 'DISABLED');
  const paused = results.find(({ outcome }) => outcome?.pausesChannel);
  const effects = [...ended.map((sent) => effectOfEnd(channel, sent)), ...disabled.map(effectOfFailing)];
  const notices = [
    ...ended.map((sent) => noticeOfEnd(channel, sent)),
    ...changes.flatMap((change) => noticeOfTurn(change) ?? []),
    ...(paused ? [noticeOfPause(channel, paused)] : []),
  ];
  const pauses = paused
    ? [{ businessId: paused.claimed.businessId, channel: channel.channel, at: paused.at, message: whyPaused(paused) }]
    : [];
  return {
    values: [effects, changes.map(healthRow), pauses].map((rows) => JSON.stringify(rows)),
    notices,
    lost: effects.length > 0,
  };
}

function onePerDestination(results: readonly SendResult[]): SendResult[] {
  const found = new Map(results.map((sent) => [sent.outcome?.ends ? sent.claimed.destinationId : null, sent]));
  found.delete(null);
  return [...found.values()];
}

const reasonOf = ({ outcome }: SendResult): string => (outcome?.reason ?? '').slice(0, 200);

function effectOfEnd(channel: Channel, sent: SendResult): Effect {
  const { claimed, outcome, at } = sent;
  const dead = channel.personal ? 'REMOVED' : 'DISABLED';
  const what = outcome?.ends === 'suppressed' ? 'SUPPRESSED' : dead;
  return { ...targetOf(claimed), what, reason: reasonOf(sent), since: at };
}

function effectOfFailing({ last, was, message }: HealthChange): Effect {
  const since = was?.since ?? new Date();
  const reason = `it failed for five days, since ${since.toISOString()}: ${message}`;
  return { ...targetOf(last), what: 'DISABLED', reason, since };
}

const targetOf = ({ destinationId, address, sealedTo }: ClaimedDelivery) => ({
  destinationId: destinationId as string,
  reached: address ?? sealedTo,
});

function healthRow({ last, was, health }: HealthChange) {
  return { destinationId: last.destinationId, businessId: last.businessId, was: was?.lastAt ?? null, ...health };
}

/** Notices of one destination; a turn is a change of state that can't come again and again, so none can run in circles. */
function about(row: ClaimedDelivery, at: Date) {
  return { businessId: row.businessId, at, about: [shownName(row)], subjectId: row.destinationId };
}

/** The notice goes to endpoints, too: enough of an address to recognise it. */
const shownName = ({ label }: ClaimedDelivery) => (label ?? '').replace(/^(.).*(?=@)/, '$1…');

function noticeOfEnd(channel: Channel, sent: SendResult): Notice {
  const { claimed, outcome, at } = sent;
  const dead = channel.personal ? 'tocsin.device_removed' : 'tocsin.destination_disabled';
  const type = outcome?.ends === 'suppressed' ? 'tocsin.address_suppressed' : dead;
  const transition = `ended:${claimed.destinationId}:${at.toISOString()}`;
  return { ...about(claimed, at), type, transition, reason: reasonOf(sent) };
}

const TURNS = {
  FAILING: 'tocsin.destination_failing',
  ENDING: 'tocsin.destination_failing',
  DISABLED: 'tocsin.destination_disabled',
  RECOVERED: 'tocsin.destination_recovered',
} as const;

function noticeOfTurn({ last, was, health, turn, message }: HealthChange): Notice | null {
  if (!turn) return null;
  const stretch = (health ?? was) as Failing;
  const at = health?.lastAt ?? new Date();
  const transition = `${turn.toLowerCase()}:${last.destinationId}:${stretch.since.toISOString()}`;
  const open = turn === 'FAILING' || turn === 'ENDING';
  return {
    ...about(last, at),
    type: TURNS[turn],
    transition,
    since: stretch.since,
    reason: turn === 'RECOVERED' ? null : message,
    endsAt: open ? endOf(stretch) : null,
  };
}

function noticeOfPause({ channel }: Channel, sent: SendResult): Notice {
  const { claimed, at } = sent;
  const transition = `paused:${channel}:${at.toISOString()}`;
  const type = 'tocsin.channel_paused';
  return {
    businessId: claimed.businessId,
    at,
    about: [channelLabel(ENGLISH, channel)],
    type,
    transition,
    reason: whyPaused(sent),
  };
}

/** In the words of the provider that refuses us, which need not be the one that was asked last. */
function whyPaused(sent: SendResult): string {
  const refusal = sent.outcome?.earlier.find(({ paused }) => paused);
  return refusal ? refusal.message.slice(0, 200) : reasonOf(sent);
}
