/** The e-mail that the merchant's customer gets: a payment receipt, a new plan, a license key. It speaks for the business. */
import type { BrandChoices } from '../../domain/brand.js';
import { findEventType } from '../../domain/catalogue/index.js';
import type { CustomerDetails, CustomerRow } from '../../domain/customer-details.js';
import { SEEN } from '../../domain/seen.js';
import type { Formatter, Reader } from '../../i18n/formatter.js';
import { heading, labelled } from '../../i18n/labels.js';
import { type CustomerEvent, customerValues } from './customer-values.js';
import { type Page, renderHtml } from './layout.js';
import type { Mail } from './mail.js';
import { renderMarkdown } from './markdown.js';
import { composedLine, isolated, oneLine } from './one-line.js';
import { capitalisedFact, type Override } from './texts.js';

export interface CustomerMailContext {
  businessName: string;
  /** Absent: ours. */
  brand?: BrandChoices;
  details: CustomerDetails;
  /** Of the customer, see `customerReader`. */
  formatter: Formatter;
  /** What the business says in place of our subject, greeting and text; absent: ours. */
  override?: Override | null;
  /** Hears why words of the business cannot be filled: ours stand in their place, since they must not cost a mail. */
  onBroken?: (error: unknown) => void;
  /** How a license key is activated, Markdown; absent: nothing is said of it. */
  instructions?: string | null;
}

/** The customer's own language, where it is known, goes before that of the business; its zone is theirs. */
export function customerReader({ language }: CustomerDetails, business: Reader): Reader {
  return { locale: language ?? business.locale, timeZone: business.timeZone };
}

/** Null where there is nothing to say: a type without a customer e-mail, or its license key is not in the body. */
export function customerMailOf(event: CustomerEvent, context: CustomerMailContext): Mail | null {
  const { customerRows, givesLicenseKey } = findEventType(event.type) ?? {};
  const licenseKey = givesLicenseKey ? context.details.licenseKey : null;
  if (!customerRows || (givesLicenseKey && !licenseKey)) return null;
  const page = customerMailPage(event, customerRows, licenseKey, context);
  return { subject: page.subject, html: renderHtml(page), text: customerMailText(page, context.formatter) };
}

function customerMailPage(
  event: CustomerEvent,
  rows: readonly CustomerRow[],
  licenseKey: string | null,
  context: CustomerMailContext,
): Page {
  const { formatter, details, brand = {} } = context;
  const businessName = brand.name ?? oneLine(context.businessName);
  const values = customerValues(event, { details, businessName, formatter });
  return {
    locale: formatter.locale,
    businessName,
    brand,
    ...customerMailWords(event.type, values, context),
    key: licenseKey === null ? null : { label: formatter.text('customerMail.licenseKey'), value: licenseKey },
    instructions: licenseKey === null ? null : instructionsOf(context),
    rows: rows.flatMap((row) => {
      const value = values[row];
      const shown = value && row === 'method' ? capitalisedFact(row, value) : value;
      return shown ? [{ label: formatter.text(`customerMail.row.${row}`), value: shown }] : [];
    }),
    button: details.invoiceUrl ? { label: formatter.text('customerMail.openInvoice'), url: details.invoiceUrl } : null,
    footer: formatter.text('customerMail.closing', { business: isolated(businessName) }),
  };
}

function instructionsOf({ instructions, formatter, onBroken }: CustomerMailContext): Page['instructions'] {
  if (!instructions) return null;
  try {
    return { title: formatter.text('customerMail.activation'), ...renderMarkdown(instructions) };
  } catch (error) {
    onBroken?.(error);
    return null;
  }
}

type Words = Required<Pick<Page, 'subject' | 'paragraphs'>>;

function customerMailWords(
  type: string,
  values: Readonly<Record<string, string | null>>,
  { formatter, override, onBroken }: CustomerMailContext,
): Words {
  const say = (part: string) => formatter.find(`customer.${type}.${part}`, values) ?? '';
  const ours = { subject: say('subject'), paragraphs: [formatter.text('customerMail.greeting', values), say('body')] };
  if (!override) return ours;
  try {
    const body = formatter.fill(override.body, values).trim();
    const subject = override.subject === null ? '' : composedLine(formatter.fill(override.subject, values));
    return {
      // Words that come to nothing for this event say nothing.
      subject: SEEN.test(subject) ? subject : ours.subject,
      paragraphs: SEEN.test(body) ? body.split(/\n\s*\n/) : ours.paragraphs,
    };
  } catch (error) {
    onBroken?.(error);
    return ours;
  }
}

function customerMailText(page: Page, formatter: Formatter): string {
  const { paragraphs = [], key, instructions, rows = [], button, footer, businessName } = page;
  const blocks = [
    ...paragraphs,
    key && `${heading(formatter, key.label)}\n\n${key.value}`,
    instructions && `${heading(formatter, instructions.title)}\n\n${instructions.text}`,
    rows.map(({ label, value }) => `  ${labelled(formatter, label, value)}`).join('\n'),
    button && labelled(formatter, button.label, button.url),
    `--\n${businessName}\n${footer}`,
  ];
  return `${blocks.filter(Boolean).join('\n\n')}\n`;
}
