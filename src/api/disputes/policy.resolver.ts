/** The ladder that disputes of a business get when they open. */
import { Args, Field, InputType, Mutation, ObjectType, ResolveField, Resolver } from '@nestjs/graphql';
import { DataSource } from 'typeorm';
import { CHANNELS } from '../../channels/index.js';
import { recordChange } from '../../core/access/audit.js';
import { Business } from '../../core/access/business.entity.js';
import type { Viewer } from '../../core/access/viewer.js';
import { DEFAULT_POLICY } from '../../core/disputes/default-policy.js';
import { Access, VisibleTo } from '../../core/schema/access.js';
import { ChannelEnum, RoleEnum } from '../../core/schema/enums.js';
import { type EscalationPolicy } from '../../domain/disputes/escalation.js';
import { faultOfPolicy } from '../../domain/disputes/escalation-policy.js';
import type { Role } from '../../domain/vocabulary.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { BusinessPayload } from '../businesses/business.payload.js';
import { badInput } from '../graphql/errors.js';

@ObjectType('EscalationLevel')
@VisibleTo({ VIEWER: 'ALL' })
export class EscalationLevelType {
  @Field(() => [RoleEnum], { description: 'Whose personal channels are used.' })
  roles: Role[];
  @Field(() => [ChannelEnum], { description: 'Endpoints (a Slack hook) have no role and are chosen by channel alone.' })
  channels: string[];
}

@ObjectType('EscalationPolicy', { description: 'Frozen into a dispute’s run when it opens.' })
@VisibleTo({ VIEWER: 'ALL' })
export class EscalationPolicyType {
  @Field(() => [String], { description: 'ISO 8601 durations counted back from the deadline: "PT72H".' })
  remindBefore: string[];
  @Field({ description: 'Where the provider states no deadline: "P4D".' })
  estimatedResponseTime: string;
  @Field(() => [EscalationLevelType], { description: 'Level 0 is told at once; each unanswered reminder goes one up.' })
  levels: EscalationLevelType[];
}

@InputType()
export class EscalationLevelInput {
  @Field(() => [RoleEnum])
  roles: Role[];
  @Field(() => [ChannelEnum])
  channels: string[];
}

@InputType()
export class EscalationPolicyInput {
  @Field(() => [String], { description: 'At most 10, days, hours and minutes below 90 days: "PT72H".' })
  remindBefore: string[];
  @Field(() => String, { nullable: true, description: 'Left out: "P4D".' })
  estimatedResponseTime?: string | null;
  @Field(() => [EscalationLevelInput], { description: 'At least one.' })
  levels: EscalationLevelInput[];
}

@Resolver(() => Business)
export class EscalationPolicyResolver {
  constructor(private readonly dataSource: DataSource) {}

  @ResolveField(() => EscalationPolicyType, { description: 'Ours, until it chose its own.' })
  escalationPolicy(business: Business): EscalationPolicy {
    return business.escalationPolicy ?? DEFAULT_POLICY;
  }

  @Mutation(() => BusinessPayload, {
    description: 'Counts for disputes that open from now on; those that are open keep the ladder they began with.',
  })
  @Access('ADMIN')
  async setEscalationPolicy(
    @CurrentViewer() viewer: Viewer,
    @Args('input') input: EscalationPolicyInput,
  ): Promise<BusinessPayload> {
    const escalationPolicy = usablePolicy(input);
    const id = viewer.businessId;
    const business = await this.dataSource.transaction(async (manager) => {
      const before = await manager.findOneOrFail(Business, { where: { id }, lock: { mode: 'pessimistic_write' } });
      await manager.update(Business, { id }, { escalationPolicy });
      await recordChange(manager, viewer, {
        action: 'setEscalationPolicy',
        subject: id,
        before: { ...(before.escalationPolicy ?? DEFAULT_POLICY) },
        after: { ...escalationPolicy },
      });
      return { ...before, escalationPolicy };
    });
    return { business };
  }
}

/** @throws BAD_USER_INPUT for the field that is no good. */
export function usablePolicy(input: EscalationPolicyInput, path = ''): EscalationPolicy {
  const policy: EscalationPolicy = {
    remindBefore: input.remindBefore,
    estimatedResponseTime: input.estimatedResponseTime ?? DEFAULT_POLICY.estimatedResponseTime,
    levels: input.levels.map(({ roles, channels }) => ({
      roles: [...new Set(roles)],
      channels: [...new Set(channels)],
    })),
  };
  const fault = faultOfPolicy(policy, Object.keys(CHANNELS));
  if (fault) throw badInput(fault.reason, path + fault.field);
  return policy;
}
