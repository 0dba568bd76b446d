import { Args, Field, ID, InputType, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { IsOptional, Length, Matches, MaxLength } from 'class-validator';
import { DataSource, IsNull, Not } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import { RejectedRequest, Source } from '../../core/ingest/source.entity.js';
import { Access } from '../../core/schema/access.js';
import { SourceKindEnum } from '../../core/schema/enums.js';
import { NodeInput } from '../../core/schema/node.js';
import { SEEN } from '../../domain/seen.js';
import { reasonText } from '../../i18n/reason-text.js';
import { PublicUrl } from '../../platform/public-url.js';
import type { SourceKind } from '../../sources/index.js';
import { CurrentViewer, RequestLoaders } from '../auth/access.guard.js';
import { RemovedPayload } from '../destinations/destination.inputs.js';
import { connectionOf, type Page, PageArgs, pageOf } from '../graphql/connection.js';
import type { FieldContext } from '../graphql/field-context.js';
import type { Loaders } from '../graphql/loaders.js';
import { lastEventsOfSources, rejectedOfSources, sourcesById } from './source.loader.js';
import { SourcePayload } from './source.payload.js';
import { SourceService, type SourceWithSecret } from './source.service.js';

@InputType()
export class CreateSourceInput {
  @Field(() => SourceKindEnum)
  kind: SourceKind;
  @Field()
  @Length(1, 200)
  @Matches(SEEN, { context: { code: 'FIELD_BLANK' } })
  name: string;
  @Field(() => String, {
    nullable: true,
    description:
      "The provider's signing secret. Without it the source of a payment provider waits for setSourceSecret, and that of another producer gets one of ours.",
  })
  @IsOptional()
  @MaxLength(500)
  secret?: string | null;
}

@InputType()
export class RenameSourceInput {
  @Field(() => ID)
  id: string;
  @Field()
  @Length(1, 200)
  @Matches(SEEN, { context: { code: 'FIELD_BLANK' } })
  name: string;
}

const RejectedRequestConnection = connectionOf<RejectedRequest>('RejectedRequest', () => RejectedRequest);

@Resolver(() => Source)
export class SourceResolver {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sourceService: SourceService,
    private readonly publicUrl: PublicUrl,
  ) {}

  @Query(() => [Source], { description: 'Oldest first; Tocsin’s own is not among them.' })
  @Access('ADMIN', 'VIEWER')
  sources(@CurrentViewer() viewer: Viewer): Promise<Source[]> {
    return this.dataSource.getRepository(Source).find({
      where: { businessId: viewer.businessId, kind: Not('TOCSIN'), removedAt: IsNull() },
      order: { id: 'ASC' },
      take: 1_000,
    });
  }

  @Query(() => RejectedRequestConnection, {
    description: 'What was refused, newest first; requests to an address that is no source’s stand here only.',
  })
  @Access('ADMIN', 'VIEWER')
  rejectedRequests(@CurrentViewer() viewer: Viewer, @Args() args: PageArgs): Promise<Page<RejectedRequest>> {
    const query = this.dataSource
      .getRepository(RejectedRequest)
      .createQueryBuilder('rejected')
      .where('(rejected.businessId = :businessId OR rejected.businessId IS NULL)', viewer);
    return pageOf(query, 'rejectedRequest', args);
  }

  @Mutation(() => SourcePayload, { description: 'A secret is shown once, here.' })
  @Access('ADMIN')
  createSource(@CurrentViewer() viewer: Viewer, @Args('input') input: CreateSourceInput): Promise<SourceWithSecret> {
    return this.sourceService.create(viewer, input);
  }

  @Mutation(() => SourcePayload)
  @Access('ADMIN')
  async renameSource(
    @CurrentViewer() viewer: Viewer,
    @Args('input') { id, name }: RenameSourceInput,
  ): Promise<SourcePayload> {
    return { source: await this.sourceService.rename(viewer, id, name), secret: null };
  }

  @Mutation(() => RemovedPayload, { description: 'It takes nothing from now on; its events stay.' })
  @Access('ADMIN')
  async removeSource(@CurrentViewer() viewer: Viewer, @Args('input') { id }: NodeInput): Promise<RemovedPayload> {
    await this.sourceService.remove(viewer, id);
    return { id };
  }

  @ResolveField(() => String)
  url(source: Source): string {
    return this.publicUrl.ofSource(source.id);
  }

  @ResolveField(() => Date, { nullable: true })
  lastEventAt(source: Source, _: object, { loaders }: FieldContext): Promise<Date | null> {
    return loaders.load(lastEventsOfSources, source.id);
  }

  @ResolveField(() => String, { nullable: true, description: 'Why the last sweep found no end, and what to do.' })
  reconcileProblem({ reconcileProblem }: Source, _: object, { formatter }: FieldContext): string | null {
    return reconcileProblem && reasonText(formatter, reconcileProblem);
  }

  @ResolveField(() => String, { description: 'The end of the current secret.' })
  secretHint(source: Source): string {
    return this.sourceService.hint(source);
  }

  @ResolveField(() => RejectedRequestConnection, { description: 'Newest first.' })
  rejected(
    @Parent() source: Source,
    @RequestLoaders() loaders: Loaders,
    @Args() args: PageArgs,
  ): Promise<Page<RejectedRequest>> {
    return loaders.loadPage(rejectedOfSources, source.id, args);
  }
}

@Resolver(() => RejectedRequest)
export class RejectedRequestResolver {
  @ResolveField(() => String, { description: 'What was wrong, and what to do.' })
  reason({ reason }: RejectedRequest, _: object, { formatter }: FieldContext): string {
    return reasonText(formatter, reason);
  }

  @ResolveField(() => Source, { nullable: true })
  async source(rejected: RejectedRequest, _: object, { loaders }: FieldContext): Promise<Source | null> {
    return rejected.sourceId ? loaders.load(sourcesById, rejected.sourceId) : null;
  }
}
