/** Sending again what did not arrive: one, or all that a filter names. */
import { Args, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ValidateNested } from 'class-validator';
import type { Viewer } from '../../core/access/viewer.js';
import { Delivery } from '../../core/delivery/delivery.entity.js';
import type { ResendCount } from '../../core/delivery/resend.statements.js';
import { Access, VisibleTo } from '../../core/schema/access.js';
import { NodeInput } from '../../core/schema/node.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { DeliveryFilter } from './delivery.filter.js';
import { ResendService } from './resend.service.js';

@InputType()
export class BulkRetryInput {
  @Field(() => DeliveryFilter)
  @ValidateNested()
  @Type(() => DeliveryFilter)
  filter: DeliveryFilter;
  @Field({ description: 'Counts and changes nothing.' })
  dryRun: boolean;
}

@InputType()
export class ReplayMissedInput {
  @Field(() => ID, { description: 'The destination.' })
  id: string;
  @Field(() => Boolean, { nullable: true, description: 'True: counts and changes nothing.' })
  dryRun?: boolean | null;
}

@ObjectType()
@VisibleTo({})
export class DeliveryPayload {
  @Field(() => Delivery)
  delivery: Delivery;
}

@ObjectType()
@VisibleTo({})
class BulkRetryPayload {
  @Field(() => Int, {
    description: 'How many go out again, or would; one call takes the 10,000 oldest, then ask again.',
  })
  count: number;
  @Field(() => Int, { description: 'How many cannot: their destination was removed, switched off or suppressed.' })
  skipped: number;
  @Field(() => Date, { nullable: true, description: 'When the oldest of them was planned.' })
  oldest: Date | null;
}

@ObjectType()
@VisibleTo({})
export class ReplayMissedPayload {
  @Field(() => Int, { description: 'How many go out, or would; one call takes the 10,000 oldest, then ask again.' })
  count: number;
}

@Resolver()
export class ResendResolver {
  constructor(private readonly resendService: ResendService) {}

  @Mutation(() => DeliveryPayload, {
    description:
      'A FAILED, BOUNCED, UNKNOWN or CANCELLED one goes out again under the same id: DEFERRED until its run takes it, SUPERSEDED where a newer event made it moot.',
  })
  @Access('ADMIN')
  async retryDelivery(@CurrentViewer() viewer: Viewer, @Args('input') { id }: NodeInput): Promise<DeliveryPayload> {
    return { delivery: await this.resendService.retry(viewer, id) };
  }

  @Mutation(() => ReplayMissedPayload, {
    description:
      'What a destination missed since it began to fail or was switched off goes out, once; switch it on first.',
  })
  @Access('ADMIN')
  async replayMissed(
    @CurrentViewer() viewer: Viewer,
    @Args('input') { id, dryRun }: ReplayMissedInput,
  ): Promise<ReplayMissedPayload> {
    return { count: await this.resendService.replayMissed(viewer, id, dryRun ?? false) };
  }

  @Mutation(() => BulkRetryPayload, {
    description: 'As retryDelivery, for all that the filter names; a destination gets 100 every 30 s.',
  })
  @Access('ADMIN')
  bulkRetry(@CurrentViewer() viewer: Viewer, @Args('input') { filter, dryRun }: BulkRetryInput): Promise<ResendCount> {
    return this.resendService.retryAll(viewer, filter, dryRun);
  }
}
