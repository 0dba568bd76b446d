import { Attempt, Delivery } from '../../core/delivery/delivery.entity.js';
import { listsBy, pagesBelow, rowsById } from '../graphql/loaders.js';

export const deliveriesById = rowsById(Delivery);
export const attemptsOfDeliveries = listsBy(Attempt, 'deliveryId');

/** Oldest first. */
export const deliveriesOfEvents = pagesBelow({ entity: Delivery, key: 'eventId', kind: 'delivery', order: 'ASC' });
