/** What a ladder would do on a date, before it is saved. */
import { Args, Field, InputType, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Access, VisibleTo } from '../../core/schema/access.js';
import { ChannelEnum, RoleEnum } from '../../core/schema/enums.js';
import { previewLadder } from '../../domain/disputes/ladder-preview.js';
import type { Role } from '../../domain/vocabulary.js';
import { workOn } from '../graphql/query-cost.js';
import { EscalationPolicyInput, usablePolicy } from './policy.resolver.js';

@InputType()
export class PreviewEscalationInput {
  @Field()
  policy: EscalationPolicyInput;
  @Field({ description: 'When a dispute would be heard of.' })
  openedAt: Date;
  @Field(() => Date, { nullable: true, description: 'Null: the provider states no deadline.' })
  respondBy?: Date | null;
}

@ObjectType()
@VisibleTo({ VIEWER: 'ALL' })
export class EscalationMoment {
  @Field()
  at: Date;
  @Field(() => Int)
  level: number;
  @Field(() => [RoleEnum], { description: 'Whom that level asks.' })
  roles: readonly Role[];
  @Field(() => [ChannelEnum])
  channels: readonly string[];
}

@ObjectType()
@VisibleTo({ VIEWER: 'ALL' })
export class EscalationPreview {
  @Field()
  respondBy: Date;
  @Field({ description: 'By the rule of the policy.' })
  estimated: boolean;
  @Field(() => [EscalationMoment], { description: 'In time order; the first is the opening.' })
  moments: EscalationMoment[];
}

@Resolver()
export class EscalationPreviewResolver {
  @Query(() => EscalationPreview, {
    description: 'Whom a ladder would tell, and when, where nobody acknowledges or answers. Nothing is saved.',
    complexity: workOn(() => 1),
  })
  @Access('ADMIN', 'VIEWER')
  previewEscalation(@Args('input') { policy: given, openedAt, respondBy }: PreviewEscalationInput): EscalationPreview {
    const policy = usablePolicy(given, 'policy.');
    const { moments, ...deadline } = previewLadder(policy, openedAt.getTime(), respondBy?.getTime() ?? null);
    return {
      respondBy: new Date(deadline.respondBy),
      estimated: deadline.estimated,
      moments: moments.map(({ at, level }) => ({
        at: new Date(at),
        level,
        roles: policy.levels[level]?.roles ?? [],
        channels: policy.levels[level]?.channels ?? [],
      })),
    };
  }
}
