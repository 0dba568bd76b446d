/** Looks whether critical alerts reach enough people, remembers what was found, and tells the team when that changes. */
import { CATALOGUE } from '../../domain/catalogue/index.js';
import {
  CRITICAL_TYPES,
  coverageGaps,
  criticalCoverage,
  type Gap,
  type ListenersOf,
  onlyHeardBy,
  type TypeCoverage,
} from '../../domain/planning/coverage.js';
import { namedStatement, runStatement, type StatementTarget } from '../../platform/database/statement.js';
import {
  businessDefaults,
  type PlanDestination,
  planDestinationsSql,
  plannableOf,
} from '../planning/plan-destinations.js';
import { raiseNotices } from './notice.js';

/** Gaps and who can be reached, of one business. */
export interface Coverage {
  gaps: Gap[];
  listenersOf: ListenersOf;
}

export interface CheckedCoverage {
  /** All gaps there are. */
  gaps: Gap[];
  /** Those that were not there at the last check. */
  opened: Gap[];
  /** The critical event types that only the destination `removed` heard of. */
  silenced: string[];
}

interface FindCoverageParams {
  businessId: string;
  types: readonly string[];
  /** A destination that is read although it was removed. */
  removed: string | null;
}

const TYPES = 'SELECT unnest($types::text[])';

const FIND_COVERAGE = namedStatement<
  FindCoverageParams,
  { destinations: PlanDestination[]; defaults: Record<string, boolean> }
>(
  'coverage.find',
  `
    WITH business AS (SELECT * FROM businesses WHERE id = $businessId),
    reachable AS (${planDestinationsSql(TYPES, '(d.removed_at IS NULL OR d.id = $removed) AND r.removed_at IS NULL')})
    SELECT (SELECT coalesce(json_agg(reachable), '[]') FROM reachable) AS destinations, ${businessDefaults(TYPES)} AS defaults
    FROM business b`,
);

const LOCK_BUSINESS = namedStatement<{ businessId: string }, { id: string }>(
  'coverage.lock',
  'SELECT id FROM businesses WHERE id = $businessId FOR NO KEY UPDATE',
);

/** `types`: those with a gap. Gives what opened and what closed. */
const REPLACE_GAPS = namedStatement<
  { businessId: string; types: readonly string[] },
  { type: string; opened: boolean }
>(
  'coverage.replace',
  `
    WITH opened AS (
      INSERT INTO coverage_gaps (business_id, event_type) SELECT $businessId::text, unnest($types::text[])
      ON CONFLICT DO NOTHING RETURNING event_type
    ), closed AS (
      DELETE FROM coverage_gaps WHERE business_id = $businessId::text AND event_type <> ALL ($types::text[]) RETURNING event_type
    )
    SELECT event_type AS type, true AS opened FROM opened UNION ALL SELECT event_type, false FROM closed`,
);

/** The gaps as they are. `types`: the event types that listeners are wanted for. */
export async function readCoverage(
  target: StatementTarget,
  businessId: string,
  { types = CRITICAL_TYPES, removed = null as string | null } = {},
): Promise<Coverage> {
  const [row] = await runStatement(target, FIND_COVERAGE, { businessId, types, removed });
  const listenersOf: ListenersOf = (type) =>
    (row?.destinations ?? []).map((destination) => plannableOf(destination, type, row?.defaults ?? {}));
  return { gaps: coverageGaps((type) => listenersOf(type).filter(({ id }) => id !== removed)), listenersOf };
}

/** Which carriers of people's channels an installation has. */
export interface Carriers {
  mail: boolean;
  fcm: boolean;
  webPush: boolean;
}

const FIND_UNCARRIED = namedStatement<Carriers & { businessId: string }, { id: string }>(
  'coverage.uncarried',
  `SELECT id FROM destinations WHERE business_id = $businessId AND removed_at IS NULL AND CASE channel
      WHEN 'EMAIL' THEN NOT $mail::boolean
      WHEN 'PUSH' THEN NOT CASE platform WHEN 'WEB' THEN $webPush::boolean ELSE $fcm::boolean END ELSE false END`,
);

/**
 * Whom critical event types reach in an installation with these carriers. It is a matter of its operator, who hears of it at the start, so
 * that no team is told of gaps that it can neither make nor close.
 */
export async function readCarriedCoverage(
  target: StatementTarget,
  businessId: string,
  carriers: Carriers,
): Promise<TypeCoverage[]> {
  const { listenersOf } = await readCoverage(target, businessId);
  const uncarried = await runStatement(target, FIND_UNCARRIED, { businessId, ...carriers });
  const ids = new Set(uncarried.map(({ id }) => id));
  return criticalCoverage(listenersOf, ({ id }) => !ids.has(id));
}

/**
 * Compares the gaps with those that were known, and tells the team of what opened and what closed: once each. Call it
 * in the transaction of the change, after the change; the business is locked until its end, so that two people who
 * remove the last two listeners at once do not both believe in the other one.
 */
export async function checkCoverage(
  target: StatementTarget,
  businessId: string,
  at: Date,
  removed: string | null = null,
): Promise<CheckedCoverage> {
  await runStatement(target, LOCK_BUSINESS, { businessId });
  const { gaps, listenersOf } = await readCoverage(target, businessId, { removed });
  const types = gaps.map(({ eventType }) => eventType);
  const changes = await runStatement(target, REPLACE_GAPS, { businessId, types });
  const typesOf = (opened: boolean) =>
    CRITICAL_TYPES.filter((type) => changes.some((change) => change.type === type && change.opened === opened));
  const [opened, closed] = [typesOf(true), typesOf(false)];
  const notice = (type: 'tocsin.coverage_gap' | 'tocsin.coverage_restored', word: string, about: string[]) =>
    about.length > 0 ? [{ businessId, type, transition: `coverage:${word}:${at.toISOString()}`, at, about }] : [];
  await raiseNotices(target, [
    ...notice(CATALOGUE['tocsin.coverage_gap'].key, 'opened', opened),
    ...notice(CATALOGUE['tocsin.coverage_restored'].key, 'closed', closed),
  ]);
  return {
    gaps,
    opened: gaps.filter(({ eventType }) => opened.includes(eventType)),
    silenced: removed ? onlyHeardBy(removed, listenersOf) : [],
  };
}
