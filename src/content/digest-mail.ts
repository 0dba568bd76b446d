/** One e-mail for all that a destination's digest gathered in its window. */
import { findEventType } from '../domain/catalogue/index.js';
import { type Digest, digestWindowStart } from '../domain/digest.js';
import { PHRASES } from '../domain/labels.js';
import { CATEGORIES, type Locale, nearestLocale } from '../domain/vocabulary.js';
import { AND_MORE, COUNTED, type Countable, WHY_DIGEST } from './digest-words.js';
import { escapeHtml } from './html.js';
import type { Mail } from './mail.js';
import { fillText, oneLine, type Reader, type TellableEvent, textsOf } from './texts.js';

export interface DigestItem extends TellableEvent {
  /** The event's. */
  id: string;
  /** When it was gathered. */
  at: Date;
}

export interface DigestContext {
  businessName: string;
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
  link: string;
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
    title: textsOf(item, reader).title,
    link: `${context.link}/events/${item.id}`,
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
    html: htmlOf({ subject, lines, more, context, why, locale }),
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

interface Page {
  subject: string;
  lines: Line[];
  more: string | null;
  context: DigestContext;
  why: string;
  locale: Locale;
}

function htmlOf({ subject, lines, more, context, why, locale }: Page): string {
  const rows = lines.map(
    ({ time, title, link }) =>
      `<tr><td class="muted" style="padding:6px 16px 6px 0;vertical-align:top;white-space:nowrap;color:#5b6470">${escapeHtml(time)}</td>` +
      `<td style="padding:6px 0;overflow-wrap:anywhere"><a href="${escapeHtml(link)}" style="color:inherit">${escapeHtml(title)}</a></td></tr>`,
  );
  const rest = more
    ? `<p class="muted" style="margin:0 0 16px;font-size:14px;color:#5b6470">${escapeHtml(more)}</p>`
    : '';
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${escapeHtml(subject)}</title>
<style>@media (prefers-color-scheme:dark){body,.page{background:#14171a!important;color:#e8e6e1!important}.card{background:#1e2226!important}.muted{color:#9aa3ad!important}}</style></head>
<body class="page" style="margin:0;background:#efede8;color:#1c2024;font:16px/1.5 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="page" style="background:#efede8"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="card" style="max-width:560px;background:#ffffff;border-radius:10px;border-top:4px solid #2f6f4f"><tr><td style="padding:28px">
<p class="muted" style="margin:0 0 4px;font-size:13px;color:#5b6470">${escapeHtml(context.businessName)}</p>
<h1 style="margin:0 0 12px;font-size:21px;line-height:1.3">${escapeHtml(subject)}</h1>
<table role="presentation" cellpadding="0" cellspacing="0" style="font-size:14px;margin:0 0 20px">${rows.join('')}</table>${rest}
<p style="margin:0"><a href="${escapeHtml(context.link)}/events" style="display:inline-block;padding:10px 18px;border-radius:6px;background:#2f6f4f;color:#ffffff;text-decoration:none">${escapeHtml(PHRASES.openRecord[locale])}</a></p>
</td></tr></table>
<p class="muted" style="max-width:560px;margin:16px auto 0;font-size:12px;color:#5b6470">${escapeHtml(why)}</p>
</td></tr></table></body></html>`;
}
