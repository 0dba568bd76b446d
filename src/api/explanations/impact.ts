/** What changed preferences would have done to the last days of real events: counted, nothing stored or sent. */
import type { DataSource } from 'typeorm';
import { SOURCE_ID_SPACE } from '../../core/ingest/id-space.js';
import { disputeListeners } from '../../core/planning/dispute-listeners.js';
import type { PlanDestination } from '../../core/planning/plan-destinations.js';
import { supersededBy } from '../../core/planning/superseded.js';
import { CATALOGUE, findEventType } from '../../domain/catalogue/index.js';
import { earliestId } from '../../domain/ids.js';
import { CRITICAL_TYPES } from '../../domain/planning/coverage.js';
import { makeReason } from '../../domain/reasons.js';
import { badInput, notFound } from '../graphql/errors.js';
import { type Course, coursesOf, type LookedEvent, reachedIn } from './courses.js';
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

// What was set aside reached nobody, and would not.
const LOOKED = `
  WITH looked AS (
    SELECT * FROM events e WHERE e.business_id = $1 AND e.id >= $2 AND e.status <> 'FAILED' ORDER BY e.id DESC LIMIT ${EVENTS_AT_MOST}
  )`;

// Types that the catalogue does not know are alike: nobody can choose one of them. What is said of a dispute stands by itself.
const EVENTS = `${LOOKED}
  SELECT type, test, superseded, unreadable, "entityId", course, id, stage, told::jsonb AS told, listeners::jsonb AS listeners, count(*)::integer AS count FROM (
    SELECT CASE WHEN m.type = ANY($3) THEN m.type ELSE 'unknown' END AS type, m.test, ${supersededBy()} IS NOT NULL AS superseded,
      m.facts->>'unreadable' IS NOT NULL AS unreadable,
      CASE WHEN m.type LIKE 'tocsin.%' THEN m.entity_id END AS "entityId", d.*
    FROM looked m LEFT JOIN LATERAL (
      SELECT ${SOURCE_ID_SPACE('m')} || ' ' || m.entity_id AS course, m.id, m.facts->>'stage' AS stage, m.facts->>'told' AS told,
        (${disputeListeners('o.id < (SELECT min(id) FROM looked)')})::text AS listeners
    ) d ON m.type LIKE 'dispute.%' AND m.type = ANY($3) AND m.entity_id IS NOT NULL) events
  GROUP BY type, test, superseded, unreadable, "entityId", course, id, stage, told, listeners`;

/** Of the types all that stand by themselves, and those with these ids. */
const UNREACHED = `${LOOKED}
  SELECT m.id, count(*) OVER ()::integer AS count FROM looked m
  WHERE m.id = ANY($4) OR m.type = ANY($3) AND NOT m.test AND m.facts->>'unreadable' IS NULL AND ${supersededBy()} IS NULL
    AND NOT (m.type LIKE 'dispute.%' AND m.entity_id IS NOT NULL)
  ORDER BY m.id DESC LIMIT ${UNREACHED_AT_MOST}`;

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
  const events: LookedEvent[] = await dataSource.query(EVENTS, [businessId, from, Object.keys(CATALOGUE)]);
  const rules = await rulesOf(dataSource, businessId, [...new Set(events.map(({ type }) => type))]);
  const there = new Set(rules.destinations.map(({ id }) => id));
  const missing = changes.find(({ destinationId }) => !there.has(destinationId));
  if (missing) throw notFound('DESTINATION', missing.destinationId);
  const { before, after, unreached } = compared(coursesOf(events), rules, changes);
  const rows: { id: string; count: number }[] =
    unreached.types.length + unreached.ids.length > 0
      ? await dataSource.query(UNREACHED, [businessId, from, unreached.types, unreached.ids])
      : [];
  const named = new Set(changes.map(({ destinationId }) => destinationId));
  return {
    events: events.reduce((sum, { count }) => sum + count, 0),
    perDestination: rules.destinations
      .map(({ id }) => ({ destinationId: id, before: before.get(id) ?? 0, after: after.get(id) ?? 0 }))
      .filter((one) => one.before !== one.after || named.has(one.destinationId)),
    unreachedIds: rows.map(({ id }) => id),
    unreachedCount: rows[0]?.count ?? 0,
  };
}

function compared(courses: readonly Course[], rules: BusinessRules, changes: readonly PreferenceChange[]) {
  const changed = { ...rules, destinations: withChanges(rules.destinations, changes) };
  const [before, after] = [new Map<string, number>(), new Map<string, number>()];
  const count = (counts: Map<string, number>, reached: string[][], course: Course) => {
    for (const id of reached.flat()) counts.set(id, (counts.get(id) ?? 0) + course.count);
  };
  const unreached = { types: [] as string[], ids: [] as string[] };
  for (const course of courses) {
    count(before, reachedIn(course, rules), course);
    const reached = reachedIn(course, changed);
    count(after, reached, course);
    for (const [at, event] of course.events.entries()) {
      if (!mustBeHeard(event) || reached[at]?.length !== 0) continue;
      if (event.course === null) unreached.types.push(event.type);
      else unreached.ids.push(...course.ids.flatMap((ids) => ids[at] ?? []));
    }
  }
  return { before, after, unreached };
}

const mustBeHeard = ({ type, test, superseded, unreadable }: LookedEvent) =>
  CRITICAL_TYPES.includes(type) && !test && !superseded && !unreadable;

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
