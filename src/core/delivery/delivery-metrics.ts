/** Counts what sending came to: each call to a carrier once, each delivery's end once. */
import type { Channel } from '../../channels/channel.js';
import { momentOf } from '../../domain/ids.js';
import { type OutcomeWord, outcomeWord } from '../../domain/metric-words.js';
import { urgencyOf } from '../../domain/planning/urgency.js';
import type { LabelsOf } from '../../platform/telemetry/metric-list.js';
import type { Metrics } from '../../platform/telemetry/metrics.js';
import type { ClaimedDelivery } from './claimed-delivery.js';
import type { Outcome } from './outcome.js';
import type { SendResult } from './send-result.js';

type CarrierResult = LabelsOf<'providerRequests'>['result'];

/** One call, and those that were made before it in the same try. @param durationMs of all of them */
export function countCalls(
  metrics: Metrics,
  channel: Channel,
  { outcome, durationMs, carrierName: last }: Pick<SendResult, 'durationMs' | 'carrierName'> & { outcome: Outcome },
): void {
  const provider = last ?? 'endpoint';
  if (outcome.attempt.outcome === 'cancelled') return;
  const key = channel.channel.toLowerCase();
  let left = durationMs;
  for (const { carrierName, statusCode, durationMs: ms, reason } of outcome.earlier) {
    left -= ms;
    const result = resultOf('retry', statusCode, reason.code);
    metrics.observeMs('providerRequests', { channel: key, provider: carrierName ?? provider, result }, ms);
  }
  const { outcome: what, statusCode, detail } = outcome.attempt;
  const result = resultOf(what, statusCode, detail?.code ?? '');
  metrics.observeMs('providerRequests', { channel: key, provider, result }, left);
}

function resultOf(what: Outcome['attempt']['outcome'], statusCode: number | null, reason: string): CarrierResult {
  if (what === 'sent') return 'ok';
  if (what === 'refused') return 'permanent';
  if (statusCode === 429) return 'rate_limited';
  return statusCode === null && reason.endsWith('_TIMEOUT') ? 'timeout' : 'retryable';
}

/** Of a chunk what has ended, as the statement that recorded it says: said again, it says nothing. */
export function countEnds(
  { metrics, now }: { metrics: Metrics; now: () => Date },
  channel: Channel,
  claimed: readonly ClaimedDelivery[],
  ended: readonly { id: string; status: string }[],
): void {
  const byId = new Map(claimed.map((row) => [row.id, row]));
  const key = channel.channel.toLowerCase();
  for (const { id, status } of ended) {
    const outcome = outcomeWord(status);
    if (!outcome) continue;
    metrics.count('deliveries', { channel: key, outcome });
    const row = byId.get(id);
    // What was held tells how long it was held.
    if (outcome === 'delivered' && row && !row.dueAt)
      metrics.observeMs(
        'eventToDelivered',
        { channel: key, class: urgencyOf(row.type) },
        now().getTime() - momentOf(row.eventId),
      );
  }
}

/** What no further try sends. */
export function countGivenUp(metrics: Metrics, channel: string, ended: readonly { status: string }[]): void {
  for (const { status } of ended) {
    const outcome: OutcomeWord | 'expired' = status === 'UNKNOWN' ? 'unknown' : 'expired';
    metrics.count('deliveries', { channel: channel.toLowerCase(), outcome });
  }
}
