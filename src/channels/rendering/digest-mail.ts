/** One e-mail for all that a destination's digest gathered in its window. */
import type { BrandChoices } from '../../domain/brand.js';
import { findEventType } from '../../domain/catalogue/index.js';
import { PHRASES } from '../../domain/labels.js';
import { type Digest, digestWindowStart } from '../../domain/planning/digest.js';
import { CATEGORIES, nearestLocale } from '../../domain/vocabulary.js';
import { AND_MORE, COUNTED, type Countable, WHY_DIGEST } from './digest-words.js';
import { renderHtml } from './layout.js';
import type { Mail } from './mail.js';
import { fillText, oneLine, type Reader } from './texts.js';

export interface DigestItem {
  /** The event's. */
  id: string;
  type: string;
  /** The subject that the event would have had alone. */
  title: string;
  /** When it was gathered. */
  at: Date;
}

export interface DigestContext {
  businessName: string;
  /** Absent: ours. */
  brand?: BrandChoices;
  /** The address that it goes to, named in the footer: why you get this. */
  destination: string;
  /** Where events can be seen: `<link>/events/<id>`. Without a slash at its end. */
  link: string;
  reader: Reader;
  /** As it is set now; null where it was switched off meanwhile. */
  digest: Digest | null;
  dueAt: Date;
}

interface Line {
  time: string;
  title: string;
  url: string;
}

const MAX_LISTED = 100;

/** The items in the order of time. @throws RangeError where there are none. */
export function digestMailOf(items: readonly DigestItem[], context: DigestContext): Mail {
  const sorted = [...items].sort((a, b) => a.at.getTime() - b.at.getTime());
  const [oldest] = sorted;
  if (!oldest) throw new RangeError('A digest has at least one item');
  const { reader, digest, dueAt } = context;
  const locale = nearestLocale(reader.locale);
  const from = digest ? digestWindowStart(oldest.at, digest, reader.timeZone) : oldest.at;
  const subject = `${counted(sorted, reader)}, ${spanOf(from, dueAt, reader)}`;
  const time = clock(reader, sameDay(from, dueAt, reader));
  const lines = sorted.slice(0, MAX_LISTED).map((item) => ({
    time: time.format(item.at),
    title: item.title,
    url: `${context.link}/events/${item.id}`,
  }));
  const unlisted = sorted.length - lines.length;
  const more = unlisted > 0 ? AND_MORE[locale].replace('{n}', numberOf(unlisted, reader)) : null;
  const why = fillText(WHY_DIGEST[locale], locale, {
    destination: oneLine(context.destination),
    business: oneLine(context.businessName),
  });
  return {
    subject,
    text: textOf(subject, lines, more, context, why),
    html: renderHtml({
      locale,
      subject,
      businessName: context.businessName,
      brand: context.brand ?? {},
      lines,
      more,
      button: { label: PHRASES.openRecord[locale], url: `${context.link}/events` },
      footer: why,
    }),
  };
}

/** "12 payments and 1 refund", categories in the order of the matrix. */
function counted(items: readonly DigestItem[], reader: Reader): string {
  const locale = nearestLocale(reader.locale);
  const plural = new Intl.PluralRules(locale);
  const kinds: readonly Countable[] = [...CATEGORIES, 'OTHER'];
  const kindOf = (item: DigestItem): Countable => findEventType(item.type)?.category ?? 'OTHER';
  const parts = kinds.flatMap((kind) => {
    const count = items.filter((item) => kindOf(item) === kind).length;
    const [one, other] = COUNTED[locale][kind];
    return count > 0 ? [(plural.select(count) === 'one' ? one : other).replace('{n}', numberOf(count, reader))] : [];
  });
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(parts);
}

const numberOf = (count: number, reader: Reader) => new Intl.NumberFormat(reader.locale).format(count);

/** "10:00–11:00", with the days where it is longer than one. */
function spanOf(from: Date, to: Date, reader: Reader): string {
  const format = clock(reader, sameDay(from, to, reader));
  return `${format.format(from)}–${format.format(to)}`;
}

function clock({ locale, timeZone }: Reader, short: boolean): Intl.DateTimeFormat {
  const day = short ? {} : ({ day: 'numeric', month: 'short' } as const);
  return new Intl.DateTimeFormat(locale, { ...day, hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone });
}

function sameDay(a: Date, b: Date, { timeZone }: Reader): boolean {
  const day = new Intl.DateTimeFormat('en', { dateStyle: 'short', timeZone });
  // Midnight ends the day that it closes.
  return day.format(a) === day.format(b.getTime() - 1);
}

function textOf(subject: string, lines: Line[], more: string | null, context: DigestContext, why: string): string {
  const rows = lines.map(({ time, title }) => `  ${time}  ${title}`).join('\n');
  return `${[subject, rows, more, `${context.link}/events`, `--\n${why}`].filter(Boolean).join('\n\n')}\n`;
}
