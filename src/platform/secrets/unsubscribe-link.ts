/**
 * The link with which one click ends mails of a category to one address (RFC 8058). It is encrypted: others can neither
 * read nor make nor change one, and its keys rotate like those of all secrets.
 */
import { findEventType } from '../../domain/catalogue/index.js';
import { isId } from '../../domain/ids.js';
import { CATEGORIES, type Category } from '../../domain/vocabulary.js';
import type { SecretBox } from './secret-box.js';

export interface Unsubscription {
  businessId: string;
  destinationId: string;
  /** The categories of the mail; a digest may have several. */
  categories: readonly Category[];
}

/** People read mails late; laws of several countries demand at least 30 to 60 days. */
const HOLDS_MS = 400 * 24 * 60 * 60_000;
const CONTEXT = 'links unsubscribe';

/** Null for mails that cannot be unsubscribed: about a critical event, or a type that is not in the catalogue. */
export function unsubscribeUrl(
  { box, publicUrl }: { box: SecretBox; publicUrl: string },
  { businessId, destinationId }: { businessId: string; destinationId: string },
  eventTypes: readonly string[],
  now = Date.now(),
): string | null {
  const entries = eventTypes.map(findEventType);
  if (entries.some((entry) => !entry || entry.severity === 'CRITICAL')) return null;
  const categories = CATEGORIES.filter((category) => entries.some((entry) => entry?.category === category));
  const until = now + HOLDS_MS;
  return `${publicUrl}/u/${box.seal([businessId, destinationId, until, ...categories].join(' '), CONTEXT)}`;
}

/** Null unless this installation made the link for this use, and if it has expired. */
export function openUnsubscription(box: SecretBox, token: string, now = Date.now()): Unsubscription | null {
  const [businessId = '', destinationId = '', until, ...rest] = opened(box, token).split(' ');
  const categories = CATEGORIES.filter((category) => rest.includes(category));
  const known = isId('business', businessId) && isId('destination', destinationId) && categories.length > 0;
  return known && Number(until) > now ? { businessId, destinationId, categories } : null;
}

function opened(box: SecretBox, token: string): string {
  try {
    return box.open(token, CONTEXT);
  } catch {
    return '';
  }
}
