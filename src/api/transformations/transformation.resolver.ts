import { Args, Field, Float, ID, InputType, Int, ObjectType, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { IsOptional, Max, MaxLength, Min } from 'class-validator';
import type { Viewer } from '../../core/access/viewer.js';
import { Event } from '../../core/ingest/event.entity.js';
import { Access, VisibleTo } from '../../core/schema/access.js';
import { ChannelEnum, JsonScalar } from '../../core/schema/enums.js';
import type { Reason } from '../../domain/reasons.js';
import { reasonText } from '../../i18n/reason-text.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { eventsById } from '../events/event.loader.js';
import type { FieldContext } from '../graphql/field-context.js';
import { RUN, readingPoints, workOn } from '../graphql/query-cost.js';
import { TransformationService } from './transformation.service.js';

const LAST_AT_MOST = 50;

@InputType()
export class TestTransformationInput {
  @Field()
  @MaxLength(64 * 1024)
  code: string;
  @Field({ description: 'What the handler sees as webhook.eventType; its sample is the payload where none is given.' })
  eventType: string;
  @Field(() => JsonScalar, { nullable: true })
  payload?: unknown;
  @Field(() => String, { nullable: true })
  url?: string | null;
  @Field(() => ChannelEnum, {
    nullable: true,
    description: 'Of the endpoint that it is for: warnings speak of it alone.',
  })
  channel?: string | null;
}

/** What a transformation made of one event; nothing is sent. */
@ObjectType('TransformationResult')
@VisibleTo({ VIEWER: 'ALL' })
export class TransformationResultType {
  @Field()
  ok: boolean;
  @Field(() => String, { nullable: true })
  url: string | null;
  @Field(() => String, { nullable: true })
  method: string | null;
  @Field(() => JsonScalar, { nullable: true })
  headers: unknown;
  @Field(() => JsonScalar, { nullable: true })
  payload: unknown;
  @Field()
  cancelled: boolean;
  @Field({ description: 'The handler returned the event as it came.' })
  unchanged: boolean;
  error: Reason | null;
  @Field(() => Int, { nullable: true })
  line: number | null;
  @Field(() => Float)
  durationMs: number;
  @Field(() => [String])
  console: string[];
  warnings: Reason[];
}

@InputType()
export class CompareTransformationInput {
  @Field(() => ID)
  destinationId: string;
  @Field()
  @MaxLength(64 * 1024)
  code: string;
  @Field(() => Int, { nullable: true, description: `1 to ${LAST_AT_MOST}; left out: ${LAST_AT_MOST}.` })
  @IsOptional()
  @Min(1)
  @Max(LAST_AT_MOST)
  last?: number | null;
}

@ObjectType()
@VisibleTo({})
export class TransformationDifference {
  eventId: string;
  @Field(() => TransformationResultType, { description: 'Of the code that the endpoint has now.' })
  before: TransformationResultType;
  @Field(() => TransformationResultType, { description: 'Of the code that was asked about.' })
  after: TransformationResultType;
}

@ObjectType()
@VisibleTo({})
export class TransformationComparison {
  @Field(() => Int, {
    description: 'Newest events that were tried; the rest is left out where the code had to be stopped by force.',
  })
  compared: number;
  @Field(() => [TransformationDifference], { description: 'Newest first.' })
  differing: TransformationDifference[];
}

@Resolver()
export class TransformationResolver {
  constructor(private readonly transformations: TransformationService) {}

  @Query(() => TransformationResultType, {
    description: 'Runs the code on a sample or on your own payload; nothing is stored or sent.',
    complexity: workOn(({ code }) => RUN + readingPoints(code)),
  })
  @Access('ADMIN', 'VIEWER')
  testTransformation(
    @CurrentViewer() viewer: Viewer,
    @Args('input') input: TestTransformationInput,
  ): Promise<TransformationResultType> {
    return this.transformations.test(viewer, input);
  }

  @Query(() => TransformationComparison, {
    description:
      'Runs the code of an endpoint and other code on the last events that it takes; nothing is stored or sent.',
    complexity: workOn(({ last }) => 2 * RUN * Number(last ?? LAST_AT_MOST)),
  })
  @Access('ADMIN')
  compareTransformation(
    @CurrentViewer() viewer: Viewer,
    @Args('input') { destinationId, code, last }: CompareTransformationInput,
  ): Promise<TransformationComparison> {
    return this.transformations.compare(viewer, destinationId, { code, last: last ?? LAST_AT_MOST });
  }
}

@Resolver(() => TransformationResultType)
export class TransformationResultResolver {
  @ResolveField(() => String, { nullable: true })
  error({ error }: TransformationResultType, _: object, { formatter }: FieldContext): string | null {
    return error && reasonText(formatter, error);
  }

  @ResolveField(() => [String])
  warnings({ warnings }: TransformationResultType, _: object, { formatter }: FieldContext): string[] {
    return warnings.map((warning) => reasonText(formatter, warning));
  }
}

@Resolver(() => TransformationDifference)
export class TransformationDifferenceResolver {
  @ResolveField(() => Event)
  event({ eventId }: TransformationDifference, _: object, { loaders }: FieldContext): Promise<Event | null> {
    return loaders.load(eventsById, eventId);
  }
}
