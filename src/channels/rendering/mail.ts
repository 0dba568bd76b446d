/** The e-mail of one event for one reader: subject, HTML and a text part people like to read. */
import type { BrandChoices } from '../../domain/brand.js';
import type { Formatter } from '../../i18n/formatter.js';
import { type Page, renderHtml } from './layout.js';
import { oneLine } from './one-line.js';
import type { EventTexts } from './texts.js';

export interface Mail {
  subject: string;
  html: string;
  text: string;
}

export interface MailContext {
  /** The one that made the texts. */
  formatter: Formatter;
  businessName: string;
  /** Absent: ours. */
  brand?: BrandChoices;
  /** The address that it goes to, named in the footer: why you get this. */
  destination: string;
  /** Where the event can be seen. */
  link: string;
  /** What its reader can do at once, each a link of their own. */
  actions?: readonly Action[];
}

/** A button of a message. */
export interface Action {
  label: string;
  url: string;
}

export function mailOf(texts: EventTexts, context: MailContext): Mail {
  const why = context.formatter.text('message.whyYouGetThis', {
    destination: oneLine(context.destination),
    eventType: texts.eventTypeName,
    business: oneLine(context.businessName),
  });
  return { subject: texts.title, html: renderHtml(pageOf(texts, context, why)), text: textOf(texts, context, why) };
}

function textOf(texts: EventTexts, context: MailContext, why: string): string {
  const width = Math.max(0, ...texts.rows.map((row) => columnsOf(row.label)));
  const rows = texts.rows.map((row) => `  ${row.label}${' '.repeat(width - columnsOf(row.label))}  ${row.value}`);
  const blocks = [
    texts.title,
    texts.body,
    texts.action && `→ ${texts.action}`,
    rows.join('\n'),
    context.link,
    ...(context.actions ?? []).map(({ label, url }) => `${label}:\n${url}`),
    `--\n${why}`,
  ];
  return `${blocks.filter(Boolean).join('\n\n')}\n`;
}

/** Chinese characters take two columns where text is set in a fixed width. */
function columnsOf(label: string): number {
  return label.length + (label.match(/\p{Script=Han}/gu)?.length ?? 0);
}

function pageOf(texts: EventTexts, context: MailContext, why: string): Page {
  const { formatter, businessName, brand = {}, link, actions } = context;
  return {
    locale: texts.locale,
    subject: texts.title,
    businessName,
    brand,
    severity: texts.severity,
    eyebrow: texts.eventTypeName,
    // A business may write several paragraphs.
    paragraphs: texts.body.split(/\n\s*\n/),
    action: texts.action,
    rows: texts.rows,
    button: { label: formatter.text('message.open'), url: link },
    actions,
    footer: why,
  };
}
