/** Which e-mails the customers of a business get: a switch per event type, apart from what its team chose. */
import { Args, Field, InputType, Mutation, ObjectType, ResolveField, Resolver } from '@nestjs/graphql';
import { DataSource } from 'typeorm';
import { recordChange } from '../../core/access/audit.js';
import { Business } from '../../core/access/business.entity.js';
import type { Viewer } from '../../core/access/viewer.js';
import { CustomerEmailSwitch } from '../../core/planning/customer-email.entity.js';
import { Access, VisibleTo } from '../../core/schema/access.js';
import type { EventTypeEntry } from '../../domain/catalogue/entry.js';
import { CATALOGUE } from '../../domain/catalogue/index.js';
import { makeReason } from '../../domain/reasons.js';
import { sourceKindOf } from '../../sources/index.js';
import type { SourceKindEntry } from '../../sources/source-kind.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { EventType } from '../events/event-type.type.js';
import { badInput } from '../graphql/errors.js';
import type { FieldContext } from '../graphql/field-context.js';
import { HasLocale, type LocaleArgument } from '../graphql/locale-argument.js';
import { inLanguage } from '../graphql/request-formatter.js';
import { customerEmailsOfBusinesses, liveSourcesOfBusinesses } from './business.loader.js';
import { BusinessPayload } from './business.payload.js';

@ObjectType()
@VisibleTo({ VIEWER: 'ALL' })
export class CustomerEmail {
  @Field(() => EventType)
  eventType: EventTypeEntry;
  @Field()
  enabled: boolean;
  /** Its payment providers that can write to customers of the same. */
  alsoFrom: readonly SourceKindEntry[];
  /** Names of sources whose bodies do not say what things are called, and whose provider cannot be asked. */
  cannotName: readonly string[];
}

@InputType()
export class SetCustomerEmailInput {
  @Field()
  eventType: string;
  @Field()
  enabled: boolean;
}

const ENTRIES = (Object.values(CATALOGUE) as EventTypeEntry[]).filter(({ audiences }) =>
  audiences.includes('CUSTOMER'),
);

@Resolver(() => Business)
export class CustomerEmailResolver {
  constructor(private readonly dataSource: DataSource) {}

  @Mutation(() => BusinessPayload, { description: 'Counts at once, also for what is planned and not sent yet.' })
  @Access('ADMIN')
  async setCustomerEmail(
    @CurrentViewer() viewer: Viewer,
    @Args('input') { eventType, enabled }: SetCustomerEmailInput,
  ): Promise<BusinessPayload> {
    const { businessId } = viewer;
    if (!ENTRIES.some(({ key }) => key === eventType)) {
      const keys = ENTRIES.map(({ key }) => key).join(', ');
      throw badInput(makeReason('NO_CUSTOMER_EMAIL', { type: eventType.slice(0, 80), known: keys }), 'eventType');
    }
    await this.dataSource.transaction(async (manager) => {
      const switches = manager.getRepository(CustomerEmailSwitch);
      const before = await switches.findOneBy({ businessId, eventType });
      const row = { businessId, eventType, enabled, changedBy: viewer.actor, changedAt: new Date() };
      await switches.upsert(row, ['businessId', 'eventType']);
      const change = { before: { [eventType]: before?.enabled ?? true }, after: { [eventType]: enabled } };
      await recordChange(manager, viewer, { action: 'setCustomerEmail', subject: businessId, ...change });
    });
    return { business: await this.dataSource.getRepository(Business).findOneByOrFail({ id: businessId }) };
  }

  @ResolveField(() => [CustomerEmail], { description: 'On by default; apart from the preferences of the team.' })
  async customerEmails(business: Business, _: object, { loaders }: FieldContext): Promise<CustomerEmail[]> {
    const [switches, sources] = await Promise.all([
      loaders.load(customerEmailsOfBusinesses, business.id),
      loaders.load(liveSourcesOfBusinesses, business.id),
    ]);
    const off = new Set(switches.filter(({ enabled }) => !enabled).map(({ eventType }) => eventType));
    const kinds = [...new Set(sources.map(({ kind }) => kind))].sort().map(sourceKindOf);
    const keyless = sources.filter(({ kind, sealedApiKey }) => sourceKindOf(kind).api && sealedApiKey === null);
    const names = keyless.map(({ name }) => name).sort();
    return ENTRIES.map((entry) => {
      const alsoFrom = kinds.filter(({ customerEmails }) => customerEmails?.includes(entry.key));
      const cannotName = entry.customerRows?.includes('item') ? names : [];
      return { eventType: entry, enabled: !off.has(entry.key), alsoFrom, cannotName };
    });
  }
}

@Resolver(() => CustomerEmail)
export class CustomerEmailWordsResolver {
  @ResolveField(() => String, {
    description: 'What it is called: to a customer a payment succeeds, and the team receives it.',
  })
  @HasLocale()
  name({ eventType }: CustomerEmail, { locale }: LocaleArgument, { formatter }: FieldContext): string {
    return inLanguage(formatter, locale).find(`customer.${eventType.key}.name`) ?? eventType.key;
  }

  @ResolveField(() => String, { description: 'What the customer gets, and when.' })
  @HasLocale()
  description({ eventType }: CustomerEmail, { locale }: LocaleArgument, { formatter }: FieldContext): string {
    return inLanguage(formatter, locale).find(`customer.${eventType.key}.description`) ?? '';
  }

  @ResolveField(() => String, {
    nullable: true,
    description:
      'Where a payment provider that is connected can send an e-mail about the same, so that customers may get two: what to do about it.',
  })
  @HasLocale()
  hint({ enabled, alsoFrom }: CustomerEmail, { locale }: LocaleArgument, { formatter }: FieldContext): string | null {
    const reader = inLanguage(formatter, locale);
    if (!enabled || alsoFrom.length === 0) return null;
    const providers = alsoFrom.map(({ kind }) => reader.find(`sourceKind.${kind}.customerEmails`)).join(' ');
    return reader.text('customerMail.hint', { providers });
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'Where it does not name what was bought, since a source has no API key: which source, and what to do.',
  })
  @HasLocale()
  itemHint(
    { enabled, cannotName }: CustomerEmail,
    { locale }: LocaleArgument,
    { formatter }: FieldContext,
  ): string | null {
    const reader = inLanguage(formatter, locale);
    if (!enabled || cannotName.length === 0) return null;
    return reader.text('customerMail.itemHint', { sources: reader.list(cannotName), count: cannotName.length });
  }
}
