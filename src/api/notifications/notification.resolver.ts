import { Args, ArgsType, Field, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Viewer } from '../../core/access/viewer.js';
import { Event } from '../../core/ingest/event.entity.js';
import { Notification } from '../../core/planning/notification.entity.js';
import { Recipient } from '../../core/planning/recipient.entity.js';
import { Access } from '../../core/schema/access.js';
import { type NotificationFilter, NotificationFilterEnum } from '../../core/schema/enums.js';
import { respondableUntil } from '../../domain/disputes/respondable.js';
import { PublicUrl } from '../../platform/public-url.js';
import { SealedLinks } from '../../platform/secrets/sealed-links.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { eventsById } from '../events/event.loader.js';
import { connectionOf, type Page, PageArgs } from '../graphql/connection.js';
import type { FieldContext } from '../graphql/field-context.js';
import { everyRecipientById } from '../recipients/recipient.loader.js';
import { NotificationService } from './notification.service.js';

@ArgsType()
class NotificationsArgs extends PageArgs {
  @Field(() => NotificationFilterEnum, { nullable: true })
  filter?: NotificationFilter;
}

const NotificationConnection = connectionOf<Notification>('Notification', () => Notification);

@Resolver(() => Notification)
export class NotificationResolver {
  constructor(
    private readonly notificationService: NotificationService,
    private readonly publicUrl: PublicUrl,
    private readonly sealed: SealedLinks,
  ) {}

  @Query(() => NotificationConnection, {
    description:
      'Newest state first: a case (a dispute, a payout, a subscription) is one item that moves up with each of its events. A key that is bound to nobody sees the whole team’s.',
  })
  @Access('ADMIN', 'VIEWER', 'MEMBER')
  notifications(@CurrentViewer() viewer: Viewer, @Args() args: NotificationsArgs): Promise<Page<Notification>> {
    return this.notificationService.page(viewer, args);
  }

  @ResolveField(() => Recipient, { description: 'Whose it is; also somebody who was removed since.' })
  recipient(notification: Notification, _: object, { loaders }: FieldContext): Promise<Recipient | null> {
    return loaders.load(everyRecipientById, notification.recipientId);
  }

  @ResolveField(() => Event)
  event(notification: Notification, _: object, { loaders }: FieldContext): Promise<Event | null> {
    return loaders.load(eventsById, notification.eventId);
  }

  @ResolveField(() => String, { description: 'Straight to the record.' })
  link(notification: Notification): string {
    return this.publicUrl.ofEvent(notification.eventId);
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'Where its own reader takes or answers the dispute that it is about; null for everybody else.',
  })
  async actionUrl(
    { recipientId, businessId, deliveryId, eventId }: Notification,
    _: object,
    { viewer, loaders }: FieldContext,
  ): Promise<string | null> {
    // It acts in this person's name.
    if (viewer.recipientId !== recipientId) return null;
    const event = await loaders.load(eventsById, eventId);
    return event && this.sealed.toRespond({ businessId, deliveryId }, respondableUntil(event));
  }
}
