/** All that delivering says to PostgreSQL. */

import { POISON_RUNS } from '../../domain/health/code-health.js';
import { PAUSE_ENDS_AFTER_MS } from '../../domain/health/health.js';
import type { NamedStatement } from '../../platform/database/statement.js';
import { answeredBy } from '../disputes/ladder.statements.js';
import { noticeCtes } from '../notices/notice.js';

/** Whether the delivery `c` of event `e` may still go out: by destination `d` of person `r`, or by the customers' switch. */
const STILL_WANTED = `CASE c.audience
      WHEN 'CUSTOMER' THEN NOT EXISTS (
        SELECT FROM customer_emails o WHERE o.business_id = c.business_id AND o.event_type = e.type AND NOT o.enabled)
      ELSE d.id IS NOT NULL AND d.enabled AND NOT d.suppressed AND d.removed_at IS NULL AND r.removed_at IS NULL END`;

/**
 * Claims what is still to be sent of one chunk, and reads what sending needs. `sending_at` is committed before the call
 * to the provider: a row that already has one was interrupted in mid-call by the end of a process. Where a destination $5
 * is given (for a customer's e-mail, which has none, its own id), only what was held for it until $6 by $7; else nothing that was held, which may be under way by another run.
 * $8: the channel sends the body on.
 */
export const CLAIM_DELIVERIES: NamedStatement = {
  name: 'deliver.claim',
  text: `
    WITH due AS (
      SELECT id, sending_at FROM deliveries
      WHERE id BETWEEN $1 AND $2 AND channel = $4 AND status = 'PENDING' AND CASE WHEN $5::text IS NULL
        THEN event_id = ANY($3) AND held_by IS NULL ELSE coalesce(destination_id, id) = $5 AND due_at = $6::timestamptz AND held_by = $7::text END FOR UPDATE
    ), claimed AS (
      UPDATE deliveries d SET sending_at = now(), tries = d.tries + 1, unclear = d.unclear OR due.sending_at IS NOT NULL
      FROM due WHERE d.id = due.id
      RETURNING d.id, d.business_id, d.event_id, d.destination_id, d.audience, d.sent_to, d.tries, d.created_at, d.due_at, due.sending_at AS interrupted_at
    )
    SELECT c.id, c.business_id AS "businessId", c.destination_id AS "destinationId", c.audience, c.tries, c.interrupted_at AS "interruptedAt",
      e.id AS "eventId", e.type, e.facts, e.test, e.occurred_at AS "occurredAt", s.kind AS "sourceKind",
      CASE WHEN $8 OR d.transformation IS NOT NULL OR c.audience = 'CUSTOMER' THEN i.body END AS body,
      d.label, CASE c.audience WHEN 'CUSTOMER' THEN c.sent_to ELSE d.address END AS address, coalesce(d.sealed_url, d.sealed_token) AS "sealedTo", d.sealed_headers AS "sealedHeaders", d.sealed_secrets AS "sealedSecrets", d.transformation, d.code_off_since IS NOT NULL AS "codeOff", d.code_failures AS "codeFailures",
      ${STILL_WANTED} AS reachable, ${answeredBy('e')} AS "answeredBy",
      coalesce(r.locale, b.locale) AS locale, coalesce(r.time_zone, b.time_zone) AS "timeZone", b.name AS "businessName", b.brand,
      (SELECT jsonb_object_agg(t.locale, jsonb_build_object('subject', t.subject, 'body', t.body)) FROM templates t
        WHERE t.business_id = c.business_id AND t.event_type = e.type AND t.channel = $4) AS overrides,
      c.created_at AS "recordedAt", c.due_at AS "dueAt",
      CASE WHEN d.digest_every IS NOT NULL THEN json_build_object('every', d.digest_every, 'at', d.digest_at) END AS digest,
      CASE WHEN h.destination_id IS NOT NULL THEN json_build_object('failures', h.failures, 'since', h.since, 'lastAt', h.last_at,
        'probeAt', h.probe_at, 'told', h.told, 'endsAt', h.ends_at, 'message', h.message) END AS health
    FROM claimed c
    JOIN events e ON e.id = c.event_id
    JOIN inbox i ON i.id = c.event_id
    JOIN businesses b ON b.id = c.business_id
    LEFT JOIN sources s ON s.id = e.source_id
    LEFT JOIN destinations d ON d.id = c.destination_id
    LEFT JOIN recipients r ON r.id = d.recipient_id
    LEFT JOIN destination_health h ON h.destination_id = d.id
    ORDER BY c.id`,
};

/** Those of the deliveries $1 that may not go out any more. */
export const FIND_GONE_DELIVERIES: NamedStatement = {
  name: 'deliver.gone',
  text: `
    SELECT c.id FROM deliveries c
    JOIN events e ON e.id = c.event_id
    LEFT JOIN destinations d ON d.id = c.destination_id
    LEFT JOIN recipients r ON r.id = d.recipient_id
    WHERE c.id = ANY($1) AND NOT (${STILL_WANTED})`,
};

/** Takes the one try that an endpoint gets while its breaker is open: of all who see it due at $2, the first moves it to $3. */
export const TAKE_PROBE: NamedStatement = {
  name: 'deliver.probe',
  text: `UPDATE destination_health SET probe_at = $3 WHERE destination_id = $1 AND probe_at = $2::timestamptz RETURNING destination_id`,
};

/** Failed runs in a row: of a row that another run has just counted, too. */
const FAILURES = 'CASE WHEN r.cleared THEN 0 ELSE d.code_failures END + r.failed';

/** What outcomes do: destinations that end, the health of endpoints, channels whose provider refuses us. */
const EFFECTS = `
    affected AS (
      UPDATE destinations d SET
        suppressed = d.suppressed OR f.what = 'SUPPRESSED',
        enabled = d.enabled AND f.what <> 'DISABLED',
        disabled_reason = CASE f.what WHEN 'DISABLED' THEN f.reason ELSE d.disabled_reason END,
        missed_since = CASE f.what WHEN 'DISABLED' THEN f.since ELSE d.missed_since END,
        -- A device that is gone is forgotten, as by removeDestination.
        removed_at = CASE f.what WHEN 'REMOVED' THEN now() ELSE d.removed_at END,
        sealed_token = CASE f.what WHEN 'REMOVED' THEN NULL ELSE d.sealed_token END,
        token_hash = CASE f.what WHEN 'REMOVED' THEN NULL ELSE d.token_hash END
      FROM effect f
      WHERE d.id = f."destinationId" AND coalesce(d.address, d.sealed_url, d.sealed_token) = f.reached AND d.removed_at IS NULL
        AND CASE f.what WHEN 'DISABLED' THEN d.enabled WHEN 'SUPPRESSED' THEN NOT d.suppressed ELSE true END
      RETURNING d.id
    ), health AS (
      SELECT * FROM jsonb_to_recordset($26::jsonb) AS h("destinationId" text, "businessId" text, was timestamptz, failures integer,
        since timestamptz, "lastAt" timestamptz, "probeAt" timestamptz, told boolean, "endsAt" timestamptz, message text)
    ), health_begun AS (
      INSERT INTO destination_health (destination_id, business_id, failures, since, last_at, probe_at, told, ends_at, message)
      SELECT "destinationId", "businessId", failures, since, "lastAt", "probeAt", told, "endsAt", message FROM health
      WHERE was IS NULL AND failures IS NOT NULL
      ON CONFLICT DO NOTHING RETURNING destination_id
    ), health_goes_on AS (
      UPDATE destination_health k SET failures = h.failures, since = h.since, last_at = h."lastAt", probe_at = h."probeAt",
        told = h.told, ends_at = h."endsAt", message = h.message
      FROM health h WHERE k.destination_id = h."destinationId" AND k.last_at = h.was AND h.failures IS NOT NULL
      RETURNING k.destination_id
    ), health_over AS (
      DELETE FROM destination_health k USING health h WHERE k.destination_id = h."destinationId" AND h.failures IS NULL
      RETURNING k.destination_id
    ), turned AS (
      SELECT destination_id AS id FROM health_begun UNION ALL SELECT destination_id FROM health_goes_on
      UNION ALL SELECT destination_id FROM health_over
    ), pause AS (
      INSERT INTO channel_pauses AS p (business_id, channel, since, refused_at, message)
      SELECT "businessId", channel, at, at, message
      FROM jsonb_to_recordset($27::jsonb) AS n("businessId" text, channel text, at timestamptz, message text)
      ON CONFLICT (business_id, channel) DO UPDATE SET refused_at = excluded.refused_at, message = excluded.message,
        since = CASE WHEN p.refused_at < excluded.refused_at - interval '${PAUSE_ENDS_AFTER_MS} milliseconds'
          THEN excluded.since ELSE p.since END
      RETURNING business_id, since = refused_at AS begun
    )`;

/**
 * Records outcomes and attempts, and settles the events whose last delivery this was. The events are locked in order
 * first: two channels of one group end at the same moment, and the counter must not lose one of them. Said twice, it
 * records once: the connection can be lost after the commit. $20 to $23 are runs of users' code: too many failed ones in
 * a row switch it off, unless it was changed meanwhile. $24: notices (`noticesAsJson`), told where what they tell of has
 * happened in this very statement. $25 to $27 are what outcomes do to destinations and channels (effects.ts); of two runs that
 * saw the same health of an endpoint, the first one's view of it counts. $28: false where it only waited for its turn.
 */
export const SETTLE_DELIVERIES: NamedStatement = {
  name: 'deliver.settle',
  text: `
    WITH outcome AS (
      SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::boolean[], $28::boolean[]) AS t(id, status, reason, unclear, tried)
    ), settled AS (
      UPDATE deliveries d SET sending_at = NULL, unclear = d.unclear OR o.unclear, tries = CASE WHEN o.tried THEN d.tries ELSE d.tries - 1 END,
        reason = CASE WHEN o.status = 'PENDING' THEN coalesce(o.reason, d.reason) ELSE o.reason END,
        status = CASE WHEN o.status = 'FAILED' AND d.unclear THEN 'UNKNOWN' ELSE o.status END,
        settled_at = CASE WHEN o.status = 'PENDING' THEN NULL ELSE now() END
      FROM outcome o WHERE d.id = o.id AND d.status = 'PENDING'
      RETURNING d.event_id, d.status
    ), closed AS (
      SELECT event_id, count(*)::integer AS count FROM settled WHERE status <> 'PENDING' GROUP BY event_id
    ), locked AS (
      SELECT id FROM events WHERE id IN (SELECT event_id FROM closed) ORDER BY id FOR UPDATE
    ), ended AS (
      UPDATE events e SET open_deliveries = e.open_deliveries - closed.count,
        status = CASE WHEN e.open_deliveries <= closed.count THEN 'PROCESSED' ELSE e.status END
      FROM closed JOIN locked ON locked.id = closed.event_id WHERE e.id = closed.event_id
    ), tried AS (
      INSERT INTO attempts (id, business_id, delivery_id, number, at, outcome, status_code, detail, duration_ms)
      SELECT * FROM unnest($5::text[], $6::text[], $7::text[], $8::integer[], $9::timestamptz[], $10::text[], $11::integer[], $12::text[], $13::integer[])
      ON CONFLICT (id) DO NOTHING
    ), effect AS (
      SELECT * FROM jsonb_to_recordset($25::jsonb)
        AS f("destinationId" text, what text, reason text, since timestamptz, reached text)
    ), ran AS (
      UPDATE destinations d SET code_failures = ${FAILURES}, code_off_since = CASE WHEN ${FAILURES} >= ${POISON_RUNS} THEN now() END
      FROM unnest($20::text[], $21::boolean[], $22::integer[], $23::text[]) AS r(id, cleared, failed, code)
      WHERE d.id = r.id AND d.transformation = r.code AND d.code_off_since IS NULL
        AND EXISTS (SELECT FROM settled WHERE status <> 'PENDING')
        -- A statement can change a row once: what is switched off whole needs no more.
        AND d.id NOT IN (SELECT "destinationId" FROM effect)
      RETURNING d.id, d.code_off_since
    ), code_off AS (
      SELECT id FROM ran WHERE code_off_since IS NOT NULL
    ),${EFFECTS}, ${noticeCtes(
      '$24',
      `CASE n.type WHEN 'tocsin.transformation_disabled' THEN n.entity_id IN (SELECT id FROM code_off)
        WHEN 'tocsin.channel_paused' THEN n.business_id IN (SELECT business_id FROM pause WHERE begun)
        ELSE n.entity_id IN (SELECT id FROM affected UNION ALL SELECT id FROM turned) END`,
    )}
    INSERT INTO transformation_failures (id, business_id, destination_id, event_id, message, line)
    SELECT * FROM unnest($14::text[], $15::text[], $16::text[], $17::text[], $18::text[], $19::integer[])
    ON CONFLICT (id) DO NOTHING`,
};

/** What no further try will send: FAILED with its last reason (else $8), UNKNOWN where a provider may have it. */
export const GIVE_UP_DELIVERIES: NamedStatement = {
  name: 'deliver.give-up',
  text: `
    WITH given AS (
      UPDATE deliveries SET settled_at = now(), sending_at = NULL,
        status = CASE WHEN unclear OR sending_at IS NOT NULL THEN 'UNKNOWN' ELSE 'FAILED' END,
        reason = CASE WHEN unclear OR sending_at IS NOT NULL THEN 'It may have arrived. ' ELSE '' END || coalesce(reason, $8)
      WHERE id BETWEEN $1 AND $2 AND channel = $4 AND status = 'PENDING' AND CASE WHEN $5::text IS NULL
        THEN event_id = ANY($3) AND held_by IS NULL ELSE coalesce(destination_id, id) = $5 AND due_at = $6::timestamptz AND held_by = $7::text END
      RETURNING event_id
    ), closed AS (
      SELECT event_id, count(*)::integer AS count FROM given GROUP BY event_id
    ), locked AS (
      SELECT id FROM events WHERE id IN (SELECT event_id FROM closed) ORDER BY id FOR UPDATE
    )
    UPDATE events e SET open_deliveries = e.open_deliveries - closed.count,
      status = CASE WHEN e.open_deliveries <= closed.count THEN 'PROCESSED' ELSE e.status END
    FROM closed JOIN locked ON locked.id = closed.event_id WHERE e.id = closed.event_id
    RETURNING e.id, e.business_id AS "businessId"`,
};
