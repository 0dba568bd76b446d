/** The e-mail address that the link of a mail is about. */
import { type DataSource, IsNull } from 'typeorm';
import type { OpenedLink } from '../../platform/secrets/sealed-links.js';
import { Business } from '../access/business.entity.js';
import { EmailDestination } from './destination.entity.js';
import { Recipient } from './recipient.entity.js';

/** What a page behind such a link says first. */
export interface AddressPage {
  address: string;
  businessName: string;
  /** BCP 47. */
  locale: string;
}

export interface LinkedAddress {
  page: AddressPage;
  business: Business;
  destination: EmailDestination;
  /** Null for an address that is nobody's. */
  owner: Recipient | null;
}

/** On the tenants' connections the caller has named the business before. Null where the address is no longer one of the team. */
export async function findLinkedAddress(
  dataSource: DataSource,
  { businessId, id }: Pick<OpenedLink, 'businessId' | 'id'>,
): Promise<LinkedAddress | null> {
  const destination = await dataSource
    .getRepository(EmailDestination)
    .findOneBy({ id, businessId, removedAt: IsNull() });
  const business = await dataSource.getRepository(Business).findOneBy({ id: businessId });
  if (!destination || !business) return null;
  const { recipientId, address } = destination;
  const owner = recipientId
    ? await dataSource.getRepository(Recipient).findOneBy({ id: recipientId, businessId })
    : null;
  const page = { address, businessName: business.name, locale: owner?.locale ?? business.locale };
  return { page, business, destination, owner };
}
