/** Puts an event into words: catalogue texts filled with its facts, in a reader's locale and time zone. */
import { IntlMessageFormat } from 'intl-messageformat';
import type { EventTypeEntry } from '../../domain/catalogue/entry.js';
import { findEventType } from '../../domain/catalogue/index.js';
import { codeWords } from '../../domain/code-words.js';
import type { FactKey, Facts, ReviewLine } from '../../domain/facts.js';
import { CATEGORY_LABELS, factLabel, PHRASES } from '../../domain/labels.js';
import { formatMoney } from '../../domain/money.js';
import { CATEGORIES, type Locale, nearestLocale, type Severity } from '../../domain/vocabulary.js';
import { atRiskRows } from './at-risk-rows.js';
import { formatDateTime, formatDay } from './moments.js';

export interface Reader {
  /** BCP 47; texts come in the nearest of ours, numbers and dates in exactly this one. */
  locale: string;
  /** IANA zone, for example `Europe/Berlin`. */
  timeZone: string;
}

export interface EventToRender {
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
export function renderTexts(event: EventToRender, reader: Reader): EventTexts {
  const locale = nearestLocale(reader.locale);
  const entry = findEventType(event.type);
  const words = entry ? fromCatalogue(entry, event, reader, locale) : forUnknown(event.type, locale);
  return { locale, ...words, title: testLabel(event, locale) + words.title };
}

/** What happened and what to do about it, where both stand in one text. */
export function wholeBody({ body, action }: Pick<EventTexts, 'body' | 'action'>): string {
  return action ? `${body} ${action}` : body;
}

function fromCatalogue(
  entry: EventTypeEntry,
  event: EventToRender,
  reader: Reader,
  locale: Locale,
): Omit<EventTexts, 'locale'> {
  const texts = entry.texts[locale];
  const { values, spoken } = textArguments(entry, event.facts, reader, locale);
  const fill = (text: string) => fillText(text, locale, spoken);
  return {
    eventTypeName: texts.name,
    severity: entry.severity,
    title: fill(texts.title),
    body: fill(texts.body),
    action: texts.action ? fill(texts.action) || null : null,
    rows: entry.facts.flatMap((key) => {
      if (key === 'review') return reviewRows(event.facts.review ?? [], locale);
      if (key === 'atRisk') return atRiskRows(event.facts.atRisk ?? [], reader, locale);
      const value = values[key];
      return value
        ? [{ key, label: factLabel(key, entry.category, locale), value: PROSE.has(key) ? capitalised(value) : value }]
        : [];
    }),
  };
}

/** The facts as rows list them, and as sentences say them. */
function textArguments(entry: EventTypeEntry, facts: Facts, reader: Reader, locale: Locale) {
  const values = factValues(facts, reader, locale);
  // Stripe says the day of an arrival as midnight UTC: a time, or another zone, would make another day of it.
  if (entry.category === 'PAYOUTS' && facts.nextAt?.endsWith('T00:00:00.000Z')) {
    values.nextAt = formatDay(facts.nextAt, reader);
  }
  // Texts put the reason at the end of a sentence.
  const reason = values.reason && sentence(values.reason, locale);
  return { values, spoken: { ...values, about: shortened(values.about), reason } };
}

/** Words of a business in place of our title and body; without a subject, our title stays. ICU, as the catalogue's. */
export interface Override {
  subject: string | null;
  body: string;
}

/**
 * As `textsOf`, in the words of the business where it has some: its body stands for ours and for what we say is to be done.
 * Where they cannot be filled, ours stand and `onBroken` hears why: a template must not cost an alert.
 */
export function renderTextsBy(
  override: Override | null | undefined,
  event: EventToRender,
  reader: Reader,
  onBroken: (error: unknown) => void,
): EventTexts {
  const ours = renderTexts(event, reader);
  const entry = findEventType(event.type);
  if (!override || !entry) return ours;
  try {
    const { spoken } = textArguments(entry, event.facts, reader, ours.locale);
    const body = fillText(override.body, ours.locale, spoken).trim();
    if (override.subject === null) return { ...ours, body, action: null };
    const title = oneLine(fillText(override.subject, ours.locale, spoken));
    return { ...ours, title: testLabel(event, ours.locale) + title, body, action: null };
  } catch (error) {
    onBroken(error);
    return ours;
  }
}

const testLabel = ({ test }: EventToRender, locale: Locale) => (test ? `[${PHRASES.testMode[locale]}] ` : '');

function forUnknown(name: string, locale: Locale): Omit<EventTexts, 'locale'> {
  const type = oneLine(name);
  const title = type === 'unknown' ? PHRASES.untypedEventTitle : PHRASES.unknownEventTitle;
  return {
    eventTypeName: type,
    severity: 'INFO',
    title: fillText(title[locale], locale, { type }),
    body: fillText(PHRASES.unknownEventBody[locale], locale, {}),
    action: null,
    rows: [],
  };
}

// A subject line has to stay one.
const LONGEST_NAME = 100;

/** The facts as a reader sees them: money, dates, names and words; null where the event does not say. */
export function factValues(facts: Facts, reader: Reader, locale: Locale): Record<FactKey, string | null> {
  const when = (iso: string | null) => (iso ? formatDateTime(iso, reader) : null);
  const said = (text: string | null) => (text && oneLine(text)) || null;
  const number = (decimal: string | null) => (decimal ? formatNumber(oneLine(decimal), reader) : null);
  const words = (code: string | null) => (code && codeWords(oneLine(code), locale)) || null;
  return {
    amount: facts.amount && facts.currency ? formatMoney(facts.amount, facts.currency, reader.locale) : null,
    customer: shortened(said(facts.customerName) ?? said(facts.customerEmail)),
    reason: words(facts.reason),
    payment: said(facts.paymentId),
    subscription: said(facts.subscriptionId),
    refund: said(facts.refundId),
    dispute: said(facts.disputeId),
    payout: said(facts.payoutId),
    product: said(facts.productId),
    method: words(facts.method),
    status: words(facts.status),
    stage: words(facts.stage),
    respondBy: deadline(facts, when(facts.respondBy), locale),
    nextAt: when(facts.nextAt),
    endsAt: when(facts.endsAt),
    credits: number(facts.credits),
    balance: number(facts.balance),
    licenseKey: said(facts.licenseKey),
    integration: words(facts.integration),
    about: listed(
      (facts.about ?? []).map((name) => nameOf(name, locale)),
      reader,
    ),
    since: when(facts.since ?? null),
    atRisk: listed(
      (facts.atRisk ?? []).map(({ total, currency }) => formatMoney(total, currency, reader.locale)),
      reader,
    ),
    // Rows of their own.
    review: null,
    timeLeft: spanOf(facts.timeLeft ?? null, reader.locale),
    level: said(facts.level ?? null),
    unreachable: said(facts.unreachable ?? null),
    by: shortened(said(facts.by ?? null)),
  };
}

/** An event type by its name; what people named stays as it is. */
const nameOf = (text: string, locale: Locale) => findEventType(text)?.texts[locale].name ?? oneLine(text);

function listed(names: string[], reader: Reader): string | null {
  return names.length > 0 ? new Intl.ListFormat(reader.locale).format(names) : null;
}

/** Who gets how many event types of each category, and where: one row each. */
function reviewRows(lines: readonly ReviewLine[], locale: Locale): EventTexts['rows'] {
  return lines.map(({ name, channels, counts }) => {
    if (!counts) return { key: 'review', label: oneLine(name), value: '…' };
    const amounts = CATEGORIES.flatMap((category) =>
      counts[category] ? `${CATEGORY_LABELS[category][locale]} ${counts[category]}` : [],
    );
    const where = channels.map((channel) => codeWords(channel.toLowerCase(), locale)).join(' + ');
    const what = amounts.length > 0 ? amounts.join(', ') : PHRASES.nothing[locale];
    return { key: 'review', label: oneLine(name), value: where ? `${what} (${where})` : what };
  });
}

/** With what is to be known of it: "(estimated, already past)". */
function deadline({ respondByEstimated, respondByPast }: Facts, at: string | null, locale: Locale): string | null {
  const remarks = [respondByEstimated && PHRASES.estimated[locale], respondByPast && PHRASES.past[locale]];
  const said = remarks.filter(Boolean).join(', ');
  return at && said ? `${at} (${said})` : at;
}

// Control characters and line ends would break a subject; the others turn the direction of the text around them.
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu;

/** Text of others on one line, without what could disguise the text around it. */
export function oneLine(text: string): string {
  return text
    .replace(UNSAFE, ' ')
    .replace(/\s{2,}/g, ' ')
    .trim();
}

function shortened(text: string | null): string | null {
  if (text === null) return null;
  const characters = [...text];
  return characters.length > LONGEST_NAME ? `${characters.slice(0, LONGEST_NAME - 1).join('')}…` : text;
}

/** Facts that are words, so that a row can begin with a capital. */
const PROSE: ReadonlySet<FactKey> = new Set(['reason', 'method', 'status', 'stage', 'integration']);

function capitalised(text: string): string {
  return text === text.toLowerCase() ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

/** With a full stop, unless it ends in one. */
function sentence(text: string, locale: Locale): string {
  if (/[.!?…。！？]["'”’»)]?$/.test(text)) return text;
  return text + (locale === 'zh' ? '。' : '.');
}

/** A decimal number with all its digits, as it came where `Intl` could not say all of them. */
function formatNumber(decimal: string, reader: Reader): string {
  if (!/^-?\d+(\.\d{1,20})?$/.test(decimal)) return decimal;
  const format = new Intl.NumberFormat(reader.locale, { maximumFractionDigits: 20 });
  // As text it is taken exactly; its type still says number.
  return format.format(decimal as unknown as number);
}

/** A span of whole minutes in the largest unit of which there are at least two; never longer than it is. */
function spanOf(minutes: string | null, locale: string): string | null {
  if (minutes === null || !/^\d{1,7}$/.test(minutes)) return null;
  const units = [['day', 1_440] as const, ['hour', 60] as const, ['minute', 1] as const];
  const [unit, size] = units.find(([, many]) => Number(minutes) >= 2 * many) ?? ['minute', 1];
  const format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' });
  return format.format(Math.floor(Number(minutes) / size));
}

const compiled = new Map<string, IntlMessageFormat>();
/** Ours are some thousands; businesses write, and rewrite, theirs, and readers are many. */
const MOST_COMPILED = 10_000;

/** Fills an ICU text; a missing value is the word `none`, which texts select on. */
export function fillText(text: string, locale: Locale, values: Record<string, string | null>): string {
  const key = `${locale} ${text}`;
  let format = compiled.get(key);
  if (!format) {
    format = new IntlMessageFormat(text, locale, undefined, { ignoreTag: true });
    if (compiled.size >= MOST_COMPILED) compiled.clear();
    compiled.set(key, format);
  }
  const known = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? 'none']));
  return String(format.format(known));
}
