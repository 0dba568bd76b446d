/** What the outcomes of a chunk do to destinations and channels, and the notices of that. */
import type { Channel } from '../../channels/channel.js';
import { DISABLE_AFTER_MS, endOf, type Failing } from '../../domain/health/health.js';
import { maskedAddress } from '../../domain/masked-address.js';
import type { Notice } from '../../domain/notice.js';
import { makeReason, type Reason, zonedMoment } from '../../domain/reasons.js';
import type { HealthChange } from './circuit-breaker.js';
import type { ClaimedDelivery } from './claimed-delivery.js';
import type { SendResult } from './send-result.js';
import type { CarrierTookRow, ChannelPauseRow, DestinationEndRow, HealthRow } from './settle.statements.js';

export interface Effects {
  ends: DestinationEndRow[];
  health: HealthRow[];
  pauses: ChannelPauseRow[];
  took: CarrierTookRow[];
  notices: Notice[];
}

export function effectsOf(
  channel: Channel,
  results: readonly SendResult[],
  changes: readonly HealthChange[],
  now: Date,
): Effects {
  const ended = onePerDestination(results);
  const disabled = changes.filter(({ turn }) => turn === 'DISABLED');
  const paused = results.find(({ outcome }) => outcome?.pausesChannel);
  const notices = [
    ...ended.map((sent) => noticeOfEnd(channel, sent)),
    ...changes.flatMap((change) => noticeOfTurn(change, now) ?? []),
    ...(paused ? [noticeOfPause(channel, paused)] : []),
  ];
  return {
    ends: [...ended.map((sent) => endOfRefused(channel, sent)), ...disabled.map((change) => endOfFailing(change, now))],
    health: changes.map(healthRow),
    pauses: paused ? [pauseRow(channel, paused)] : [],
    took: paused ? [] : tookRows(channel, results),
    notices,
  };
}

function onePerDestination(results: readonly SendResult[]): SendResult[] {
  const found = new Map(results.map((sent) => [sent.outcome?.ends ? sent.claimed.destinationId : null, sent]));
  found.delete(null);
  return [...found.values()];
}

const DAY_MS = 24 * 3_600_000;

const outcomeReason = ({ outcome }: SendResult): Reason | null => outcome?.reason ?? null;

function endOfRefused(channel: Channel, sent: SendResult): DestinationEndRow {
  const { claimed, outcome, at } = sent;
  const dead = channel.personal ? 'REMOVED' : 'DISABLED';
  const what = outcome?.ends === 'suppressed' ? 'SUPPRESSED' : dead;
  return { ...targetOf(claimed), what, reason: outcomeReason(sent), since: at };
}

function endOfFailing({ last, was, reason: why }: HealthChange, now: Date): DestinationEndRow {
  const since = was?.since ?? now;
  const days = DISABLE_AFTER_MS / DAY_MS;
  const reason = why && makeReason('FAILED_FOR_DAYS', { days, since: zonedMoment(since, 'UTC'), why });
  return { ...targetOf(last), what: 'DISABLED', reason, since };
}

const targetOf = ({ destinationId, address, sealedTo }: ClaimedDelivery) => ({
  destinationId,
  reached: address ?? sealedTo,
});

function healthRow({ last, was, health }: HealthChange): HealthRow {
  return { destinationId: last.destinationId, businessId: last.businessId, was: was?.lastAt ?? null, ...health };
}

function pauseRow({ channel }: Channel, sent: SendResult): ChannelPauseRow {
  const carrier = refusalOf(sent)?.carrierName ?? sent.carrierName;
  return { businessId: sent.claimed.businessId, channel, carrier, at: sent.at, reason: pauseReason(sent) };
}

/** Each carrier once, with what it took last. */
function tookRows({ channel }: Channel, results: readonly SendResult[]): CarrierTookRow[] {
  const rows = results.flatMap(({ outcome, carrierName: carrier, at }) =>
    carrier !== null && outcome?.status === 'SENT' ? [{ channel, carrier, at }] : [],
  );
  rows.sort((a, b) => a.at.getTime() - b.at.getTime());
  return [...new Map(rows.map((row) => [row.carrier, row])).values()];
}

/** Notices of one destination; a turn is a change of state that can't come again and again, so none can run in circles. */
function noticeSubject(row: ClaimedDelivery, at: Date) {
  return { businessId: row.businessId, at, about: [shownName(row)], subjectId: row.destinationId };
}

/** The notice goes to endpoints, too: enough of an address to recognise it. */
const shownName = ({ label }: ClaimedDelivery) => maskedAddress(label ?? '');

function noticeOfEnd(channel: Channel, sent: SendResult): Notice {
  const { claimed, outcome, at } = sent;
  const dead = channel.personal ? 'tocsin.device_removed' : 'tocsin.destination_disabled';
  const type = outcome?.ends === 'suppressed' ? 'tocsin.address_suppressed' : dead;
  const transition = `ended:${claimed.destinationId}:${at.toISOString()}`;
  return { ...noticeSubject(claimed, at), type, transition, reason: outcomeReason(sent) };
}

const TURNS = {
  FAILING: 'tocsin.destination_failing',
  ENDING: 'tocsin.destination_failing',
  DISABLED: 'tocsin.destination_disabled',
  RECOVERED: 'tocsin.destination_recovered',
} as const;

function noticeOfTurn({ last, was, health, turn, reason }: HealthChange, now: Date): Notice | null {
  if (!turn) return null;
  const stretch = (health ?? was) as Failing;
  const at = health?.lastAt ?? now;
  const transition = `${turn.toLowerCase()}:${last.destinationId}:${stretch.since.toISOString()}`;
  const open = turn === 'FAILING' || turn === 'ENDING';
  return {
    ...noticeSubject(last, at),
    type: TURNS[turn],
    transition,
    since: stretch.since,
    reason: turn === 'RECOVERED' ? null : reason,
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
    about: [channel],
    type,
    transition,
    reason: pauseReason(sent),
  };
}

/** In the words of the provider that refuses us, which need not be the one that was asked last. */
function pauseReason(sent: SendResult): Reason | null {
  return refusalOf(sent)?.reason ?? outcomeReason(sent);
}

const refusalOf = ({ outcome }: SendResult) => outcome?.earlier.find(({ paused }) => paused);
