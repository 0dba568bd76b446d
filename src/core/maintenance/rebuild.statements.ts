/** All that rebuilding Temporal's state says to PostgreSQL (src/temporal/rebuild.ts). */
import type { Reason } from '../../domain/reasons.js';
import { type NoParams, namedStatement } from '../../platform/database/statement.js';
import { STARTABLE_DISPUTE, type StartableDispute } from '../disputes/startable-dispute.js';

/** What PostgreSQL has that Temporal must know again. */
export interface RebuildCounts {
  /** Events that have no end yet, without those that are parked. */
  unfinished: number;
  /** Of those: with a recorded plan, which is walked and not made again. */
  planned: number;
  /** Set aside, since Temporal refused their runs: nothing is done to them. */
  parked: number;
  /** Deliveries that wait for a moment, by what holds them. */
  held: Record<string, number>;
  /** The first of those moments. */
  firstDue: Date | null;
  /** Deliveries that are to go out now. */
  pending: number;
  /** Disputes whose ladder moves on. */
  ladders: number;
  firstLadder: Date | null;
}

const OPEN = "e.status IN ('RECEIVED', 'PROCESSING') AND i.parked_reason IS NULL";
const HELD = "d.status = 'DEFERRED' AND d.held_by IS NOT NULL";

export const COUNT_REBUILDABLE = namedStatement<NoParams, RebuildCounts>(
  'rebuild.count',
  `
    WITH open AS (
      SELECT count(*)::integer AS unfinished, count(e.planned_at)::integer AS planned
      FROM events e JOIN inbox i ON i.id = e.id WHERE ${OPEN}
    ), holds AS (
      SELECT d.held_by, count(*)::integer AS count, min(d.due_at) AS due FROM deliveries d WHERE ${HELD} GROUP BY 1
    ), ladder AS (
      SELECT count(*)::integer AS count, min(next_at) AS next FROM disputes WHERE next_at IS NOT NULL
    )
    SELECT open.unfinished, open.planned,
      (SELECT count(*)::integer FROM inbox WHERE parked_reason IS NOT NULL AND dispatched_at IS NULL) AS parked,
      (SELECT coalesce(json_object_agg(held_by, count), '{}') FROM holds) AS held, (SELECT min(due) FROM holds) AS "firstDue",
      (SELECT count(*)::integer FROM deliveries WHERE status = 'PENDING') AS pending,
      ladder.count AS ladders, ladder.next AS "firstLadder"
    FROM open, ladder`,
);

interface Piece {
  /** The last id of the piece before; empty at first. */
  after: string;
  atMost: number;
}

/** Events that need a run, also those that only wait for what is held: their run starts the holds. */
export const FIND_UNFINISHED_EVENTS = namedStatement<Piece, { id: string; workflowId: string | null }>(
  'rebuild.unfinished',
  `
    SELECT e.id, e.workflow_id AS "workflowId" FROM events e JOIN inbox i ON i.id = e.id WHERE ${OPEN} AND e.id > $after ORDER BY e.id LIMIT $atMost`,
);

/** Disputes whose ladder moves on. */
export const FIND_OPEN_LADDERS = namedStatement<Piece, StartableDispute>(
  'rebuild.ladders',
  `SELECT ${STARTABLE_DISPUTE} FROM disputes d WHERE d.next_at IS NOT NULL AND d.id > $after ORDER BY d.id LIMIT $atMost`,
);

/** A delivery of which only its carrier knows whether it went out. */
export interface UnsureDelivery {
  id: string;
  eventId: string;
  channel: string;
}

/** What may have gone out after the moment to which PostgreSQL was restored. */
const MAYBE_SENT = `d.created_at <= $restoredTo::timestamptz AND d.sending_at IS NULL
      AND (d.status = 'PENDING' OR ${HELD} AND d.due_at <= now())`;

/**
 * Marks it as a call that was interrupted at that moment: its next try says so in the ledger, and goes out under the same id (docs/decisions/0005).
 */
export const MARK_MAYBE_SENT = namedStatement<{ restoredTo: Date }>(
  'rebuild.maybe-sent',
  `UPDATE deliveries d SET sending_at = $restoredTo::timestamptz WHERE ${MAYBE_SENT}`,
);

export const FIND_MAYBE_SENT = namedStatement<{ restoredTo: Date }, UnsureDelivery>(
  'rebuild.would-be-maybe-sent',
  `SELECT d.id, d.event_id AS "eventId", d.channel FROM deliveries d WHERE ${MAYBE_SENT} ORDER BY d.id`,
);

/** Calls that were interrupted, and those that are tried again although they may have arrived. */
export const FIND_UNSURE_DELIVERIES = namedStatement<NoParams, UnsureDelivery>(
  'rebuild.unsure',
  `
    SELECT d.id, d.event_id AS "eventId", d.channel FROM deliveries d
    WHERE d.status IN ('PENDING', 'DEFERRED') AND (d.sending_at IS NOT NULL OR d.unclear) ORDER BY d.id`,
);

/** Where events come from, and how the last question to its provider ended. */
export interface AskedSource {
  name: string;
  hasKey: boolean;
  /** Its list was not walked to the end. */
  underway: boolean;
  problem: Reason | null;
}

export const FIND_ASKED_SOURCES = namedStatement<NoParams, AskedSource>(
  'rebuild.sources',
  `
    SELECT name, sealed_api_key IS NOT NULL AS "hasKey", reconcile_progress IS NOT NULL AS underway,
      reconcile_problem AS problem
    FROM sources WHERE removed_at IS NULL AND kind <> 'TOCSIN' ORDER BY id`,
);

/** What asking the providers brought, by event type. Ids grow with time. */
export const COUNT_FOUND_SINCE = namedStatement<{ firstId: string }, { type: string; count: number }>(
  'rebuild.found',
  `
    SELECT type, count(*)::integer AS count FROM events
    WHERE found_by_reconcile AND id >= $firstId GROUP BY 1 ORDER BY 1`,
);
