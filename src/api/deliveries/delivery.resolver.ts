import { Args, ArgsType, Field, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { DataSource } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import { Attempt, Delivery } from '../../core/delivery/delivery.entity.js';
import { Event } from '../../core/ingest/event.entity.js';
import { Destination } from '../../core/planning/destination.entity.js';
import { Recipient } from '../../core/planning/recipient.entity.js';
import { Access } from '../../core/schema/access.js';
import { channelLabel } from '../../i18n/labels.js';
import { reasonText } from '../../i18n/reason-text.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { OWNERSHIP, toldDelivery } from '../auth/member-scope.js';
import { destinationsById, everyDestinationById } from '../destinations/destination.loader.js';
import { eventsById } from '../events/event.loader.js';
import { connectionOf, type Page, PageArgs, pageOf } from '../graphql/connection.js';
import type { FieldContext } from '../graphql/field-context.js';
import { pageCost, RARELY_MET } from '../graphql/query-cost.js';
import { everyRecipientById } from '../recipients/recipient.loader.js';
import { DeliveryFilter } from './delivery.filter.js';
import { attemptsOfDeliveries } from './delivery.loader.js';
import { knownDeliveries } from './known-delivery.loader.js';

const UNINDEXED = ['status', 'channel', 'createdAfter', 'createdBefore'] as const;

@ArgsType()
class DeliveriesArgs extends PageArgs {
  @Field(() => DeliveryFilter, { nullable: true })
  filter?: DeliveryFilter;
}

export const DeliveryConnection = connectionOf<Delivery>('Delivery', () => Delivery);

@Resolver(() => Delivery)
export class DeliveryResolver {
  constructor(private readonly dataSource: DataSource) {}

  @Query(() => DeliveryConnection, {
    description: 'Newest first.',
    complexity: ({ args, childComplexity }) =>
      pageCost(args.first, childComplexity) + (UNINDEXED.some((name) => args.filter?.[name] != null) ? RARELY_MET : 0),
  })
  @Access('ADMIN', 'VIEWER', 'MEMBER')
  deliveries(@CurrentViewer() viewer: Viewer, @Args() args: DeliveriesArgs): Promise<Page<Delivery>> {
    const query = this.dataSource
      .getRepository(Delivery)
      .createQueryBuilder('delivery')
      .where('delivery.businessId = :businessId', viewer);
    if (viewer.access === 'MEMBER') query.andWhere(toldDelivery('delivery', ':recipientId'), viewer);
    const filter = args.filter ?? {};
    for (const key of ['status', 'channel', 'destinationId', 'eventId'] as const) {
      if (filter[key] != null) query.andWhere(`delivery.${key} = :${key}`, { [key]: filter[key] });
    }
    if (filter.createdAfter) query.andWhere('delivery.createdAt > :createdAfter', filter);
    if (filter.createdBefore) query.andWhere('delivery.createdAt < :createdBefore', filter);
    return pageOf(query, 'delivery', args);
  }

  @ResolveField(() => Event)
  event(delivery: Delivery, _: object, { loaders }: FieldContext): Promise<Event | null> {
    return loaders.load(eventsById, delivery.eventId);
  }

  @ResolveField(() => String, {
    description: 'Masked where it is a secret; to a MEMBER, of others the name in place of the address.',
  })
  async to(
    { id, sentTo, channel }: Delivery,
    _: object,
    { viewer: { access }, loaders, formatter }: FieldContext,
  ): Promise<string> {
    if (access !== 'MEMBER' || (await loaders.load(OWNERSHIP.delivery, id)) === 'OWN') return sentTo;
    return (await loaders.load(knownDeliveries, id))?.name ?? channelLabel(formatter, channel);
  }

  @ResolveField(() => Destination, {
    nullable: true,
    description: 'Null for customer e-mails and removed destinations.',
  })
  async destination(delivery: Delivery, _: object, { loaders }: FieldContext): Promise<Destination | null> {
    return delivery.destinationId ? loaders.load(destinationsById, delivery.destinationId) : null;
  }

  @ResolveField(() => Recipient, {
    nullable: true,
    description: 'The person that it is for, also one who was removed since; null for endpoints and customers.',
  })
  async recipient(delivery: Delivery, _: object, { loaders }: FieldContext): Promise<Recipient | null> {
    if (!delivery.destinationId) return null;
    const destination = await loaders.load(everyDestinationById, delivery.destinationId);
    return destination?.recipientId ? loaders.load(everyRecipientById, destination.recipientId) : null;
  }

  @ResolveField(() => [Attempt])
  attempts(delivery: Delivery, _: object, { loaders }: FieldContext): Promise<Attempt[]> {
    return loaders.load(attemptsOfDeliveries, delivery.id);
  }

  @ResolveField(() => String, { description: 'Why the plan decided so.' })
  because({ because }: Delivery, _: object, { formatter }: FieldContext): string {
    return reasonText(formatter, because);
  }

  @ResolveField(() => String, { nullable: true, description: 'Why it was not sent, or not yet; null otherwise.' })
  reason({ reason }: Delivery, _: object, { formatter }: FieldContext): string | null {
    return reason && reasonText(formatter, reason);
  }
}

@Resolver(() => Attempt)
export class AttemptResolver {
  @ResolveField(() => String, { nullable: true })
  detail({ detail }: Attempt, _: object, { formatter }: FieldContext): string | null {
    return detail && reasonText(formatter, detail);
  }
}
