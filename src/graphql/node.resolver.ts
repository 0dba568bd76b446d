import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { DataSource, type EntityTarget, type ObjectLiteral } from 'typeorm';
import { CurrentViewer } from '../access/access.guard.js';
import type { Viewer } from '../access/viewer.js';
import { ApiKey } from '../access/api-key.entity.js';
import { AuditEntry } from '../access/audit-entry.entity.js';
import { LEVELS } from '../access/levels.js';
import { isOwn } from '../access/own.js';
import { Business } from '../businesses/business.entity.js';
import { Delivery } from '../deliveries/delivery.entity.js';
import { Destination } from '../destinations/destination.entity.js';
import { Dispute } from '../disputes/dispute.entity.js';
import { type IdKind, kindOfId } from '../domain/ids.js';
import { Event } from '../events/event.entity.js';
import { Notification } from '../inbox/notification.entity.js';
import { Recipient } from '../recipients/recipient.entity.js';
import { RejectedRequest, Source } from '../sources/source.entity.js';
import { Node } from './node.js';

const ENTITIES: Partial<Record<IdKind, EntityTarget<ObjectLiteral>>> = {
  apiKey: ApiKey,
  auditEntry: AuditEntry,
  delivery: Delivery,
  destination: Destination,
  dispute: Dispute,
  event: Event,
  notification: Notification,
  recipient: Recipient,
  rejectedRequest: RejectedRequest,
  source: Source,
};

/** What lists things of a kind: whoever may not ask that, may not ask for one of them by its id either. */
const LISTS: Partial<Record<IdKind, keyof typeof LEVELS>> = {
  apiKey: 'apiKeys',
  auditEntry: 'auditLog',
  rejectedRequest: 'rejectedRequests',
  source: 'sources',
};

@Resolver(() => Node)
export class NodeResolver {
  constructor(private readonly dataSource: DataSource) {}

  /** Null for what is not there, was removed, or belongs to another business or, for a MEMBER, person: nobody can tell which. */
  @Query(() => Node, { nullable: true })
  async node(@CurrentViewer() viewer: Viewer, @Args('id', { type: () => ID }) id: string): Promise<Node | null> {
    const kind = kindOfId(id);
    if (kind === 'business')
      return id === viewer.businessId ? this.dataSource.getRepository(Business).findOneBy({ id }) : null;
    const entity = kind ? ENTITIES[kind] : undefined;
    const list = kind ? LISTS[kind] : undefined;
    if (!entity || (list && !LEVELS[list]?.includes(viewer.access))) return null;
    const row = await this.dataSource.getRepository(entity).findOneBy({ id, businessId: viewer.businessId });
    return row?.removedAt || row?.revokedAt || !isOwn(viewer, row) ? null : (row as Node | null);
  }
}
