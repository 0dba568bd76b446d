import { Args, ArgsType, Field, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { CurrentViewer, RequestLoaders } from '../access/access.guard.js';
import type { Viewer } from '../access/viewer.js';
import { SealedLinks } from '../content/sealed-links.js';
import { isAnswerable } from '../domain/answerable.js';
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
    private readonly sealed: SealedLinks,
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

  @ResolveField(() => String, {
    nullable: true,
    description: 'Where its own reader takes or answers the dispute that it is about; null for everybody else.',
  })
  async actionUrl(
    @CurrentViewer() viewer: Viewer,
    @Parent() { recipientId, businessId, deliveryId, eventId }: Notification,
    @RequestLoaders() loaders: Loaders,
  ): Promise<string | null> {
    // It acts in this person's name.
    if (viewer.recipientId !== recipientId) return null;
    const event = await loaders.events.load(eventId);
    return event && isAnswerable(event.type)
      ? this.sealed.toAnswer({ businessId, deliveryId }, event.facts.respondBy)
      : null;
  }
}
