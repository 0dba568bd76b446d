/** The words by which events are found: written beside each event, and asked for in two steps (docs/decisions/0023). */

/**
 * Writes the terms of events, as a part of the statement that writes them: whoever changes an event later need not care.
 * @param rows a table or CTE with the columns id, business_id, type, external_id, entity_id and facts.
 */
export const insertTerms = (rows: string): string => `
      INSERT INTO event_terms (business_id, event_id, term)
      SELECT r.business_id, r.id, t.term FROM ${rows} r
      CROSS JOIN LATERAL tocsin_terms_of(r.type, r.external_id, r.entity_id, r.facts) t`;

/** Newest events that are looked at one by one, before all that a term ever named are collected. */
const NEWEST = 1_000;

/** That a term begins with `:term`; `t.term` in another form is compared, and not looked for in the index of terms. */
const begins = (term: string) =>
  `t.business_id = :businessId AND ${term} >= lower(:term) AND ${term} < lower(:term) || chr(1114111)`;

/**
 * Conditions on a row `event` with the parameters `term`, `businessId` and `after` (an id, or null). What many events have is among
 * the newest: they are looked at first, each for its own terms. What few have is collected by its term. The planner knows how
 * frequent a term is in all businesses together, and not in this one: so each step has a form that leaves it no choice.
 */
export const AMONG_NEWEST = `event.id > (
    SELECT coalesce(min(last.id), '') FROM (
      SELECT n.id FROM events n WHERE n.business_id = :businessId AND (:after::text IS NULL OR n.id < :after)
      ORDER BY n.id DESC OFFSET ${NEWEST} LIMIT 1) last)
  AND EXISTS (SELECT FROM event_terms t WHERE t.event_id = event.id AND ${begins("(t.term || '')")} OFFSET 0)`;
export const AMONG_ALL = `event.id = ANY (ARRAY(
    SELECT t.event_id FROM event_terms t WHERE ${begins('t.term')} UNION ALL SELECT lower(:term)))`;

/** That a row `event` is about `entityId`, or came in the connected account of that id; `businessId` as above. */
export const IS_ABOUT = `(event.entity_id = :entityId OR event.facts->>'account' = :entityId
    AND event.id = ANY (ARRAY(SELECT t.event_id FROM event_terms t WHERE t.business_id = :businessId AND t.term = left(lower(:entityId), 100))))`;

/** An amount as people write it: `$1,234.50`. */
const AMOUNT = /^\p{Sc}? ?\d[\d.,'’]*$/u;

/** What is looked for: with single spaces, an amount in its smallest unit, a domain without its @. */
export function searchTerm(query: string): string {
  const text = query.trim().replace(/\s+/g, ' ').replace(/^[@#]/, '');
  return (AMOUNT.test(text) ? text.replace(/\D/g, '') : text).slice(0, 100);
}
