import { Inject } from '@nestjs/common';
import { Resolver, Subscription } from '@nestjs/graphql';
import { DataSource, In } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import { Event } from '../../core/ingest/event.entity.js';
import { Access } from '../../core/schema/access.js';
import { topicOfBusiness } from '../../domain/live-update.js';
import type { Bus } from '../../platform/live/bus.js';
import { Feed } from '../../platform/live/feed.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { ITEM_AS_VALUE, idOfKind } from '../live/subscription.js';
import { BUS } from '../platform.tokens.js';

@Resolver()
export class EventLiveResolver {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(BUS) private readonly bus: Bus,
  ) {}

  @Subscription(() => Event, {
    ...ITEM_AS_VALUE,
    description: 'Events of this business as they are planned, and as their deliveries end.',
  })
  @Access('ADMIN', 'VIEWER', 'MEMBER')
  eventUpdated(@CurrentViewer() { businessId }: Viewer): AsyncIterableIterator<Event> {
    return new Feed({
      bus: this.bus,
      topic: topicOfBusiness(businessId),
      wanted: idOfKind('event'),
      look: (ids) =>
        this.dataSource.getRepository(Event).find({ where: { id: In(ids), businessId }, order: { id: 'ASC' } }),
    });
  }
}
