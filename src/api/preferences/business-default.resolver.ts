/** What a business chose for all who have no choice and no role. */
import { Args, Field, InputType, Mutation, ObjectType, ResolveField, Resolver } from '@nestjs/graphql';
import { DataSource } from 'typeorm';
import { recordChange } from '../../core/access/audit.js';
import { Business } from '../../core/access/business.entity.js';
import type { Viewer } from '../../core/access/viewer.js';
import { BusinessDefault } from '../../core/planning/business-default.entity.js';
import { Access, VisibleTo } from '../../core/schema/access.js';
import { CATALOGUE, findEventType } from '../../domain/catalogue/index.js';
import { makeReason } from '../../domain/reasons.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { badInput } from '../graphql/errors.js';
import type { FieldContext } from '../graphql/field-context.js';
import { knownList } from '../graphql/query-cost.js';
import { CoverageGap, GAPS, gapsOpenedBy } from './coverage.type.js';
import { defaultsOfBusinesses } from './preference.loader.js';
import { Preference, preferencesOf } from './preference.type.js';

@InputType()
export class SetBusinessDefaultInput {
  @Field()
  eventType: string;
  @Field(() => Boolean, { nullable: true, description: 'Null: back to the catalogue.' })
  enabled?: boolean | null;
}

@ObjectType()
@VisibleTo({})
export class BusinessDefaultPayload {
  @Field(() => Preference)
  preference: Preference;
  @Field(() => [CoverageGap], { nullable: true, description: GAPS })
  coverage?: CoverageGap[] | null;
}

@Resolver(() => Business)
export class BusinessDefaultResolver {
  constructor(private readonly dataSource: DataSource) {}

  @Mutation(() => BusinessDefaultPayload, { description: 'For all who have no choice of their own and no role.' })
  @Access('ADMIN')
  async setBusinessDefault(
    @CurrentViewer() viewer: Viewer,
    @Args('input') { eventType, enabled = null }: SetBusinessDefaultInput,
  ): Promise<BusinessDefaultPayload> {
    const { businessId } = viewer;
    if (!findEventType(eventType)) {
      throw badInput(makeReason('EVENT_TYPE_UNKNOWN', { type: eventType.slice(0, 80) }), 'eventType');
    }
    const row = { businessId, eventType, enabled: enabled ?? false, changedBy: viewer.actor, changedAt: new Date() };
    const coverage = await this.dataSource.transaction(async (manager) => {
      const defaults = manager.getRepository(BusinessDefault);
      const before = await defaults.findOneBy({ businessId, eventType });
      if (enabled === null) await defaults.delete({ businessId, eventType });
      else await defaults.upsert(row, ['businessId', 'eventType']);
      const change = { before: { [eventType]: before?.enabled ?? null }, after: { [eventType]: enabled } };
      await recordChange(manager, viewer, { action: 'setBusinessDefault', subject: businessId, ...change });
      return gapsOpenedBy(manager, viewer);
    });
    const all = defaultsOf(enabled === null ? [] : [row]);
    return { preference: all.find((preference) => preference.eventType.key === eventType) as Preference, coverage };
  }

  @ResolveField(() => [Preference], {
    description: 'What holds without a choice and a role, in catalogue order.',
    complexity: knownList(Object.keys(CATALOGUE).length),
  })
  async defaultPreferences(business: Business, _: object, { loaders }: FieldContext): Promise<Preference[]> {
    return defaultsOf(await loaders.load(defaultsOfBusinesses, business.id));
  }
}

const defaultsOf = (defaults: readonly BusinessDefault[]) =>
  preferencesOf({ takesAll: null, channel: null }, [], [], defaults);
