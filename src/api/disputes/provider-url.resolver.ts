/** Where the provider shows a dispute. */
import { ResolveField, Resolver } from '@nestjs/graphql';
import { Dispute } from '../../core/disputes/dispute.entity.js';
import { CATALOGUE } from '../../domain/catalogue/index.js';
import { NO_FACTS } from '../../domain/facts.js';
import { providerUrl } from '../../sources/index.js';
import type { FieldContext } from '../graphql/field-context.js';
import { sourcesById } from '../sources/source.loader.js';
import { eventsOfDisputes } from './dispute.loader.js';

@Resolver(() => Dispute)
export class DisputeProviderUrlResolver {
  @ResolveField(() => String, {
    nullable: true,
    description: 'The dispute in the dashboard of the payment provider; null where no such page is known.',
  })
  async providerUrl(dispute: Dispute, _: object, { loaders }: FieldContext): Promise<string | null> {
    const { id, sourceId, externalId, test } = dispute;
    const [source, events] = await Promise.all([
      loaders.load(sourcesById, sourceId),
      loaders.load(eventsOfDisputes, id),
    ]);
    // The connected account is in the events only.
    const account = events.find(({ facts }) => facts.account)?.facts.account ?? null;
    const facts = { ...NO_FACTS, disputeId: externalId, account };
    const { key: type } = CATALOGUE['dispute.opened'];
    return providerUrl(source?.kind ?? null, { type, entityId: externalId, facts, test });
  }
}
