/** The weekly notice to owners and finance: the money in open disputes, and until when to respond. */
import { CATALOGUE } from '../../domain/catalogue/index.js';
import type { AtRisk } from '../../domain/facts.js';
import { NO_CURRENCY } from '../../domain/money.js';
import { weekOfNotice } from '../../domain/time/weekly.js';
import type { StatementTarget } from '../../platform/database/statement.js';
import { AWAITS_RESPONSE } from '../disputes/dispute-states.js';
import { raiseNotices } from '../notices/notice.js';

/** Of the business $1: open, and not in a provider's test mode, which puts no money at risk. */
const IS_AT_RISK = `d.business_id = $1 AND NOT d.test AND ${AWAITS_RESPONSE}`;

/**
 * $1 the business. Per currency, the first deadline first. The most urgent one is looked up by the index of the list: to sort all takes
 * three times as long where 10,000 are open.
 */
export const AT_RISK = `
  SELECT r.currency, r.open, coalesce(r.total, 0)::text AS total, f.respond_by AS "firstDue", f.respond_by_estimated AS estimated
  FROM (
    SELECT coalesce(d.currency, '${NO_CURRENCY}') AS currency, count(*)::integer AS open, sum(d.amount) AS total, min(d.urgency) AS urgency
    FROM disputes d WHERE ${IS_AT_RISK} GROUP BY 1
  ) r
  CROSS JOIN LATERAL (
    SELECT d.respond_by, d.respond_by_estimated FROM disputes d
    WHERE ${IS_AT_RISK} AND d.urgency = r.urgency AND coalesce(d.currency, '${NO_CURRENCY}') = r.currency ORDER BY d.id LIMIT 1
  ) f
  ORDER BY r.urgency, r.total DESC`;

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
