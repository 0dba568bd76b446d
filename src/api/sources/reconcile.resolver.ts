import { Args, Field, ID, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { IsOptional, Length } from 'class-validator';
import type { Viewer } from '../../core/access/viewer.js';
import { Access } from '../../core/schema/access.js';
import { NodeInput } from '../../core/schema/node.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { ReconcileService } from './reconcile.service.js';
import { SourcePayload } from './source.payload.js';

@InputType()
export class SetSourceApiKeyInput {
  @Field(() => ID)
  id: string;
  @Field(() => String, { nullable: true, description: 'A key that may read disputes and payouts; null removes it.' })
  @IsOptional()
  @Length(1, 500)
  key?: string | null;
}

/** Facts that no webhook told, by the provider's API. */
@Resolver()
export class ReconcileResolver {
  constructor(private readonly reconcileService: ReconcileService) {}

  @Mutation(() => SourcePayload, {
    description: 'With it the provider is asked every hour for disputes and payouts that no webhook told.',
  })
  @Access('ADMIN')
  async setSourceApiKey(
    @CurrentViewer() viewer: Viewer,
    @Args('input') input: SetSourceApiKeyInput,
  ): Promise<SourcePayload> {
    return { source: await this.reconcileService.setKey(viewer, input.id, input.key), secret: null };
  }

  @Mutation(() => SourcePayload, {
    description: 'Asks the provider now, for at most half a minute; `reconcileProblem` says where it could not.',
  })
  @Access('ADMIN')
  async reconcileSource(@CurrentViewer() viewer: Viewer, @Args('input') { id }: NodeInput): Promise<SourcePayload> {
    return { ...(await this.reconcileService.reconcile(viewer, id)), secret: null };
  }
}
