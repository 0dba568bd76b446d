import { Field, ObjectType } from '@nestjs/graphql';
import { Business } from '../../core/access/business.entity.js';
import { VisibleTo } from '../../core/schema/access.js';

@ObjectType()
@VisibleTo({})
export class BusinessPayload {
  @Field(() => Business)
  business: Business;
}
