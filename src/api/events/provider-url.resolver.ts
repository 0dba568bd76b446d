/** Where the provider shows the record that an event is about. */
import { ResolveField, Resolver } from '@nestjs/graphql';
import { Event } from '../../core/ingest/event.entity.js';
import { providerUrl } from '../../sources/index.js';
import type { FieldContext } from '../graphql/field-context.js';
import { sourcesById } from '../sources/source.loader.js';

@Resolver(() => Event)
export class EventProviderUrlResolver {
  @ResolveField(() => String, {
    nullable: true,
    description: 'The record in the dashboard of the payment provider; null where no such page is known.',
  })
  async providerUrl(event: Event, _: object, { loaders }: FieldContext): Promise<string | null> {
    const source = await loaders.load(sourcesById, event.sourceId);
    return providerUrl(source?.kind ?? null, event);
  }
}
