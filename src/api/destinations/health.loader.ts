/** Reads how many destinations are doing, in one statement, and begins anew. */
import type { DataSource, EntityManager } from 'typeorm';
import { isPaused } from '../../core/delivery/channel-pauses.js';
import type { Failing } from '../../domain/health/health.js';
import type { Reason } from '../../domain/reasons.js';
import type { KnownHealth } from './health.type.js';

/** $1 ids, $2 the business. What was skipped or cancelled says nothing of the other side. */
const HEALTH = `
  SELECT d.id, d.missed_since AS "missedSince", d.created_at AS "addedAt", h.failures, h.since, h.last_at AS "lastAt", h.probe_at AS "probeAt", h.notice_raised AS "noticeRaised",
    h.ends_at AS "endsAt", h.reason, p.since AS "pausedSince", p.reason AS "pausedReason", (
      SELECT avg((status IN ('SENT', 'DELIVERED'))::integer)::float FROM (
        SELECT l.status FROM deliveries l WHERE l.destination_id = d.id AND l.business_id = $2
          AND l.status IN ('SENT', 'DELIVERED', 'FAILED', 'BOUNCED', 'UNKNOWN') ORDER BY l.id DESC LIMIT 100) tried
    ) AS "successRate"
  FROM destinations d
  LEFT JOIN destination_health h ON h.destination_id = d.id
  LEFT JOIN channel_pauses p ON p.business_id = d.business_id AND p.channel = d.channel AND ${isPaused('p')}
  WHERE d.id = ANY($1) AND d.business_id = $2`;

type Row = { id: string; missedSince: Date | null; addedAt: Date; successRate: number | null } & (
  | Failing
  | { failures: null }
) & {
    pausedSince: Date | null;
    pausedReason: Reason | null;
  };

export async function healthOfDestinations(
  dataSource: DataSource,
  businessId: string,
  ids: readonly string[],
): Promise<(KnownHealth | Error)[]> {
  const rows: Row[] = await dataSource.query(HEALTH, [ids, businessId]);
  const byId = new Map(rows.map((row) => [row.id, knownOf(row)]));
  return ids.map((id) => byId.get(id) ?? new Error(`There is no destination ${id}`));
}

function knownOf(row: Row): KnownHealth {
  const { missedSince, addedAt, successRate, pausedSince, pausedReason } = row;
  return {
    failing: row.failures === null ? null : row,
    paused: pausedSince && { since: pausedSince, reason: pausedReason },
    missedSince,
    addedAt,
    successRate,
  };
}

/** Somebody has looked at it: the next message goes out at once. */
export async function forgetFailures(
  manager: EntityManager,
  { businessId }: { businessId: string },
  id: string,
): Promise<void> {
  await manager.query('DELETE FROM destination_health WHERE destination_id = $1 AND business_id = $2', [
    id,
    businessId,
  ]);
}
