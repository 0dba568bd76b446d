import { Args, Field, ObjectType, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Access, VisibleTo } from '../../core/schema/access.js';
import { AudienceEnum, CategoryEnum, SeverityEnum } from '../../core/schema/enums.js';
import type { EventTypeEntry } from '../../domain/catalogue/entry.js';
import { CATALOGUE } from '../../domain/catalogue/index.js';
import type { Audience, Category, Severity } from '../../domain/vocabulary.js';
import type { Formatter } from '../../i18n/formatter.js';
import type { FieldContext } from '../graphql/field-context.js';
import { HasLocale, type LocaleArgument } from '../graphql/locale-argument.js';
import { knownList } from '../graphql/query-cost.js';
import { inLanguage } from '../graphql/request-formatter.js';

/** One entry of the catalogue. */
@ObjectType()
@VisibleTo({ VIEWER: 'ALL', MEMBER: 'ALL', PRODUCER: 'ALL' })
export class EventType {
  @Field({ description: 'Dotted, for example payment.failed.' })
  key: string;
  @Field(() => CategoryEnum)
  category: Category;
  @Field(() => SeverityEnum)
  severity: Severity;
  @Field(() => [AudienceEnum])
  audiences: readonly Audience[];
}

const ENTRIES: readonly EventTypeEntry[] = Object.values(CATALOGUE);

@Resolver(() => EventType)
export class EventTypeResolver {
  @Query(() => [EventType], { description: 'The catalogue, in its order.', complexity: knownList(ENTRIES.length) })
  @Access('ADMIN', 'VIEWER', 'MEMBER', 'PRODUCER')
  eventTypes(@Args('category', { type: () => CategoryEnum, nullable: true }) category?: Category): EventType[] {
    return ENTRIES.filter((entry) => !category || entry.category === category);
  }

  @ResolveField(() => String)
  @HasLocale()
  name(entry: EventTypeEntry, { locale }: LocaleArgument, { formatter: asker }: FieldContext): string {
    const formatter = inLanguage(asker, locale);
    return once(formatter, `name ${entry.key}`, () => formatter.find(`event.${entry.key}.name`) ?? entry.key);
  }

  @ResolveField(() => String)
  @HasLocale()
  description(entry: EventTypeEntry, { locale }: LocaleArgument, { formatter: asker }: FieldContext): string {
    const formatter = inLanguage(asker, locale);
    return once(formatter, `description ${entry.key}`, () => formatter.find(`event.${entry.key}.description`) ?? '');
  }
}

/** By the locale of the words and the message: what has no arguments is the same for all who read it. */
const texts = new Map<string, string>();

function once(formatter: Formatter, place: string, say: () => string): string {
  const key = `${formatter.locale} ${place}`;
  const text = texts.get(key) ?? say();
  texts.set(key, text);
  return text;
}
