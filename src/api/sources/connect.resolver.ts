import { Args, Field, InputType, Mutation, ObjectType, ResolveField, Resolver } from '@nestjs/graphql';
import { IsOptional, Length, MaxLength } from 'class-validator';
import type { Viewer } from '../../core/access/viewer.js';
import { Source } from '../../core/ingest/source.entity.js';
import { Access, VisibleTo } from '../../core/schema/access.js';
import { SourceKindEnum } from '../../core/schema/enums.js';
import { NodeInput } from '../../core/schema/node.js';
import type { ProviderCheck } from '../../domain/provider-check.js';
import type { Reason } from '../../domain/reasons.js';
import { reasonText } from '../../i18n/reason-text.js';
import type { SourceKind } from '../../sources/index.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { RateLimits } from '../auth/rate-limits.js';
import type { FieldContext } from '../graphql/field-context.js';
import { HasLocale, type LocaleArgument } from '../graphql/locale-argument.js';
import { inLanguage } from '../graphql/request-formatter.js';
import { ConnectService } from './connect.service.js';
import { ProviderCheckService } from './provider-check.service.js';
import { SourcePayload } from './source.payload.js';

@InputType()
export class ConnectSourceInput {
  @Field(() => SourceKindEnum, { description: 'DODO or STRIPE.' })
  kind: SourceKind;
  @Field({
    description:
      'A key of the provider’s API that may read and write webhook endpoints, and read disputes and payouts.',
  })
  @Length(1, 500)
  apiKey: string;
  @Field(() => String, { nullable: true, description: 'Of the source, where one is made; without it, the provider’s.' })
  @IsOptional()
  @MaxLength(200)
  name?: string | null;
}

@ObjectType('ProviderCheck', { description: 'What the provider’s API says of our endpoint.' })
@VisibleTo({ VIEWER: 'ALL' })
export class ProviderCheckType {
  @Field(() => Date)
  at: Date;
  @Field()
  endpointEnabled: boolean;
  @Field(() => [String], {
    description: 'The provider’s names of what the catalogue needs and the provider will not send.',
  })
  missingEventTypes: string[];
  @Field(() => [String], { description: 'The provider’s names of what the API key may not do.' })
  missingPermissions: string[];
  reason: Reason | null;
}

/** By a key of the provider's API, in one step. */
@Resolver(() => Source)
export class ConnectResolver {
  constructor(
    private readonly connections: ConnectService,
    private readonly checks: ProviderCheckService,
    private readonly limits: RateLimits,
  ) {}

  @Mutation(() => SourcePayload, {
    description:
      'Makes the webhook endpoint at the provider, with exactly the events of the catalogue, and keeps its secret. Once more, it finds what is there.',
  })
  @Access('ADMIN')
  async connectSource(
    @CurrentViewer() viewer: Viewer,
    @Args('input') input: ConnectSourceInput,
  ): Promise<SourcePayload> {
    await this.limits.askProvider(viewer);
    return { source: await this.connections.connect(viewer, input), secret: null };
  }

  @Mutation(() => SourcePayload, { description: 'Asks the provider now; every night it is asked anyway.' })
  @Access('ADMIN')
  async checkSource(@CurrentViewer() viewer: Viewer, @Args('input') { id }: NodeInput): Promise<SourcePayload> {
    await this.limits.askProvider(viewer);
    return { source: await this.checks.checkNow(viewer, id), secret: null };
  }

  @ResolveField(() => ProviderCheckType, {
    nullable: true,
    description: 'Null without an API key, and before the first check.',
  })
  providerCheck({ providerCheck }: Source): ProviderCheckType | null {
    return providerCheck && checkTypeOf(providerCheck);
  }
}

function checkTypeOf({ at, problem, ...check }: ProviderCheck): ProviderCheckType {
  return { ...check, at: new Date(at), reason: problem };
}

@Resolver(() => ProviderCheckType)
export class ProviderCheckResolver {
  @ResolveField(() => String, {
    nullable: true,
    description: 'What is wrong, and what to do; without `locale` in the language of Accept-Language.',
  })
  @HasLocale()
  problem(
    { reason }: ProviderCheckType,
    { locale }: LocaleArgument,
    { formatter: requested }: FieldContext,
  ): string | null {
    return reason && reasonText(inLanguage(requested, locale), reason);
  }
}
