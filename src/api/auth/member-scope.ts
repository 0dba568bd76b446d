/**
 * What belongs to the person of a MEMBER's key, or was published by a PRODUCER's, and what of others they may know of: the one
 * place that says so.
 */
import type { DataSource } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import { IS_OF_DISPUTE } from '../../core/ingest/id-space.js';
import type { MemberScope, OwnedFields } from '../../core/schema/access.js';
import { makeReason } from '../../domain/reasons.js';
import type { Noun } from '../../domain/request-reasons.js';
import { badInput, notFound } from '../graphql/errors.js';
import type { BatchLoad } from '../graphql/loaders.js';

/** 'OTHERS': somebody else's, of which a colleague knows that it is; null: nothing to be known of. */
export type Ownership = 'OWN' | 'OTHERS' | null;

/** Deliveries of which nothing went out to anybody. */
const NOT_TOLD = `'SKIPPED', 'SUPERSEDED', 'CANCELLED'`;

/** Delivery `x` was for the person and not left out. `person`: a parameter. */
export const toldDelivery = (x: string, person: string) => `(${x}.status NOT IN (${NOT_TOLD}) AND EXISTS (
    SELECT FROM destinations own WHERE own.id = ${x}.destination_id AND own.business_id = ${x}.business_id AND own.recipient_id = ${person}))`;

/** Event `e` was told to the person. */
export const toldEvent = (e: string, person: string) => `EXISTS (
    SELECT FROM deliveries td WHERE td.event_id = ${e}.id AND td.business_id = ${e}.business_id AND ${toldDelivery('td', person)})`;

/** Of dispute `d` something was told to the person: of its own stage, or what ended it at another. */
export const toldDispute = (d: string, person: string) => `EXISTS (
    SELECT FROM events te WHERE ${IS_OF_DISPUTE('te', d)}
      AND (coalesce(te.facts->>'stage', ${d}.stage) = ${d}.stage OR te.id = ${d}.ended_by) AND ${toldEvent('te', person)})`;

/** Delivery `x` is one that colleagues of an event that was told to them know of: it went to the team, and arrived as far as is known. */
export const knownDelivery = (x: string) =>
  `(${x}.status IN ('SENT', 'DELIVERED') AND ${x}.destination_id IS NOT NULL)`;

type Whose = OwnedFields['whose'];

/** $1 the ids, $2 the business, $3 the person or the key. A row for what they may know of, and whether it is theirs. */
const OWNERSHIP_STATEMENTS: Record<Whose, string> = {
  delivery: `
    SELECT x.id, t.recipient_id IS NOT DISTINCT FROM $3 AS own
    FROM deliveries x JOIN destinations t ON t.id = x.destination_id JOIN events e ON e.id = x.event_id
    WHERE x.id = ANY($1) AND x.business_id = $2 AND (t.recipient_id = $3 OR ${knownDelivery('x')} AND ${toldEvent('e', '$3')})`,
  destination: `SELECT id, true AS own FROM destinations WHERE id = ANY($1) AND business_id = $2 AND recipient_id = $3`,
  dispute: `SELECT d.id, true AS own FROM disputes d WHERE d.id = ANY($1) AND d.business_id = $2 AND ${toldDispute('d', '$3')}`,
  event: `SELECT e.id, true AS own FROM events e WHERE e.id = ANY($1) AND e.business_id = $2 AND ${toldEvent('e', '$3')}`,
  notification: `SELECT id, true AS own FROM notifications WHERE id = ANY($1) AND business_id = $2 AND recipient_id = $3`,
  // Who takes an id that another key has taken learns that it is there.
  publication: `SELECT id, published_by = $3 AS own FROM events WHERE id = ANY($1) AND business_id = $2 AND published_by IS NOT NULL`,
  recipient: `SELECT id, id = $3 AS own FROM recipients WHERE id = ANY($1) AND business_id = $2`,
};

const ownershipOf =
  (whose: Whose): BatchLoad<Ownership> =>
  async (dataSource, businessId, ids, asker) => {
    const rows = await readOwnership(dataSource, whose, { businessId, asker }, ids);
    const byId = new Map(rows.map(({ id, own }): [string, Ownership] => [id, own ? 'OWN' : 'OTHERS']));
    return ids.map((id) => byId.get(id) ?? null);
  };

/** Of objects of each kind, for who asks: one statement for many. */
export const OWNERSHIP: Record<Whose, BatchLoad<Ownership>> = {
  delivery: ownershipOf('delivery'),
  destination: ownershipOf('destination'),
  dispute: ownershipOf('dispute'),
  event: ownershipOf('event'),
  notification: ownershipOf('notification'),
  publication: ownershipOf('publication'),
  recipient: ownershipOf('recipient'),
};

function readOwnership(
  dataSource: DataSource,
  whose: Whose,
  { businessId, asker }: { businessId: string; asker: string | null },
  ids: readonly string[],
): Promise<{ id: string; own: boolean }[]> {
  return dataSource.query(OWNERSHIP_STATEMENTS[whose], [ids, businessId, asker]);
}

/**
 * @throws NOT_FOUND for what is somebody else's, in the words for what is not there; BAD_USER_INPUT where a MEMBER adds
 * something without saying that it is their own.
 */
export async function checkMemberScope(
  dataSource: DataSource,
  viewer: Viewer,
  { member, argument }: MemberScope,
  args: unknown,
): Promise<void> {
  if (viewer.access !== 'MEMBER') return;
  const path = argument.split('.');
  const key = path.at(-1) ?? argument;
  const named = path.reduce<unknown>(
    (value, name) => (value as Record<string, unknown> | null | undefined)?.[name],
    args,
  );
  if (named == null) throw badInput(makeReason('PERSON_NOT_SAID', { field: key, id: viewer.recipientId ?? '' }), key);
  const ids = (Array.isArray(named) ? named : [named]).map(String);
  const { businessId, recipientId: asker } = viewer;
  const rows = await readOwnership(dataSource, member, { businessId, asker }, ids);
  const found = new Set(rows.filter(({ own }) => own).map(({ id }) => id));
  const foreign = ids.find((id) => !found.has(id));
  if (foreign !== undefined) throw notFound(member.toUpperCase() as Noun, foreign);
}
