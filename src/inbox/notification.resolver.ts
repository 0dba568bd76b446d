import { Args, ArgsType, Field, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { DataSource } from 'typeorm';
import { CurrentViewer, RequestLoaders } from '../access/access.guard.js';
import type { Viewer } from '../access/access.js';
import { Event } from '../events/event.entity.js';
import { connectionOf, type Page, PageArgs, pageOf } from '../graphql/connection.js';
import type { Loaders } from '../graphql/loaders.js';
import { type NotificationFilter, NotificationFilterEnum } from '../graphql/vocabulary.js';
import { PublicUrl } from '../public-url.js';
import { Notification } from './notification.entity.js';

@ArgsType()
class NotificationsArgs extends PageArgs {
  @Field(() => NotificationFilterEnum, { nullable: true })
  filter?: NotificationFilter;
}

export const NotificationConnection = connectionOf<Notification>('Notification', () => Notification);

@Resolver(() => Notification)
export class NotificationResolver {
  constructor(
    private readonly dataSource: DataSource,
    private readonly publicUrl: PublicUrl,
  ) {}

  @Query(() => NotificationConnection, {
    description: 'Newest first. An ADMIN key that is bound to nobody sees the whole team’s.',
  })
  notifications(@CurrentViewer() viewer: Viewer, @Args() args: NotificationsArgs): Promise<Page<Notification>> {
    const query = this.dataSource
      .getRepository(Notification)
      .createQueryBuilder('notification')
      .where('notification.businessId = :businessId', viewer);
    if (args.filter === 'ARCHIVED') query.andWhere('notification.archivedAt IS NOT NULL');
    else query.andWhere('notification.archivedAt IS NULL');
    if (args.filter === 'UNREAD') query.andWhere('notification.readAt IS NULL');
    return pageOf(query, args);
  }

  @ResolveField(() => Event)
  event(@Parent() notification: Notification, @RequestLoaders() loaders: Loaders): Promise<Event | null> {
    return loaders.events.load(notification.eventId);
  }

  @ResolveField(() => String, { description: 'Straight to the record.' })
  link(@Parent() notification: Notification): string {
    return this.publicUrl.ofEvent(notification.eventId);
  }
}
