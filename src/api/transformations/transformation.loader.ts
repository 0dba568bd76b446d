import { TransformationVersion } from '../../core/delivery/transformation-version.entity.js';
import { listsBy } from '../graphql/loaders.js';

/** Of an endpoint's code, oldest first. */
export const versionsOfDestinations = listsBy(TransformationVersion, 'destinationId');
