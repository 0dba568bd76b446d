/** Critical event types that a payment provider will not send: whoever would hear of them, nothing comes. */
import type { DataSource } from 'typeorm';
import { findEventType } from '../../domain/catalogue/index.js';
import { CRITICAL_TYPES } from '../../domain/planning/coverage.js';
import { notSent, type ProviderCheck } from '../../domain/provider-check.js';
import { makeReason } from '../../domain/reasons.js';
import type { Formatter } from '../../i18n/formatter.js';
import { eventTypeName } from '../../i18n/labels.js';
import { reasonText } from '../../i18n/reason-text.js';
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
export async function readSourceGaps(
  dataSource: DataSource,
  businessId: string,
  formatter: Formatter,
): Promise<CoverageGap[]> {
  const sources: CheckedSource[] = await dataSource.query(CHECKED_SOURCES, [businessId]);
  return sources.flatMap((source) => gapsOf(source, formatter));
}

function gapsOf({ kind, name: source, check }: CheckedSource, formatter: Formatter): CoverageGap[] {
  const { endpoints } = sourceKindOf(kind);
  const why = check.problem;
  if (!endpoints || !why) return [];
  return notSent(check, CRITICAL_TYPES, endpoints.namesOf).flatMap((type) => {
    const eventType = findEventType(type);
    const name = eventTypeName(formatter, type) ?? type;
    const message = reasonText(formatter, makeReason('GAP_AT_PROVIDER', { name, source, why }));
    return eventType ? [{ eventType, reachable: 0, message }] : [];
  });
}
