import { IsNull } from 'typeorm';
import { Business } from '../../core/access/business.entity.js';
import { Source } from '../../core/ingest/source.entity.js';
import { ActivationInstructionsRow } from '../../core/planning/activation-instructions.entity.js';
import { CustomerEmailSwitch } from '../../core/planning/customer-email.entity.js';
import { type BatchLoad, listsBy } from '../graphql/loaders.js';

/** Of all businesses a viewer has one: their own. */
export const businessesById: BatchLoad<Business | null> = async (dataSource, businessId, ids) => {
  const own = ids.includes(businessId) ? await dataSource.getRepository(Business).findOneBy({ id: businessId }) : null;
  return ids.map((id) => (id === businessId ? own : null));
};

/** Only what was chosen. */
export const customerEmailsOfBusinesses = listsBy(CustomerEmailSwitch, 'businessId');

export const liveSourcesOfBusinesses = listsBy(Source, 'businessId', { removedAt: IsNull() });

export const instructionsOfBusinesses = listsBy(ActivationInstructionsRow, 'businessId');
