/** Whether something else told what an event tells, before it or in its place. */
import { endsAtOnce, endsOf, linkedBy, OVERTAKABLE, TOLD_APART } from '../../domain/planning/freshness.js';
import { sqlList } from '../../platform/database/statement.js';
import { disputeEndedBy } from '../disputes/ladder.statements.js';
import { EVENTS_ABOUT_THE_SAME, ID_SPACE } from '../ingest/id-space.js';
import { TOLD_BEFORE } from './plan-destinations.js';

const ENDED = OVERTAKABLE.map((type) => `m.type = '${type}' AND n.type IN (${sqlList(endsOf(type))})`).join(' OR ');

const ENDED_AT_ONCE = OVERTAKABLE.filter((type) => endsAtOnce(type).length > 0)
  .map((type) => `m.type = '${type}' AND n.type IN (${sqlList(endsAtOnce(type))})`)
  .join(' OR ');

/** SQL: event `n` was known before `m`, happened after it, and ends what that says, by ids that mean the same there. */
const ENDS_IT = `n.business_id = m.business_id AND n.id < m.id AND (${ENDED}) AND ${ID_SPACE('n')} = ${ID_SPACE('m')} AND n.facts->>'unreadable' IS NULL
          AND (n.occurred_at > m.occurred_at OR n.occurred_at = m.occurred_at AND (${ENDED_AT_ONCE}))`;

/** Of what is about something else, too: a renewal that failed is a payment of its own, and the next try another one. */
const LINKED: readonly string[] = OVERTAKABLE.filter((type) => linkedBy(type).length > 1);
const LINKS = [...new Set(LINKED.flatMap(linkedBy))].map((link) => `${link}Id`);

/** So many events that name one of the same things are looked at. */
const LOOKED_AT = 200;

/**
 * SQL for the event by which it was known already that what event `m` says is over: a payment that failed and was paid since, a
 * payout that was processed and came back, of which the older word comes late. Providers promise no order.
 */
const OVERTAKEN = `CASE WHEN m.type IN (${sqlList(OVERTAKABLE)}) THEN coalesce(
        (SELECT n.id FROM ${EVENTS_ABOUT_THE_SAME('n', 'm')} WHERE ${ENDS_IT}
        ORDER BY n.occurred_at DESC, n.id DESC LIMIT 1),
        CASE WHEN m.type IN (${sqlList(LINKED)}) THEN (
          SELECT n.id FROM events n
          WHERE n.id = ANY (ARRAY(
              SELECT t.event_id FROM event_terms t
              WHERE t.business_id = m.business_id AND t.event_id < m.id AND t.term = ANY (ARRAY[${LINKS.map((name) => `left(lower(m.facts->>'${name}'), 100)`).join(', ')}])
              ORDER BY t.event_id DESC LIMIT ${LOOKED_AT}))
            AND (${LINKS.map((name) => `n.facts->>'${name}' = m.facts->>'${name}'`).join(' OR ')})
            AND NOT (${TOLD_APART.map((link) => `coalesce(n.facts->>'${link}Id' <> m.facts->>'${link}Id', false)`).join(' OR ')})
            AND ${ENDS_IT}
          ORDER BY n.occurred_at DESC, n.id DESC LIMIT 1) END) END`;

/**
 * SQL for the id of the event that event `m` is no news after: one that told the same, that overtook it, or that answered the
 * dispute which it reminds of. Null where there is none. @param when a condition on dispute `q`
 */
export const supersededBy = (when = 'true') => `coalesce((${TOLD_BEFORE}
      ), ${OVERTAKEN}, ${disputeEndedBy('m', when)}, m.facts->'dispute'->'decided'->>'supersededBy')`;
