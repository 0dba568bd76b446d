import { Args, Field, InputType, Int, ObjectType, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional, Max, Min } from 'class-validator';
import { DataSource } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import { Event } from '../../core/ingest/event.entity.js';
import { Destination } from '../../core/planning/destination.entity.js';
import { Access, VisibleTo } from '../../core/schema/access.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { destinationsById } from '../destinations/destination.loader.js';
import { eventsById } from '../events/event.loader.js';
import type { FieldContext } from '../graphql/field-context.js';
import { workOn } from '../graphql/query-cost.js';
import { SetPreferenceInput } from '../preferences/preference.resolver.js';
import { EVENTS_AT_MOST, type PreferencePreview, previewPreferences, UNREACHED_AT_MOST } from './impact.js';

const DEFAULT_DAYS = 30;
const DAYS_AT_MOST = 90;
const DAY_MS = 24 * 3_600_000;

@InputType()
export class ReplayPreferencesInput {
  @Field(() => Int, { nullable: true, description: `1 to ${DAYS_AT_MOST}; left out: ${DEFAULT_DAYS}.` })
  @IsOptional()
  @Min(1)
  @Max(DAYS_AT_MOST)
  days?: number | null;
  @Field(() => [SetPreferenceInput], { description: 'As they would be set; 1,000 at most.' })
  @ArrayMaxSize(1_000)
  changes: SetPreferenceInput[];
}

@ObjectType()
@VisibleTo({ VIEWER: 'ALL' })
export class DestinationImpact {
  destinationId: string;
  @Field(() => Int, { description: 'How many of the events reach it by the rules as they stand, at once or later.' })
  before: number;
  @Field(() => Int, { description: 'The same with the changes.' })
  after: number;
}

@ObjectType({
  description: 'What a change would have done to the last days of real events. Nothing is sent or stored.',
})
@VisibleTo({ VIEWER: 'ALL' })
export class PreferenceImpact {
  @Field(() => Int)
  days: number;
  @Field(() => Int, {
    description: `How many events were looked at: the newest ${EVENTS_AT_MOST} of these days at most.`,
  })
  events: number;
  @Field(() => [DestinationImpact], { description: 'Those that are named in the changes, and those that differ.' })
  perDestination: DestinationImpact[];
  unreachedIds: string[];
  @Field(() => Int, { description: 'How many critical events would have reached no destination at all.' })
  unreachedCount: number;
}

/** Thousands of events are planned twice. */
const MANY_PLANS = 3_000;

@Resolver(() => PreferenceImpact)
export class PreferenceImpactResolver {
  constructor(private readonly dataSource: DataSource) {}

  @Query(() => PreferenceImpact, { complexity: workOn(() => MANY_PLANS) })
  @Access('ADMIN', 'VIEWER')
  async replayPreferences(
    @CurrentViewer() { businessId }: Viewer,
    @Args('input') { days, changes }: ReplayPreferencesInput,
  ): Promise<PreferencePreview & { days: number }> {
    const span = days ?? DEFAULT_DAYS;
    const impact = await previewPreferences(this.dataSource, businessId, changes, new Date(Date.now() - span * DAY_MS));
    return { days: span, ...impact };
  }

  @ResolveField(() => [Event], {
    description: `Critical events that would have reached no destination at all, the newest ${UNREACHED_AT_MOST}.`,
  })
  async unreached({ unreachedIds }: PreferenceImpact, _: object, { loaders }: FieldContext): Promise<(Event | null)[]> {
    return Promise.all(unreachedIds.map((id) => loaders.load(eventsById, id)));
  }
}

@Resolver(() => DestinationImpact)
export class DestinationImpactResolver {
  @ResolveField(() => Destination)
  destination({ destinationId }: DestinationImpact, _: object, { loaders }: FieldContext): Promise<Destination | null> {
    return loaders.load(destinationsById, destinationId);
  }
}
