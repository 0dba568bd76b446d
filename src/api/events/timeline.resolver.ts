/** What became of an event, line by line. */
import { Args, Field, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { channelOf } from '../../channels/index.js';
import { renderTexts } from '../../channels/rendering/texts.js';
import { Delivery } from '../../core/delivery/delivery.entity.js';
import { Event } from '../../core/ingest/event.entity.js';
import { formText } from '../../domain/form-words.js';
import { type FactEntry, type TimelineEntry, timelineOf } from '../../domain/timeline.js';
import { timelineText } from '../../domain/timeline-words.js';
import { nearestLocale } from '../../domain/vocabulary.js';
import { RequestLoaders } from '../auth/access.guard.js';
import { deliveriesById } from '../deliveries/delivery.loader.js';
import type { Loaders } from '../graphql/loaders.js';
import { usableLocale } from '../graphql/money.type.js';
import { ledgersOfEvents } from './timeline.loader.js';

@ObjectType('TimelineEntry')
export class TimelineEntryType {
  @Field()
  at: Date;
  @Field({ description: 'What happened, as a key that never changes with the locale.' })
  kind: string;
  @Field(() => String, { nullable: true, description: 'Who did it, where a person asked for it.' })
  actor: string | null;
}

@Resolver(() => Event)
export class EventTimelineResolver {
  @ResolveField(() => [TimelineEntryType], {
    description:
      'Oldest first: received, planned, held, each try, each end, who was not told and why, and who had it sent again. Of the first 200 deliveries.',
  })
  async timeline(@Parent() event: Event, @RequestLoaders() loaders: Loaders): Promise<TimelineEntry[]> {
    const ledger = await loaders.load(ledgersOfEvents, event.id);
    return ledger ? timelineOf(ledger) : [];
  }
}

@Resolver(() => TimelineEntryType)
export class TimelineEntryResolver {
  @ResolveField(() => String, { description: 'A sentence; reasons stand in it as the ledger has them, in English.' })
  text(
    @Parent() entry: TimelineEntry | FactEntry,
    @Args('locale', { type: () => String, nullable: true }) locale?: string,
  ): string {
    if (entry.kind === 'FACT') return renderTexts(entry.event, { locale: usableLocale(locale), timeZone: 'UTC' }).title;
    const { kind, facts } = entry;
    const channelName = facts.channel ? formText(channelOf(facts.channel).label, locale) : '';
    return timelineText(kind, facts, nearestLocale(locale), channelName);
  }

  @ResolveField(() => Delivery, { nullable: true })
  async delivery(
    @Parent() { deliveryId }: TimelineEntry,
    @RequestLoaders() loaders: Loaders,
  ): Promise<Delivery | null> {
    return deliveryId ? loaders.load(deliveriesById, deliveryId) : null;
  }
}
