/** What a MEMBER's key may touch: what belongs to the person that it is bound to, and nothing else. */
import type { DataSource } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import type { MemberScope } from '../../core/schema/access.js';
import { makeReason } from '../../domain/reasons.js';
import type { Noun } from '../../domain/request-reasons.js';
import { badInput, notFound } from '../graphql/errors.js';

interface Owned {
  /** As the sentence of what is not there has it. */
  what: Noun;
  /** $1 the ids, $2 the business, $3 the person; gives those that are the person's. */
  statement: string;
}

const OWNED: Record<MemberScope['member'], Owned> = {
  'own destination': {
    what: 'DESTINATION',
    statement: 'SELECT id FROM destinations WHERE id = ANY($1) AND business_id = $2 AND recipient_id = $3',
  },
  'own notifications': {
    what: 'NOTIFICATION',
    statement: 'SELECT id FROM notifications WHERE id = ANY($1) AND business_id = $2 AND recipient_id = $3',
  },
  'own recipient': {
    what: 'RECIPIENT',
    statement: 'SELECT id FROM recipients WHERE id = ANY($1) AND business_id = $2 AND id = $3',
  },
};

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
  const { what, statement } = OWNED[member];
  const path = argument.split('.');
  const key = path.at(-1) ?? argument;
  const named = path.reduce<unknown>(
    (value, name) => (value as Record<string, unknown> | null | undefined)?.[name],
    args,
  );
  if (named == null) throw badInput(makeReason('PERSON_NOT_SAID', { field: key, id: viewer.recipientId ?? '' }), key);
  const ids = (Array.isArray(named) ? named : [named]).map(String);
  const owned: { id: string }[] = await dataSource.query(statement, [ids, viewer.businessId, viewer.recipientId]);
  const found = new Set(owned.map((row) => row.id));
  const foreign = ids.find((id) => !found.has(id));
  if (foreign !== undefined) throw notFound(what, foreign);
}
