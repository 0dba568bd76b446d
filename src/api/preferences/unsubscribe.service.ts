/** Ends mails of a kind to one address, for whoever has the link of such a mail. */
import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { Business } from '../../core/access/business.entity.js';
import { EmailDestination } from '../../core/planning/destination.entity.js';
import { Recipient } from '../../core/planning/recipient.entity.js';
import { CATALOGUE } from '../../domain/catalogue/index.js';
import type { Unsubscription } from '../../platform/secrets/unsubscribe-link.js';
import { choose } from './choices.js';

/** What the page says. */
export interface Subscription {
  address: string;
  businessName: string;
  /** BCP 47. */
  locale: string;
}

const ACTOR = 'one-click unsubscribe';

@Injectable()
export class UnsubscribeService {
  /** For the tenants' connections: the caller has named the business of the link. */
  constructor(private readonly dataSource: DataSource) {}

  /** Null where the address is no longer one of the team. */
  async find({ businessId, destinationId }: Unsubscription): Promise<Subscription | null> {
    const one = { id: destinationId, businessId, removedAt: IsNull() };
    const destination = await this.dataSource.getRepository(EmailDestination).findOneBy(one);
    const business = await this.dataSource.getRepository(Business).findOneBy({ id: businessId });
    if (!destination || !business) return null;
    const { recipientId, address } = destination;
    const reader = recipientId
      ? await this.dataSource.getRepository(Recipient).findOneBy({ id: recipientId, businessId })
      : null;
    return { address, businessName: business.name, locale: reader?.locale ?? business.locale };
  }

  /**
   * Off are all event types of the categories but the critical ones, whose mails have no such link: they warn of losses,
   * and are switched off in Tocsin by somebody who is told what that opens. Doing it again changes nothing.
   */
  async end({ businessId, destinationId, categories }: Unsubscription): Promise<void> {
    const types = Object.values(CATALOGUE)
      .filter((entry) => categories.includes(entry.category) && entry.severity !== 'CRITICAL')
      .map((entry) => entry.key);
    await this.dataSource.transaction((manager) =>
      choose(manager, { businessId, actor: ACTOR }, 'unsubscribe', { destinationId, types, enabled: false }),
    );
  }
}
