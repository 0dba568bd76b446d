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
import { Access } from '../../core/schema/access.js';
import type { ApiAccess } from '../../core/schema/enums.js';
import { Node } from '../../core/schema/node.js';
import { type IdKind, kindOfId } from '../../domain/ids.js';
import { CurrentViewer } from '../auth/access.guard.js';
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

/** Whoever may not ask for the list of a kind, may not ask for one of them by its id either. */
const ACCESSES: Partial<Record<IdKind, readonly ApiAccess[]>> = {
  apiKey: ['ADMIN'],
  auditEntry: ['ADMIN'],
  rejectedRequest: ['ADMIN', 'VIEWER'],
  source: ['ADMIN', 'VIEWER'],
};

@Resolver(() => Node)
export class NodeResolver {
  constructor(private readonly dataSource: DataSource) {}

  /** Null for what is not there, was removed, or belongs to another business or, for a MEMBER, person: nobody can tell which. */
  @Query(() => Node, { nullable: true })
  @Access('ADMIN', 'VIEWER', 'MEMBER')
  async node(@CurrentViewer() viewer: Viewer, @Args('id', { type: () => ID }) id: string): Promise<Node | null> {
    const kind = kindOfId(id);
    if (kind === 'business')
      return id === viewer.businessId ? this.dataSource.getRepository(Business).findOneBy({ id }) : null;
    const entity = kind ? ENTITIES[kind] : undefined;
    const accesses = kind ? ACCESSES[kind] : undefined;
    if (!entity || (accesses && !accesses.includes(viewer.access))) return null;
    const row = await this.dataSource.getRepository(entity).findOneBy({ id, businessId: viewer.businessId });
    return row?.removedAt || row?.revokedAt || !isInMemberScope(viewer, row) ? null : (row as Node | null);
  }
}
