import { Args, ArgsType, Field, Mutation, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { DataSource } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import { Destination } from '../../core/planning/destination.entity.js';
import { Recipient } from '../../core/planning/recipient.entity.js';
import { Access } from '../../core/schema/access.js';
import { ChannelEnum } from '../../core/schema/enums.js';
import { NodeInput } from '../../core/schema/node.js';
import { CATALOGUE } from '../../domain/catalogue/index.js';
import { reasonText } from '../../i18n/reason-text.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { connectionOf, type Page, PageArgs, pageOf } from '../graphql/connection.js';
import type { FieldContext } from '../graphql/field-context.js';
import { knownList } from '../graphql/query-cost.js';
import { choicesOfDestinations, defaultsOfBusinesses } from '../preferences/preference.loader.js';
import { Preference, preferencesOf } from '../preferences/preference.type.js';
import { recipientsById } from '../recipients/recipient.loader.js';
import { lint } from '../transformations/lint.js';
import {
  AddEmailInput,
  AddEndpointInput,
  DestinationPayload,
  RemoveDestinationInput,
  RemovedPayload,
  UpdateEndpointInput,
} from './destination.inputs.js';
import { DestinationService } from './destination.service.js';
import { healthOfDestinations } from './health.loader.js';
import { HealthType, healthOf } from './health.type.js';
import { WelcomeService } from './welcome.service.js';

@ArgsType()
class DestinationsArgs extends PageArgs {
  @Field(() => ChannelEnum, { nullable: true })
  channel?: string;
}

const CATALOGUE_SIZE = Object.keys(CATALOGUE).length;

const DestinationConnection = connectionOf<Destination>('Destination', () => Destination);

@Resolver(() => Destination)
export class DestinationResolver {
  constructor(
    private readonly dataSource: DataSource,
    private readonly destinationService: DestinationService,
    private readonly welcomes: WelcomeService,
  ) {}

  @Query(() => DestinationConnection, { description: 'Oldest first.' })
  @Access('ADMIN', 'VIEWER')
  destinations(@CurrentViewer() viewer: Viewer, @Args() args: DestinationsArgs): Promise<Page<Destination>> {
    const query = this.dataSource
      .getRepository(Destination)
      .createQueryBuilder('destination')
      .where('destination.businessId = :businessId AND destination.removedAt IS NULL', viewer);
    if (args.channel) query.andWhere('destination.channel = :channel', { channel: args.channel });
    return pageOf(query, 'destination', args, 'ASC');
  }

  @Mutation(() => DestinationPayload, {
    description: 'Of an ADMIN it counts at once, and gets a welcome whose link ends all mail to it.',
  })
  @Access('ADMIN', { member: 'recipient', argument: 'input.recipientId' })
  async addEmail(@CurrentViewer() viewer: Viewer, @Args('input') input: AddEmailInput): Promise<DestinationPayload> {
    const destination = await this.destinationService.addEmail(viewer, input);
    this.welcomes.begin(destination);
    return { destination };
  }

  @Mutation(() => DestinationPayload, { description: 'A secret that we make is shown once, here.' })
  @Access('ADMIN')
  async addEndpoint(
    @CurrentViewer() viewer: Viewer,
    @Args('input') input: AddEndpointInput,
  ): Promise<DestinationPayload> {
    return {
      ...(await this.destinationService.addEndpoint(viewer, input)),
      warnings: await lint(input.transformation ?? ''),
    };
  }

  @Mutation(() => DestinationPayload, {
    description: 'The new secret is shown once, here; the old one holds for 24 h.',
  })
  @Access('ADMIN')
  rotateEndpointSecret(@CurrentViewer() viewer: Viewer, @Args('input') input: NodeInput): Promise<DestinationPayload> {
    return this.destinationService.rotateSecret(viewer, input.id);
  }

  @Mutation(() => DestinationPayload, { description: 'Counts from the next send on, retries included.' })
  @Access('ADMIN')
  async updateEndpoint(
    @CurrentViewer() viewer: Viewer,
    @Args('input') input: UpdateEndpointInput,
  ): Promise<DestinationPayload> {
    const destination = await this.destinationService.updateEndpoint(viewer, input);
    return { destination, warnings: await lint(input.transformation ?? '') };
  }

  @Mutation(() => RemovedPayload, {
    description: 'Stops at once, deliveries in flight included. The last listener of a critical type needs "confirm".',
  })
  @Access('ADMIN', { member: 'destination', argument: 'input.id' })
  async removeDestination(
    @CurrentViewer() viewer: Viewer,
    @Args('input') input: RemoveDestinationInput,
  ): Promise<RemovedPayload> {
    return { id: input.id, coverage: await this.destinationService.remove(viewer, input.id, input.confirm === true) };
  }

  @ResolveField(() => Recipient, { nullable: true })
  async recipient(destination: Destination, _: object, { loaders }: FieldContext): Promise<Recipient | null> {
    return destination.recipientId ? loaders.load(recipientsById, destination.recipientId) : null;
  }

  @ResolveField(() => HealthType, { description: 'Whether messages arrive there.' })
  async health(destination: Destination, _: object, { loaders, formatter }: FieldContext): Promise<HealthType> {
    return healthOf(destination, await loaders.load(healthOfDestinations, destination.id), formatter);
  }

  @ResolveField(() => [Preference], {
    description: 'One per event type, in the order of the catalogue.',
    complexity: knownList(CATALOGUE_SIZE),
  })
  async preferences(destination: Destination, _: object, { loaders }: FieldContext): Promise<Preference[]> {
    const [choices, recipient, defaults] = await Promise.all([
      loaders.load(choicesOfDestinations, destination.id),
      destination.recipientId ? loaders.load(recipientsById, destination.recipientId) : null,
      loaders.load(defaultsOfBusinesses, destination.businessId),
    ]);
    return preferencesOf(destination, recipient?.roles ?? [], choices, defaults);
  }
}

@Resolver(() => DestinationPayload)
export class DestinationPayloadResolver {
  @ResolveField(() => [String], {
    nullable: true,
    description: 'What looks wrong in its code, with the line; it is saved all the same.',
  })
  warnings({ warnings }: DestinationPayload, _: object, { formatter }: FieldContext): string[] | null {
    return warnings?.map((warning) => reasonText(formatter, warning)) ?? null;
  }
}
