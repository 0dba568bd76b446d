/** What a business says in its own words, and how that looks. */
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { DataSource, type FindOptionsWhere } from 'typeorm';
import { CHANNELS, channelOf } from '../../channels/index.js';
import { templateArguments, templateFaults } from '../../channels/rendering/template-check.js';
import type { Override } from '../../channels/rendering/texts.js';
import { recordChange } from '../../core/access/audit.js';
import { Business } from '../../core/access/business.entity.js';
import type { Viewer } from '../../core/access/viewer.js';
import type { Event } from '../../core/ingest/event.entity.js';
import { TemplateOverride } from '../../core/planning/template.entity.js';
import { Access } from '../../core/schema/access.js';
import { ChannelEnum } from '../../core/schema/enums.js';
import type { EventTypeEntry } from '../../domain/catalogue/entry.js';
import { CATALOGUE, findEventType } from '../../domain/catalogue/index.js';
import { makeReason, type Reason } from '../../domain/reasons.js';
import type { Formatter } from '../../i18n/formatter.js';
import { MESSAGES } from '../../i18n/messages.js';
import { reasonText } from '../../i18n/reason-text.js';
import { PublicUrl } from '../../platform/public-url.js';
import { CurrentViewer, RequestLoaders } from '../auth/access.guard.js';
import { eventsById } from '../events/event.loader.js';
import { badInput, notFound } from '../graphql/errors.js';
import type { Loaders } from '../graphql/loaders.js';
import { knownList, readingOf, workOn } from '../graphql/query-cost.js';
import { RequestFormatter } from '../graphql/request-formatter.js';
import { previewOf } from './preview.js';
import {
  PreviewTemplateInput,
  SetTemplateInput,
  Template,
  TemplatePayload,
  TemplatePreview,
} from './template.types.js';

/** Of putting an event into words and a layout. */
const PREVIEW = 50;

const ENTRIES: readonly EventTypeEntry[] = Object.values(CATALOGUE);
const WITH_TEXTS = Object.keys(CHANNELS).filter((key) => !channelOf(key).carriesEvent);

@Resolver()
export class TemplateResolver {
  constructor(
    private readonly dataSource: DataSource,
    private readonly publicUrl: PublicUrl,
  ) {}

  @Query(() => [Template], {
    description: 'In every locale; in the order of the catalogue.',
    complexity: knownList(
      ({ eventType, channel }) =>
        (eventType ? 1 : ENTRIES.length) * (channel ? 1 : WITH_TEXTS.length) * MESSAGES.locales.length,
    ),
  })
  @Access('ADMIN', 'VIEWER')
  async templates(
    @CurrentViewer() { businessId }: Viewer,
    @Args('eventType', { type: () => String, nullable: true }) eventType?: string | null,
    @Args('channel', { type: () => ChannelEnum, nullable: true }) channel?: string | null,
  ): Promise<Template[]> {
    const entries = eventType ? [usableEntry(eventType)] : ENTRIES;
    const channels = channel ? [usableChannel(channel)] : WITH_TEXTS;
    const where: FindOptionsWhere<TemplateOverride> = {
      businessId,
      ...(eventType && { eventType }),
      ...(channel && { channel }),
    };
    const rows = await this.dataSource.getRepository(TemplateOverride).findBy(where);
    const own = new Map(rows.map((row) => [keyOf(row), row]));
    return entries.flatMap((entry) =>
      channels.flatMap((on) =>
        MESSAGES.locales.map((locale) =>
          templateOf(entry, on, locale, own.get(keyOf({ eventType: entry.key, channel: on, locale })) ?? null),
        ),
      ),
    );
  }

  @Query(() => TemplatePreview, {
    description: 'Nothing is saved or sent.',
    complexity: workOn(({ subject, body }) => PREVIEW + readingOf(subject, body)),
  })
  @Access('ADMIN', 'VIEWER')
  async previewTemplate(
    @CurrentViewer() { businessId }: Viewer,
    @RequestLoaders() loaders: Loaders,
    @Args('input') input: PreviewTemplateInput,
    @RequestFormatter() formatter: Formatter,
  ): Promise<TemplatePreview> {
    const event = input.eventId ? await eventOf(loaders, input.eventId) : null;
    const entry = usableEntry(input.eventType);
    usableChannel(input.channel);
    if (event && event.type !== entry.key)
      return nothing(formatter, [makeReason('TEMPLATE_OF_ANOTHER_TYPE', { read: event.type, type: entry.key })]);
    if (!isLocale(input.locale)) return nothing(formatter, [localeFault(input.locale)]);
    const { subject = null, body = null } = input;
    const own = subject ?? body;
    const words = own === null ? null : { subject, body: body ?? oursOf(entry, input.locale).body };
    const faults = faultsOf(entry, input);
    if (faults.length > 0)
      return nothing(
        formatter,
        faults.map(({ reason }) => reason),
      );
    const business = await this.dataSource.getRepository(Business).findOneByOrFail({ id: businessId });
    const previewed = { entry, channel: input.channel, locale: input.locale, words, event, business };
    return previewOf({ ...previewed, asker: formatter }, this.publicUrl);
  }

  @Mutation(() => TemplatePayload, { description: 'Counts for everything that is not sent yet.' })
  @Access('ADMIN')
  async setTemplate(@CurrentViewer() viewer: Viewer, @Args('input') input: SetTemplateInput): Promise<TemplatePayload> {
    const entry = usableEntry(input.eventType);
    const { locale } = input;
    if (!isLocale(locale)) throw badInput(localeFault(locale), 'locale');
    const key = { businessId: viewer.businessId, eventType: entry.key, channel: usableChannel(input.channel), locale };
    const { subject = null, body = null } = input;
    if (body === null && subject !== null) throw badInput(makeReason('TEMPLATE_SUBJECT_ALONE'), 'body');
    const words = body === null ? null : { subject, body };
    const [fault] = faultsOf(entry, input);
    if (fault) throw badInput(fault.reason, fault.part);
    await this.dataSource.transaction(async (manager) => {
      const templates = manager.getRepository(TemplateOverride);
      const before = await templates.findOneBy(key);
      if (words) {
        const row = { ...key, ...words, changedBy: viewer.actor, changedAt: new Date() };
        await templates.upsert(row, ['businessId', 'eventType', 'channel', 'locale']);
      } else await templates.delete(key);
      if (!before && !words) return;
      const change = { before: before && auditValues(before), after: words && auditValues(words) };
      await recordChange(manager, viewer, { action: 'setTemplate', subject: keyOf(key), ...change });
    });
    return { template: templateOf(entry, key.channel, locale, words) };
  }
}

const keyOf = ({ eventType, channel, locale }: { eventType: string; channel: string; locale: string }) =>
  `${eventType} ${channel} ${locale}`;

const auditValues = ({ subject, body }: Override) => ({ subject, body });

const isLocale = (text: string) => MESSAGES.locales.includes(text);

const localeFault = (text: string) =>
  makeReason('TEMPLATE_LOCALE_UNKNOWN', { text: text.slice(0, 80), known: MESSAGES.locales.join(', ') });

function templateOf(entry: EventTypeEntry, channel: string, locale: string, own: Override | null): Template {
  const usual = oursOf(entry, locale);
  return {
    eventType: entry,
    channel,
    locale,
    subject: own?.subject ?? usual.subject,
    body: own?.body ?? usual.body,
    overridden: own !== null,
    arguments: argumentsOf(entry),
  };
}

const ours = new Map<string, { subject: string; body: string }>();

/** Our texts as one template, which do not change while we run: what is to be done is a paragraph of its own. */
function oursOf(entry: EventTypeEntry, locale: string): { subject: string; body: string } {
  const key = `${locale} ${entry.key}`;
  const made = ours.get(key) ?? makeOurs(entry, locale);
  ours.set(key, made);
  return made;
}

function makeOurs(entry: EventTypeEntry, locale: string) {
  const [title = '', body = '', action] = ['title', 'body', 'action'].map(
    (part) => MESSAGES.source(locale, `event.${entry.key}.${part}`) ?? undefined,
  );
  return { subject: title, body: action ? `${body}\n\n${action}` : body };
}

const known = new Map<string, string[]>();

/** The catalogue does not change while we run. */
function argumentsOf(entry: EventTypeEntry): string[] {
  const names = known.get(entry.key) ?? templateArguments(entry);
  known.set(entry.key, names);
  return names;
}

type Input = Pick<PreviewTemplateInput, 'subject' | 'body'>;

function faultsOf(entry: EventTypeEntry, input: Input): { part: 'subject' | 'body'; reason: Reason }[] {
  const parts = (['subject', 'body'] as const).filter((part) => input[part] != null);
  return parts.flatMap((part) =>
    templateFaults(part, input[part] as string, entry).map((reason) => ({ part, reason })),
  );
}

async function eventOf(loaders: Loaders, id: string): Promise<Event> {
  const event = await loaders.load(eventsById, id);
  if (!event) throw notFound('EVENT', id);
  return event;
}

function usableEntry(eventType: string): EventTypeEntry {
  const entry = findEventType(eventType);
  if (entry) return entry;
  throw badInput(makeReason('EVENT_TYPE_UNKNOWN', { type: eventType.slice(0, 80) }), 'eventType');
}

function usableChannel(channel: string): string {
  if (WITH_TEXTS.includes(channel)) return channel;
  throw badInput(makeReason('CHANNEL_WITHOUT_TEXTS', { carrier: channel, carriers: WITH_TEXTS }), 'channel');
}

const nothing = (formatter: Formatter, reasons: readonly Reason[]): TemplatePreview => ({
  subject: null,
  html: null,
  text: null,
  problems: reasons.map((reason) => reasonText(formatter, reason)),
});
