import { Attempt, Delivery } from '../../core/delivery/delivery.entity.js';
import { knownDelivery, toldDelivery } from '../auth/member-scope.js';
import { listsBy, pagesBelow, rowsById } from '../graphql/loaders.js';

export const deliveriesById = rowsById(Delivery);
export const attemptsOfDeliveries = listsBy(Attempt, 'deliveryId');

/** Oldest first. */
export const deliveriesOfEvents = pagesBelow({
  entity: Delivery,
  key: 'eventId',
  kind: 'delivery',
  order: 'ASC',
  seenBy: (item, person) => `(${knownDelivery(item)} OR ${toldDelivery(item, person)})`,
});
