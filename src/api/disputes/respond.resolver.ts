import { Args, Field, Mutation, ObjectType, Resolver } from '@nestjs/graphql';
import type { Viewer } from '../../core/access/viewer.js';
import { Dispute } from '../../core/disputes/dispute.entity.js';
import { Access, VisibleTo } from '../../core/schema/access.js';
import { NodeInput } from '../../core/schema/node.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { DisputeService } from './dispute.service.js';

@ObjectType()
@VisibleTo({ MEMBER: 'ALL' })
export class DisputePayload {
  @Field(() => Dispute)
  dispute: Dispute;
}

@Resolver()
export class DisputeResponseResolver {
  constructor(private readonly disputes: DisputeService) {}

  @Mutation(() => DisputePayload, {
    description:
      'Says "mine": the next reminder does not go one level up, and asks again. The first one wins; CONFLICT says who it was.',
  })
  @Access('ADMIN', { member: 'dispute', argument: 'input.id' })
  async acknowledgeDispute(@CurrentViewer() viewer: Viewer, @Args('input') { id }: NodeInput): Promise<DisputePayload> {
    return { dispute: await this.disputes.respond(viewer, id, 'ACKNOWLEDGE') };
  }

  @Mutation(() => DisputePayload, { description: 'The answer is filed with the provider: the reminders end.' })
  @Access('ADMIN', { member: 'dispute', argument: 'input.id' })
  async markDisputeResponded(
    @CurrentViewer() viewer: Viewer,
    @Args('input') { id }: NodeInput,
  ): Promise<DisputePayload> {
    return { dispute: await this.disputes.respond(viewer, id, 'RESPOND') };
  }
}
