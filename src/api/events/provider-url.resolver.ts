/** Where the provider shows the record that an event is about. */
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Event } from '../../core/ingest/event.entity.js';
import { providerUrl } from '../../sources/index.js';
import { RequestLoaders } from '../auth/access.guard.js';
import type { Loaders } from '../graphql/loaders.js';
import { sourcesById } from '../sources/source.loader.js';

@Resolver(() => Event)
export class EventProviderUrlResolver {
  @ResolveField(() => String, {
    nullable: true,
    description: 'The record in the dashboard of the payment provider; null where no such page is known.',
  })
  async providerUrl(@Parent() event: Event, @RequestLoaders() loaders: Loaders): Promise<string | null> {
    const source = await loaders.load(sourcesById, event.sourceId);
    return providerUrl(source?.kind ?? null, event);
  }
}
