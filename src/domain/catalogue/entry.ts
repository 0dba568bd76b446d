/** What one event type of the catalogue says about itself; its texts are messages of src/i18n, under keys made of its own. */
import type { CustomerRow } from '../customer-details.js';
import type { FactKey } from '../facts.js';
import type { Audience, Category, Severity } from '../vocabulary.js';

/**
 * Texts: `event.<key>.name` and `.description` stand in the preference matrix; `.title` is the subject of an e-mail and the
 * headline of an in-app item; `.body` is one or two sentences; `.action` says what a person should do now, and is left out
 * where there is nothing to do. Arguments of these three are the facts, all of them strings in the reader's locale and zone;
 * an unknown one is the word `none`, so that texts read well without it:
 * `{customer, select, none {A customer} other {{customer}}}`.
 * Where customers get an e-mail: `customer.<key>.name` and `.description` for the team; `.subject` and `.body`, a sentence or two that speak to the person who paid;
 * arguments are business (always known), customer, and those of its rows.
 */
export interface EventTypeEntry {
  /** Dotted key, for example `payment.failed`. */
  key: string;
  category: Category;
  severity: Severity;
  /** CUSTOMER where the merchant's customer gets an e-mail of their own for it. */
  audiences: readonly Audience[];
  /** Whether the team is notified unless somebody chose otherwise. */
  team: boolean;
  /** It rings no phone unless somebody chose so: it comes often, and there is nothing to do. */
  quietOnPhone?: true;
  /** Sample body in `samples/`, without `.json`. */
  sample: string;
  /** Facts listed below the text, in this order; those that an event lacks are left out. */
  facts: readonly FactKey[];
  /** The team may pass on the customer's invoice, where the event has a link to it. */
  linksInvoice?: true;
  /** There if and only if the audiences have CUSTOMER: the rows listed below the text of their e-mail. */
  customerRows?: readonly CustomerRow[];
  /** That e-mail hands over a license key, which must be in the body, and says how it is activated. */
  givesLicenseKey?: true;
}
