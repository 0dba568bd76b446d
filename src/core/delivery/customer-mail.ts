/** The e-mail that a customer gets: with the names of what was bought, in the words of the business. */
import type { Logger } from 'pino';
import { customerMailOf, customerReader } from '../../channels/rendering/customer-mail.js';
import type { CustomerEvent } from '../../channels/rendering/customer-values.js';
import type { Mail } from '../../channels/rendering/mail.js';
import { type ActivationInstructions, instructionsFor } from '../../domain/activation-instructions.js';
import type { BrandChoices } from '../../domain/brand.js';
import { type CustomerDetails, NO_DETAILS } from '../../domain/customer-details.js';
import { formatterFor, type Reader } from '../../i18n/formatter.js';
import type { SecretBox } from '../../platform/secrets/secret-box.js';
import { findSourceKind, sourceKindOf } from '../../sources/index.js';
import { openBody } from '../ingest/event-body.js';
import { type Overrides, warnOfBroken } from '../planning/event-texts.js';
import type { ClaimedDelivery } from './claimed-delivery.js';
import type { ProductNames } from './product-names.js';

/** What a business has for its customers, beside the event. Locale and zone are its own. */
export interface CustomerWords extends Reader {
  businessName: string;
  brand: BrandChoices;
  /** Null where it wrote none for the e-mail of this event type. */
  overrides: Overrides | null;
  /** Null where there are none for the product. */
  instructions: readonly ActivationInstructions[] | null;
}

/** Null: there is nothing to tell this customer. `onBroken` hears why words of the business cannot be filled: ours stand instead. */
export function customerMailBy(
  event: CustomerEvent,
  details: CustomerDetails,
  words: CustomerWords,
  onBroken: (error: unknown, locale: string) => void,
): Mail | null {
  const formatter = formatterFor(customerReader(details, words));
  const { locale } = formatter;
  const wanted = { productId: event.facts.productId, locales: [locale, formatterFor(words).locale] };
  return customerMailOf(event, {
    businessName: words.businessName,
    brand: words.brand,
    details,
    formatter,
    override: words.overrides?.[locale],
    onBroken: (error) => onBroken(error, locale),
    instructions: instructionsFor(words.instructions ?? [], wanted),
  });
}

interface CustomerMailDeps {
  box: SecretBox;
  productNames: Pick<ProductNames, 'named'>;
  log: Logger;
}

/** Of a claimed delivery. Null: there is nothing to tell this customer (any more). */
export async function customerMailFor(
  { box, productNames, log }: CustomerMailDeps,
  row: ClaimedDelivery,
): Promise<Mail | null> {
  const { sourceId, sourceKind, sealedApiKey } = row;
  const body = row.body && openBody(box, row.eventId, row.body);
  const source = { id: sourceId, kind: sourceKind ?? '', sealedApiKey };
  const details = await productNames.named(detailsOf(sourceKind, body), source);
  return customerMailBy(row, details, row, (error, locale) => warnOfBroken(log, row.type, locale)(error));
}

/** What the body says; nothing where it is no longer kept. */
export function detailsOf(sourceKind: string | null, body: Buffer | null): CustomerDetails {
  const kind = findSourceKind(sourceKind);
  if (!body || !kind) return NO_DETAILS;
  const json = JSON.parse(body.toString('utf8').replace(/^\uFEFF/, '')) as Record<string, unknown>;
  return sourceKindOf(kind).customerDetails(json);
}
