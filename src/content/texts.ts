/** Puts an event into words: catalogue texts filled with its facts, in a reader's locale and time zone. */
import { IntlMessageFormat } from 'intl-messageformat';
import type { EventTypeEntry } from '../domain/catalogue/entry.js';
import { findEventType } from '../domain/catalogue/index.js';
import type { FactKey, Facts } from '../domain/facts.js';
import { FACT_LABELS, PHRASES } from '../domain/labels.js';
import { formatMoney } from '../domain/money.js';
import { type Locale, nearestLocale, type Severity } from '../domain/vocabulary.js';

export interface Reader {
  /** BCP 47; texts come in the nearest of ours, numbers and dates in exactly this one. */
  locale: string;
  /** IANA zone, for example `Europe/Berlin`. */
  timeZone: string;
}

export interface TellableEvent {
  type: string;
  facts: Facts;
  test: boolean;
}

export interface EventTexts {
  locale: Locale;
  eventTypeName: string;
  severity: Severity;
  title: string;
  body: string;
  /** What a person should do now; null where there is nothing to do. */
  action: string | null;
  rows: { key: FactKey; label: string; value: string }[];
}

/** All that we say of an event to one reader. A type that the catalogue does not know gets a plain sentence. */
export function textsOf(event: TellableEvent, reader: Reader): EventTexts {
  const locale = nearestLocale(reader.locale);
  const entry = findEventType(event.type);
  const words = entry ? fromCatalogue(entry, event, reader, locale) : forUnknown(event.type, locale);
  const label = event.test ? `[${PHRASES.testMode[locale]}] ` : '';
  return { locale, ...words, title: label + words.title };
}

function fromCatalogue(
  entry: EventTypeEntry,
  event: TellableEvent,
  reader: Reader,
  locale: Locale,
): Omit<EventTexts, 'locale'> {
  const texts = entry.texts[locale];
  const values = factValues(event.facts, reader);
  const fill = (text: string) => fillText(text, locale, values);
  return {
    eventTypeName: texts.name,
    severity: entry.severity,
    title: fill(texts.title),
    body: fill(texts.body),
    action: texts.action ? fill(texts.action) || null : null,
    rows: entry.facts.flatMap((key) => {
      const value = values[key];
      return value ? [{ key, label: FACT_LABELS[key][locale], value }] : [];
    }),
  };
}

function forUnknown(type: string, locale: Locale): Omit<EventTexts, 'locale'> {
  const values = { type };
  return {
    eventTypeName: type,
    severity: 'INFO',
    title: fillText(PHRASES.unknownEventTitle[locale], locale, values),
    body: fillText(PHRASES.unknownEventBody[locale], locale, values),
    action: null,
    rows: [],
  };
}

/** The facts as a reader sees them: money, dates and names; null where the event does not say. */
export function factValues(facts: Facts, reader: Reader): Record<FactKey, string | null> {
  const when = (iso: string | null) => (iso ? formatDateTime(iso, reader) : null);
  return {
    amount: facts.amount && facts.currency ? formatMoney(facts.amount, facts.currency, reader.locale) : null,
    customer: facts.customerName ?? facts.customerEmail,
    reason: facts.reason,
    payment: facts.paymentId,
    subscription: facts.subscriptionId,
    refund: facts.refundId,
    dispute: facts.disputeId,
    payout: facts.payoutId,
    product: facts.productId,
    method: facts.method,
    status: facts.status,
    stage: facts.stage?.replaceAll('_', ' ') ?? null,
    respondBy: when(facts.respondBy),
    nextAt: when(facts.nextAt),
    endsAt: when(facts.endsAt),
    credits: facts.credits,
    balance: facts.balance,
    licenseKey: facts.licenseKey,
    integration: facts.integration?.replaceAll('_', ' ') ?? null,
  };
}

/** A moment in the reader's locale and zone, with the zone named: a deadline without one is a trap. */
export function formatDateTime(iso: string, reader: Reader): string {
  return new Intl.DateTimeFormat(reader.locale, {
    dateStyle: undefined,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: reader.timeZone,
    timeZoneName: 'short',
  }).format(new Date(iso));
}

const compiled = new Map<string, IntlMessageFormat>();

/** Fills an ICU text; a missing value is the word `none`, which texts select on. */
export function fillText(text: string, locale: Locale, values: Record<string, string | null>): string {
  const key = `${locale} ${text}`;
  let format = compiled.get(key);
  if (!format) {
    format = new IntlMessageFormat(text, locale, undefined, { ignoreTag: true });
    compiled.set(key, format);
  }
  const known = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? 'none']));
  return String(format.format(known));
}
