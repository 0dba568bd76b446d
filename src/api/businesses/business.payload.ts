import { Field, ObjectType } from '@nestjs/graphql';
import { Business } from '../../core/access/business.entity.js';

@ObjectType()
export class BusinessPayload {
  @Field(() => Business)
  business: Business;
}
