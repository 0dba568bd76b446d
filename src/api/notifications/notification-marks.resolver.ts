/** Marks of the in-app centre and its unread count. */
import { Args, Field, ID, InputType, Int, Mutation, ObjectType, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { ArrayMaxSize, ArrayUnique, IsString } from 'class-validator';
import type { Viewer } from '../../core/access/viewer.js';
import { InAppDestination } from '../../core/planning/destination.entity.js';
import { Notification } from '../../core/planning/notification.entity.js';
import { Access, VisibleTo } from '../../core/schema/access.js';
import { CurrentViewer } from '../auth/access.guard.js';
import type { FieldContext } from '../graphql/field-context.js';
import { unreadOfRecipients } from './notification.loader.js';
import { NotificationService } from './notification.service.js';

const COUNT = 'Counts to 100, which means "more than 99".';

@InputType()
export class NotificationIdsInput {
  @Field(() => [ID], { description: 'At most 200.' })
  @ArrayMaxSize(200)
  @ArrayUnique()
  @IsString({ each: true })
  ids: string[];
}

@ObjectType()
@VisibleTo({ MEMBER: 'ALL' })
export class NotificationsPayload {
  @Field(() => [Notification], { description: 'As they are now; of markAllRead the newest 100 that it marked.' })
  notifications: Notification[];

  @Field(() => Int, { description: COUNT })
  unreadCount: number;
}

@Resolver(() => InAppDestination)
export class NotificationMarksResolver {
  constructor(private readonly notificationService: NotificationService) {}

  @Query(() => Int, { description: `${COUNT} A key that is bound to nobody gets the whole team’s.` })
  @Access('ADMIN', 'VIEWER', 'MEMBER')
  unreadCount(@CurrentViewer() viewer: Viewer): Promise<number> {
    return this.notificationService.unread(viewer);
  }

  @Mutation(() => NotificationsPayload)
  @Access('ADMIN', { member: 'notification', argument: 'input.ids' })
  markRead(
    @CurrentViewer() viewer: Viewer,
    @Args('input') { ids }: NotificationIdsInput,
  ): Promise<NotificationsPayload> {
    return this.notificationService.mark(viewer, 'READ', ids);
  }

  @Mutation(() => NotificationsPayload)
  @Access('ADMIN', { member: 'notification', argument: 'input.ids' })
  markUnread(
    @CurrentViewer() viewer: Viewer,
    @Args('input') { ids }: NotificationIdsInput,
  ): Promise<NotificationsPayload> {
    return this.notificationService.mark(viewer, 'UNREAD', ids);
  }

  @Mutation(() => NotificationsPayload, {
    description:
      'What comes while it runs stays unread. A key that is bound to nobody marks the whole team’s, for everybody.',
  })
  @Access('ADMIN', 'MEMBER')
  markAllRead(@CurrentViewer() viewer: Viewer): Promise<NotificationsPayload> {
    return this.notificationService.markAllRead(viewer);
  }

  @Mutation(() => NotificationsPayload, {
    description: 'Puts items away; the next event of their case makes a new one.',
  })
  @Access('ADMIN', { member: 'notification', argument: 'input.ids' })
  archive(
    @CurrentViewer() viewer: Viewer,
    @Args('input') { ids }: NotificationIdsInput,
  ): Promise<NotificationsPayload> {
    return this.notificationService.mark(viewer, 'ARCHIVED', ids);
  }

  @Mutation(() => NotificationsPayload)
  @Access('ADMIN', { member: 'notification', argument: 'input.ids' })
  unarchive(
    @CurrentViewer() viewer: Viewer,
    @Args('input') { ids }: NotificationIdsInput,
  ): Promise<NotificationsPayload> {
    return this.notificationService.mark(viewer, 'UNARCHIVED', ids);
  }

  @ResolveField('unreadCount', () => Int, { description: COUNT })
  async unreadCountOf({ recipientId }: InAppDestination, _: object, { loaders }: FieldContext): Promise<number> {
    return recipientId ? loaders.load(unreadOfRecipients, recipientId) : 0;
  }
}
