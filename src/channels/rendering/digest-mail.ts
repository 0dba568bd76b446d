/** One e-mail for all that a destination's digest gathered in its window. */
import type { BrandChoices } from '../../domain/brand.js';
import { findEventType } from '../../domain/catalogue/index.js';
import { type Digest, digestWindowStart } from '../../domain/planning/digest.js';
import { CATEGORIES, type Category } from '../../domain/vocabulary.js';
import type { Formatter } from '../../i18n/formatter.js';
import { joined } from '../../i18n/labels.js';
import { renderHtml } from './layout.js';
import { type Mail, ownNotifications, textFooter } from './mail.js';
import { isolated, oneLine } from './one-line.js';

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
  formatter: Formatter;
  /** As it is set now; null where it was switched off meanwhile. */
  digest: Digest | null;
  dueAt: Date;
  /** Where its reader sees and changes what comes to this address. */
  preferencesUrl?: string;
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
  const { formatter, digest, dueAt } = context;
  const from = digest ? digestWindowStart(oldest.at, digest, formatter.reader.timeZone) : oldest.at;
  // With the days where it is longer than one; midnight ends the day that it closes.
  const withDay = formatter.longDay(from) !== formatter.longDay(new Date(dueAt.getTime() - 1));
  const time = (at: Date) => formatter.clock(at, withDay);
  const subject = joined(formatter, [counted(sorted, formatter), `${time(from)}–${time(dueAt)}`]);
  const lines = sorted.slice(0, MAX_LISTED).map((item) => ({
    time: time(item.at),
    title: item.title,
    url: `${context.link}/events/${item.id}`,
  }));
  const unlisted = sorted.length - lines.length;
  const more = unlisted > 0 ? formatter.text('digest.more', { count: unlisted }) : null;
  const why = formatter.text('digest.why', {
    destination: isolated(oneLine(context.destination)),
    business: isolated(oneLine(context.businessName)),
  });
  return {
    subject,
    text: digestText(subject, lines, more, context, why),
    html: renderHtml({
      locale: formatter.locale,
      subject,
      businessName: context.businessName,
      brand: context.brand ?? {},
      lines,
      more,
      button: { label: formatter.text('message.open'), url: `${context.link}/events` },
      footer: why,
      footerLinks: ownNotifications(formatter, context.preferencesUrl),
    }),
  };
}

/** "12 payments and 1 refund", categories in the order of the matrix. */
function counted(items: readonly DigestItem[], formatter: Formatter): string {
  const kinds: readonly (Category | 'OTHER')[] = [...CATEGORIES, 'OTHER'];
  const kindOf = (item: DigestItem) => findEventType(item.type)?.category ?? 'OTHER';
  const parts = kinds.flatMap((kind) => {
    const count = items.filter((item) => kindOf(item) === kind).length;
    return count > 0 ? [formatter.text(`digest.count.${kind}`, { count })] : [];
  });
  return formatter.list(parts);
}

function digestText(subject: string, lines: Line[], more: string | null, context: DigestContext, why: string): string {
  const rows = lines.map(({ time, title }) => `  ${time}  ${title}`).join('\n');
  return `${[subject, rows, more, `${context.link}/events`, textFooter(why, context)].filter(Boolean).join('\n\n')}\n`;
}
