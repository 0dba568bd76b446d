/** The rules of a business as they stand, in the reading that runs plan with (src/core/planning/reachable.ts). */

import type { DataSource } from 'typeorm';
import {
  businessDefaults,
  type PlanDestination,
  planDestinationsSql,
  TOLD_BEFORE,
} from '../../core/planning/plan-destinations.js';
import type { ChangedBy, Rule } from '../../domain/planning/explain.js';
import type { Reason } from '../../domain/reasons.js';

export interface BusinessRules {
  businessName: string;
  /** Of the business itself. */
  locale: string;
  timeZone: string;
  destinations: PlanDestination[];
  /** What the business chose, by event type. */
  defaults: Record<string, boolean>;
}

const TYPES = 'SELECT unnest($2::text[])';

const RULES = `
  WITH business AS (SELECT * FROM businesses WHERE id = $1), reachable AS (${planDestinationsSql(TYPES)})
  SELECT b.name AS "businessName", b.locale, b.time_zone AS "timeZone", ${businessDefaults(TYPES)} AS defaults,
    (SELECT coalesce(json_agg(reachable), '[]') FROM reachable) AS destinations
  FROM business b`;

/** For everything that can be reached, with the choices for these event types. One statement. */
export async function rulesOf(
  dataSource: DataSource,
  businessId: string,
  types: readonly string[],
): Promise<BusinessRules> {
  const [rules] = await dataSource.query(RULES, [businessId, types]);
  return rules as BusinessRules;
}

export interface DestinationRules {
  destination: PlanDestination;
  defaults: Record<string, boolean>;
  createdAt: Date;
  removedAt: Date | null;
  personRemoved: boolean;
  /** Who chose for this destination and event type, and for the business; null where nobody did. */
  chosen: { by: string; at: string } | null;
  chosenForAll: { by: string; at: string } | null;
}

const ONE = `
  WITH business AS (SELECT * FROM businesses WHERE id = $1), reachable AS (${planDestinationsSql(TYPES, 'd.id = $3')})
  SELECT row_to_json(reachable) AS destination, ${businessDefaults(TYPES)} AS defaults,
    d.created_at AS "createdAt", coalesce(d.removed_at, r.removed_at) AS "removedAt", r.removed_at IS NOT NULL AS "personRemoved",
    (SELECT json_build_object('by', p.changed_by, 'at', p.changed_at) FROM preferences p
      WHERE p.destination_id = d.id AND p.event_type = ANY($2)) AS chosen,
    (SELECT json_build_object('by', f.changed_by, 'at', f.changed_at) FROM business_defaults f
      WHERE f.business_id = b.id AND f.event_type = ANY($2)) AS "chosenForAll"
  FROM business b CROSS JOIN reachable JOIN destinations d ON d.id = reachable.id
    LEFT JOIN recipients r ON r.id = d.recipient_id`;

/** For one destination and event type, removed or not; null where the business has no such destination. */
export async function rulesOfOne(
  dataSource: DataSource,
  businessId: string,
  type: string,
  destinationId: string,
): Promise<DestinationRules | null> {
  const [rules] = await dataSource.query(ONE, [businessId, [type], destinationId]);
  return (rules as DestinationRules | undefined) ?? null;
}

/** The mutation that sets what a rule reads, or the name that its value has in the audit trail. */
const MARKS: [rule: Rule, subject: 'destination' | 'person', mark: string][] = [
  ['REMOVED', 'destination', 'removeDestination'],
  ['REMOVED', 'person', 'removeRecipient'],
  ['DISABLED', 'destination', 'enabled'],
  ['EXPLICIT', 'destination', 'addEndpoint'],
  ['EXPLICIT', 'destination', 'resetPreferences'],
  ['ROLE', 'person', 'roles'],
  ['QUIET_HOURS', 'person', 'quietStart'],
  ['QUIET_HOURS', 'person', 'quietEnd'],
  ['DIGEST', 'destination', 'digest'],
];

const NEWEST = `
  SELECT DISTINCT ON (k.rule) k.rule, a.actor AS by, a.at
  FROM unnest($2::text[], $3::text[], $4::text[]) AS k(rule, subject, mark)
  CROSS JOIN LATERAL (
    SELECT a.id, a.actor, a.at FROM audit_entries a
    WHERE a.business_id = $1 AND a.subject = k.subject AND (a.action = k.mark OR a.after ? k.mark)
    ORDER BY a.id DESC LIMIT 1
  ) a
  ORDER BY k.rule, a.id DESC`;

/** Who set what the rules read, and when, as far as it is written down. One statement. */
export async function changesOf(
  dataSource: DataSource,
  businessId: string,
  { destination, removedAt, chosen, chosenForAll }: DestinationRules,
): Promise<Partial<Record<Rule, ChangedBy>>> {
  const subjects = { destination: destination.id, person: destination.recipientId };
  const marks = MARKS.filter(([, subject]) => subjects[subject] !== null);
  const rows: ({ rule: Rule } & ChangedBy)[] = await dataSource.query(NEWEST, [
    businessId,
    marks.map(([rule]) => rule),
    marks.map(([, subject]) => subjects[subject]),
    marks.map(([, , mark]) => mark),
  ]);
  const found = Object.fromEntries(rows.map(({ rule, by, at }) => [rule, { by, at }])) as Partial<
    Record<Rule, ChangedBy>
  >;
  if (!removedAt) delete found.REMOVED;
  // What an endpoint takes is set where it is added; people's destinations have no such setting.
  if (destination.takesAll === null) delete found.EXPLICIT;
  if (chosen) found.EXPLICIT = { by: chosen.by, at: new Date(chosen.at) };
  if (chosenForAll) found.BUSINESS = { by: chosenForAll.by, at: new Date(chosenForAll.at) };
  return found;
}

export interface PastEvent {
  id: string;
  type: string;
  test: boolean;
  entityId: string | null;
  status: string;
  statusReason: Reason | null;
  plannedAt: Date | null;
  supersededBy: string | null;
}

const EVENT = `
  SELECT m.id, m.type, m.test, m.entity_id AS "entityId", m.status, m.status_reason AS "statusReason", m.planned_at AS "plannedAt",
    (${TOLD_BEFORE}) AS "supersededBy"
  FROM events m WHERE m.id = $2 AND m.business_id = $1`;

/** Null where the business has no such event. */
export async function pastEvent(dataSource: DataSource, businessId: string, id: string): Promise<PastEvent | null> {
  const [event] = await dataSource.query(EVENT, [businessId, id]);
  return (event as PastEvent | undefined) ?? null;
}
