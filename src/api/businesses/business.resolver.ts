import { Field, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { DataSource } from 'typeorm';
import { Business } from '../../core/access/business.entity.js';
import type { Viewer } from '../../core/access/viewer.js';
import { Recipient } from '../../core/planning/recipient.entity.js';
import { Access, VisibleTo } from '../../core/schema/access.js';
import { type ApiAccess, ApiAccessEnum } from '../../core/schema/enums.js';
import { CurrentViewer, RequestLoaders } from '../auth/access.guard.js';
import type { Loaders } from '../graphql/loaders.js';
import { recipientsById } from '../recipients/recipient.loader.js';

@ObjectType('Viewer')
@VisibleTo({ VIEWER: 'ALL', MEMBER: 'ALL', PRODUCER: 'ALL' })
export class ViewerType {
  @Field(() => ApiAccessEnum)
  access: ApiAccess;
  @Field(() => Recipient, { nullable: true, description: 'The person of a MEMBER key.' })
  recipient: Recipient | null;
  @Field(() => Business)
  business: Business;
}

@Resolver(() => Business)
export class BusinessResolver {
  constructor(private readonly dataSource: DataSource) {}

  @Query(() => Business)
  @Access('ADMIN', 'VIEWER', 'MEMBER')
  business(@CurrentViewer() viewer: Viewer): Promise<Business> {
    return this.dataSource.getRepository(Business).findOneByOrFail({ id: viewer.businessId });
  }

  @Query(() => ViewerType)
  @Access('ADMIN', 'VIEWER', 'MEMBER', 'PRODUCER')
  async viewer(@CurrentViewer() viewer: Viewer, @RequestLoaders() loaders: Loaders): Promise<ViewerType> {
    const recipient = viewer.recipientId ? await loaders.load(recipientsById, viewer.recipientId) : null;
    return { access: viewer.access, recipient, business: await this.business(viewer) };
  }

  @Query(() => Date)
  @Access('ADMIN', 'VIEWER', 'MEMBER', 'PRODUCER')
  serverTime(): Date {
    return new Date();
  }
}
