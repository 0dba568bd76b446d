import { Field, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { DataSource } from 'typeorm';
import { CurrentViewer } from '../access/access.guard.js';
import type { Viewer } from '../access/access.js';
import { type ApiAccess, ApiAccessEnum } from '../graphql/vocabulary.js';
import { Business } from './business.entity.js';

@ObjectType('Viewer')
export class ViewerType {
  @Field(() => ApiAccessEnum)
  access: ApiAccess;
  @Field(() => Business)
  business: Business;
}

@Resolver(() => Business)
export class BusinessResolver {
  constructor(private readonly dataSource: DataSource) {}

  @Query(() => Business)
  business(@CurrentViewer() viewer: Viewer): Promise<Business> {
    return this.dataSource.getRepository(Business).findOneByOrFail({ id: viewer.businessId });
  }

  @Query(() => ViewerType)
  async viewer(@CurrentViewer() viewer: Viewer): Promise<ViewerType> {
    return { access: viewer.access, business: await this.business(viewer) };
  }

  @Query(() => Date)
  serverTime(): Date {
    return new Date();
  }
}
