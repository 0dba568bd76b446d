/** What a customer's own e-mail says of an event of Stripe, beside the facts. */
import { type BoughtItem, type CustomerDetails, NO_DETAILS } from '../../domain/customer-details.js';
import * as read from '../body-fields.js';
import * as details from '../customer-details.js';

/** The invoice that an intent pays. Versions before 2025 name it; later ones only where Stripe made the order of the invoice. */
export const invoiceOf = (intent: read.Json) =>
  read.ref(intent, 'invoice') ?? read.id(intent, 'payment_details.order_reference');

/** Whose event it is. An organisation's endpoint gets those of its accounts, and names the one by its context. */
export const accountOf = (body: read.Json) => read.id(body, 'account', 'context');

/** What Stripe writes there itself about the payment of an invoice: its own English, and no name of anything. */
const DESCRIPTION_OF_INVOICE = /^(subscription (creation|update|cycle)|payment for invoice)\.?$/i;

/** By the merchant's description; the payment of an invoice is of what the invoice lists. */
function boughtBy(intent: read.Json, account: string | null): BoughtItem[] {
  const invoiceId = invoiceOf(intent);
  const name = read.text(intent, 'description');
  if (name && !DESCRIPTION_OF_INVOICE.test(name)) return [{ name, ref: null, quantity: 1 }];
  return invoiceId ? [{ name: null, ref: { kind: 'INVOICE', id: invoiceId, account }, quantity: 1 }] : [];
}

/** Of a payment intent, the only thing at Stripe that customers are told of. Versions before 2022-11-15 list its charges. */
export function stripeCustomerDetails(body: read.Json): CustomerDetails {
  const intent = read.object(body, 'data.object');
  return {
    ...NO_DETAILS,
    language: details.language(intent, 'metadata.locale', 'metadata.language', 'customer.preferred_locales.0'),
    items: boughtBy(intent, accountOf(body)),
    invoiceUrl: read.webUrl(intent, 'charges.data.0.receipt_url'),
  };
}
