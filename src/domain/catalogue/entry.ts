/** What one event type of the catalogue says about itself. Texts are ICU MessageFormat, see TextArguments. */
import type { CustomerRow } from '../customer-labels.js';
import type { FactKey } from '../facts.js';
import type { Audience, Category, Locale, Severity } from '../vocabulary.js';

/**
 * Texts of one event type in one locale.
 * `name` and `description` stand in the preference matrix; `title` is the subject of an e-mail and the headline of an
 * in-app item; `body` is one or two sentences; `action` says what a person should do now, where there is something to do.
 *
 * Arguments of title, body and action, all of them strings in the reader's locale and zone; an unknown value is the
 * word `none`, so that texts read well without it: `{customer, select, none {A customer} other {{customer}}}`.
 * amount, customer, reason, method, product, stage, status, respondBy, nextAt, endsAt, credits, balance, integration, about, since,
 * timeLeft, level, unreachable, by, atRisk
 */
interface EventTypeTexts {
  name: string;
  description: string;
  title: string;
  body: string;
  action?: string;
}

/**
 * The customer's own e-mail in one locale: its subject, and a sentence or two that speak to the person who paid.
 * Arguments: business (always known), and amount, price (with its period), nextAt; an unknown one is `none`, as above.
 */
interface CustomerTexts {
  subject: string;
  body: string;
}

export interface EventTypeEntry {
  /** Dotted key, for example `payment.failed`. */
  key: string;
  category: Category;
  severity: Severity;
  /** CUSTOMER where the merchant's customer gets an e-mail of their own for it. */
  audiences: readonly Audience[];
  /** Whether the team is told unless somebody chose otherwise (the fourteen items of the seeds' catalogue, and our own notices). */
  team: boolean;
  /** Sample body in `samples/`, without `.json`. */
  sample: string;
  /** Facts listed below the text, in this order; those that an event lacks are left out. */
  facts: readonly FactKey[];
  texts: Record<Locale, EventTypeTexts>;
  /** There if and only if the audiences have CUSTOMER: their e-mail, with the rows listed below its text. */
  customer?: { rows: readonly CustomerRow[]; texts: Record<Locale, CustomerTexts> };
}
