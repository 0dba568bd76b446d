/** Whether something else told what an event tells, before it or in its place. */
import { endsOf, OVERTAKABLE } from '../../domain/planning/freshness.js';
import { sqlList } from '../../platform/database/statement.js';
import { disputeEndedBy } from '../disputes/ladder.statements.js';
import { ID_SPACE, TOLD_BEFORE } from './plan-destinations.js';

const ENDED = OVERTAKABLE.map((type) => `m.type = '${type}' AND n.type IN (${sqlList(endsOf(type))})`).join(' OR ');

/**
 * SQL for the event by which it was known already that what event `m` says is over: a payment that failed and was paid since, a
 * payout that was processed and came back, of which the older word comes late. Providers promise no order.
 */
const OVERTAKEN = `CASE WHEN m.type IN (${sqlList(OVERTAKABLE)}) THEN (
        SELECT n.id FROM events n
        WHERE n.business_id = m.business_id AND n.entity_id = m.entity_id AND (${ENDED}) AND ${ID_SPACE('n')} IS NOT DISTINCT FROM ${ID_SPACE('m')}
          AND n.facts->>'account' IS NOT DISTINCT FROM m.facts->>'account' AND n.test = m.test AND n.occurred_at > m.occurred_at AND n.id < m.id AND n.facts->>'unreadable' IS NULL
        ORDER BY n.occurred_at DESC, n.id DESC LIMIT 1) END`;

/**
 * SQL for the id of the event that event `m` is no news after: one that told the same, that overtook it, or that answered the
 * dispute which it reminds of. Null where there is none. @param when a condition on dispute `q`
 */
export const supersededBy = (when = 'true') => `coalesce((${TOLD_BEFORE}
      ), ${OVERTAKEN}, ${disputeEndedBy('m', when)}, m.facts->'dispute'->'decided'->>'supersededBy')`;
