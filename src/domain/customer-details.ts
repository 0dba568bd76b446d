/** What only the customer's own e-mail says: read from the body when it is sent, kept nowhere else. */
import type { Period } from './facts.js';

export interface CustomerDetails {
  /** Language of the customer, BCP 47; null where the provider does not say. */
  language: string | null;
  items: BoughtItem[];
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

/** One thing that was bought. */
export interface BoughtItem {
  /** Null where the body does not say it. */
  name: string | null;
  /** What the provider's API is asked for the name; null where it need not, or cannot, be asked. */
  ref: ProductRef | null;
  quantity: number;
}

/** Where a name is to be found. An invoice may have several items. */
export interface ProductRef {
  kind: 'PRODUCT' | 'ADDON' | 'INVOICE';
  id: string;
  /** The account of a platform's merchant that it belongs to (Stripe Connect); null: the key's own. */
  account: string | null;
}

/** What the provider's API says of a `ProductRef`. */
export interface NamedItem {
  name: string;
  quantity: number;
}

/** How the answer to a reference is found again. */
export const keyOfRef = ({ kind, id, account }: ProductRef) => `${account ?? ''} ${kind} ${id}`;

/** With the names that were found; what has none stays without. */
export function withNames(details: CustomerDetails, found: ReadonlyMap<string, readonly NamedItem[]>): CustomerDetails {
  const items = details.items.flatMap((item): BoughtItem[] => {
    const named = item.ref && found.get(keyOfRef(item.ref));
    if (!named || named.length === 0) return [item];
    return named.map(({ name, quantity }) => ({ name, ref: null, quantity: quantity * item.quantity }));
  });
  return { ...details, items };
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
  'invoice',
] as const;
export type CustomerRow = (typeof CUSTOMER_ROWS)[number];
