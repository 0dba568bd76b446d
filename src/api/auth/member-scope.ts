/** What a MEMBER's key may touch: what belongs to the person that it is bound to, and nothing else. The one place that says so. */
import type { DataSource } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import { Recipient } from '../../core/planning/recipient.entity.js';
import { badInput, notFound } from '../graphql/errors.js';

interface Naming {
  /** Where the input names what is asked for or changed. */
  key: 'id' | 'ids' | 'destinationId' | 'recipientId';
  what: 'destination' | 'notification' | 'recipient';
}

const DESTINATION: Naming = { key: 'destinationId', what: 'destination' };
const ID_OF_DESTINATION: Naming = { key: 'id', what: 'destination' };
const NOTIFICATIONS: Naming = { key: 'ids', what: 'notification' };
const PERSON: Naming = { key: 'recipientId', what: 'recipient' };

/** The root fields for members that name something. The others read `viewer.recipientId` or show what all may see. */
export const MEMBER_FIELDS: Record<string, Naming> = {
  addEmail: PERSON,
  archive: NOTIFICATIONS,
  explain: DESTINATION,
  explainPreference: DESTINATION,
  markRead: NOTIFICATIONS,
  markUnread: NOTIFICATIONS,
  registerDevice: PERSON,
  removeDestination: ID_OF_DESTINATION,
  resetPreferences: ID_OF_DESTINATION,
  setAllPreferences: DESTINATION,
  setDestinationEnabled: ID_OF_DESTINATION,
  setDigest: DESTINATION,
  setPreference: DESTINATION,
  unarchive: NOTIFICATIONS,
};

/** $1 the ids, $2 the business, $3 the person; gives those that are the person's. */
const MINE = {
  destination: 'SELECT id FROM destinations WHERE id = ANY($1) AND business_id = $2 AND recipient_id = $3',
  notification: 'SELECT id FROM notifications WHERE id = ANY($1) AND business_id = $2 AND recipient_id = $3',
  recipient: 'SELECT id FROM recipients WHERE id = ANY($1) AND business_id = $2 AND id = $3',
};

/**
 * @throws NOT_FOUND for what is somebody else's, in the words for what is not there; BAD_USER_INPUT where a MEMBER adds
 * something without saying that it is their own.
 */
export async function checkMemberScope(
  dataSource: DataSource,
  viewer: Viewer,
  field: string,
  args: { input?: Record<string, unknown> },
): Promise<void> {
  const naming = MEMBER_FIELDS[field];
  if (viewer.access !== 'MEMBER' || !naming) return;
  const named = args.input?.[naming.key];
  if (named == null)
    throw badInput(`Say whose it is: ${naming.key} "${viewer.recipientId}" is the person of this key.`, naming.key);
  const ids = (Array.isArray(named) ? named : [named]).map(String);
  const mine: { id: string }[] = await dataSource.query(MINE[naming.what], [
    ids,
    viewer.businessId,
    viewer.recipientId,
  ]);
  const found = new Set(mine.map((row) => row.id));
  const foreign = ids.find((id) => !found.has(id));
  if (foreign !== undefined) throw notFound(naming.what, foreign);
}

/** Whether a MEMBER may see this row by its id: nobody else's destination, inbox or person. Others may see any. */
export function isInMemberScope(viewer: Viewer, row: object | null): boolean {
  if (viewer.access !== 'MEMBER' || !row) return true;
  if (row instanceof Recipient) return row.id === viewer.recipientId;
  return !('recipientId' in row) || row.recipientId === viewer.recipientId;
}
