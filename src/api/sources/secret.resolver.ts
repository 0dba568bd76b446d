import { Args, Field, ID, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { IsOptional, Matches, MaxLength } from 'class-validator';
import type { Viewer } from '../../core/access/viewer.js';
import { Access } from '../../core/schema/access.js';
import { SEEN } from '../../domain/seen.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { SecretService } from './secret.service.js';
import { SourcePayload } from './source.payload.js';

const REVOKE = 'Ends the older ones at once (in other processes within seconds); otherwise they hold for 24 h.';

@InputType()
export class SetSourceSecretInput {
  @Field(() => ID)
  id: string;
  @Field({ description: 'The signing secret that the provider shows for this endpoint.' })
  @MaxLength(500)
  @Matches(SEEN, { context: { code: 'FIELD_BLANK' } })
  secret: string;
  @Field(() => Boolean, { nullable: true, description: REVOKE })
  revokeOld?: boolean | null;
}

@InputType()
export class RotateSourceSecretInput {
  @Field(() => ID)
  id: string;
  @Field(() => String, {
    nullable: true,
    description:
      "The provider's new secret: Dodo Payments and Stripe make it. Without it, other sources get one of ours.",
  })
  @IsOptional()
  @MaxLength(500)
  secret?: string | null;
  @Field(() => Boolean, { nullable: true, description: REVOKE })
  revokeOld?: boolean | null;
}

/** What signatures are checked with. */
@Resolver()
export class SecretResolver {
  constructor(private readonly secrets: SecretService) {}

  @Mutation(() => SourcePayload, {
    description: 'Takes the secret that the provider signs with, at any time; several hold at once.',
  })
  @Access('ADMIN')
  async setSourceSecret(
    @CurrentViewer() viewer: Viewer,
    @Args('input') input: SetSourceSecretInput,
  ): Promise<SourcePayload> {
    return { source: await this.secrets.set(viewer, input), secret: null };
  }

  @Mutation(() => SourcePayload, { description: 'The old one holds for 24 h, or ends at once.' })
  @Access('ADMIN')
  rotateSourceSecret(
    @CurrentViewer() viewer: Viewer,
    @Args('input') input: RotateSourceSecretInput,
  ): Promise<SourcePayload> {
    return this.secrets.rotate(viewer, input);
  }
}
