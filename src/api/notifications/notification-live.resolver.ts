import { Inject } from '@nestjs/common';
import { Int, Resolver, Subscription } from '@nestjs/graphql';
import type { Viewer } from '../../core/access/viewer.js';
import { Notification } from '../../core/planning/notification.entity.js';
import { Access } from '../../core/schema/access.js';
import type { Bus } from '../../platform/live/bus.js';
import { Feed } from '../../platform/live/feed.js';
import { SharedReads } from '../../platform/live/shared-reads.js';
import { Metrics } from '../../platform/telemetry/metrics.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { ITEM_AS_VALUE, viewerKey } from '../live/subscription.js';
import { BUS } from '../platform.tokens.js';
import { NotificationService } from './notification.service.js';

/** An object, so that it is shown once to all who see it. */
interface UnreadCount {
  count: number;
}

@Resolver()
export class NotificationLiveResolver {
  constructor(
    private readonly notificationService: NotificationService,
    @Inject(BUS) private readonly bus: Bus,
    private readonly metrics: Metrics,
    private readonly sharedReads: SharedReads,
  ) {}

  @Subscription(() => Notification, {
    ...ITEM_AS_VALUE,
    description:
      'The viewer’s own inbox (the whole team’s for a key that is bound to nobody): new items, and items whose case has a new state. After every connect, ask `notifications` until a cursor that you know.',
  })
  @Access('ADMIN', 'VIEWER', 'MEMBER')
  notificationReceived(@CurrentViewer() viewer: Viewer): AsyncIterableIterator<Notification> {
    return new Feed({
      bus: this.bus,
      metrics: this.metrics,
      topic: this.notificationService.topicOf(viewer),
      wanted: ({ recipientId, id }) => (recipientId ? id : null),
      look: (ids) =>
        this.sharedReads.read(['notification', ...viewerKey(viewer), ...ids], () =>
          this.notificationService.live(viewer, ids),
        ),
    });
  }

  @Subscription(() => Int, {
    resolve: ({ count }: UnreadCount) => count,
    description: 'The count as it is, at once, and whenever it changed. Counts to 100, which means "more than 99".',
  })
  @Access('ADMIN', 'VIEWER', 'MEMBER')
  unreadCountChanged(@CurrentViewer() viewer: Viewer): AsyncIterableIterator<UnreadCount> {
    let last: number | null = null;
    return new Feed({
      bus: this.bus,
      metrics: this.metrics,
      topic: this.notificationService.topicOf(viewer),
      wanted: ({ recipientId }) => recipientId,
      look: async () => {
        const seen = await this.sharedReads.read(['unread', ...viewerKey(viewer)], async () => ({
          count: await this.notificationService.unread(viewer),
        }));
        if (seen.count === last) return [];
        last = seen.count;
        return [seen];
      },
      first: viewer.businessId,
    });
  }
}
