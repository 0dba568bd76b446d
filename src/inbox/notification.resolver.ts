import { Args, ArgsType, Field, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { CurrentViewer, RequestLoaders } from '../access/access.guard.js';
import type { Viewer } from '../access/access.js';
import { Event } from '../events/event.entity.js';
import { connectionOf, type Page, PageArgs } from '../graphql/connection.js';
import type { Loaders } from '../graphql/loaders.js';
import { type NotificationFilter, NotificationFilterEnum } from '../graphql/vocabulary.js';
import { PublicUrl } from '../public-url.js';
import { InboxService } from './inbox.service.js';
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
    private readonly inbox: InboxService,
    private readonly publicUrl: PublicUrl,
  ) {}

  @Query(() => NotificationConnection, {
    description:
      'Newest state first: a case (a dispute, a payout, a subscription) is one item that moves up with each of its events. A key that is bound to nobody sees the whole team’s.',
  })
  notifications(@CurrentViewer() viewer: Viewer, @Args() args: NotificationsArgs): Promise<Page<Notification>> {
    return this.inbox.page(viewer, args);
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
