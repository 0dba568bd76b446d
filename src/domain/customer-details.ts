/** What only the customer's own e-mail says: read from the body when it is sent, kept nowhere else. */
import type { Period } from './facts.js';

export interface CustomerDetails {
  /** Language of the customer, BCP 47; null where the provider does not say. */
  language: string | null;
  /** What was bought, by name where the provider gives one, else by its id. */
  items: { name: string; quantity: number }[];
  /** The part of the amount that is tax, in minor units of the event's currency. */
  tax: string | null;
  /** How long one period of a subscription is: its price is due once in each. */
  interval: Period | null;
  /** Whether tax is in the price of a subscription; null where that is not said. */
  taxInclusive: boolean | null;
  invoiceNumber: string | null;
  /** https; the provider's own invoice or receipt. */
  invoiceUrl: string | null;
  /** Whole: it stands nowhere else in words of ours. */
  licenseKey: string | null;
  /** On how many devices the key can be activated. */
  activations: number | null;
}

/** Of a body that is no longer kept, or of a kind that says nothing of it. */
export const NO_DETAILS: CustomerDetails = {
  language: null,
  items: [],
  tax: null,
  interval: null,
  taxInclusive: null,
  invoiceNumber: null,
  invoiceUrl: null,
  licenseKey: null,
  activations: null,
};

/** What can be listed below the text of their e-mail. */
const CUSTOMER_ROWS = [
  'item',
  'plan',
  'amount',
  'price',
  'tax',
  'method',
  'date',
  'nextAt',
  'endsAt',
  'activations',
  'payment',
  'subscription',
  'invoice',
] as const;
export type CustomerRow = (typeof CUSTOMER_ROWS)[number];
