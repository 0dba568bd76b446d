import { Inject } from '@nestjs/common';
import { Resolver, Subscription } from '@nestjs/graphql';
import { DataSource } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import { Event } from '../../core/ingest/event.entity.js';
import { Access } from '../../core/schema/access.js';
import { topicOfBusiness } from '../../domain/live-update.js';
import type { Bus } from '../../platform/live/bus.js';
import { Feed } from '../../platform/live/feed.js';
import { SharedReads } from '../../platform/live/shared-reads.js';
import { Metrics } from '../../platform/telemetry/metrics.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { toldEvent } from '../auth/member-scope.js';
import { ITEM_AS_VALUE, idOfKind, viewerKey } from '../live/subscription.js';
import { BUS } from '../platform.tokens.js';

@Resolver()
export class EventLiveResolver {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(BUS) private readonly bus: Bus,
    private readonly metrics: Metrics,
    private readonly sharedReads: SharedReads,
  ) {}

  @Subscription(() => Event, {
    ...ITEM_AS_VALUE,
    description: 'Events of this business as they are planned, and as their deliveries end.',
  })
  @Access('ADMIN', 'VIEWER', 'MEMBER')
  eventUpdated(@CurrentViewer() viewer: Viewer): AsyncIterableIterator<Event> {
    return new Feed({
      bus: this.bus,
      metrics: this.metrics,
      topic: topicOfBusiness(viewer.businessId),
      wanted: idOfKind('event'),
      look: (ids) => this.sharedReads.read(['event', ...viewerKey(viewer), ...ids], () => this.seenBy(viewer, ids)),
    });
  }

  private seenBy(viewer: Viewer, ids: string[]): Promise<Event[]> {
    const query = this.dataSource
      .getRepository(Event)
      .createQueryBuilder('event')
      .where('event.businessId = :businessId AND event.id = ANY(:ids)', { ...viewer, ids });
    if (viewer.access === 'MEMBER') query.andWhere(toldEvent('event', ':recipientId'), viewer);
    return query.orderBy('event.id').getMany();
  }
}
