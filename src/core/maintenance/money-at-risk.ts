/** The weekly notice to owners and finance: the money in open disputes, and until when to respond. */
import { CATALOGUE } from '../../domain/catalogue/index.js';
import type { AtRisk } from '../../domain/facts.js';
import { weekOfNotice } from '../../domain/time/weekly.js';
import type { StatementTarget } from '../../platform/database/statement.js';
import { AWAITS_RESPONSE } from '../disputes/standing.js';
import { raiseNotices } from '../notices/notice.js';

/** $1 the business. Per currency, the first deadline first; what is open in a provider's test mode puts no money at risk. */
export const AT_RISK = `
  SELECT coalesce(d.currency, 'XXX') AS currency, count(*)::integer AS open, coalesce(sum(d.amount), 0)::text AS total,
    (array_agg(d.respond_by ORDER BY d.urgency, d.id))[1] AS "firstDue",
    (array_agg(d.respond_by_estimated ORDER BY d.urgency, d.id))[1] AS estimated
  FROM disputes d WHERE d.business_id = $1 AND NOT d.test AND ${AWAITS_RESPONSE}
  GROUP BY 1 ORDER BY min(d.urgency), sum(d.amount) DESC`;

const FIND_OPEN_DISPUTES = `
  SELECT b.time_zone AS "timeZone", (SELECT coalesce(json_agg(r), '[]') FROM (${AT_RISK}) r) AS "atRisk"
  FROM businesses b WHERE b.id = $1`;

/** On Monday mornings of the business, once; nothing where nothing is open. */
export async function raiseMoneyAtRisk(target: StatementTarget, businessId: string, at: Date): Promise<void> {
  const rows = (await target.query(FIND_OPEN_DISPUTES, [businessId])) as { timeZone: string; atRisk: AtRisk[] }[];
  const [{ timeZone, atRisk } = { timeZone: 'UTC', atRisk: [] }] = rows;
  const week = weekOfNotice(at, timeZone);
  if (week === null || atRisk.length === 0) return;
  const type = CATALOGUE['tocsin.money_at_risk'].key;
  await raiseNotices(target, [{ businessId, type, transition: `at_risk:${week}`, at, about: [], atRisk }]);
}
