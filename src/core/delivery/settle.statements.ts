/** The statement that records what became of deliveries, and the rows that it takes. */
import type { CarrierName } from '../../domain/failures.js';
import { POISON_RUNS } from '../../domain/health/code-health.js';
import { type Failing, PAUSE_ENDS_AFTER_MS } from '../../domain/health/health.js';
import type { Reason } from '../../domain/reasons.js';
import { namedStatement } from '../../platform/database/statement.js';
import { type NoticeRow, noticeCtes } from '../notices/notice.js';
import { CLOSE_EVENTS } from '../planning/open-deliveries.statements.js';
import type { DeliveryStatus } from '../schema/enums.js';
import { reasonSql } from '../schema/reason-sql.js';
import { isOpen } from './channel-pauses.js';
import type { Outcome } from './outcome.js';

export interface OutcomeRow {
  /** The delivery. */
  id: string;
  status: Outcome['status'];
  reason: Reason | null;
  /** The carrier may have it all the same. */
  unclear: boolean;
  /** False where it only waited for its turn. */
  tried: boolean;
}

export interface AttemptRow {
  id: string;
  businessId: string;
  deliveryId: string;
  number: number;
  at: Date;
  outcome: string;
  statusCode: number | null;
  detail: Reason | null;
  durationMs: number;
}

export interface TransformationFailureRow {
  id: string;
  businessId: string;
  destinationId: string | null;
  eventId: string;
  reason: Reason;
  line: number | null;
}

/** Runs of one endpoint's code: too many failed ones in a row switch it off, unless it was changed meanwhile. */
export interface CodeRunRow {
  destinationId: string | null;
  /** One of them went well: what failed before counts no longer. */
  cleared: boolean;
  failed: number;
  code: string | null;
}

/** A destination to which nothing more is sent. */
export interface DestinationEndRow {
  destinationId: string | null;
  what: 'REMOVED' | 'DISABLED' | 'SUPPRESSED';
  reason: Reason | null;
  /** From when on it misses messages. */
  since: Date;
  /** What was called: where somebody has entered another address meanwhile, nothing is done to that. */
  reached: string | null;
}

/** What an endpoint's health has become; without `failures` it is well again. */
export interface HealthRow extends Partial<Failing> {
  destinationId: string | null;
  businessId: string;
  /** `lastAt` as it was claimed: of two runs that saw the same health, the first one's view of it counts. */
  was: Date | null;
}

/** A channel whose carrier refuses our credentials. */
export interface ChannelPauseRow {
  businessId: string;
  channel: string;
  /** Who refuses them; null where that is not known. */
  carrier: CarrierName | null;
  at: Date;
  reason: Reason | null;
}

/** A carrier that took a message: its credentials are right again, whoever's message it was. */
export interface CarrierTookRow {
  channel: string;
  carrier: CarrierName;
  at: Date;
}

export interface SettleParams {
  outcomes: readonly OutcomeRow[];
  attempts: readonly AttemptRow[];
  transformationFailures: readonly TransformationFailureRow[];
  codeRuns: readonly CodeRunRow[];
  ends: readonly DestinationEndRow[];
  health: readonly HealthRow[];
  pauses: readonly ChannelPauseRow[];
  /** None of a channel that is among `pauses`. */
  took: readonly CarrierTookRow[];
  /** Raised where what they tell of has happened in this very statement. */
  notices: readonly NoticeRow[];
}

/** For outcomes of what was not even sent: nothing else came of them. */
export const NOTHING_SENT: Omit<SettleParams, 'outcomes'> = {
  attempts: [],
  transformationFailures: [],
  codeRuns: [],
  ends: [],
  health: [],
  pauses: [],
  took: [],
  notices: [],
};

/** Failed runs in a row: of a row that another run has just counted, too. */
const FAILURES = 'CASE WHEN r.cleared THEN 0 ELSE d.transformation_failures END + r.failed';

/** What outcomes do: code and destinations that end, the health of endpoints, channels whose carrier refuses us. */
const EFFECTS = `
    destination_end AS (
      SELECT * FROM jsonb_to_recordset($ends) AS f("destinationId" text, what text, reason jsonb, since timestamptz, reached text)
    ), ran AS (
      UPDATE destinations d SET transformation_failures = ${FAILURES}, transformation_off_since = CASE WHEN ${FAILURES} >= ${POISON_RUNS} THEN now() END
      FROM jsonb_to_recordset($codeRuns) AS r("destinationId" text, cleared boolean, failed integer, code text)
      WHERE d.id = r."destinationId" AND d.transformation = r.code AND d.transformation_off_since IS NULL
        AND EXISTS (SELECT FROM settled WHERE status <> 'PENDING')
        -- A statement can change a row once: what is switched off whole needs no more.
        AND d.id NOT IN (SELECT "destinationId" FROM destination_end)
      RETURNING d.id, d.transformation_off_since
    ), transformation_off AS (
      SELECT id FROM ran WHERE transformation_off_since IS NOT NULL
    ), affected AS (
      UPDATE destinations d SET
        suppressed = d.suppressed OR f.what = 'SUPPRESSED',
        enabled = d.enabled AND f.what <> 'DISABLED',
        disabled_reason = CASE f.what WHEN 'DISABLED' THEN f.reason ELSE d.disabled_reason END,
        missed_since = CASE f.what WHEN 'DISABLED' THEN f.since ELSE d.missed_since END,
        -- A device that is gone is forgotten, as by removeDestination.
        removed_at = CASE f.what WHEN 'REMOVED' THEN now() ELSE d.removed_at END,
        sealed_token = CASE f.what WHEN 'REMOVED' THEN NULL ELSE d.sealed_token END,
        token_hash = CASE f.what WHEN 'REMOVED' THEN NULL ELSE d.token_hash END
      FROM destination_end f
      WHERE d.id = f."destinationId" AND coalesce(d.address, d.sealed_url, d.sealed_token) = f.reached AND d.removed_at IS NULL
        AND CASE f.what WHEN 'DISABLED' THEN d.enabled WHEN 'SUPPRESSED' THEN NOT d.suppressed ELSE true END
      RETURNING d.id
    ), health AS (
      SELECT * FROM jsonb_to_recordset($health) AS h("destinationId" text, "businessId" text, was timestamptz, failures integer,
        since timestamptz, "lastAt" timestamptz, "probeAt" timestamptz, "noticeRaised" boolean, "endsAt" timestamptz, reason jsonb)
    ), health_begun AS (
      INSERT INTO destination_health (destination_id, business_id, failures, since, last_at, probe_at, notice_raised, ends_at, reason)
      SELECT "destinationId", "businessId", failures, since, "lastAt", "probeAt", "noticeRaised", "endsAt", reason FROM health
      WHERE was IS NULL AND failures IS NOT NULL
      ON CONFLICT DO NOTHING RETURNING destination_id
    ), health_goes_on AS (
      UPDATE destination_health k SET failures = h.failures, since = h.since, last_at = h."lastAt", probe_at = h."probeAt",
        notice_raised = h."noticeRaised", ends_at = h."endsAt", reason = h.reason
      FROM health h WHERE k.destination_id = h."destinationId" AND k.last_at = h.was AND h.failures IS NOT NULL
      RETURNING k.destination_id
    ), health_over AS (
      DELETE FROM destination_health k USING health h WHERE k.destination_id = h."destinationId" AND h.failures IS NULL
      RETURNING k.destination_id
    ), turned AS (
      SELECT destination_id AS id FROM health_begun UNION ALL SELECT destination_id FROM health_goes_on
      UNION ALL SELECT destination_id FROM health_over
    ), pause AS (
      INSERT INTO channel_pauses AS p (business_id, channel, carrier, since, refused_at, reason)
      SELECT "businessId", channel, carrier, at, at, reason
      FROM jsonb_to_recordset($pauses) AS n("businessId" text, channel text, carrier text, at timestamptz, reason jsonb)
      ON CONFLICT (business_id, channel) DO UPDATE SET carrier = excluded.carrier, refused_at = excluded.refused_at, reason = excluded.reason,
        since = CASE WHEN p.refused_at < excluded.refused_at - interval '${PAUSE_ENDS_AFTER_MS} milliseconds'
          THEN excluded.since ELSE p.since END
      RETURNING business_id, since = refused_at AS begun
    ), pause_over AS (
      UPDATE channel_pauses p SET taken_at = o.at FROM (
        SELECT p.business_id, p.channel, t.at FROM jsonb_to_recordset($took) AS t(channel text, carrier text, at timestamptz)
        JOIN channel_pauses p ON p.channel = t.channel AND coalesce(p.carrier, t.carrier) = t.carrier
        WHERE ${isOpen('p')} AND p.refused_at < t.at FOR UPDATE OF p SKIP LOCKED
      ) o WHERE p.business_id = o.business_id AND p.channel = o.channel
    )`;

/** Whether what the notice `n` tells of has happened in this statement. */
const HAS_HAPPENED = `CASE n.type WHEN 'tocsin.transformation_disabled' THEN n."entityId" IN (SELECT id FROM transformation_off)
        WHEN 'tocsin.channel_paused' THEN n."businessId" IN (SELECT business_id FROM pause WHERE begun)
        ELSE n."entityId" IN (SELECT id FROM affected UNION ALL SELECT id FROM turned) END`;

/** Of an outcome `o` for a delivery `d`: it ends without a success, also where nothing was sent any more, and an earlier try may have had one. */
const MAYBE_ARRIVED = `d.unclear AND o.status IN ('FAILED', 'CANCELLED', 'SKIPPED')`;

/** A delivery that this very statement has ended. */
export interface EndedDelivery {
  id: string;
  status: DeliveryStatus;
}

/**
 * Records outcomes and attempts, and closes the events whose last delivery this was. Said twice, it records once, and gives
 * nothing: the connection can be lost after the commit.
 */
export const SETTLE_DELIVERIES = namedStatement<SettleParams, EndedDelivery>(
  'deliver.settle',
  `
    WITH outcome AS (
      SELECT * FROM jsonb_to_recordset($outcomes) AS o(id text, status text, reason jsonb, unclear boolean, tried boolean)
    ), settled AS (
      UPDATE deliveries d SET sending_at = NULL, unclear = d.unclear OR o.unclear, tries = CASE WHEN o.tried THEN d.tries ELSE d.tries - 1 END,
        reason = CASE WHEN o.status = 'PENDING' THEN coalesce(o.reason, d.reason)
          WHEN ${MAYBE_ARRIVED} THEN ${reasonSql('MAYBE_ARRIVED', { why: 'o.reason' })} ELSE o.reason END,
        status = CASE WHEN ${MAYBE_ARRIVED} THEN 'UNKNOWN' ELSE o.status END,
        settled_at = CASE WHEN o.status = 'PENDING' THEN NULL ELSE now() END
      FROM outcome o WHERE d.id = o.id AND d.status = 'PENDING'
      RETURNING d.id, d.event_id, d.status
    ),${CLOSE_EVENTS}, tried AS (
      INSERT INTO attempts (id, business_id, delivery_id, number, at, outcome, status_code, detail, duration_ms)
      SELECT id, "businessId", "deliveryId", number, at, outcome, "statusCode", detail, "durationMs"
      FROM jsonb_to_recordset($attempts) AS a(id text, "businessId" text, "deliveryId" text, number integer, at timestamptz,
        outcome text, "statusCode" integer, detail jsonb, "durationMs" integer)
      ON CONFLICT (id) DO NOTHING
    ),${EFFECTS},${noticeCtes(HAS_HAPPENED)}, code_failed AS (
    INSERT INTO transformation_failures (id, business_id, destination_id, event_id, reason, line)
    SELECT id, "businessId", "destinationId", "eventId", reason, line
    FROM jsonb_to_recordset($transformationFailures) AS t(id text, "businessId" text, "destinationId" text, "eventId" text,
      reason jsonb, line integer)
    ON CONFLICT (id) DO NOTHING
    )
    SELECT id, status FROM settled WHERE status <> 'PENDING'`,
);
