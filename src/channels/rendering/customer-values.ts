/** What a customer's own e-mail says of an event, as its reader sees it: in rows below the text, and as arguments of the text. */
import type { EventTypeEntry } from '../../domain/catalogue/entry.js';
import type { CustomerDetails, CustomerRow } from '../../domain/customer-details.js';
import type { Facts } from '../../domain/facts.js';
import { hasOpaqueId } from '../../domain/opaque-id.js';
import type { Formatter } from '../../i18n/formatter.js';
import { joined } from '../../i18n/labels.js';
import { factValues } from './fact-values.js';
import { isolated, oneLine } from './one-line.js';

export interface CustomerEvent {
  type: string;
  facts: Facts;
  occurredAt: Date;
}

type CustomerValues = Record<CustomerRow | 'customer' | 'business', string | null>;

/** The names that a text for the customers of this event type may use; `business` alone is always known. */
export function customerArguments({ customerRows = [] }: EventTypeEntry): string[] {
  return ['business', 'customer', ...customerRows];
}

export function customerValues(
  { facts, occurredAt }: CustomerEvent,
  { details, businessName, formatter }: { details: CustomerDetails; businessName: string; formatter: Formatter },
): CustomerValues {
  const known = factValues(facts, formatter);
  const bought = itemsText(details, formatter);
  return {
    business: isolated(businessName),
    // Nobody is greeted by an address.
    customer: readable(facts.customerName) && !facts.customerName?.includes('@') ? known.customer : null,
    item: bought,
    plan: bought,
    amount: known.amount,
    price: priceText(known.amount, details, formatter),
    tax:
      details.tax && facts.currency && isPart(details.tax, facts.amount)
        ? formatter.money(details.tax, facts.currency)
        : null,
    method: readable(known.method),
    date: formatter.moment(occurredAt),
    // Days of the business's calendar: what a person notes down about a charge or an end.
    nextAt: facts.nextAtPast ? null : facts.nextAt && formatter.longDay(facts.nextAt),
    endsAt: facts.endsAt && formatter.longDay(facts.endsAt),
    activations: details.activations === null ? null : formatter.number(details.activations),
    invoice: readable(details.invoiceNumber),
  };
}

/** Of what was paid; what is more than all of it is said wrongly. */
const isPart = (tax: string, amount: string | null) => amount === null || BigInt(tax) <= BigInt(amount);

function itemsText({ items }: CustomerDetails, formatter: Formatter): string | null {
  const said = items.flatMap(({ name, quantity }) => {
    const text = readable(name);
    if (text === null) return [];
    return quantity > 1 ? `${quantity} × ${isolated(text)}` : isolated(text);
  });
  return joined(formatter, said) || null;
}

/** On one line; null for what is no word of any language to the reader: ids stand for names where somebody had none. */
const readable = (text: string | null) => (text && !hasOpaqueId(text) && oneLine(text)) || null;

function priceText(amount: string | null, { interval, taxInclusive }: CustomerDetails, formatter: Formatter) {
  if (amount === null) return null;
  const price = interval
    ? formatter.text(`customerMail.price.${interval.unit}`, { price: amount, count: interval.count })
    : amount;
  return taxInclusive === false ? formatter.text('customerMail.plusTax', { price }) : price;
}
