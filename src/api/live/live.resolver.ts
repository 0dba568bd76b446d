/** Subscriptions. Each begins at once; what came before, and what a broken stream missed, a query gives. */
import { Inject } from '@nestjs/common';
import { Int, Resolver, Subscription } from '@nestjs/graphql';
import { DataSource, In } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import { Dispute } from '../../core/disputes/dispute.entity.js';
import { Event } from '../../core/ingest/event.entity.js';
import { Notification } from '../../core/planning/notification.entity.js';
import { Access } from '../../core/schema/access.js';
import { type IdKind, kindOfId } from '../../domain/ids.js';
import { type LiveUpdate, topicOfBusiness } from '../../domain/live-update.js';
import { BUS, type Bus } from '../../platform/live/bus.js';
import { Feed } from '../../platform/live/feed.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { NotificationService } from '../notifications/notification.service.js';

/** The feed's item is the field's value. */
const asItIs = { resolve: (item: unknown) => item };

@Resolver()
export class LiveResolver {
  constructor(
    private readonly dataSource: DataSource,
    private readonly inbox: NotificationService,
    @Inject(BUS) private readonly bus: Bus,
  ) {}

  @Subscription(() => Notification, {
    ...asItIs,
    description:
      'The viewer’s own inbox (the whole team’s for a key that is bound to nobody): new items, and items whose case has a new state. After every connect, ask `notifications` until a cursor that you know.',
  })
  @Access('ADMIN', 'VIEWER', 'MEMBER')
  notificationReceived(@CurrentViewer() viewer: Viewer): AsyncIterableIterator<Notification> {
    return new Feed({
      bus: this.bus,
      topic: this.inbox.topicOf(viewer),
      wanted: ({ recipientId, id }) => (recipientId ? id : null),
      look: (ids) => this.inbox.live(viewer, ids),
    });
  }

  @Subscription(() => Int, {
    ...asItIs,
    description: 'The count as it is, at once, and whenever it changed. Counts to 100, which means "more than 99".',
  })
  @Access('ADMIN', 'VIEWER', 'MEMBER')
  unreadCountChanged(@CurrentViewer() viewer: Viewer): AsyncIterableIterator<number> {
    let last: number | null = null;
    return new Feed({
      bus: this.bus,
      topic: this.inbox.topicOf(viewer),
      wanted: ({ recipientId }) => recipientId,
      look: async () => {
        const count = await this.inbox.unread(viewer);
        if (count === last) return [];
        last = count;
        return [count];
      },
      first: viewer.businessId,
    });
  }

  @Subscription(() => Event, {
    ...asItIs,
    description: 'Events of this business as they are planned, and as their deliveries end.',
  })
  @Access('ADMIN', 'VIEWER', 'MEMBER')
  eventUpdated(@CurrentViewer() viewer: Viewer): AsyncIterableIterator<Event> {
    const { businessId } = viewer;
    return new Feed({
      bus: this.bus,
      topic: topicOfBusiness(businessId),
      wanted: idOf('event'),
      look: (ids) =>
        this.dataSource.getRepository(Event).find({ where: { id: In(ids), businessId }, order: { id: 'ASC' } }),
    });
  }

  @Subscription(() => Dispute, {
    ...asItIs,
    description: 'Disputes of this business as they open, are taken or answered, are reminded of, and end.',
  })
  @Access('ADMIN', 'VIEWER', 'MEMBER')
  disputeUpdated(@CurrentViewer() viewer: Viewer): AsyncIterableIterator<Dispute> {
    const { businessId } = viewer;
    return new Feed({
      bus: this.bus,
      topic: topicOfBusiness(businessId),
      wanted: idOf('dispute'),
      look: (ids) =>
        this.dataSource.getRepository(Dispute).find({ where: { id: In(ids), businessId }, order: { id: 'ASC' } }),
    });
  }
}

/** What to look at where a change is about such a thing. */
const idOf =
  (kind: IdKind) =>
  ({ recipientId, id }: LiveUpdate) =>
    !recipientId && id && kindOfId(id) === kind ? id : null;
