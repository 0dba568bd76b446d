/** Ends mails of a kind to one address, for whoever has the link of such a mail. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type AddressPage, findLinkedAddress } from '../../core/planning/linked-address.js';
import { MAIL_READER } from '../../domain/actors.js';
import { typesToEnd } from '../../domain/unsubscribing.js';
import { CATEGORIES, type Category } from '../../domain/vocabulary.js';
import type { OpenedLink } from '../../platform/secrets/sealed-links.js';
import { choose } from './choices.js';

/** What the page says. */
export interface Subscription extends AddressPage {
  /** Those that the link ends. */
  categories: readonly Category[];
}

@Injectable()
export class UnsubscribeService {
  /** For the tenants' connections: the caller has named the business of the link. */
  constructor(private readonly dataSource: DataSource) {}

  /** Null where the address is no longer one of the team. */
  async find(link: OpenedLink): Promise<Subscription | null> {
    const categories = CATEGORIES.filter((category) => link.words.includes(category));
    const found = categories.length > 0 ? await findLinkedAddress(this.dataSource, link) : null;
    return found && { ...found.page, categories };
  }

  /**
   * Critical event types stay on: they warn of losses, and are switched off in Tocsin by somebody who is told what that opens.
   * Doing it again changes nothing.
   */
  async end({ businessId, id }: OpenedLink, { categories }: Subscription): Promise<void> {
    const choices = { destinationId: id, types: typesToEnd(categories), enabled: false };
    await this.dataSource.transaction((manager) =>
      choose(manager, { businessId, actor: MAIL_READER.unsubscribe }, 'unsubscribe', choices),
    );
  }
}
