/** From an event to its dispute and its ladder, and back to the event that opened it. */
import { ResolveField, Resolver } from '@nestjs/graphql';
import { factValues } from '../../channels/rendering/fact-values.js';
import { Dispute } from '../../core/disputes/dispute.entity.js';
import { Event } from '../../core/ingest/event.entity.js';
import { NO_FACTS } from '../../domain/facts.js';
import type { Formatter } from '../../i18n/formatter.js';
import type { FieldContext } from '../graphql/field-context.js';
import { HasLocale, type LocaleArgument } from '../graphql/locale-argument.js';
import { SENTENCE } from '../graphql/query-cost.js';
import { inLanguage } from '../graphql/request-formatter.js';
import { disputesByEvents, openingsOfDisputes } from './event-dispute.loader.js';

@Resolver(() => Event)
export class EventDisputeResolver {
  @ResolveField(() => Dispute, {
    nullable: true,
    description: 'The dispute that it is about, at its stage; null for all other events, and before it is planned.',
  })
  dispute({ id }: Event, _: object, { loaders }: FieldContext): Promise<Dispute | null> {
    return loaders.load(disputesByEvents, id);
  }
}

@Resolver(() => Dispute)
export class DisputeEventResolver {
  @ResolveField(() => Event, { description: 'By which it opened, else the first that told of it.' })
  event({ id }: Dispute, _: object, { loaders }: FieldContext): Promise<Event | null> {
    return loaders.load(openingsOfDisputes, id);
  }

  @ResolveField(() => String, {
    complexity: SENTENCE,
    description: 'What it is about, for a heading: "Dispute of $99.00 from John Doe".',
  })
  @HasLocale()
  async title(
    dispute: Dispute,
    { locale }: LocaleArgument,
    { loaders, formatter: asker }: FieldContext,
  ): Promise<string> {
    const event = await loaders.load(openingsOfDisputes, dispute.id);
    const formatter = inLanguage(asker, locale);
    const { amount, customer } = disputeValues(dispute, formatter, event);
    return formatter.text('disputePage.heading', { amount, customer });
  }

  @ResolveField(() => String, { nullable: true, complexity: SENTENCE, description: '`reason` in words.' })
  @HasLocale()
  async reasonText(
    dispute: Dispute,
    { locale }: LocaleArgument,
    { loaders, formatter: asker }: FieldContext,
  ): Promise<string | null> {
    const event = await loaders.load(openingsOfDisputes, dispute.id);
    // Only beside the event do we know which of our words the provider's code stands for.
    const said = event?.facts.reason === dispute.reason ? event : null;
    return disputeValues(dispute, inLanguage(asker, locale), said).reason;
  }

  @ResolveField(() => String, { nullable: true, complexity: SENTENCE, description: '`stage` in words.' })
  @HasLocale()
  stageText(dispute: Dispute, { locale }: LocaleArgument, { formatter: asker }: FieldContext): string | null {
    return disputeValues(dispute, inLanguage(asker, locale)).stage;
  }
}

function disputeValues({ amount, currency, reason, stage }: Dispute, formatter: Formatter, event: Event | null = null) {
  return factValues({ ...NO_FACTS, ...event?.facts, amount, currency, reason, stage }, formatter);
}
