import { CustomerEmailSwitch } from '../../core/planning/customer-email.entity.js';
import { listsBy } from '../graphql/loaders.js';

/** Only what was chosen. */
export const customerEmailsOfBusinesses = listsBy(CustomerEmailSwitch, 'businessId');
