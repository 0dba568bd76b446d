/** All that sending again says to PostgreSQL. */
import type { ReplayMode } from '../../domain/planning/resend.js';
import type { ReasonCode } from '../../domain/reasons.js';
import { namedStatement, sqlList } from '../../platform/database/statement.js';
import { OPEN_EVENTS } from '../planning/open-deliveries.statements.js';
import type { DeliveryStatus } from '../schema/enums.js';
import { reasonSql } from '../schema/reason-sql.js';

/** At most this many in one call; the oldest come first. */
export const MOST_AT_ONCE = 10_000;
/**
 * A destination gets so many at once, and the next ones PACE_SECONDS later: one that just came back should not be
 * flooded. It takes about as long as a slow endpoint needs for them, and a chunk has as many (MAX_CHUNK).
 */
const AT_ONCE = 100;
const PACE_SECONDS = 30;

/** Which deliveries; null: whichever. */
export interface ResendSelection {
  businessId: string;
  statuses: readonly string[];
  id: string | null;
  eventId: string | null;
  destinationId: string | null;
  channel: string | null;
  audience: 'TEAM' | 'CUSTOMER' | null;
  /** When they were planned; neither end is included. */
  createdAfter: Date | null;
  createdBefore: Date | null;
  /** Channels that send something. */
  sending: readonly string[];
}

/** How somebody asked that something goes out again. */
type ResendKind = 'RETRY' | 'MISSED' | ReplayMode;

export interface ResendParams extends ResendSelection {
  heldBy: 'RETRY' | 'REPLAY';
  /** Until when they are held: now. */
  at: Date;
  /** Who asked. */
  actor: string;
  how: ResendKind;
}

/** Deliveries `d` of a ResendSelection. */
const SELECTED = `
    FROM deliveries d
    LEFT JOIN destinations t ON t.id = d.destination_id LEFT JOIN recipients r ON r.id = t.recipient_id
    WHERE d.business_id = $businessId AND d.status = ANY($statuses)
      AND ($id::text IS NULL OR d.id = $id) AND ($eventId::text IS NULL OR d.event_id = $eventId)
      AND ($destinationId::text IS NULL OR d.destination_id = $destinationId) AND ($channel::text IS NULL OR d.channel = $channel)
      AND ($audience::text IS NULL OR d.audience = $audience) AND d.channel = ANY($sending)
      AND ($createdAfter::timestamptz IS NULL OR d.created_at > $createdAfter)
      AND ($createdBefore::timestamptz IS NULL OR d.created_at < $createdBefore)`;

/** Customers' e-mails have no destination; their switch is looked at when they are sent. What was erased does not go out again. */
const REACHABLE = `((d.audience = 'CUSTOMER' OR t.enabled AND NOT t.suppressed AND t.removed_at IS NULL AND r.removed_at IS NULL)
      AND NOT EXISTS (SELECT FROM events e WHERE e.id = d.event_id AND e.erased_at IS NOT NULL))`;

export interface ResendCount {
  /** How many go out again, or would. */
  count: number;
  /** How many cannot: their destination was removed, switched off or suppressed, or their event was erased. */
  skipped: number;
  /** When the oldest of `count` was planned. */
  oldest: Date | null;
}

export const COUNT_RESENDABLE = namedStatement<ResendSelection, ResendCount>(
  'resend.count',
  `
    SELECT count(*) FILTER (WHERE ${REACHABLE})::integer AS count, count(*) FILTER (WHERE NOT ${REACHABLE})::integer AS skipped,
      min(d.created_at) FILTER (WHERE ${REACHABLE}) AS oldest ${SELECTED}`,
);

/** A delivery that was tried, and whether it can go out once more. */
export interface ResendTarget {
  channel: string;
  to: string;
  status: DeliveryStatus;
  reachable: boolean;
}

/** The oldest first; at most as many as a person reads. */
export const FIND_RESEND_TARGETS = namedStatement<ResendSelection, ResendTarget>(
  'resend.targets',
  `
    SELECT d.channel, d.sent_to AS "to", d.status, coalesce(${REACHABLE}, false) AS reachable ${SELECTED} ORDER BY d.id LIMIT 200`,
);

/** An event that is open again, and with how many deliveries. */
export interface ReopenedEvent {
  id: string;
  count: number;
}

/**
 * Holds them until now, each under its own id, for the relay to start a run. What they were stays in `resends`, with who
 * asked and how.
 */
const resending = (selected: string) => `
    WITH chosen AS (
      SELECT d.id, d.event_id, coalesce(d.destination_id, d.id) AS place, d.status, d.reason ${selected} AND ${REACHABLE}
      ORDER BY d.id LIMIT ${MOST_AT_ONCE} FOR UPDATE OF d
    ), paced AS (
      SELECT c.*, (row_number() OVER (PARTITION BY place ORDER BY id) - 1) / ${AT_ONCE} AS turn FROM chosen c
    ), held AS (
      UPDATE deliveries d SET status = 'DEFERRED', reason = ${reasonSql('RESEND_ASKED', { by: '$actor::text' })}, settled_at = NULL,
        held_by = $heldBy::text, due_at = $at::timestamptz + p.turn * interval '${PACE_SECONDS} seconds'
      FROM paced p WHERE d.id = p.id
      RETURNING d.event_id, d.status
    ), noted AS (
      INSERT INTO resends (business_id, event_id, delivery_id, at, actor, how, status, reason)
      SELECT $businessId, event_id, id, $at::timestamptz, $actor::text, $how::text, status, reason FROM chosen
    ),${OPEN_EVENTS}
    SELECT id, count FROM reopened`;

export const RESEND_DELIVERIES = namedStatement<ResendParams, ReopenedEvent>('resend.deliveries', resending(SELECTED));

/** Of what was not even tried: because its destination was off when it was planned, or went off later. */
const MISSED_FOR: readonly ReasonCode[] = ['DESTINATION_OFF', 'DESTINATION_GONE'];

const MISSED = `${SELECTED}
      AND d.settled_at >= $since::timestamptz AND (d.status = 'FAILED' OR d.reason->>'code' IN (${sqlList(MISSED_FOR)}))`;

/** Of a destination, what ended in vain or was not even tried because it was off, from `since` on. */
export const RESEND_MISSED = namedStatement<ResendParams & { since: Date }, ReopenedEvent>(
  'resend.missed',
  resending(MISSED),
);

/** How many these are. */
export const COUNT_MISSED = namedStatement<ResendSelection & { since: Date }, { count: number }>(
  'resend.count-missed',
  `SELECT count(*)::integer AS count ${MISSED} AND ${REACHABLE}`,
);

export interface DestinationKey {
  businessId: string;
  destinationId: string;
}

/** Locked, so that what it missed goes out once. */
export const FIND_MISSED_SINCE = namedStatement<DestinationKey, { enabled: boolean; since: Date | null }>(
  'resend.missed-since',
  `
    SELECT enabled, missed_since AS since FROM destinations
    WHERE business_id = $businessId AND id = $destinationId AND removed_at IS NULL FOR UPDATE`,
);

export const CLEAR_MISSED_SINCE = namedStatement<DestinationKey>(
  'resend.missed-nothing',
  'UPDATE destinations SET missed_since = NULL WHERE business_id = $businessId AND id = $destinationId',
);

interface InsertResendParams {
  businessId: string;
  eventId: string;
  at: Date;
  actor: string;
  how: ReplayMode;
}

/** The whole event was asked for again. */
export const INSERT_RESEND = namedStatement<InsertResendParams>(
  'resend.event',
  `INSERT INTO resends (business_id, event_id, at, actor, how) VALUES ($businessId, $eventId, $at, $actor, $how)`,
);
