/** Critical event types that a payment provider will not send: whoever would hear of them, nothing comes. */
import type { DataSource } from 'typeorm';
import { findEventType } from '../../domain/catalogue/index.js';
import { CRITICAL_TYPES } from '../../domain/planning/coverage.js';
import { notSent, type ProviderCheck } from '../../domain/provider-check.js';
import { makeReason } from '../../domain/reasons.js';
import { type SourceKind, sourceKindOf } from '../../sources/index.js';
import type { CoverageGap } from './coverage.type.js';

interface CheckedSource {
  kind: SourceKind;
  name: string;
  check: ProviderCheck;
}

const CHECKED_SOURCES = `
  SELECT kind, name, provider_check AS check FROM sources
  WHERE business_id = $1 AND removed_at IS NULL AND provider_check IS NOT NULL ORDER BY id LIMIT 1000`;

/** By the last check of each source. */
export async function readSourceGaps(dataSource: DataSource, businessId: string): Promise<CoverageGap[]> {
  const sources: CheckedSource[] = await dataSource.query(CHECKED_SOURCES, [businessId]);
  return sources.flatMap(gapsOf);
}

function gapsOf({ kind, name: source, check }: CheckedSource): CoverageGap[] {
  const { endpoints } = sourceKindOf(kind);
  const why = check.problem;
  if (!endpoints || !why) return [];
  return notSent(check, CRITICAL_TYPES, endpoints.namesOf).flatMap((type) => {
    const eventType = findEventType(type);
    const reason = makeReason('GAP_AT_PROVIDER', { eventType: type, source, why });
    return eventType ? [{ eventType, reachable: 0, reason, personId: null }] : [];
  });
}
