/** Ends mails of a kind to one address, for whoever has the link of such a mail. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CATALOGUE } from '../../domain/catalogue/index.js';
import type { Unsubscription } from '../../platform/secrets/unsubscribe-link.js';
import { choose } from './choices.js';
import { type AddressPage, findLinkedAddress } from './linked-address.js';

const ACTOR = 'one-click unsubscribe';

@Injectable()
export class UnsubscribeService {
  /** For the tenants' connections: the caller has named the business of the link. */
  constructor(private readonly dataSource: DataSource) {}

  /** Null where the address is no longer one of the team. */
  async find(link: Unsubscription): Promise<AddressPage | null> {
    return (await findLinkedAddress(this.dataSource, link))?.page ?? null;
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
