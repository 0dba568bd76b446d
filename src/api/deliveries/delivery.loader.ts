import { Attempt, Delivery } from '../../core/delivery/delivery.entity.js';
import { listsBy, rowsById } from '../graphql/loaders.js';

export const deliveriesById = rowsById(Delivery);
export const attemptsOfDeliveries = listsBy(Attempt, 'deliveryId');
