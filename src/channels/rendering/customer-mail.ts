/** The e-mail that the merchant's customer gets: a receipt, a new plan, a licence key. It speaks for the business. */
import type { BrandChoices } from '../../domain/brand.js';
import type { EventTypeEntry } from '../../domain/catalogue/entry.js';
import { findEventType } from '../../domain/catalogue/index.js';
import type { CustomerDetails } from '../../domain/customer-details.js';
import { CUSTOMER_LABELS, CUSTOMER_PHRASES, type CustomerRow, PRICE_PER } from '../../domain/customer-labels.js';
import type { Facts } from '../../domain/facts.js';
import { formatMoney } from '../../domain/money.js';
import { type Locale, nearestLocale } from '../../domain/vocabulary.js';
import { type Page, renderHtml } from './layout.js';
import type { Mail } from './mail.js';
import { formatDateTime } from './moments.js';
import { factValues, fillText, oneLine, type Reader } from './texts.js';

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
  /** Locale and zone of the business; the customer's own language, where it is known, goes before this one. */
  reader: Reader;
}

/** Null where there is nothing to say: a type without a customer e-mail, or a licence key that is not in the body. */
export function customerMailOf(
  event: CustomerEvent,
  { businessName, brand = {}, details, reader }: CustomerMailContext,
): Mail | null {
  const words = findEventType(event.type)?.customer;
  if (!words || (event.type === 'license_key.created' && !details.licenseKey)) return null;
  const own = { locale: details.language ?? reader.locale, timeZone: reader.timeZone };
  return mailOf(words, event, details, own, { businessName: brand.name ?? oneLine(businessName), brand });
}

function mailOf(
  words: NonNullable<EventTypeEntry['customer']>,
  event: CustomerEvent,
  details: CustomerDetails,
  reader: Reader,
  { businessName, brand }: { businessName: string; brand: BrandChoices },
): Mail {
  const locale = nearestLocale(reader.locale);
  const values = mailArguments(event, details, reader, locale);
  const fill = (text: string) => fillText(text, locale, { ...values, business: businessName });
  const said = (phrase: keyof typeof CUSTOMER_PHRASES) => fill(CUSTOMER_PHRASES[phrase][locale]);
  const key = event.type === 'license_key.created' ? details.licenseKey : null;
  const page: Page = {
    locale,
    businessName,
    brand,
    subject: fill(words.texts[locale].subject),
    paragraphs: [said('greeting'), fill(words.texts[locale].body)],
    key: key === null ? null : { label: said('licenseKey'), value: key },
    rows: words.rows.flatMap((row) => {
      const value = values[row];
      return value ? [{ label: CUSTOMER_LABELS[row][locale], value }] : [];
    }),
    button: details.invoiceUrl ? { label: said('openInvoice'), url: details.invoiceUrl } : null,
    footer: said('closing'),
  };
  return { subject: page.subject, html: renderHtml(page), text: textOf(page) };
}

type Values = Record<CustomerRow | 'customer', string | null>;

function mailArguments(event: CustomerEvent, details: CustomerDetails, reader: Reader, locale: Locale): Values {
  const { facts } = event;
  const known = factValues(facts, reader, locale);
  const items = details.items.map(({ name, quantity }) =>
    quantity > 1 ? `${quantity} × ${oneLine(name)}` : oneLine(name),
  );
  const bought = items.join(', ') || known.product;
  return {
    customer: facts.customerName && known.customer,
    item: bought,
    plan: bought,
    amount: known.amount,
    price: priceOf(known.amount, details, locale),
    tax: details.tax && facts.currency ? formatMoney(details.tax, facts.currency, reader.locale) : null,
    method: known.method,
    date: formatDateTime(event.occurredAt.toISOString(), reader),
    nextAt: dayOf(facts.nextAt, reader),
    endsAt: dayOf(facts.endsAt, reader),
    activations: details.activations === null ? null : new Intl.NumberFormat(reader.locale).format(details.activations),
    payment: known.payment,
    subscription: known.subscription,
    invoice: details.invoiceNumber && oneLine(details.invoiceNumber),
  };
}

function priceOf(amount: string | null, { interval, taxInclusive }: CustomerDetails, locale: Locale): string | null {
  if (amount === null) return null;
  const count = String(interval?.count);
  const price = interval ? fillText(PRICE_PER[interval.unit][locale], locale, { price: amount, count }) : amount;
  return taxInclusive === false ? fillText(CUSTOMER_PHRASES.plusTax[locale], locale, { price }) : price;
}

/** A day of the business's calendar: what a person notes down about a charge or an end. */
function dayOf(iso: string | null, { locale, timeZone }: Reader): string | null {
  return iso && new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }).format(new Date(iso));
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
