import { Args, ArgsType, Field, ID, InputType, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { IsOptional, MaxLength } from 'class-validator';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import { renderTitle } from '../../channels/rendering/texts.js';
import type { Viewer } from '../../core/access/viewer.js';
import type { Delivery } from '../../core/delivery/delivery.entity.js';
import { Event } from '../../core/ingest/event.entity.js';
import { AMONG_ALL, AMONG_NEWEST, IS_ABOUT, searchTerm } from '../../core/ingest/event-terms.js';
import { Source } from '../../core/ingest/source.entity.js';
import { Access } from '../../core/schema/access.js';
import { CategoryEnum, type EventStatus, EventStatusEnum, JsonScalar } from '../../core/schema/enums.js';
import { findEventType, typesInCategories } from '../../domain/catalogue/index.js';
import { makeReason } from '../../domain/reasons.js';
import type { Category } from '../../domain/vocabulary.js';
import { reasonText } from '../../i18n/reason-text.js';
import { maskLicenseKeys } from '../../sources/license-keys.js';
import { TemporalLinks } from '../../temporal/links.js';
import { CurrentViewer, RequestLoaders } from '../auth/access.guard.js';
import { toldEvent } from '../auth/member-scope.js';
import { isVisible } from '../auth/visibility.js';
import { deliveriesOfEvents } from '../deliveries/delivery.loader.js';
import { DeliveryConnection } from '../deliveries/delivery.resolver.js';
import { connectionOf, type Page, PageArgs, pageOf } from '../graphql/connection.js';
import type { FieldContext } from '../graphql/field-context.js';
import type { Loaders } from '../graphql/loaders.js';
import { HasLocale, type LocaleArgument } from '../graphql/locale-argument.js';
import { Money, moneyOf } from '../graphql/money.type.js';
import { pageCost, RARELY_MET, SENTENCE } from '../graphql/query-cost.js';
import { inLanguage } from '../graphql/request-formatter.js';
import { sourcesById } from '../sources/source.loader.js';
import { Erasure } from './erasure.type.js';
import { bodiesOfEvents, eventsById } from './event.loader.js';
import { EventType } from './event-type.type.js';

@InputType()
class EventFilter {
  @Field(() => String, {
    nullable: true,
    description:
      'What an id, the type or its last part, the amount, or the customer’s name, a later part of it, e-mail or its domain begins with.',
  })
  @IsOptional()
  @MaxLength(200)
  query?: string;
  @Field(() => ID, { nullable: true })
  sourceId?: string;
  @Field(() => String, { nullable: true })
  type?: string;
  @Field(() => CategoryEnum, { nullable: true })
  category?: Category;
  @Field(() => EventStatusEnum, { nullable: true })
  status?: EventStatus;
  @Field(() => String, { nullable: true })
  externalId?: string;
  @Field(() => String, {
    nullable: true,
    description: 'What it is about: the id of a payment, dispute, payout…; or the connected account that it came in.',
  })
  entityId?: string;
  @Field(() => Date, { nullable: true })
  receivedAfter?: Date;
  @Field(() => Date, { nullable: true })
  receivedBefore?: Date;
}

@ArgsType()
class EventsArgs extends PageArgs {
  @Field(() => EventFilter, { nullable: true })
  filter?: EventFilter;
}

/** What a body costs, in objects (src/api/graphql/query-cost.ts): most are some kilobytes, and read from a table of their own. */
const BODY = 20;
/** What a search costs: a term that no new event has, and many old ones have, collects these (0.3 s where 200,000 have it). */
const SEARCH = 10_000;
const UNINDEXED = ['category', 'status', 'receivedAfter', 'receivedBefore'] as const;

const filterPrice = (filter: EventFilter | null | undefined) =>
  (filter?.query ? SEARCH : 0) + (UNINDEXED.some((name) => filter?.[name] != null) ? RARELY_MET : 0);

const EventConnection = connectionOf<Event>('Event', () => Event, {
  VIEWER: 'ALL',
  MEMBER: 'ALL',
  PRODUCER: 'ALL',
});

@Resolver(() => Event)
export class EventResolver {
  constructor(
    private readonly dataSource: DataSource,
    private readonly links: TemporalLinks,
  ) {}

  @Query(() => EventConnection, {
    description: 'Newest first; of a PRODUCER what its own key published.',
    complexity: ({ args, childComplexity }) => pageCost(args.first, childComplexity) + filterPrice(args.filter),
  })
  @Access('ADMIN', 'VIEWER', 'MEMBER', 'PRODUCER')
  events(@CurrentViewer() viewer: Viewer, @Args() args: EventsArgs): Promise<Page<Event>> {
    const query = this.dataSource
      .getRepository(Event)
      .createQueryBuilder('event')
      .where('event.businessId = :businessId', viewer);
    if (viewer.access === 'MEMBER') query.andWhere(toldEvent('event', ':recipientId'), viewer);
    if (viewer.access === 'PRODUCER') query.andWhere('event.publishedBy = :credential', viewer);
    const filter = args.filter ?? {};
    for (const key of ['sourceId', 'type', 'status', 'externalId'] as const) {
      if (filter[key] != null) query.andWhere(`event.${key} = :${key}`, { [key]: filter[key] });
    }
    if (filter.entityId != null) query.andWhere(IS_ABOUT, filter);
    if (filter.category) query.andWhere('event.type IN (:...types)', { types: typesInCategories(filter.category) });
    if (filter.receivedAfter) query.andWhere('event.receivedAt > :receivedAfter', filter);
    if (filter.receivedBefore) query.andWhere('event.receivedAt < :receivedBefore', filter);
    const term = searchTerm(filter.query ?? '');
    return term ? found(query, term, args) : pageOf(query, 'event', args);
  }

  @Query(() => Event, { nullable: true })
  @Access('ADMIN', 'VIEWER', 'MEMBER', 'PRODUCER')
  async event(
    @CurrentViewer() viewer: Viewer,
    @RequestLoaders() loaders: Loaders,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<Event | null> {
    const event = await loaders.load(eventsById, id);
    return event && (await isVisible(viewer, loaders, event)) ? event : null;
  }

  @ResolveField(() => EventType, { nullable: true, description: 'Null where the catalogue does not know the type.' })
  eventType(event: Event): EventType | null {
    return findEventType(event.type);
  }

  @ResolveField(() => Source, { description: 'Also one that was removed since.' })
  source(event: Event, _: object, { loaders }: FieldContext): Promise<Source | null> {
    return loaders.load(sourcesById, event.sourceId);
  }

  @ResolveField(() => String, { complexity: SENTENCE })
  @HasLocale()
  summary(event: Event, { locale }: LocaleArgument, { formatter: asker }: FieldContext): string {
    return renderTitle(event, inLanguage(asker, locale));
  }

  @ResolveField(() => String, { nullable: true, description: 'Why it FAILED.' })
  statusReason({ statusReason }: Event, _: object, { formatter }: FieldContext): string | null {
    return statusReason && reasonText(formatter, statusReason);
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'Why it is told to nobody as a fact: its body does not carry its type.',
  })
  unreadable({ facts }: Event, _: object, { formatter }: FieldContext): string | null {
    return facts.unreadable ? reasonText(formatter, makeReason('UNREADABLE')) : null;
  }

  @ResolveField(() => String, { nullable: true, description: 'The connected account (Stripe Connect) it happened in.' })
  account({ facts }: Event): string | null {
    return facts.account ?? null;
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'The customer that it names, as the payment provider has them.',
  })
  customerId({ facts }: Event): string | null {
    return facts.customerId ?? null;
  }

  @ResolveField(() => Money, { nullable: true })
  amount(event: Event): Money | null {
    return moneyOf(event.facts);
  }

  @ResolveField(() => JsonScalar, {
    description:
      'The body as it came, license keys whole for ADMIN only; `{ "erased": { "code", "at" } }` once it is no longer kept, see `erased`.',
    complexity: BODY,
  })
  async payload(event: Event, _: object, { viewer: { access }, loaders }: FieldContext): Promise<unknown> {
    const body = await loaders.load(bodiesOfEvents, event.id);
    loaders.answer.spend(body.bytes);
    const payload = body.payload() ?? {};
    return access === 'ADMIN' ? payload : maskLicenseKeys(event.type, payload);
  }

  @ResolveField(() => Erasure, { nullable: true, description: 'Its body, or all that is personal, is gone.' })
  erased({ erasedAt, erasedBy }: Event, _: object, { formatter }: FieldContext): Erasure | null {
    if (!erasedAt || !erasedBy) return null;
    return { code: erasedBy, at: erasedAt, reason: reasonText(formatter, makeReason('ERASED', { by: erasedBy })) };
  }

  @ResolveField(() => String, { nullable: true, description: 'This run in the Temporal Web UI.' })
  workflowUrl(event: Event): string | null {
    return this.links.toWorkflow(event.workflowId);
  }

  @ResolveField(() => DeliveryConnection, { description: 'Oldest first.' })
  deliveries(
    @Parent() event: Event,
    @RequestLoaders() loaders: Loaders,
    @Args() args: PageArgs,
  ): Promise<Page<Delivery>> {
    return loaders.loadPage(deliveriesOfEvents, event.id, args);
  }
}

/** Of this term. @throws BAD_USER_INPUT for a cursor that is none. */
async function found(query: SelectQueryBuilder<Event>, term: string, args: PageArgs): Promise<Page<Event>> {
  query.setParameters({ term, after: args.after ?? null });
  const page = await pageOf(query.clone().andWhere(AMONG_NEWEST), 'event', args);
  return page.pageInfo.hasNextPage ? page : pageOf(query.andWhere(AMONG_ALL), 'event', args);
}
