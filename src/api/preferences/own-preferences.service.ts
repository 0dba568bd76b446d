/** What comes to one e-mail address, for whoever has the link of a mail to it. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BusinessDefault } from '../../core/planning/business-default.entity.js';
import { type AddressPage, findLinkedAddress } from '../../core/planning/linked-address.js';
import { PreferenceChoice } from '../../core/planning/preference.entity.js';
import { MAIL_READER } from '../../domain/actors.js';
import type { OpenedLink } from '../../platform/secrets/sealed-links.js';
import { choose } from './choices.js';
import { type Preference, preferencesOf } from './preference.type.js';

/** What the page says. */
export interface OwnPreferences extends AddressPage {
  /** In the order of the catalogue. */
  preferences: readonly Preference[];
}

@Injectable()
export class OwnPreferencesService {
  /** For the tenants' connections: the caller has named the business of the link. */
  constructor(private readonly dataSource: DataSource) {}

  /** Null where the address is no longer one of the team. */
  async find(link: OpenedLink): Promise<OwnPreferences | null> {
    const found = await findLinkedAddress(this.dataSource, link);
    if (!found) return null;
    const { page, destination, owner } = found;
    const { businessId, id: destinationId } = link;
    const choices = await this.dataSource.getRepository(PreferenceChoice).findBy({ destinationId, businessId });
    const defaults = await this.dataSource.getRepository(BusinessDefault).findBy({ businessId });
    return { ...page, preferences: preferencesOf(destination, owner?.roles ?? [], choices, defaults) };
  }

  /**
   * On are the event types of `wanted`, off all others; what is so already is left to its layer, and so are the critical
   * ones: they warn of losses, and are switched off in Tocsin by somebody who is told what that opens.
   */
  async choose(
    { businessId, id: destinationId }: OpenedLink,
    known: OwnPreferences,
    wanted: ReadonlySet<string>,
  ): Promise<void> {
    const changed = known.preferences.filter(
      ({ eventType, enabled }) => eventType.severity !== 'CRITICAL' && enabled !== wanted.has(eventType.key),
    );
    await this.dataSource.transaction(async (manager) => {
      for (const enabled of [true, false]) {
        const types = changed.filter((one) => one.enabled !== enabled).map(({ eventType }) => eventType.key);
        if (types.length === 0) continue;
        const choices = { destinationId, types, enabled };
        await choose(manager, { businessId, actor: MAIL_READER.preferences }, 'setAllPreferences', choices);
      }
    });
  }
}
