/** What one event type of the catalogue says about itself. Texts are ICU MessageFormat, see TextArguments. */
import type { FactKey } from '../facts.js';
import type { Audience, Category, Locale, Severity } from '../vocabulary.js';

/**
 * Texts of one event type in one locale.
 * `name` and `description` stand in the preference matrix; `title` is the subject of an e-mail and the headline of an
 * in-app item; `body` is one or two sentences; `action` says what a person should do now, where there is something to do.
 *
 * Arguments of title, body and action, all of them strings in the reader's locale and zone; an unknown value is the
 * word `none`, so that texts read well without it: `{customer, select, none {A customer} other {{customer}}}`.
 * amount, customer, reason, method, product, stage, status, respondBy, nextAt, endsAt, credits, balance, integration
 */
export interface EventTypeTexts {
  name: string;
  description: string;
  title: string;
  body: string;
  action?: string;
}

export interface EventTypeEntry {
  /** Dotted key, for example `payment.failed`. */
  key: string;
  category: Category;
  severity: Severity;
  /** CUSTOMER where the merchant's customer gets an e-mail of their own for it. */
  audiences: readonly Audience[];
  /** Whether the team is told unless somebody chose otherwise (the fourteen items of the seeds' catalogue). */
  team: boolean;
  /** Sample body in `samples/`, without `.json`. */
  sample: string;
  /** Facts listed below the text, in this order; those that an event lacks are left out. */
  facts: readonly FactKey[];
  texts: Record<Locale, EventTypeTexts>;
}
