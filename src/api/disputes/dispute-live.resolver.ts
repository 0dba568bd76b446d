import { Inject } from '@nestjs/common';
import { Resolver, Subscription } from '@nestjs/graphql';
import { DataSource } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import { Dispute } from '../../core/disputes/dispute.entity.js';
import { Access } from '../../core/schema/access.js';
import { topicOfBusiness } from '../../domain/live-update.js';
import type { Bus } from '../../platform/live/bus.js';
import { Feed } from '../../platform/live/feed.js';
import { SharedReads } from '../../platform/live/shared-reads.js';
import { Metrics } from '../../platform/telemetry/metrics.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { toldDispute } from '../auth/member-scope.js';
import { ITEM_AS_VALUE, idOfKind, viewerKey } from '../live/subscription.js';
import { BUS } from '../platform.tokens.js';

@Resolver()
export class DisputeLiveResolver {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(BUS) private readonly bus: Bus,
    private readonly metrics: Metrics,
    private readonly sharedReads: SharedReads,
  ) {}

  @Subscription(() => Dispute, {
    ...ITEM_AS_VALUE,
    description: 'Disputes of this business as they open, are taken or answered, are reminded of, and end.',
  })
  @Access('ADMIN', 'VIEWER', 'MEMBER')
  disputeUpdated(@CurrentViewer() viewer: Viewer): AsyncIterableIterator<Dispute> {
    return new Feed({
      bus: this.bus,
      metrics: this.metrics,
      topic: topicOfBusiness(viewer.businessId),
      wanted: idOfKind('dispute'),
      look: (ids) => this.sharedReads.read(['dispute', ...viewerKey(viewer), ...ids], () => this.seenBy(viewer, ids)),
    });
  }

  private seenBy(viewer: Viewer, ids: string[]): Promise<Dispute[]> {
    const query = this.dataSource
      .getRepository(Dispute)
      .createQueryBuilder('d')
      .where('d.businessId = :businessId AND d.id = ANY(:ids)', { ...viewer, ids });
    if (viewer.access === 'MEMBER') query.andWhere(toldDispute('d', ':recipientId'), viewer);
    return query.orderBy('d.id').getMany();
  }
}
