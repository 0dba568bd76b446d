/** What subscriptions of all nouns have in common. Each begins at once; what came before, and what a broken stream missed, a query gives. */
import { askerOf, type Viewer } from '../../core/access/viewer.js';
import { type IdKind, kindOfId } from '../../domain/ids.js';
import type { LiveUpdate } from '../../domain/live-update.js';

/** The feed's item is the field's value. */
export const ITEM_AS_VALUE = { resolve: (item: unknown) => item };

/** All of a viewer that decides what they are shown: two that have it in common are shown the same. */
export const viewerKey = (viewer: Viewer) =>
  [viewer.businessId, viewer.access, viewer.recipientId, askerOf(viewer)] as const;

/** The id of what a live update of the business is about, where it is of this kind. */
export const idOfKind =
  (kind: IdKind) =>
  ({ recipientId, id }: LiveUpdate) =>
    !recipientId && id && kindOfId(id) === kind ? id : null;
