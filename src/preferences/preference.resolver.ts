import { Args, Field, ID, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { DataSource, In } from 'typeorm';
import { CurrentViewer } from '../access/access.guard.js';
import type { Viewer } from '../access/access.js';
import { recordChange } from '../access/audit.js';
import { DestinationPayload } from '../destinations/destination.inputs.js';
import { DestinationService } from '../destinations/destination.service.js';
import { CATALOGUE, findEventType } from '../domain/catalogue/index.js';
import type { Category } from '../domain/vocabulary.js';
import { badInput } from '../graphql/errors.js';
import { CategoryEnum } from '../graphql/vocabulary.js';
import { gapsOpenedBy } from './coverage.type.js';
import { PreferenceChoice } from './preference.entity.js';

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
  async setPreference(
    @CurrentViewer() viewer: Viewer,
    @Args('input') input: SetPreferenceInput,
  ): Promise<DestinationPayload> {
    if (!findEventType(input.eventType)) {
      throw badInput(
        `There is no event type "${input.eventType.slice(0, 80)}"; the query eventTypes lists them.`,
        'eventType',
      );
    }
    return this.choose(viewer, 'setPreference', input.destinationId, [input.eventType], input.enabled);
  }

  @Mutation(() => DestinationPayload, { description: 'Enable All or Disable All.' })
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
    enabled: boolean,
  ): Promise<DestinationPayload> {
    const destination = await this.destinationService.find(viewer, destinationId);
    const base = {
      destinationId,
      businessId: viewer.businessId,
      enabled,
      changedBy: viewer.actor,
      changedAt: new Date(),
    };
    const coverage = await this.dataSource.transaction(async (manager) => {
      const earlier = await manager.findBy(PreferenceChoice, { destinationId, eventType: In(types) });
      await manager
        .createQueryBuilder()
        .insert()
        .into(PreferenceChoice)
        .values(types.map((eventType) => ({ ...base, eventType })))
        .orUpdate(['enabled', 'changed_by', 'changed_at'], ['destination_id', 'event_type'])
        .execute();
      const before = Object.fromEntries(earlier.map((choice) => [choice.eventType, choice.enabled]));
      const after = Object.fromEntries(types.map((eventType) => [eventType, enabled]));
      await recordChange(manager, viewer, { action, subject: destinationId, before, after });
      return gapsOpenedBy(manager, viewer);
    });
    return { destination, coverage };
  }
}
