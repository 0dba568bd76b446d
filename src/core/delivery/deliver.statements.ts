/** All that delivering says to PostgreSQL, but for the end of it (settle.statements.ts). */
import type { EventTypeEntry } from '../../domain/catalogue/entry.js';
import { CATALOGUE } from '../../domain/catalogue/index.js';
import type { Hold } from '../../domain/planning/plan.js';
import type { Reason } from '../../domain/reasons.js';
import { namedStatement } from '../../platform/database/statement.js';
import { disputeEndedBy } from '../disputes/ladder.statements.js';
import { activationInstructions, templateOverrides } from '../planning/event-texts.js';
import { CLOSE_EVENTS } from '../planning/open-deliveries.statements.js';
import { KNOWN_ADDRESS, NO_ADDRESS } from '../planning/plan-destinations.js';
import { reasonSql } from '../schema/reason-sql.js';
import type { ClaimedDelivery } from './claimed-delivery.js';

/** Which deliveries of one chunk a run owns. */
export interface ChunkParams {
  first: string;
  last: string;
  channel: string;
  /** Where nothing is held: of these events. */
  eventIds: readonly string[];
  /** What was held for this destination (a customer's e-mail, which has none: its own id); null: nothing that was held. */
  heldFor: string | null;
  /** Until when, and by what. */
  dueAt: Date | null;
  heldBy: Hold | null;
}

/** What was held may be under way by another run: it belongs to that of its hold alone. */
const CLAIMABLE = `id BETWEEN $first AND $last AND channel = $channel AND status = 'PENDING' AND CASE WHEN $heldFor::text IS NULL
        THEN event_id = ANY($eventIds) AND held_by IS NULL
        ELSE coalesce(destination_id, id) = $heldFor AND due_at = $dueAt::timestamptz AND held_by = $heldBy::text END`;

/** As a list of SQL. */
const LICENSE_KEY_TYPES = Object.values<EventTypeEntry>(CATALOGUE)
  .flatMap(({ key, givesLicenseKey }) => (givesLicenseKey ? `'${key}'` : []))
  .join(', ');

/** Whether the delivery `c` of event `e` may still go out: by destination `d` of person `r`, or by the customers' switch. */
const STILL_WANTED = `CASE c.audience
      WHEN 'CUSTOMER' THEN NOT EXISTS (
        SELECT FROM customer_emails o WHERE o.business_id = c.business_id AND o.event_type = e.type AND NOT o.enabled)
      ELSE d.id IS NOT NULL AND d.enabled AND NOT d.suppressed AND d.removed_at IS NULL AND r.removed_at IS NULL END`;

/**
 * Claims what is still to be sent of one chunk, and reads what sending needs. `sending_at` is committed before the call
 * to the carrier: a row that already has one was interrupted in mid-call by the end of a process. `sendsBody`: the channel
 * sends the body on.
 */
export const CLAIM_DELIVERIES = namedStatement<ChunkParams & { sendsBody: boolean }, ClaimedDelivery>(
  'deliver.claim',
  `
    WITH due AS (
      SELECT id, sending_at FROM deliveries WHERE ${CLAIMABLE} FOR UPDATE
    ), claimed AS (
      UPDATE deliveries d SET sending_at = now(), tries = d.tries + 1, unclear = d.unclear OR due.sending_at IS NOT NULL
      FROM due WHERE d.id = due.id
      RETURNING d.id, d.business_id, d.event_id, d.destination_id, d.audience, d.sent_to, d.tries, d.created_at, d.due_at, due.sending_at AS interrupted_at
    )
    SELECT c.id, c.business_id AS "businessId", c.destination_id AS "destinationId", c.audience, c.tries, c.interrupted_at AS "interruptedAt",
      e.id AS "eventId", e.type, e.entity_id AS "entityId", e.facts, e.test, e.occurred_at AS "occurredAt", s.kind AS "sourceKind", e.source_id AS "sourceId",
      CASE WHEN c.audience = 'CUSTOMER' AND s.removed_at IS NULL THEN s.sealed_api_key END AS "sealedApiKey",
      CASE WHEN $sendsBody OR d.transformation IS NOT NULL OR c.audience = 'CUSTOMER' THEN i.body END AS body, e.erased_at IS NOT NULL AS erased,
      d.label, CASE c.audience WHEN 'CUSTOMER' THEN ${KNOWN_ADDRESS('c')} ELSE d.address END AS address, coalesce(d.sealed_url, d.sealed_token) AS "sealedTo", d.sealed_headers AS "sealedHeaders", d.sealed_secrets AS "sealedSecrets", d.transformation, d.transformation_off_since IS NOT NULL AS "transformationOff", d.transformation_failures AS "transformationFailures",
      ${STILL_WANTED} AS reachable, ${disputeEndedBy('e')} AS "disputeEndedBy",
      coalesce(r.locale, b.locale) AS locale, coalesce(r.time_zone, b.time_zone) AS "timeZone", b.name AS "businessName", b.brand,
      ${templateOverrides('t.business_id = c.business_id AND t.event_type = e.type AND t.channel = $channel AND t.audience = c.audience')} AS overrides,
      CASE WHEN c.audience = 'CUSTOMER' AND e.type IN (${LICENSE_KEY_TYPES}) THEN ${activationInstructions('c.business_id', "e.facts->>'productId'")} END AS instructions,
      c.created_at AS "recordedAt", c.due_at AS "dueAt",
      CASE WHEN d.digest_every IS NOT NULL THEN json_build_object('every', d.digest_every, 'at', d.digest_at) END AS digest,
      CASE WHEN h.destination_id IS NOT NULL THEN json_build_object('failures', h.failures, 'since', h.since, 'lastAt', h.last_at,
        'probeAt', h.probe_at, 'noticeRaised', h.notice_raised, 'endsAt', h.ends_at, 'reason', h.reason) END AS health
    FROM claimed c
    JOIN events e ON e.id = c.event_id
    JOIN inbox i ON i.id = c.event_id
    JOIN businesses b ON b.id = c.business_id
    LEFT JOIN sources s ON s.id = e.source_id
    LEFT JOIN destinations d ON d.id = c.destination_id
    LEFT JOIN recipients r ON r.id = d.recipient_id
    LEFT JOIN destination_health h ON h.destination_id = d.id
    ORDER BY c.id`,
);

/** Gives the event, unless it was erased meanwhile. Said twice, it changes nothing more. */
export const KEEP_CUSTOMER_ADDRESS = namedStatement<{ deliveryId: string; address: string }, { id: string }>(
  'deliver.customer-address',
  `
    WITH kept AS (
      UPDATE deliveries d SET sent_to = $address FROM events e
      WHERE d.id = $deliveryId AND e.id = d.event_id AND e.erased_at IS NULL AND d.sent_to IN ('${NO_ADDRESS}', $address)
      RETURNING e.id
    )
    UPDATE events e SET facts = jsonb_set(e.facts, '{customerEmail}', to_jsonb($address::text)) FROM kept k WHERE e.id = k.id RETURNING e.id`,
);

/** Those of the deliveries that may not go out any more. */
export const FIND_GONE_DELIVERIES = namedStatement<{ deliveryIds: readonly string[] }, { id: string }>(
  'deliver.gone',
  `
    SELECT c.id FROM deliveries c
    JOIN events e ON e.id = c.event_id
    LEFT JOIN destinations d ON d.id = c.destination_id
    LEFT JOIN recipients r ON r.id = d.recipient_id
    WHERE c.id = ANY($deliveryIds) AND NOT (${STILL_WANTED})`,
);

/** Takes the one try that an endpoint gets while its breaker is open: of all who see it due at `probeAt`, the first moves it on. */
export const TAKE_PROBE = namedStatement<
  { destinationId: string | null; probeAt: Date | null; nextProbeAt: Date },
  { destination_id: string }
>(
  'deliver.probe',
  `
    UPDATE destination_health SET probe_at = $nextProbeAt
    WHERE destination_id = $destinationId AND probe_at = $probeAt::timestamptz RETURNING destination_id`,
);

/** A delivery that ended, by its event. */
interface GivenUpRow {
  id: string;
  businessId: string;
  status: 'FAILED' | 'UNKNOWN';
}

/** What no further try will send: FAILED with its last reason (else `reason`), UNKNOWN where a carrier may have it. */
export const GIVE_UP_DELIVERIES = namedStatement<ChunkParams & { reason: Reason }, GivenUpRow>(
  'deliver.give-up',
  `
    WITH settled AS (
      UPDATE deliveries SET settled_at = now(), sending_at = NULL,
        status = CASE WHEN unclear OR sending_at IS NOT NULL THEN 'UNKNOWN' ELSE 'FAILED' END,
        reason = CASE WHEN unclear OR sending_at IS NOT NULL THEN ${reasonSql('MAYBE_ARRIVED', { why: 'coalesce(reason, $reason::jsonb)' })}
          ELSE coalesce(reason, $reason::jsonb) END
      WHERE ${CLAIMABLE}
      RETURNING event_id, status
    ),${CLOSE_EVENTS}
    SELECT e.id, e.business_id AS "businessId", s.status FROM settled s JOIN ended e ON e.id = s.event_id`,
);
