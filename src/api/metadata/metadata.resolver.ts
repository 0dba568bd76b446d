/** Serves the registries: channels, kinds of sources, roles. Labels are messages of src/i18n, under keys made of the registry's own. */
import { Inject } from '@nestjs/common';
import { Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Channel } from '../../channels/channel.js';
import { CHANNELS, channelOf } from '../../channels/index.js';
import { Access } from '../../core/schema/access.js';
import type { EventTypeEntry } from '../../domain/catalogue/entry.js';
import { CATALOGUE } from '../../domain/catalogue/index.js';
import { roleHearsOf } from '../../domain/planning/precedence.js';
import { makeReason } from '../../domain/reasons.js';
import { ROLES } from '../../domain/vocabulary.js';
import { channelLabel, fieldLabel, sourceKindLabel } from '../../i18n/labels.js';
import { reasonText } from '../../i18n/reason-text.js';
import type { Config } from '../../platform/config.js';
import { SOURCE_KINDS, type SourceKind } from '../../sources/index.js';
import type { SourceKindEntry } from '../../sources/source-kind.js';
import { EventType } from '../events/event-type.type.js';
import { samplesOfKind } from '../events/samples.js';
import type { FieldContext } from '../graphql/field-context.js';
import { HasLocale, type LocaleArgument } from '../graphql/locale-argument.js';
import { knownList } from '../graphql/query-cost.js';
import { inLanguage } from '../graphql/request-formatter.js';
import { CONFIG } from '../platform.tokens.js';
import { ChannelInfo, FieldInfoType, RoleInfo, SourceKindInfo, StarterType } from './metadata.types.js';

const ENTRIES: readonly EventTypeEntry[] = Object.values(CATALOGUE);

@Resolver(() => ChannelInfo)
export class ChannelInfoResolver {
  constructor(@Inject(CONFIG) private readonly config: Pick<Config, 'chatApps'>) {}

  @Query(() => [ChannelInfo], { description: 'The ways out, with the fields of their forms.' })
  @Access('ADMIN', 'VIEWER', 'MEMBER')
  channels(): ChannelInfo[] {
    const channels: Channel[] = Object.values(CHANNELS);
    return channels.map(({ channel, personal, devices = false, fields }) => ({
      ...{ channel, personal, devices },
      fields: fields.map((field) => ({ ...field, channel })),
    }));
  }

  @ResolveField(() => String)
  @HasLocale()
  label({ channel }: ChannelInfo, { locale }: LocaleArgument, { formatter: asker }: FieldContext): string {
    return channelLabel(inLanguage(asker, locale), channel);
  }

  @ResolveField(() => String)
  @HasLocale()
  description({ channel }: ChannelInfo, { locale }: LocaleArgument, { formatter: asker }: FieldContext): string {
    return inLanguage(asker, locale).find(`channel.${channel}.description`) ?? '';
  }

  @ResolveField(() => [StarterType], { description: 'Code to begin with; none where there are no transformations.' })
  starters({ channel }: ChannelInfo, _: object, { formatter: asker }: FieldContext): StarterType[] {
    return (channelOf(channel).starters ?? []).map(({ label, ...starter }) => ({
      ...starter,
      name: asker.text(label),
    }));
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'What the button of beginConnection says; null where an address can only be entered.',
  })
  connectLabel({ channel }: ChannelInfo, _: object, { formatter: asker }: FieldContext): string | null {
    return channelOf(channel).connection ? asker.find(`channel.${channel}.connect`) : null;
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'What hinders that button, with what an operator sets; null where nothing does.',
  })
  connectProblem({ channel }: ChannelInfo, _: object, { formatter: asker }: FieldContext): string | null {
    const { connection } = channelOf(channel);
    if (!connection || this.config.chatApps[channel]) return null;
    const { settings } = connection;
    return reasonText(asker, makeReason('CONNECT_NOT_SET_UP', { carrier: channel, settings }));
  }
}

@Resolver(() => FieldInfoType)
export class FieldInfoResolver {
  @ResolveField(() => String)
  @HasLocale()
  label({ channel, key }: FieldInfoType, { locale }: LocaleArgument, { formatter: asker }: FieldContext): string {
    return fieldLabel(inLanguage(asker, locale), channel, key);
  }

  @ResolveField(() => String, { nullable: true })
  @HasLocale()
  help({ channel, key }: FieldInfoType, { locale }: LocaleArgument, { formatter: asker }: FieldContext): string | null {
    return inLanguage(asker, locale).find(`channel.${channel}.field.${key}.help`);
  }
}

@Resolver(() => SourceKindInfo)
export class SourceKindInfoResolver {
  @Query(() => [SourceKindInfo], { description: 'What a source can be made for.' })
  @Access('ADMIN', 'VIEWER', 'MEMBER')
  sourceKinds(): SourceKindInfo[] {
    const kinds = Object.entries<SourceKindEntry>(SOURCE_KINDS).filter(([, kind]) => !kind.own);
    return kinds.map(([kind, { endpoints, secretOfProvider = false }]) => ({
      kind: kind as SourceKind,
      connectsByKey: endpoints !== undefined,
      secretOfProvider,
    }));
  }

  @ResolveField(() => String)
  @HasLocale()
  label({ kind }: SourceKindInfo, { locale }: LocaleArgument, { formatter: asker }: FieldContext): string {
    return sourceKindLabel(inLanguage(asker, locale), kind);
  }

  @ResolveField(() => String, { description: 'How to connect it.' })
  @HasLocale()
  help({ kind }: SourceKindInfo, { locale }: LocaleArgument, { formatter: asker }: FieldContext): string {
    return inLanguage(asker, locale).find(`sourceKind.${kind}.help`) ?? '';
  }

  @ResolveField(() => String, { description: 'For a person: where the address of the source is entered.' })
  @HasLocale()
  enterUrl({ kind }: SourceKindInfo, { locale }: LocaleArgument, { formatter: asker }: FieldContext): string {
    return inLanguage(asker, locale).find(`sourceKind.${kind}.enterUrl`) ?? '';
  }

  @ResolveField(() => String, { description: 'For a person: where the signing secret is found, or goes.' })
  @HasLocale()
  findSecret({ kind }: SourceKindInfo, { locale }: LocaleArgument, { formatter: asker }: FieldContext): string {
    return inLanguage(asker, locale).find(`sourceKind.${kind}.findSecret`) ?? '';
  }

  @ResolveField(() => [EventType], {
    description: 'What sendSampleEvent can send from a source of this kind.',
    complexity: knownList(ENTRIES.length),
  })
  async samples({ kind }: SourceKindInfo): Promise<EventType[]> {
    const bodies = await samplesOfKind(kind);
    return ENTRIES.filter(({ key }) => bodies.has(key));
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'For a person: where an API key is made, and what it may do; null where none is of use.',
  })
  @HasLocale()
  findKey(
    { kind, connectsByKey }: SourceKindInfo,
    { locale }: LocaleArgument,
    { formatter: asker }: FieldContext,
  ): string | null {
    return connectsByKey ? inLanguage(asker, locale).find(`sourceKind.${kind}.findKey`) : null;
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
  @HasLocale()
  label({ role }: RoleInfo, { locale }: LocaleArgument, { formatter: asker }: FieldContext): string {
    return inLanguage(asker, locale).text(`role.${role}.label`);
  }

  @ResolveField(() => String)
  @HasLocale()
  description({ role }: RoleInfo, { locale }: LocaleArgument, { formatter: asker }: FieldContext): string {
    return inLanguage(asker, locale).text(`role.${role}.description`);
  }

  @ResolveField(() => [EventType], {
    description: 'What the role hears of unless somebody chose otherwise.',
    complexity: knownList(ENTRIES.length),
  })
  eventTypes({ role }: RoleInfo): EventType[] {
    return ENTRIES.filter((entry) => roleHearsOf(role, entry));
  }
}
