/** For how long the bodies of a business's events are kept. */
import { Inject } from '@nestjs/common';
import { Args, Field, InputType, Int, Mutation, ResolveField, Resolver } from '@nestjs/graphql';
import { IsOptional, Max, Min } from 'class-validator';
import { DataSource } from 'typeorm';
import { recordChange } from '../../core/access/audit.js';
import { Business } from '../../core/access/business.entity.js';
import type { Viewer } from '../../core/access/viewer.js';
import { Access } from '../../core/schema/access.js';
import { PAYLOAD_DAYS } from '../../domain/erasure.js';
import type { Config } from '../../platform/config.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { BusinessPayload } from '../businesses/business.payload.js';
import { CONFIG } from '../platform.tokens.js';

@InputType()
export class SetRetentionInput {
  @Field(() => Int, {
    nullable: true,
    description: `Days, ${PAYLOAD_DAYS.least} to ${PAYLOAD_DAYS.most}; null: as the installation has it.`,
  })
  @IsOptional()
  @Min(PAYLOAD_DAYS.least)
  @Max(PAYLOAD_DAYS.most)
  payloadDays?: number | null;
}

@Resolver(() => Business)
export class RetentionResolver {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @ResolveField(() => Int, { description: 'For how many days the bodies of events are kept; see setRetention.' })
  payloadDays(business: Business): number {
    return business.payloadDays ?? this.config.payloadDays;
  }

  @Mutation(() => BusinessPayload, {
    description:
      'Bodies that are older are erased in the following night, but for those that an open dispute needs. Events, amounts and the ledger stay.',
  })
  @Access('ADMIN')
  async setRetention(
    @CurrentViewer() viewer: Viewer,
    @Args('input') { payloadDays = null }: SetRetentionInput,
  ): Promise<BusinessPayload> {
    const id = viewer.businessId;
    const business = await this.dataSource.transaction(async (manager) => {
      const before = await manager.findOneOrFail(Business, { where: { id }, lock: { mode: 'pessimistic_write' } });
      await manager.update(Business, { id }, { payloadDays });
      await recordChange(manager, viewer, {
        action: 'setRetention',
        subject: id,
        before: { payloadDays: before.payloadDays },
        after: { payloadDays },
      });
      return { ...before, payloadDays };
    });
    return { business };
  }
}
