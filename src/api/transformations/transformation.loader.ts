import { TransformationFailure } from '../../core/delivery/transformation-failure.entity.js';
import { TransformationVersion } from '../../core/delivery/transformation-version.entity.js';
import { listsBy, pagesBelow } from '../graphql/loaders.js';

/** Of an endpoint's code, oldest first. */
export const versionsOfDestinations = listsBy(TransformationVersion, 'destinationId');

/** Of an endpoint's code, newest first. */
export const failuresOfDestinations = pagesBelow({
  entity: TransformationFailure,
  key: 'destinationId',
  kind: 'transformationFailure',
  order: 'DESC',
});
