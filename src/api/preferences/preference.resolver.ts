import { Args, Field, ID, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { DataSource } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import { Access } from '../../core/schema/access.js';
import { CategoryEnum } from '../../core/schema/enums.js';
import { CATALOGUE, findEventType } from '../../domain/catalogue/index.js';
import { makeReason } from '../../domain/reasons.js';
import type { Category } from '../../domain/vocabulary.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { DestinationPayload } from '../destinations/destination.inputs.js';
import { DestinationService } from '../destinations/destination.service.js';
import { badInput } from '../graphql/errors.js';
import { choose } from './choices.js';

@InputType()
export class SetPreferenceInput {
  @Field(() => ID)
  destinationId: string;
  @Field()
  eventType: string;
  @Field()
  enabled: boolean;
}

@InputType()
export class ResetPreferenceInput {
  @Field(() => ID)
  destinationId: string;
  @Field()
  eventType: string;
}

@InputType()
export class SetAllPreferencesInput {
  @Field(() => ID)
  destinationId: string;
  @Field()
  enabled: boolean;
  @Field(() => CategoryEnum, { nullable: true, description: 'Only the event types of this category.' })
  category?: Category | null;
}

@Resolver()
export class PreferenceResolver {
  constructor(
    private readonly dataSource: DataSource,
    private readonly destinationService: DestinationService,
  ) {}

  @Mutation(() => DestinationPayload, { description: 'One switch.' })
  @Access('ADMIN', { member: 'destination', argument: 'input.destinationId' })
  async setPreference(
    @CurrentViewer() viewer: Viewer,
    @Args('input') input: SetPreferenceInput,
  ): Promise<DestinationPayload> {
    checkType(input.eventType);
    return this.choose(viewer, 'setPreference', input.destinationId, [input.eventType], input.enabled);
  }

  @Mutation(() => DestinationPayload, { description: 'One switch back to role and defaults.' })
  @Access('ADMIN', { member: 'destination', argument: 'input.destinationId' })
  async resetPreference(
    @CurrentViewer() viewer: Viewer,
    @Args('input') input: ResetPreferenceInput,
  ): Promise<DestinationPayload> {
    checkType(input.eventType);
    return this.choose(viewer, 'resetPreference', input.destinationId, [input.eventType], null);
  }

  @Mutation(() => DestinationPayload, { description: 'Enable All or Disable All.' })
  @Access('ADMIN', { member: 'destination', argument: 'input.destinationId' })
  async setAllPreferences(
    @CurrentViewer() viewer: Viewer,
    @Args('input') input: SetAllPreferencesInput,
  ): Promise<DestinationPayload> {
    const types = Object.values(CATALOGUE).filter((entry) => !input.category || entry.category === input.category);
    return this.choose(
      viewer,
      'setAllPreferences',
      input.destinationId,
      types.map((entry) => entry.key),
      input.enabled,
    );
  }

  private async choose(
    viewer: Viewer,
    action: string,
    destinationId: string,
    types: string[],
    enabled: boolean | null,
  ): Promise<DestinationPayload> {
    const destination = await this.destinationService.find(viewer, destinationId);
    const coverage = await this.dataSource.transaction((manager) =>
      choose(manager, viewer, action, { destinationId, types, enabled }),
    );
    return { destination, coverage };
  }
}

/** @throws BAD_USER_INPUT for a type that the catalogue does not know. */
function checkType(eventType: string): void {
  if (findEventType(eventType)) return;
  throw badInput(makeReason('EVENT_TYPE_UNKNOWN', { type: eventType.slice(0, 80) }), 'eventType');
}
