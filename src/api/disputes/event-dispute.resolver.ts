/** From an event to its dispute and its ladder, and back to the event that opened it. */
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Dispute } from '../../core/disputes/dispute.entity.js';
import { Event } from '../../core/ingest/event.entity.js';
import { RequestLoaders } from '../auth/access.guard.js';
import type { Loaders } from '../graphql/loaders.js';
import { disputesByEvents, openingsOfDisputes } from './event-dispute.loader.js';

@Resolver(() => Event)
export class EventDisputeResolver {
  @ResolveField(() => Dispute, {
    nullable: true,
    description: 'The dispute that it is about, at its stage; null for all other events, and before it is planned.',
  })
  dispute(@Parent() { id }: Event, @RequestLoaders() loaders: Loaders): Promise<Dispute | null> {
    return loaders.load(disputesByEvents, id);
  }
}

@Resolver(() => Dispute)
export class DisputeEventResolver {
  @ResolveField(() => Event, { description: 'By which it opened, else the first that told of it.' })
  event(@Parent() { id }: Dispute, @RequestLoaders() loaders: Loaders): Promise<Event | null> {
    return loaders.load(openingsOfDisputes, id);
  }
}
