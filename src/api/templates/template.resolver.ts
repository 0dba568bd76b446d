/** What a business says in its own words, and how that looks. */
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { DataSource, type FindOptionsWhere } from 'typeorm';
import type { Override } from '../../channels/rendering/texts.js';
import { recordChange } from '../../core/access/audit.js';
import { Business } from '../../core/access/business.entity.js';
import type { Viewer } from '../../core/access/viewer.js';
import type { Event } from '../../core/ingest/event.entity.js';
import { TemplateOverride } from '../../core/planning/template.entity.js';
import { Access } from '../../core/schema/access.js';
import { ChannelEnum } from '../../core/schema/enums.js';
import { makeReason, type Reason } from '../../domain/reasons.js';
import type { Formatter } from '../../i18n/formatter.js';
import { MESSAGES } from '../../i18n/messages.js';
import { reasonText } from '../../i18n/reason-text.js';
import { PublicUrl } from '../../platform/public-url.js';
import { CurrentViewer, RequestLoaders } from '../auth/access.guard.js';
import { changedBrand } from '../businesses/brand.resolver.js';
import { eventsById } from '../events/event.loader.js';
import { badInput, notFound } from '../graphql/errors.js';
import type { Loaders } from '../graphql/loaders.js';
import { knownList, readingPoints, workOn } from '../graphql/query-cost.js';
import { RequestFormatter } from '../graphql/request-formatter.js';
import { CustomerPreview } from './customer-preview.js';
import { previewOf } from './preview.js';
import {
  PreviewTemplateInput,
  SetTemplateInput,
  Template,
  TemplatePayload,
  TemplatePreview,
} from './template.types.js';
import {
  argumentsOf,
  faultyParts,
  numberOfPlaces,
  ourWords,
  placesOf,
  type TemplatePlace,
  usablePlace,
} from './template-texts.js';

/** What one template costs, in objects: its texts are long. */
const TEXTS = 1;
/** What it costs to put an event into words and a layout, in objects. */
const PREVIEW = 50;

@Resolver()
export class TemplateResolver {
  constructor(
    private readonly dataSource: DataSource,
    private readonly publicUrl: PublicUrl,
    private readonly customers: CustomerPreview,
  ) {}

  @Query(() => [Template], {
    description: 'In every locale; in the order of the catalogue.',
    complexity: knownList((args) => numberOfPlaces(args) * MESSAGES.locales.length, TEXTS),
  })
  @Access('ADMIN', 'VIEWER')
  async templates(
    @CurrentViewer() { businessId }: Viewer,
    @Args('eventType', { type: () => String, nullable: true }) eventType?: string | null,
    @Args('channel', { type: () => ChannelEnum, nullable: true }) channel?: string | null,
  ): Promise<Template[]> {
    const places = placesOf(eventType, channel);
    const where: FindOptionsWhere<TemplateOverride> = {
      businessId,
      ...(eventType && { eventType }),
      ...(channel && { channel }),
    };
    const rows = await this.dataSource.getRepository(TemplateOverride).findBy(where);
    const own = new Map(rows.map((row) => [templateKey(row), row]));
    return places.flatMap((place) =>
      MESSAGES.locales.map((locale) => templateOf(place, locale, own.get(templateKey(rowKey(place, locale))) ?? null)),
    );
  }

  @Query(() => TemplatePreview, {
    description: 'Nothing is saved or sent.',
    complexity: workOn(({ subject, body }) => PREVIEW + readingPoints(subject, body)),
  })
  @Access('ADMIN', 'VIEWER')
  async previewTemplate(
    @CurrentViewer() { businessId, access }: Viewer,
    @RequestLoaders() loaders: Loaders,
    @Args('input') input: PreviewTemplateInput,
    @RequestFormatter() formatter: Formatter,
  ): Promise<TemplatePreview> {
    const event = input.eventId ? await requireEvent(loaders, input.eventId) : null;
    const place = usablePlace(input);
    const { entry } = place;
    if (event && event.type !== entry.key)
      return nothing(formatter, [makeReason('TEMPLATE_OF_ANOTHER_TYPE', { read: event.type, type: entry.key })]);
    if (!isLocale(input.locale)) return nothing(formatter, [localeFault(input.locale)]);
    const { subject = null, body = null } = input;
    const own = subject ?? body;
    const words = own === null ? null : { subject, body: body ?? ourWords(place, input.locale).body };
    const faults = faultyParts(place, input);
    if (faults.length > 0)
      return nothing(
        formatter,
        faults.map(({ reason }) => reason),
      );
    const business = await this.dataSource.getRepository(Business).findOneByOrFail({ id: businessId });
    if (input.brand) business.brand = changedBrand(business.brand, input.brand);
    const previewed = { entry, channel: input.channel, locale: input.locale, words, event, business, asker: formatter };
    // Whole license keys are for ADMIN only.
    if (place.audience === 'CUSTOMER') return this.customers.of(previewed, access === 'ADMIN');
    return previewOf(previewed, this.publicUrl);
  }

  @Mutation(() => TemplatePayload, { description: 'Counts for everything that is not sent yet.' })
  @Access('ADMIN')
  async setTemplate(@CurrentViewer() viewer: Viewer, @Args('input') input: SetTemplateInput): Promise<TemplatePayload> {
    const place = usablePlace(input);
    const { locale } = input;
    if (!isLocale(locale)) throw badInput(localeFault(locale), 'locale');
    const key = { businessId: viewer.businessId, ...rowKey(place, locale) };
    const { subject = null, body = null } = input;
    if (body === null && subject !== null) throw badInput(makeReason('TEMPLATE_SUBJECT_ALONE'), 'body');
    const words = body === null ? null : { subject, body };
    const [fault] = faultyParts(place, input);
    if (fault) throw badInput(fault.reason, fault.part);
    await this.dataSource.transaction(async (manager) => {
      const templates = manager.getRepository(TemplateOverride);
      const before = await templates.findOneBy(key);
      if (words) {
        const row = { ...key, ...words, changedBy: viewer.actor, changedAt: new Date() };
        await templates.upsert(row, ['businessId', 'eventType', 'channel', 'locale', 'audience']);
      } else await templates.delete(key);
      if (!before && !words) return;
      const change = { before: before && auditValues(before), after: words && auditValues(words) };
      await recordChange(manager, viewer, { action: 'setTemplate', subject: templateKey(key), ...change });
    });
    return { template: templateOf(place, locale, words) };
  }
}

const rowKey = ({ entry, channel, audience }: TemplatePlace, locale: string) => ({
  eventType: entry.key,
  channel,
  locale,
  audience,
});

const templateKey = ({ eventType, channel, locale, audience }: ReturnType<typeof rowKey>) =>
  [eventType, channel, locale, ...(audience === 'TEAM' ? [] : [audience])].join(' ');

const auditValues = ({ subject, body }: Override) => ({ subject, body });

const isLocale = (text: string) => MESSAGES.locales.includes(text);

const localeFault = (text: string) =>
  makeReason('TEMPLATE_LOCALE_UNKNOWN', { text: text.slice(0, 80), known: MESSAGES.locales.join(', ') });

function templateOf(place: TemplatePlace, locale: string, own: Override | null): Template {
  const ours = ourWords(place, locale);
  return {
    eventType: place.entry,
    channel: place.channel,
    locale,
    audience: place.audience,
    subject: own?.subject ?? ours.subject,
    body: own?.body ?? ours.body,
    overridden: own !== null,
    arguments: argumentsOf(place),
  };
}

async function requireEvent(loaders: Loaders, id: string): Promise<Event> {
  const event = await loaders.load(eventsById, id);
  if (!event) throw notFound('EVENT', id);
  return event;
}

const nothing = (formatter: Formatter, reasons: readonly Reason[]): TemplatePreview => ({
  subject: null,
  html: null,
  text: null,
  problems: reasons.map((reason) => reasonText(formatter, reason)),
});
