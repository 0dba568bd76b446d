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

/** SQL for within what an id of event `e` is one thing: of its owner, in one connected account, in earnest or in test mode. */
export const ID_SPACE = (e: string) =>
  `(${ID_OWNER(e)} || coalesce('/' || (${e}.facts->>'account'), '') || CASE WHEN ${e}.test THEN '/test' ELSE '' END)`;

/** SQL: events `a` and `b` are about one thing. */
export const ARE_OF_ONE_THING = (a: string, b: string) =>
  `${a}.business_id = ${b}.business_id AND ${a}.entity_id = ${b}.entity_id AND ${ID_SPACE(a)} = ${ID_SPACE(b)}`;

/** SQL: event `e` is about dispute `d`, at whichever stage. */
export const IS_OF_DISPUTE = (e: string, d: string) =>
  `${e}.business_id = ${d}.business_id AND ${e}.entity_id = ${d}.external_id AND ${ID_SPACE(e)} = ${d}.id_space`;

/** SQL: events `a` and `b` came by two sources of one payment provider, if they are of one thing. */
export const BY_TWO_SOURCES = (a: string, b: string) =>
  `${a}.source_id <> ${b}.source_id AND ${ID_OWNER(b)} IN (${PROVIDERS})`;
