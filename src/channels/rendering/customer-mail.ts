/** The e-mail that the merchant's customer gets: a payment receipt, a new plan, a licence key. It speaks for the business. */
import type { BrandChoices } from '../../domain/brand.js';
import { findEventType } from '../../domain/catalogue/index.js';
import type { CustomerDetails, CustomerRow } from '../../domain/customer-details.js';
import type { Facts } from '../../domain/facts.js';
import type { Formatter, Reader } from '../../i18n/formatter.js';
import { factValues } from './fact-values.js';
import { type Page, renderHtml } from './layout.js';
import type { Mail } from './mail.js';
import { isolated, oneLine } from './one-line.js';

export interface CustomerEvent {
  type: string;
  facts: Facts;
  occurredAt: Date;
}

export interface CustomerMailContext {
  businessName: string;
  /** Absent: ours. */
  brand?: BrandChoices;
  details: CustomerDetails;
  /** Of the customer, see `customerReader`. */
  formatter: Formatter;
}

/** The customer's own language, where it is known, goes before that of the business; its zone is theirs. */
export function customerReader({ language }: CustomerDetails, business: Reader): Reader {
  return { locale: language ?? business.locale, timeZone: business.timeZone };
}

/** Null where there is nothing to say: a type without a customer e-mail, or a licence key that is not in the body. */
export function customerMailOf(event: CustomerEvent, context: CustomerMailContext): Mail | null {
  const rows = findEventType(event.type)?.customerRows;
  const { details, brand = {} } = context;
  const licenseKey = event.type === 'license_key.created' ? details.licenseKey : null;
  if (!rows || (event.type === 'license_key.created' && !licenseKey)) return null;
  return render(event, rows, {
    ...context,
    brand,
    licenseKey,
    businessName: brand.name ?? oneLine(context.businessName),
  });
}

function render(
  event: CustomerEvent,
  rows: readonly CustomerRow[],
  {
    formatter,
    details,
    brand,
    businessName,
    licenseKey,
  }: Required<CustomerMailContext> & { licenseKey: string | null },
): Mail {
  const values = valuesOf(event, details, formatter);
  const say = (part: string) =>
    formatter.find(`customer.${event.type}.${part}`, { ...values, business: isolated(businessName) });
  const page: Page = {
    locale: formatter.locale,
    businessName,
    brand,
    subject: say('subject') ?? '',
    paragraphs: [formatter.text('customerMail.greeting', { customer: values.customer }), say('body') ?? ''],
    key: licenseKey === null ? null : { label: formatter.text('customerMail.licenseKey'), value: licenseKey },
    rows: rows.flatMap((row) => {
      const value = values[row];
      return value ? [{ label: formatter.text(`customerMail.row.${row}`), value }] : [];
    }),
    button: details.invoiceUrl ? { label: formatter.text('customerMail.openInvoice'), url: details.invoiceUrl } : null,
    footer: formatter.text('customerMail.closing', { business: isolated(businessName) }),
  };
  return { subject: page.subject, html: renderHtml(page), text: textOf(page) };
}

type Values = Record<CustomerRow | 'customer', string | null>;

function valuesOf(event: CustomerEvent, details: CustomerDetails, formatter: Formatter): Values {
  const { facts } = event;
  const known = factValues(facts, formatter);
  const items = details.items.map(({ name, quantity }) => {
    const said = isolated(oneLine(name));
    return quantity > 1 ? `${quantity} × ${said}` : said;
  });
  const bought = items.join(', ') || known.product;
  return {
    customer: facts.customerName && known.customer,
    item: bought,
    plan: bought,
    amount: known.amount,
    price: priceOf(known.amount, details, formatter),
    tax: details.tax && facts.currency ? formatter.money(details.tax, facts.currency) : null,
    method: known.method,
    date: formatter.moment(event.occurredAt),
    // Days of the business's calendar: what a person notes down about a charge or an end.
    nextAt: facts.nextAt && formatter.longDay(facts.nextAt),
    endsAt: facts.endsAt && formatter.longDay(facts.endsAt),
    activations: details.activations === null ? null : formatter.number(details.activations),
    payment: known.payment,
    subscription: known.subscription,
    invoice: details.invoiceNumber && oneLine(details.invoiceNumber),
  };
}

function priceOf(amount: string | null, { interval, taxInclusive }: CustomerDetails, formatter: Formatter) {
  if (amount === null) return null;
  const price = interval
    ? formatter.text(`customerMail.price.${interval.unit}`, { price: amount, count: interval.count })
    : amount;
  return taxInclusive === false ? formatter.text('customerMail.plusTax', { price }) : price;
}

function textOf({ paragraphs = [], key, rows = [], button, footer, businessName }: Page): string {
  const blocks = [
    ...paragraphs,
    key && `${key.label}:\n\n${key.value}`,
    rows.map(({ label, value }) => `  ${label}: ${value}`).join('\n'),
    button && `${button.label}: ${button.url}`,
    `--\n${businessName}\n${footer}`,
  ];
  return `${blocks.filter(Boolean).join('\n\n')}\n`;
}
