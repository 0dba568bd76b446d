import { Field, ID, InputType } from '@nestjs/graphql';
import { ChannelEnum, type DeliveryStatus, DeliveryStatusEnum } from '../../core/schema/enums.js';

@InputType()
export class DeliveryFilter {
  @Field(() => DeliveryStatusEnum, { nullable: true })
  status?: DeliveryStatus;
  @Field(() => ChannelEnum, { nullable: true })
  channel?: string;
  @Field(() => ID, { nullable: true })
  destinationId?: string;
  @Field(() => ID, { nullable: true })
  eventId?: string;
  @Field(() => Date, { nullable: true, description: 'When it was planned.' })
  createdAfter?: Date;
  @Field(() => Date, { nullable: true })
  createdBefore?: Date;
}
