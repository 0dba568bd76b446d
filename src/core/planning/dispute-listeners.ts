/** Who was told what of a dispute before: whoever was told that it is open is told how it ended, and that once. */
import { DISPUTE_TYPES } from '../../domain/disputes/dispute-facts.js';
import { FOLLOW_UPS, KEPT_ENDS, LOST_ENDS, SAYS_OPEN } from '../../domain/disputes/dispute-message.js';
import { sqlList } from '../../platform/database/statement.js';
import { ARE_OF_ONE_THING } from '../ingest/id-space.js';

/** What a destination was told before: the ids of the newest events that said so. */
export interface DisputeListener {
  /** That the dispute is open; null where it was not told. */
  opened: string | null;
  /** Since then, an end of the same outcome as this event's, and no other one after it; null where none was told. */
  ended: string | null;
}

/** By destination; null for an event that follows up on no dispute. */
export type DisputeListeners = Readonly<Record<string, DisputeListener>>;

const ENDS = [...LOST_ENDS, ...KEPT_ENDS];

/** SQL: event `o` tells an end of this stage of the same outcome as `m`, or of the other one. */
const endsSo = (same: '=' | '<>') =>
  `o.facts->>'stage' IS NOT DISTINCT FROM m.facts->>'stage' AND m.type IN (${sqlList(ENDS)}) AND o.type IN (${sqlList(ENDS)})
                AND (o.type IN (${sqlList(LOST_ENDS)})) ${same} (m.type IN (${sqlList(LOST_ENDS)}))`;

/** SQL for the DisputeListeners of event `m`. @param when a condition on delivery `d` of event `o`: all that was told by then */
export const disputeListeners = (when = 'true') => `
        CASE WHEN m.type IN (${sqlList(FOLLOW_UPS)}) THEN (
          SELECT coalesce(json_object_agg(h.id, json_build_object('opened', h.opened,
            'ended', CASE WHEN h.ended > greatest(h.opened, h.otherwise, '') THEN h.ended END)), '{}')
          FROM (
            SELECT d.destination_id AS id, max(o.id) FILTER (WHERE o.type IN (${sqlList(SAYS_OPEN)})) AS opened,
              max(o.id) FILTER (WHERE ${endsSo('=')}) AS ended, max(o.id) FILTER (WHERE ${endsSo('<>')}) AS otherwise
            FROM events o JOIN deliveries d ON d.event_id = o.id
            WHERE ${ARE_OF_ONE_THING('o', 'm')} AND o.id <> m.id
              AND o.type LIKE 'dispute.%' AND d.destination_id IS NOT NULL AND d.status NOT IN ('SKIPPED', 'SUPERSEDED', 'CANCELLED')
              AND ${when}
            GROUP BY 1
          ) h
        ) END`;

/** SQL for whether an opening of the dispute that event `m` follows up on is still to be planned, by another run. */
export const OPENING_PENDING = `
        (m.type IN (${sqlList(FOLLOW_UPS)}) AND EXISTS (
          SELECT FROM events o WHERE ${ARE_OF_ONE_THING('o', 'm')} AND o.type = '${DISPUTE_TYPES.OPEN}' AND o.facts->'dispute'->'decided'->>'type' = o.type
            AND o.planned_at IS NULL AND o.status = 'PROCESSING' AND o.id <> ALL ($eventIds)))`;

interface FollowedEvent {
  id: string;
  type: string;
  entityId: string | null;
}

/** The listeners of an event, with what is planned beside it in the same run and recorded nowhere yet. */
export function listenersWith(
  event: FollowedEvent & { disputeListeners?: DisputeListeners | null },
  planned: readonly { event: FollowedEvent; destination: { id: string | null }; entry: { status: string } }[],
): DisputeListeners | null {
  const { disputeListeners } = event;
  if (!disputeListeners) return null;
  const listeners: Record<string, DisputeListener> = { ...disputeListeners };
  for (const { event: told, destination, entry } of planned) {
    const isTold = entry.status !== 'SKIPPED' && entry.status !== 'SUPERSEDED';
    if (!isTold || told.entityId !== event.entityId || destination.id === null) continue;
    const before = listeners[destination.id] ?? { opened: null, ended: null };
    if (SAYS_OPEN.includes(told.type)) listeners[destination.id] = { opened: told.id, ended: null };
    if (haveOneOutcome(told.type, event.type)) listeners[destination.id] = { ...before, ended: told.id };
    else if (ENDS.includes(told.type)) listeners[destination.id] = { ...before, ended: null };
  }
  return listeners;
}

const haveOneOutcome = (a: string, b: string) =>
  [LOST_ENDS, KEPT_ENDS].some((ends) => ends.includes(a) && ends.includes(b));
