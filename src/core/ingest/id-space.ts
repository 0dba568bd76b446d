/** Within what the ids of providers and producers name one thing. */
import { sqlList } from '../../platform/database/statement.js';
import { RECONCILED_KINDS } from '../../sources/index.js';

/** As SQL: their ids are theirs, whoever connects to them. */
const PROVIDERS = sqlList(RECONCILED_KINDS);

/**
 * SQL for whose ids those of row `x` are, which has a `source_id`: a payment provider's, however many sources it has here; of any
 * other producer those of its own source. Two shops that count their customers and orders from 1 have nothing in common; sources that
 * are gone share one.
 */
export const ID_OWNER = (x: string) =>
  `coalesce((SELECT CASE WHEN id_owner.kind IN (${PROVIDERS}) THEN id_owner.kind ELSE id_owner.id END FROM sources id_owner WHERE id_owner.id = ${x}.source_id), '')`;

/** SQL for what tells one thing from another of the same id: its connected account, and whether it is in earnest or of test mode. */
export const OF_ACCOUNT_AND_MODE = (e: string) =>
  `coalesce('/' || (${e}.facts->>'account'), '') || CASE WHEN ${e}.test THEN '/test' ELSE '' END`;

/** SQL for within what an id of event `e` is one thing: of its owner, in one account and mode. */
export const ID_SPACE = (e: string) => `(${ID_OWNER(e)} || ${OF_ACCOUNT_AND_MODE(e)})`;

/** SQL for the same of its source alone: within what an id is one dispute, and one item. */
export const SOURCE_ID_SPACE = (e: string) => `(${e}.source_id || ${OF_ACCOUNT_AND_MODE(e)})`;

/**
 * SQL for the events `e` about the same thing as event `m`, itself among them. PostgreSQL is kept (OFFSET 0) from choosing another
 * index by further conditions: of a table that it has no figures of yet, it would read all events of a type.
 */
export const EVENTS_ABOUT_THE_SAME = (e: string, m: string) =>
  `(SELECT * FROM events o WHERE o.business_id = ${m}.business_id AND o.entity_id = ${m}.entity_id OFFSET 0) ${e}`;

/** SQL: events `a` and `b` are about one dispute, at whichever stages. */
export const ARE_OF_ONE_DISPUTE = (a: string, b: string) =>
  `${a}.business_id = ${b}.business_id AND ${a}.entity_id = ${b}.entity_id AND ${SOURCE_ID_SPACE(a)} = ${SOURCE_ID_SPACE(b)}`;

/** SQL: event `e` is about dispute `d`, at whichever stage. */
export const IS_OF_DISPUTE = (e: string, d: string) =>
  `${e}.business_id = ${d}.business_id AND ${e}.entity_id = ${d}.external_id AND ${SOURCE_ID_SPACE(e)} = ${d}.id_space`;

/** SQL: events `a` and `b`, which are about one thing, came by two sources of its payment provider. */
export const ARE_BY_TWO_SOURCES = (a: string, b: string) =>
  `${a}.source_id <> ${b}.source_id
            AND ${ID_SPACE(a)} = ${ID_SPACE(b)} AND ${ID_OWNER(b)} IN (${PROVIDERS})`;
