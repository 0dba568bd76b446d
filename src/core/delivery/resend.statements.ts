/** All that sending again says to PostgreSQL. $1 is always the business. */

import type { ReasonCode } from '../../domain/reasons.js';
import { businessDefaults, planDestinationsSql, TOLD_BEFORE } from '../planning/plan-destinations.js';
import { reasonSql } from '../schema/reason-sql.js';

/** At most this many in one call; the oldest come first. */
export const MOST_AT_ONCE = 10_000;
/**
 * A destination gets so many at once, and the next ones PACE_SECONDS later: one that just came back should not be
 * flooded. It takes about as long as a slow endpoint needs for them, and a chunk has as many (MAX_CHUNK).
 */
const AT_ONCE = 100;
const PACE_SECONDS = 30;

/** Deliveries `d` in the states $2, narrowed by id, event, destination, channel and what their providers can repeat ($3 to $7). */
const WANTED = `
    FROM deliveries d
    LEFT JOIN destinations t ON t.id = d.destination_id LEFT JOIN recipients r ON r.id = t.recipient_id
    WHERE d.business_id = $1 AND d.status = ANY($2)
      AND ($3::text IS NULL OR d.id = $3) AND ($4::text IS NULL OR d.event_id = $4)
      AND ($5::text IS NULL OR d.destination_id = $5) AND ($6::text IS NULL OR d.channel = $6)
      AND ($7::text IS NULL OR d.audience = $7) AND d.channel = ANY($8)`;

/** Customers' e-mails have no destination; their switch is looked at when they are sent. */
const OPEN = `(d.audience = 'CUSTOMER' OR t.enabled AND NOT t.suppressed AND t.removed_at IS NULL AND r.removed_at IS NULL)`;

export const COUNT_RETRYABLE = `
    SELECT count(*) FILTER (WHERE ${OPEN})::integer AS count, count(*) FILTER (WHERE NOT ${OPEN})::integer AS skipped,
      min(d.created_at) FILTER (WHERE ${OPEN}) AS oldest ${WANTED}`;

/**
 * Holds them until now ($10), each under its own id, for the relay to start a run; $9 RETRY or REPLAY. What they were stays
 * in `repeats`, with who asked ($11) and how ($12). Gives the events that are open again.
 */
const resendable = (wanted: string) => `
    WITH chosen AS (
      SELECT d.id, d.event_id, coalesce(d.destination_id, d.id) AS place, d.status, d.reason ${wanted} AND ${OPEN}
      ORDER BY d.id LIMIT ${MOST_AT_ONCE} FOR UPDATE OF d
    ), paced AS (
      SELECT c.*, (row_number() OVER (PARTITION BY place ORDER BY id) - 1) / ${AT_ONCE} AS turn FROM chosen c
    ), again AS (
      UPDATE deliveries d SET status = 'DEFERRED', reason = ${reasonSql('RESEND_ASKED', { by: '$11::text' })}, settled_at = NULL,
        held_by = $9::text, due_at = $10::timestamptz + p.turn * interval '${PACE_SECONDS} seconds'
      FROM paced p WHERE d.id = p.id
    ), noted AS (
      INSERT INTO repeats (business_id, event_id, delivery_id, at, actor, how, status, reason)
      SELECT $1, event_id, id, $10::timestamptz, $11::text, $12::text, status, reason FROM chosen
    ), opened AS (
      SELECT event_id, count(*)::integer AS count FROM chosen GROUP BY event_id
    ), locked AS (
      SELECT id FROM events WHERE id IN (SELECT event_id FROM opened) ORDER BY id FOR UPDATE
    )
    UPDATE events e SET open_deliveries = e.open_deliveries + o.count, status = 'PROCESSING', status_reason = NULL
    FROM opened o JOIN locked l ON l.id = o.event_id WHERE e.id = o.event_id
    RETURNING e.id, o.count`;

export const RESEND_DELIVERIES = resendable(WANTED);

/** Of what was not even tried: because its destination was off when it was planned, or went off later. */
const MISSED_FOR: readonly ReasonCode[] = ['DESTINATION_OFF', 'DESTINATION_GONE'];

/** Of destination $5, what ended in vain or was not even tried because it was off, from $13 on. */
export const RESEND_MISSED = resendable(`${WANTED}
      AND d.settled_at >= $13::timestamptz AND (d.status = 'FAILED' OR d.reason->>'code' IN (${MISSED_FOR.map((code) => `'${code}'`).join(', ')}))`);

/** Locked, so that what it missed goes out once. $2 the destination. */
export const MISSED_SINCE = `
    SELECT enabled, missed_since AS since FROM destinations
    WHERE business_id = $1 AND id = $2 AND removed_at IS NULL FOR UPDATE`;

export const MISSED_NOTHING = 'UPDATE destinations SET missed_since = NULL WHERE business_id = $1 AND id = $2';

/** In a statement of its own, so that the next one sees what whoever had the lock committed. */
export const LOCK_DELIVERIES = 'SELECT id FROM events WHERE id = $2 AND business_id = $1 FOR UPDATE';

/** Event $2 as the rules of today see it, and its ledger. */
export const FIND_DELIVERIES_OF_EVENT = `
    WITH m AS (
      SELECT * FROM events WHERE id = $2 AND business_id = $1
    ), business AS (
      SELECT b.* FROM businesses b WHERE b.id = $1
    ), reachable AS (${planDestinationsSql('SELECT type FROM m')}
    )
    SELECT m.id, m.type, m.facts, m.test, m.status, m.planned_at IS NOT NULL AS planned, (${TOLD_BEFORE}) AS "supersededBy",
      (SELECT coalesce(json_agg(reachable), '[]') FROM reachable) AS destinations,
      (SELECT coalesce(jsonb_object_agg(d.destination_id, d.status), '{}') FROM deliveries d
        WHERE d.event_id = m.id AND d.destination_id IS NOT NULL) AS before,
      ${businessDefaults('SELECT type FROM m')} AS defaults,
      (SELECT jsonb_object_agg(t.locale, jsonb_build_object('subject', t.subject, 'body', t.body)) FROM templates t
        WHERE t.business_id = $1 AND t.event_type = m.type AND t.channel = 'IN_APP') AS overrides
    FROM m CROSS JOIN business b`;

/** What changed in the plan of event $2; a delivery that was there keeps its id. $3 now, $4 who asked; rows from $5 on. */
export const RECORD_REPLAY = `
    WITH given AS (
      SELECT * FROM unnest($5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::timestamptz[])
        AS t(id, destination_id, channel, sent_to, status, because, due_at)
    ), before AS (
      SELECT destination_id, status, reason FROM deliveries WHERE event_id = $2
    ), made AS (
      INSERT INTO deliveries AS d
        (id, business_id, event_id, destination_id, channel, sent_to, status, because, reason, settled_at, due_at, held_by)
      SELECT id, $1, $2, destination_id, channel, sent_to, status, because::jsonb, CASE WHEN status <> 'DELIVERED' THEN because::jsonb END,
        CASE WHEN due_at IS NULL THEN $3::timestamptz END, due_at, CASE WHEN due_at IS NOT NULL THEN 'RETRY' END FROM given
      ON CONFLICT (event_id, destination_id) DO UPDATE SET sent_to = excluded.sent_to, status = excluded.status,
        because = excluded.because, reason = excluded.reason, settled_at = excluded.settled_at, due_at = excluded.due_at,
        held_by = excluded.held_by
      WHERE d.status NOT IN ('SENT', 'DELIVERED', 'UNKNOWN', 'PENDING', 'DEFERRED')
      RETURNING d.id, d.destination_id, d.status
    ), noted AS (
      INSERT INTO repeats (business_id, event_id, delivery_id, at, actor, how, status, reason)
      SELECT $1, $2, m.id, $3::timestamptz, $4, 'REEVALUATE', b.status, b.reason
      FROM made m LEFT JOIN before b ON b.destination_id = m.destination_id
    ), opened AS (
      UPDATE events SET open_deliveries = open_deliveries + o.count,
        status = CASE WHEN o.count > 0 THEN 'PROCESSING' ELSE status END
      FROM (SELECT count(*)::integer AS count FROM made WHERE status = 'DEFERRED') o WHERE id = $2
    )
    SELECT id, destination_id AS "destinationId" FROM made`;

/** In-app items for people who had none: one per case, as a first plan makes them. $2 the event; $8 whether it is of a case. */
export const SHOW_NOTIFICATIONS = `
    INSERT INTO notifications AS n
      (id, business_id, recipient_id, event_id, delivery_id, title, body, severity, case_key, occurred_at)
    SELECT t.id, $1, t.recipient_id, $2, t.delivery_id, t.title, t.body, $9,
      CASE WHEN $8::boolean THEN e.source_id || ' ' || e.entity_id END, e.occurred_at
    FROM unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[]) AS t(id, recipient_id, delivery_id, title, body)
    JOIN events e ON e.id = $2
    ON CONFLICT (recipient_id, case_key) WHERE case_key IS NOT NULL AND archived_at IS NULL
    DO UPDATE SET event_id = excluded.event_id, delivery_id = excluded.delivery_id, title = excluded.title,
      body = excluded.body, severity = excluded.severity, occurred_at = excluded.occurred_at, updated_at = now(), read_at = NULL
    WHERE n.occurred_at <= excluded.occurred_at
    RETURNING n.id, n.recipient_id AS "recipientId"`;

/** The whole event was asked for again: $2 the event, $3 when, $4 who, $5 how. */
export const INSERT_RESEND = `
    INSERT INTO repeats (business_id, event_id, at, actor, how) VALUES ($1, $2, $3, $4, $5)`;

/** An event that was set aside before it had a plan goes to the relay again, as if it had just come. */
export const RESTART_EVENT = `
    WITH freed AS (
      UPDATE events SET status = 'RECEIVED', status_reason = NULL, workflow_id = NULL
      WHERE id = $2 AND business_id = $1 RETURNING id
    )
    UPDATE inbox SET dispatched_at = NULL, parked_reason = NULL, attempts = 0, next_attempt_at = now()
    WHERE id IN (SELECT id FROM freed)`;
