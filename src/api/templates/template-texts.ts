/** The texts that a business may put its own words in place of, with the arguments that these may use. */
import { CHANNELS, channelOf } from '../../channels/index.js';
import { customerArguments } from '../../channels/rendering/customer-values.js';
import { type TemplatePart, templateArguments, templateFaults } from '../../channels/rendering/template-check.js';
import type { EventTypeEntry } from '../../domain/catalogue/entry.js';
import { CATALOGUE, findEventType } from '../../domain/catalogue/index.js';
import { makeReason, type Reason } from '../../domain/reasons.js';
import type { Audience } from '../../domain/vocabulary.js';
import { MESSAGES } from '../../i18n/messages.js';
import { badInput } from '../graphql/errors.js';

/** Which text: whom it tells of what, and where. */
export interface TemplatePlace {
  entry: EventTypeEntry;
  channel: string;
  audience: Audience;
}

const ENTRIES: readonly EventTypeEntry[] = Object.values(CATALOGUE);
const WITH_TEXTS = Object.keys(CHANNELS).filter((key) => !channelOf(key).carriesEvent);
/** Customers are written to by e-mail only. */
const OF_CUSTOMERS = 'EMAIL';

interface Asked {
  eventType: string;
  channel: string;
  audience?: Audience | null;
}

/** @throws BAD_USER_INPUT where there is no such text. */
export function usablePlace({ eventType, channel, audience }: Asked): TemplatePlace {
  const place = { entry: usableEntry(eventType), channel: usableChannel(channel), audience: audience ?? 'TEAM' };
  if (place.audience === 'TEAM') return place;
  if (!place.entry.customerRows) {
    const known = ENTRIES.flatMap(({ key, customerRows }) => (customerRows ? [key] : [])).join(', ');
    throw badInput(makeReason('NO_CUSTOMER_EMAIL', { type: place.entry.key, known }), 'eventType');
  }
  if (channel !== OF_CUSTOMERS) throw badInput(makeReason('CUSTOMERS_READ_MAIL', { carrier: channel }), 'channel');
  return place;
}

/** All there are, or those of an event type or channel; in the order of the catalogue. @throws BAD_USER_INPUT */
export function placesOf(eventType: string | null | undefined, channel: string | null | undefined): TemplatePlace[] {
  const entries = eventType ? [usableEntry(eventType)] : ENTRIES;
  const channels = channel ? [usableChannel(channel)] : WITH_TEXTS;
  return entries.flatMap((entry) =>
    channels.flatMap((on) => {
      const forCustomers = on === OF_CUSTOMERS && entry.customerRows !== undefined;
      const audiences: Audience[] = forCustomers ? ['TEAM', 'CUSTOMER'] : ['TEAM'];
      return audiences.map((audience) => ({ entry, channel: on, audience }));
    }),
  );
}

/** How many those are, about: customers' are few. */
export const numberOfPlaces = ({ eventType, channel }: { eventType?: unknown; channel?: unknown }): number =>
  (eventType ? 1 : ENTRIES.length) * (channel ? 1 : WITH_TEXTS.length);

function usableEntry(eventType: string): EventTypeEntry {
  const entry = findEventType(eventType);
  if (entry) return entry;
  throw badInput(makeReason('EVENT_TYPE_UNKNOWN', { type: eventType.slice(0, 80) }), 'eventType');
}

function usableChannel(channel: string): string {
  if (WITH_TEXTS.includes(channel)) return channel;
  throw badInput(makeReason('CHANNEL_WITHOUT_TEXTS', { carrier: channel, carriers: WITH_TEXTS }), 'channel');
}

/** Our texts as one template: what is to be done, or how a customer is greeted, is a paragraph of its own. */
export function ourWords({ entry: { key }, audience }: TemplatePlace, locale: string) {
  const source = (message: string) => MESSAGES.source(locale, message) ?? '';
  if (audience === 'CUSTOMER')
    return {
      subject: source(`customer.${key}.subject`),
      body: `${source('customerMail.greeting')}\n\n${source(`customer.${key}.body`)}`,
    };
  const [body, action] = [source(`event.${key}.body`), source(`event.${key}.action`)];
  return { subject: source(`event.${key}.title`), body: action ? `${body}\n\n${action}` : body };
}

const known = new Map<string, string[]>();

/** The catalogue does not change while we run. */
export function argumentsOf({ entry, audience }: TemplatePlace): string[] {
  const key = `${audience} ${entry.key}`;
  const names = known.get(key) ?? (audience === 'CUSTOMER' ? customerArguments(entry) : templateArguments(entry));
  known.set(key, names);
  return names;
}

type Words = { [part in TemplatePart]?: string | null };

/** Why words cannot be saved. */
export function faultyParts(place: TemplatePlace, words: Words): { part: TemplatePart; reason: Reason }[] {
  const parts = (['subject', 'body'] as const).filter((part) => words[part] != null);
  return parts.flatMap((part) =>
    templateFaults(part, words[part] as string, argumentsOf(place)).map((reason) => ({ part, reason })),
  );
}
