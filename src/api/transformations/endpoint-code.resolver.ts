import { Args, Field, ID, InputType, Int, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Viewer } from '../../core/access/viewer.js';
import { TransformationFailure } from '../../core/delivery/transformation-failure.entity.js';
import { TransformationVersion } from '../../core/delivery/transformation-version.entity.js';
import { VERSIONS_KEPT } from '../../core/delivery/transformation-versions.js';
import { Event } from '../../core/ingest/event.entity.js';
import { EndpointDestination } from '../../core/planning/destination.entity.js';
import { Access } from '../../core/schema/access.js';
import { actorName } from '../../i18n/labels.js';
import { reasonText } from '../../i18n/reason-text.js';
import { CurrentViewer, RequestLoaders } from '../auth/access.guard.js';
import { DestinationPayload } from '../destinations/destination.inputs.js';
import { eventsById } from '../events/event.loader.js';
import { connectionOf, type Page, PageArgs } from '../graphql/connection.js';
import type { FieldContext } from '../graphql/field-context.js';
import type { Loaders } from '../graphql/loaders.js';
import { lint } from './lint.js';
import { failuresOfDestinations, versionsOfDestinations } from './transformation.loader.js';
import { TransformationService } from './transformation.service.js';

@InputType()
export class RollBackInput {
  @Field(() => ID)
  destinationId: string;
  @Field(() => Int)
  version: number;
}

const TransformationFailureConnection = connectionOf<TransformationFailure>(
  'TransformationFailure',
  () => TransformationFailure,
);

/** The code of an endpoint: what it was, and where it failed. */
@Resolver(() => EndpointDestination)
export class EndpointCodeResolver {
  constructor(private readonly transformations: TransformationService) {}

  @Mutation(() => DestinationPayload, { description: 'The code of that version runs again, as a new version.' })
  @Access('ADMIN')
  async rollBackTransformation(
    @CurrentViewer() viewer: Viewer,
    @Args('input') { destinationId, version }: RollBackInput,
  ): Promise<DestinationPayload> {
    const destination = await this.transformations.rollBack(viewer, destinationId, version);
    return { destination, warnings: await lint(destination.transformation ?? '') };
  }

  @ResolveField(() => [TransformationVersion], { description: `Newest first, the last ${VERSIONS_KEPT}.` })
  async versions(
    endpoint: EndpointDestination,
    _: object,
    { loaders, formatter }: FieldContext,
  ): Promise<TransformationVersion[]> {
    const versions = [...(await loaders.load(versionsOfDestinations, endpoint.id))].reverse();
    return versions.map((version, at) => ({
      ...version,
      createdBy: version.createdBy && actorName(formatter, version.createdBy, 'name'),
      live: at === 0 && endpoint.transformation !== null,
    }));
  }

  @ResolveField(() => String, { nullable: true })
  disabledReason({ disabledReason }: EndpointDestination, _: object, { formatter }: FieldContext): string | null {
    return disabledReason && reasonText(formatter, disabledReason);
  }

  @ResolveField(() => TransformationFailureConnection, { description: 'Newest first.' })
  recentFailures(
    @Parent() { id }: EndpointDestination,
    @RequestLoaders() loaders: Loaders,
    @Args() args: PageArgs,
  ): Promise<Page<TransformationFailure>> {
    return loaders.loadPage(failuresOfDestinations, id, args);
  }
}

@Resolver(() => TransformationFailure)
export class TransformationFailureResolver {
  @ResolveField(() => Event, { nullable: true, description: 'Null where it is no longer kept.' })
  event({ eventId }: TransformationFailure, _: object, { loaders }: FieldContext): Promise<Event | null> {
    return loaders.load(eventsById, eventId);
  }

  @ResolveField(() => String)
  message({ reason }: TransformationFailure, _: object, { formatter }: FieldContext): string {
    return reasonText(formatter, reason);
  }
}
