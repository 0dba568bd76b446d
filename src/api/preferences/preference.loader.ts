import { BusinessDefault } from '../../core/planning/business-default.entity.js';
import { PreferenceChoice } from '../../core/planning/preference.entity.js';
import { listsBy } from '../graphql/loaders.js';

/** Only what was chosen. */
export const choicesOfDestinations = listsBy(PreferenceChoice, 'destinationId');
/** Only what was chosen. */
export const defaultsOfBusinesses = listsBy(BusinessDefault, 'businessId');
