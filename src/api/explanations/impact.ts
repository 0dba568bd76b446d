/** What changed preferences would have done to the last days of real events: counted, nothing stored or sent. */
import type { DataSource } from 'typeorm';
import { type PlanDestination, plannableEventOf, plannableOf } from '../../core/planning/plan-destinations.js';
import { supersededBy } from '../../core/planning/superseded.js';
import { CATALOGUE, findEventType } from '../../domain/catalogue/index.js';
import { earliestId } from '../../domain/ids.js';
import { CRITICAL_TYPES } from '../../domain/planning/coverage.js';
import { planEvent } from '../../domain/planning/plan.js';
import { makeReason } from '../../domain/reasons.js';
import { badInput, notFound } from '../graphql/errors.js';
import { type BusinessRules, rulesOf } from './rules.js';

export interface PreferenceChange {
  destinationId: string;
  eventType: string;
  enabled: boolean;
}

export interface PreferencePreview {
  /** Real events that were looked at: the newest EVENTS_AT_MOST of these days. */
  events: number;
  /** Of those destinations that are named or differ: how many of these events reach them. */
  perDestination: { destinationId: string; before: number; after: number }[];
  /** Of critical events that then reach nobody, the newest UNREACHED_AT_MOST. */
  unreachedIds: string[];
  unreachedCount: number;
}

export const EVENTS_AT_MOST = 10_000;
export const UNREACHED_AT_MOST = 100;

/** Events that are alike to every rule that can stop one. Which moment it is only defers, and drops nothing. */
interface Group {
  type: string;
  test: boolean;
  superseded: boolean;
  /** Its body does not carry its type. */
  unreadable: boolean;
  /** What a notice is about; null for all others. */
  entityId: string | null;
  count: number;
}

// What was set aside reached nobody, and would not.
const LOOKED = `
  WITH looked AS (
    SELECT * FROM events e WHERE e.business_id = $1 AND e.id >= $2 AND e.status <> 'FAILED' ORDER BY e.id DESC LIMIT ${EVENTS_AT_MOST}
  )`;

// Types that the catalogue does not know are alike: nobody can choose one of them.
const GROUPS = `${LOOKED}
  SELECT type, test, superseded, unreadable, "entityId", count(*)::integer AS count FROM (
    SELECT CASE WHEN m.type = ANY($3) THEN m.type ELSE 'unknown' END AS type, m.test, ${supersededBy()} IS NOT NULL AS superseded,
      m.facts->>'unreadable' IS NOT NULL AS unreadable,
      CASE WHEN m.type LIKE 'tocsin.%' THEN m.entity_id END AS "entityId"
    FROM looked m) events
  GROUP BY type, test, superseded, unreadable, "entityId"`;

const UNREACHED = `${LOOKED}
  SELECT m.id, count(*) OVER ()::integer AS count FROM looked m
  WHERE m.type = ANY($3) AND NOT m.test AND m.facts->>'unreadable' IS NULL AND ${supersededBy()} IS NULL ORDER BY m.id DESC LIMIT ${UNREACHED_AT_MOST}`;

/**
 * Three statements, whatever the number of events and destinations.
 * @throws BAD_USER_INPUT for an event type, NOT_FOUND for a destination that is not there.
 */
export async function previewPreferences(
  dataSource: DataSource,
  businessId: string,
  changes: readonly PreferenceChange[],
  since: Date,
): Promise<PreferencePreview> {
  const unknown = changes.find(({ eventType }) => !findEventType(eventType));
  if (unknown) throw badInput(makeReason('EVENT_TYPE_UNKNOWN', { type: unknown.eventType.slice(0, 80) }), 'eventType');
  const from = earliestId('event', since);
  const groups: Group[] = await dataSource.query(GROUPS, [businessId, from, Object.keys(CATALOGUE)]);
  const rules = await rulesOf(dataSource, businessId, [...new Set(groups.map(({ type }) => type))]);
  const there = new Set(rules.destinations.map(({ id }) => id));
  const missing = changes.find(({ destinationId }) => !there.has(destinationId));
  if (missing) throw notFound('DESTINATION', missing.destinationId);
  const { before, after, unreachedTypes } = compared(groups, rules, changes);
  const rows: { id: string; count: number }[] =
    unreachedTypes.length > 0 ? await dataSource.query(UNREACHED, [businessId, from, unreachedTypes]) : [];
  const named = new Set(changes.map(({ destinationId }) => destinationId));
  return {
    events: groups.reduce((sum, { count }) => sum + count, 0),
    perDestination: rules.destinations
      .map(({ id }) => ({ destinationId: id, before: before.get(id) ?? 0, after: after.get(id) ?? 0 }))
      .filter((one) => one.before !== one.after || named.has(one.destinationId)),
    unreachedIds: rows.map(({ id }) => id),
    unreachedCount: rows[0]?.count ?? 0,
  };
}

function compared(groups: readonly Group[], rules: BusinessRules, changes: readonly PreferenceChange[]) {
  const [before, after] = [new Map<string, number>(), new Map<string, number>()];
  const changed = withChanges(rules.destinations, changes);
  const count = (counts: Map<string, number>, ids: string[], group: Group) => {
    for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + group.count);
  };
  const unreachedTypes: string[] = [];
  for (const group of groups) {
    count(before, reachedBy(group, rules.destinations, rules.defaults), group);
    const reached = reachedBy(group, changed, rules.defaults);
    count(after, reached, group);
    if (
      CRITICAL_TYPES.includes(group.type) &&
      !group.test &&
      !group.superseded &&
      !group.unreadable &&
      reached.length === 0
    )
      unreachedTypes.push(group.type);
  }
  return { before, after, unreachedTypes };
}

function withChanges(
  destinations: readonly PlanDestination[],
  changes: readonly PreferenceChange[],
): PlanDestination[] {
  const chosen = new Map<string, Record<string, boolean>>();
  for (const { destinationId, eventType, enabled } of changes)
    chosen.set(destinationId, { ...chosen.get(destinationId), [eventType]: enabled });
  return destinations.map((destination) => ({
    ...destination,
    choices: { ...destination.choices, ...chosen.get(destination.id) },
  }));
}

/** The ids of the destinations that such an event reaches, at once or later. */
function reachedBy(
  { superseded, unreadable, ...group }: Group,
  destinations: readonly PlanDestination[],
  defaults: BusinessRules['defaults'],
): string[] {
  const facts = { unreadable: unreadable ? ('NO_OBJECT' as const) : null };
  const event = plannableEventOf({ ...group, facts, supersededBy: superseded ? 'an earlier event' : null });
  // Quiet hours and digests hold and never drop: without them no moment is asked about.
  const open = destinations.map((one) => ({
    ...plannableOf(one, group.type, defaults),
    quietHours: null,
    digest: null,
  }));
  return planEvent(event, open, new Date(0)).flatMap(({ decision, destinationId }) =>
    decision === 'SKIP' ? [] : [destinationId],
  );
}
