/** What a replay would do, by the very rules of replay.ts; nothing is stored or sent. */
import type { DataSource } from 'typeorm';
import type { ReplayMode } from '../../domain/planning/resend.js';
import { makeReason, type Reason } from '../../domain/reasons.js';
import { runStatement } from '../../platform/database/statement.js';
import { changedDeliveries } from '../planning/replan.js';
import { FIND_EVENT_TO_REPLAN, type ReplannableEvent } from '../planning/replan.statements.js';
import type { DeliveryStatus } from '../schema/enums.js';
import type { ReplayRefusal } from './replay.js';
import { targetsOf } from './resend.js';

/** One delivery that a replay would send, or would have to leave. */
interface ReplayChange {
  channel: string;
  to: string;
  /** As it is in the ledger; null: nothing is recorded for it. */
  before: DeliveryStatus | null;
  sent: boolean;
  /** Why it would be left out, or waits; null: it goes out at once, as it did before. */
  reason: Reason | null;
}

export type ReplayPreview =
  | { refusal: ReplayRefusal }
  /** `firstPlan`: it was set aside before it had one. */
  | { refusal: null; firstPlan: boolean; changes: ReplayChange[] };

export async function previewReplay(
  dataSource: DataSource,
  { businessId, eventId }: { businessId: string; eventId: string },
  mode: ReplayMode,
  at: Date,
): Promise<ReplayPreview> {
  const [event] = await runStatement(dataSource, FIND_EVENT_TO_REPLAN, { businessId, eventId });
  if (!event) return { refusal: 'NOT_FOUND' };
  if (event.erased) return { refusal: 'BODY_GONE' };
  if (!event.planned && event.status !== 'FAILED') return { refusal: 'NOT_PLANNED' };
  if (mode === 'REEVALUATE')
    return { refusal: null, firstPlan: !event.planned, changes: event.planned ? changesBy(event, at) : [] };
  const targets = await targetsOf(dataSource, { businessId }, eventId);
  if (!targets.some(({ reachable }) => reachable)) return { refusal: 'NOTHING_TO_RESEND' };
  const changes = targets.map(({ channel, to, status, reachable }) => ({
    ...{ channel, to, before: status, sent: reachable },
    reason: reachable ? null : makeReason('DESTINATION_UNUSABLE'),
  }));
  return { refusal: null, firstPlan: false, changes };
}

const changesBy = (event: ReplannableEvent, at: Date): ReplayChange[] =>
  changedDeliveries(event, at).map(({ destination, entry }) => ({
    channel: destination.channel,
    to: destination.shownAs,
    before: (destination.id === null ? null : event.before[destination.id]) ?? null,
    sent: entry.status !== 'SKIPPED' && entry.status !== 'SUPERSEDED',
    reason: entry.reason,
  }));
