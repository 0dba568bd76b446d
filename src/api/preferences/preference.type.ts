import { Field, ObjectType } from '@nestjs/graphql';
import type { BusinessDefault } from '../../core/planning/business-default.entity.js';
import type { PreferenceChoice } from '../../core/planning/preference.entity.js';
import { VisibleTo } from '../../core/schema/access.js';
import { PreferenceSourceEnum } from '../../core/schema/enums.js';
import { CATALOGUE } from '../../domain/catalogue/index.js';
import { decidePreference } from '../../domain/planning/precedence.js';
import type { PreferenceSource, Role } from '../../domain/vocabulary.js';
import { EventType } from '../events/event-type.type.js';

/** One switch of the matrix, and the layer that decided it. */
@ObjectType()
@VisibleTo({ VIEWER: 'ALL', MEMBER: 'ALL' })
export class Preference {
  @Field(() => EventType)
  eventType: EventType;
  @Field()
  enabled: boolean;
  @Field(() => PreferenceSourceEnum)
  source: PreferenceSource;
}

/** The whole row of the matrix for one destination (`channel` is null for all of a business), by the rule that planning uses too. */
export function preferencesOf(
  destination: { takesAll: boolean | null; channel: string | null },
  roles: readonly Role[],
  choices: readonly PreferenceChoice[],
  defaults: readonly BusinessDefault[],
): Preference[] {
  const chosen = new Map(choices.map((choice) => [choice.eventType, choice.enabled]));
  const byDefault = new Map(defaults.map(({ eventType, enabled }) => [eventType, enabled]));
  return Object.values(CATALOGUE).map((entry) => ({
    eventType: entry,
    ...decidePreference(entry, {
      choice: chosen.get(entry.key) ?? null,
      takesAll: destination.takesAll,
      takesUnknown: null,
      roles,
      businessDefault: byDefault.get(entry.key) ?? null,
      phone: destination.channel === 'PUSH',
    }),
  }));
}
