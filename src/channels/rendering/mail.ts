/** The e-mail of one event for one reader: subject, HTML and a text part people like to read. */
import type { BrandChoices } from '../../domain/brand.js';
import type { Formatter } from '../../i18n/formatter.js';
import { heading, labelled } from '../../i18n/labels.js';
import { type Action, type Page, renderHtml } from './layout.js';
import { isolated, oneLine } from './one-line.js';
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
  /** What its reader can do at once: the first is the button, and the others are links below it. */
  actions?: readonly Action[];
  /** Where its reader sees and changes what comes to this address. */
  preferencesUrl?: string;
}

/** For the footer of a mail. */
export function ownNotifications(formatter: Formatter, url: string | undefined): Action[] {
  return url ? [{ label: formatter.text('message.ownNotifications'), url }] : [];
}

/** The same, below why its reader gets this, in a mail of text. */
export function textFooter(why: string, of: Pick<MailContext, 'formatter' | 'preferencesUrl'>): string {
  const links = ownNotifications(of.formatter, of.preferencesUrl).map(({ label, url }) =>
    labelled(of.formatter, label, url),
  );
  return ['--', why, ...links].join('\n');
}

export function mailOf(texts: EventTexts, context: MailContext): Mail {
  const why = context.formatter.text('message.whyYouGetThis', {
    destination: isolated(oneLine(context.destination)),
    eventType: texts.eventTypeName,
    business: isolated(oneLine(context.businessName)),
  });
  return {
    subject: texts.title,
    html: renderHtml(teamMailPage(texts, context, why)),
    text: mailText(texts, context, why),
  };
}

function mailText(texts: EventTexts, context: MailContext, why: string): string {
  const width = Math.max(0, ...texts.rows.map((row) => columnsOf(row.label)));
  const rows = texts.rows.map((row) => `  ${row.label}${' '.repeat(width - columnsOf(row.label))}  ${row.value}`);
  const blocks = [
    texts.title,
    texts.body,
    texts.action && `→ ${texts.action}`,
    rows.join('\n'),
    ...(context.actions ?? []).map(({ label, url }) => `${heading(context.formatter, label)}\n${url}`),
    context.link,
    textFooter(why, context),
  ];
  return `${blocks.filter(Boolean).join('\n\n')}\n`;
}

/** What can be done first, then where it can be seen. */
function linksOf({ actions = [], formatter, link }: MailContext): [Action, ...Action[]] {
  const here = { label: formatter.text('message.open'), url: link };
  const [first, ...others] = actions;
  return first ? [first, ...others, here] : [here];
}

/** Chinese characters take two columns where text is set in a fixed width. */
function columnsOf(label: string): number {
  return label.length + (label.match(/\p{Script=Han}/gu)?.length ?? 0);
}

function teamMailPage(texts: EventTexts, context: MailContext, why: string): Page {
  const { businessName, brand = {} } = context;
  const [button, ...links] = linksOf(context);
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
    button,
    links,
    footer: why,
    footerLinks: ownNotifications(context.formatter, context.preferencesUrl),
  };
}
