/** Whether somebody sees an object or a field of it, where types alone cannot say: who has things of their own sees these, and little of others'. */
import type { Viewer } from '../../core/access/viewer.js';
import { isOwned, lists, type OwnedFields, visibilityOfRow, visibleFields } from '../../core/schema/access.js';
import type { Node } from '../../core/schema/node.js';
import type { Loaders } from '../graphql/loaders.js';
import { OWNERSHIP } from './member-scope.js';

/** Whether who asks sees this field of the object with this id. */
export async function showsField(fields: OwnedFields, loaders: Loaders, id: string, field: string): Promise<boolean> {
  const ownership = await loaders.load(OWNERSHIP[fields.whose], id);
  if (ownership === 'OWN') return lists(fields.own, field);
  return ownership === 'OTHERS' && lists(fields.others ?? [], field);
}

/** Whether somebody who has nothing but its id may be given this object. */
export async function isVisible({ access }: Viewer, loaders: Loaders, row: Node): Promise<boolean> {
  const rule = visibilityOfRow(row);
  if (!rule || access === 'ADMIN') return rule !== undefined;
  const fields = visibleFields(rule, access);
  if (!isOwned(fields)) return rule[access] !== undefined;
  return (await loaders.load(OWNERSHIP[fields.whose], row.id)) === 'OWN';
}
