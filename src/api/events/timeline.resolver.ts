/** What became of an event, line by line. */
import { Field, Int, ObjectType, ResolveField, Resolver } from '@nestjs/graphql';
import { renderTitle } from '../../channels/rendering/texts.js';
import { Delivery } from '../../core/delivery/delivery.entity.js';
import { Event } from '../../core/ingest/event.entity.js';
import { VisibleTo } from '../../core/schema/access.js';
import { type FactEntry, type TimelineEntry, timelineOf } from '../../domain/timeline.js';
import { deliveriesById } from '../deliveries/delivery.loader.js';
import type { FieldContext } from '../graphql/field-context.js';
import { HasLocale, type LocaleArgument } from '../graphql/locale-argument.js';
import { SENTENCE } from '../graphql/query-cost.js';
import { inLanguage } from '../graphql/request-formatter.js';
import { ledgersOfEvents } from './timeline.loader.js';
import { timelineText } from './timeline-text.js';

@ObjectType('TimelineEntry')
@VisibleTo({ VIEWER: 'ALL', MEMBER: 'ALL' })
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
      'Oldest first: received, planned, held, each try, each end, and who had it sent again. Whom the plan did not tell is one line, NOT_TOLD. Of the first 200 deliveries.',
  })
  async timeline(event: Event, _: object, { loaders }: FieldContext): Promise<TimelineEntry[]> {
    const ledger = await loaders.load(ledgersOfEvents, event.id);
    return ledger ? timelineOf(ledger) : [];
  }
}

@Resolver(() => TimelineEntryType)
export class TimelineEntryResolver {
  @ResolveField(() => String, {
    description: 'A sentence; without `locale` in the language of Accept-Language, else in English.',
    complexity: SENTENCE,
  })
  @HasLocale()
  text(entry: TimelineEntry | FactEntry, { locale }: LocaleArgument, { formatter: requested }: FieldContext): string {
    const formatter = inLanguage(requested, locale);
    return entry.kind === 'FACT' ? renderTitle(entry.event, formatter) : timelineText(entry, formatter);
  }

  @ResolveField(() => Int, { description: 'How many it is about: of NOT_TOLD those who were not told, else 1.' })
  count(entry: TimelineEntry | FactEntry): number {
    return foldedOf(entry).length || 1;
  }

  @ResolveField(() => [TimelineEntryType], {
    description: 'Of NOT_TOLD: a line for each who was not told, and why. Of all others none.',
  })
  folded(entry: TimelineEntry | FactEntry): readonly TimelineEntry[] {
    return foldedOf(entry);
  }

  @ResolveField(() => Delivery, { nullable: true })
  async delivery({ deliveryId }: TimelineEntry, _: object, { loaders }: FieldContext): Promise<Delivery | null> {
    return deliveryId ? loaders.load(deliveriesById, deliveryId) : null;
  }
}

const foldedOf = (entry: TimelineEntry | FactEntry): readonly TimelineEntry[] =>
  entry.kind === 'FACT' ? [] : (entry.folded ?? []);
