/** What subscriptions of all nouns have in common. Each begins at once; what came before, and what a broken stream missed, a query gives. */
import { type IdKind, kindOfId } from '../../domain/ids.js';
import type { LiveUpdate } from '../../domain/live-update.js';

/** The feed's item is the field's value. */
export const ITEM_AS_VALUE = { resolve: (item: unknown) => item };

/** The id of what a live update of the business is about, where it is of this kind. */
export const idOfKind =
  (kind: IdKind) =>
  ({ recipientId, id }: LiveUpdate) =>
    !recipientId && id && kindOfId(id) === kind ? id : null;
