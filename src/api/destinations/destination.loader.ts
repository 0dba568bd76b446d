import { IsNull } from 'typeorm';
import { Destination } from '../../core/planning/destination.entity.js';
import { listsBy, rowsById } from '../graphql/loaders.js';

/** Not removed. */
export const destinationsById = rowsById<Destination>(Destination, { removedAt: IsNull() });
/** Not removed. */
export const destinationsOfRecipients = listsBy<Destination>(Destination, 'recipientId', { removedAt: IsNull() });
/** Also one that was removed since. */
export const everyDestinationById = rowsById<Destination>(Destination);
