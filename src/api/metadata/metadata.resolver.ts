/** Serves the registries: channels, kinds of sources, roles. Labels come in six locales. */
import { Args, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Channel, FieldInfo } from '../../channels/channel.js';
import { CHANNELS } from '../../channels/index.js';
import { Access } from '../../core/schema/access.js';
import type { EventTypeEntry } from '../../domain/catalogue/entry.js';
import { CATALOGUE } from '../../domain/catalogue/index.js';
import { formText, ROLE_DESCRIPTIONS } from '../../domain/form-words.js';
import { ROLE_LABELS } from '../../domain/labels.js';
import { roleHearsOf } from '../../domain/planning/precedence.js';
import { nearestLocale, ROLES } from '../../domain/vocabulary.js';
import { SOURCE_KINDS } from '../../sources/index.js';
import type { SourceKindEntry } from '../../sources/source-kind.js';
import { EventType } from '../events/event-type.type.js';
import { ChannelInfo, FieldInfoType, RoleInfo, SourceKindInfo, StarterType } from './metadata.types.js';

const ENTRIES: readonly EventTypeEntry[] = Object.values(CATALOGUE);

/** The argument of every text. */
const Locale = () => Args('locale', { type: () => String, nullable: true });

@Resolver(() => ChannelInfo)
export class ChannelInfoResolver {
  @Query(() => [ChannelInfo], { description: 'The ways out, with the fields of their forms.' })
  @Access('ADMIN', 'VIEWER', 'MEMBER')
  channels(): Channel[] {
    return Object.values(CHANNELS);
  }

  @ResolveField(() => String)
  label(@Parent() channel: Channel, @Locale() locale?: string): string {
    return formText(channel.label, locale);
  }

  @ResolveField(() => String)
  description(@Parent() channel: Channel, @Locale() locale?: string): string {
    return formText(channel.description, locale);
  }

  @ResolveField(() => [StarterType], { description: 'Code to begin with; none where there are no transformations.' })
  starters(@Parent() channel: Channel): readonly StarterType[] {
    return channel.starters ?? [];
  }
}

@Resolver(() => FieldInfoType)
export class FieldInfoResolver {
  @ResolveField(() => String)
  label(@Parent() field: FieldInfo, @Locale() locale?: string): string {
    return formText(field.label, locale);
  }

  @ResolveField(() => String, { nullable: true })
  help(@Parent() field: FieldInfo, @Locale() locale?: string): string | null {
    return field.help ? formText(field.help, locale) : null;
  }
}

@Resolver(() => SourceKindInfo)
export class SourceKindInfoResolver {
  @Query(() => [SourceKindInfo], { description: 'What a source can be made for.' })
  @Access('ADMIN', 'VIEWER', 'MEMBER')
  sourceKinds(): SourceKindEntry[] {
    const kinds: SourceKindEntry[] = Object.values(SOURCE_KINDS);
    return kinds.filter((kind) => !kind.own);
  }

  @ResolveField(() => String, { description: 'How to connect it.' })
  help(@Parent() kind: SourceKindEntry, @Locale() locale?: string): string {
    return formText(kind.help, locale);
  }
}

@Resolver(() => RoleInfo)
export class RoleInfoResolver {
  @Query(() => [RoleInfo])
  @Access('ADMIN', 'VIEWER', 'MEMBER')
  roles(): RoleInfo[] {
    return ROLES.map((role) => ({ role }));
  }

  @ResolveField(() => String)
  label(@Parent() { role }: RoleInfo, @Locale() locale?: string): string {
    return ROLE_LABELS[role][nearestLocale(locale)];
  }

  @ResolveField(() => String)
  description(@Parent() { role }: RoleInfo, @Locale() locale?: string): string {
    return formText(ROLE_DESCRIPTIONS[role], locale);
  }

  @ResolveField(() => [EventType], { description: 'What the role hears of unless somebody chose otherwise.' })
  eventTypes(@Parent() { role }: RoleInfo): EventType[] {
    return ENTRIES.filter((entry) => roleHearsOf(role, entry)) as EventType[];
  }
}
