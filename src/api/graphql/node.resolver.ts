import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { DataSource, type EntityTarget, type ObjectLiteral } from 'typeorm';
import { ApiKey } from '../../core/access/api-key.entity.js';
import { AuditEntry } from '../../core/access/audit-entry.entity.js';
import { Business } from '../../core/access/business.entity.js';
import type { Viewer } from '../../core/access/viewer.js';
import { Delivery } from '../../core/delivery/delivery.entity.js';
import { Dispute } from '../../core/disputes/dispute.entity.js';
import { Event } from '../../core/ingest/event.entity.js';
import { RejectedRequest, Source } from '../../core/ingest/source.entity.js';
import { Destination } from '../../core/planning/destination.entity.js';
import { Notification } from '../../core/planning/notification.entity.js';
import { Recipient } from '../../core/planning/recipient.entity.js';
import { Node } from '../../core/schema/node.js';
import { type IdKind, kindOfId } from '../../domain/ids.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { FIELD_PERMISSIONS } from '../auth/field-permissions.js';
import { isInMemberScope } from '../auth/member-scope.js';

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
const LISTS: Partial<Record<IdKind, keyof typeof FIELD_PERMISSIONS>> = {
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
    if (!entity || (list && !FIELD_PERMISSIONS[list]?.includes(viewer.access))) return null;
    const row = await this.dataSource.getRepository(entity).findOneBy({ id, businessId: viewer.businessId });
    return row?.removedAt || row?.revokedAt || !isInMemberScope(viewer, row) ? null : (row as Node | null);
  }
}
