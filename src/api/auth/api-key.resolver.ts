import { Args, Field, ID, InputType, Mutation, ObjectType, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Length, Matches } from 'class-validator';
import { DataSource, IsNull } from 'typeorm';
import { ApiKey } from '../../core/access/api-key.entity.js';
import type { Viewer } from '../../core/access/viewer.js';
import { Recipient } from '../../core/planning/recipient.entity.js';
import { Access, VisibleTo } from '../../core/schema/access.js';
import { type ApiAccess, ApiAccessEnum } from '../../core/schema/enums.js';
import { NodeInput } from '../../core/schema/node.js';
import { SEEN } from '../../domain/seen.js';
import { keyName } from '../../i18n/labels.js';
import { RemovedPayload } from '../destinations/destination.inputs.js';
import type { FieldContext } from '../graphql/field-context.js';
import { recipientsById } from '../recipients/recipient.loader.js';
import { CurrentViewer } from './access.guard.js';
import { ApiKeyService, type KeyWithToken } from './api-key.service.js';

@InputType()
export class CreateApiKeyInput {
  @Field()
  @Length(1, 200)
  @Matches(SEEN, { context: { code: 'FIELD_BLANK' } })
  name: string;
  @Field(() => ApiAccessEnum)
  access: ApiAccess;
  @Field(() => ID, { nullable: true, description: 'The person of a MEMBER key; of no other.' })
  recipientId?: string | null;
}

@ObjectType()
@VisibleTo({})
class ApiKeyPayload {
  @Field(() => ApiKey)
  apiKey: ApiKey;
  @Field({ description: 'Shown once, here.' })
  token: string;
}

@Resolver(() => ApiKey)
export class ApiKeyResolver {
  constructor(
    private readonly dataSource: DataSource,
    private readonly keys: ApiKeyService,
  ) {}

  @Query(() => [ApiKey], { description: 'Oldest first; revoked ones are not there.' })
  @Access('ADMIN')
  apiKeys(@CurrentViewer() viewer: Viewer): Promise<ApiKey[]> {
    return this.dataSource
      .getRepository(ApiKey)
      .find({ where: { businessId: viewer.businessId, revokedAt: IsNull() }, order: { id: 'ASC' }, take: 1_000 });
  }

  @Mutation(() => ApiKeyPayload, { description: 'The key is shown once, here.' })
  @Access('ADMIN')
  createApiKey(@CurrentViewer() viewer: Viewer, @Args('input') input: CreateApiKeyInput): Promise<KeyWithToken> {
    return this.keys.create(viewer, input);
  }

  @Mutation(() => RemovedPayload, { description: 'It works nowhere after 5 seconds. The last ADMIN key stays.' })
  @Access('ADMIN')
  async revokeApiKey(@CurrentViewer() viewer: Viewer, @Args('input') input: NodeInput): Promise<RemovedPayload> {
    await this.keys.revoke(viewer, input.id);
    return { id: input.id };
  }

  @ResolveField(() => String)
  name(key: ApiKey, _: object, { formatter }: FieldContext): string {
    return keyName(formatter, key);
  }

  @ResolveField(() => Recipient, { nullable: true, description: 'The person of a MEMBER key.' })
  async recipient(key: ApiKey, _: object, { loaders }: FieldContext): Promise<Recipient | null> {
    return key.recipientId ? loaders.load(recipientsById, key.recipientId) : null;
  }
}
