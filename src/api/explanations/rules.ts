/** The rules of a business as they stand, in the reading that runs plan with (src/core/planning/plan-destinations.ts). */
import type { DataSource } from 'typeorm';
import { type DisputeListeners, disputeListeners } from '../../core/planning/dispute-listeners.js';
import { businessDefaults, type PlanDestination, planDestinationsSql } from '../../core/planning/plan-destinations.js';
import { supersededBy } from '../../core/planning/superseded.js';
import type { Facts } from '../../domain/facts.js';
import type { ChangedBy, Rule } from '../../domain/planning/explain.js';
import type { Reason } from '../../domain/reasons.js';
import { namedStatement, runStatement } from '../../platform/database/statement.js';

export interface BusinessRules {
  businessName: string;
  /** Of the business itself. */
  locale: string;
  timeZone: string;
  destinations: PlanDestination[];
  /** What the business chose, by event type. */
  defaults: Record<string, boolean>;
}

const TYPES = 'SELECT unnest($types::text[])';

interface RulesParams {
  businessId: string;
  types: readonly string[];
}

const FIND_RULES = namedStatement<RulesParams, BusinessRules>(
  'rules.find',
  `
    WITH business AS (SELECT * FROM businesses WHERE id = $businessId), reachable AS (${planDestinationsSql(TYPES)})
    SELECT b.name AS "businessName", b.locale, b.time_zone AS "timeZone", ${businessDefaults(TYPES)} AS defaults,
      (SELECT coalesce(json_agg(reachable), '[]') FROM reachable) AS destinations
    FROM business b`,
);

/** For everything that can be reached, with the choices for these event types. One statement. */
export async function rulesOf(
  dataSource: DataSource,
  businessId: string,
  types: readonly string[],
): Promise<BusinessRules> {
  const [rules] = await runStatement(dataSource, FIND_RULES, { businessId, types });
  if (!rules) throw new Error(`There is no business ${businessId}.`);
  return rules;
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

const FIND_DESTINATION_RULES = namedStatement<RulesParams & { destinationId: string }, DestinationRules>(
  'rules.destination',
  `
    WITH business AS (SELECT * FROM businesses WHERE id = $businessId),
      reachable AS (${planDestinationsSql(TYPES, 'd.id = $destinationId')})
    SELECT row_to_json(reachable) AS destination, ${businessDefaults(TYPES)} AS defaults,
      d.created_at AS "createdAt", coalesce(d.removed_at, r.removed_at) AS "removedAt", r.removed_at IS NOT NULL AS "personRemoved",
      (SELECT json_build_object('by', p.changed_by, 'at', p.changed_at) FROM preferences p
        WHERE p.destination_id = d.id AND p.event_type = ANY($types)) AS chosen,
      (SELECT json_build_object('by', f.changed_by, 'at', f.changed_at) FROM business_defaults f
        WHERE f.business_id = b.id AND f.event_type = ANY($types)) AS "chosenForAll"
    FROM business b CROSS JOIN reachable JOIN destinations d ON d.id = reachable.id
      LEFT JOIN recipients r ON r.id = d.recipient_id`,
);

/** For one destination and event type, removed or not; null where the business has no such destination. */
export async function rulesOfOne(
  dataSource: DataSource,
  businessId: string,
  type: string,
  destinationId: string,
): Promise<DestinationRules | null> {
  const [rules] = await runStatement(dataSource, FIND_DESTINATION_RULES, { businessId, types: [type], destinationId });
  return rules ?? null;
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

/** The audit trail says it of `subject` by the action `mark`, or by a value of that name. */
interface MarkRow {
  rule: Rule;
  subject: string;
  mark: string;
}

const FIND_NEWEST_CHANGES = namedStatement<
  { businessId: string; marks: readonly MarkRow[] },
  { rule: Rule } & ChangedBy
>(
  'rules.changes',
  `
    SELECT DISTINCT ON (k.rule) k.rule, a.actor AS by, a.at
    FROM jsonb_to_recordset($marks) AS k(rule text, subject text, mark text)
    CROSS JOIN LATERAL (
      SELECT a.id, a.actor, a.at FROM audit_entries a
      WHERE a.business_id = $businessId AND a.subject = k.subject AND (a.action = k.mark OR a.after ? k.mark)
      ORDER BY a.id DESC LIMIT 1
    ) a
    ORDER BY k.rule, a.id DESC`,
);

/** Who set what the rules read, and when, as far as it is written down. One statement. */
export async function changesOf(
  dataSource: DataSource,
  businessId: string,
  { destination, removedAt, chosen, chosenForAll }: DestinationRules,
): Promise<Partial<Record<Rule, ChangedBy>>> {
  const subjects = { destination: destination.id, person: destination.recipientId };
  const marks = MARKS.flatMap(([rule, kind, mark]): MarkRow[] => {
    const subject = subjects[kind];
    return subject === null ? [] : [{ rule, subject, mark }];
  });
  const rows = await runStatement(dataSource, FIND_NEWEST_CHANGES, { businessId, marks });
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
  facts: Facts;
  test: boolean;
  entityId: string | null;
  status: string;
  statusReason: Reason | null;
  plannedAt: Date | null;
  supersededBy: string | null;
  /** Null for an event that follows up on no dispute. */
  disputeListeners: DisputeListeners | null;
}

/** What was known when event `m` was planned: what came later, it was not planned by. */
const BEFORE_ITS_PLAN = `(d.created_at < coalesce(m.planned_at, 'infinity') OR d.created_at = m.planned_at AND o.id < m.id)`;
const ANSWERED_BEFORE = `EXISTS (
        SELECT FROM events a WHERE a.id = q.ended_by AND a.received_at <= coalesce(m.planned_at, 'infinity'))`;

const FIND_PAST_EVENT = namedStatement<{ businessId: string; eventId: string }, PastEvent>(
  'rules.event',
  `
    SELECT m.id, m.type, m.facts, m.test, m.entity_id AS "entityId", m.status, m.status_reason AS "statusReason", m.planned_at AS "plannedAt",
      ${supersededBy(ANSWERED_BEFORE)} AS "supersededBy", ${disputeListeners(BEFORE_ITS_PLAN)} AS "disputeListeners"
    FROM events m WHERE m.id = $eventId AND m.business_id = $businessId`,
);

/** Null where the business has no such event. */
export async function pastEvent(
  dataSource: DataSource,
  businessId: string,
  eventId: string,
): Promise<PastEvent | null> {
  const [event] = await runStatement(dataSource, FIND_PAST_EVENT, { businessId, eventId });
  return event ?? null;
}
