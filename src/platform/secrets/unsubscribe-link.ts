/**
 * The link by which one click ends mails of a kind to one address (RFC 8058). Sealed: it says nothing to who reads along,
 * nobody can make or change one, and keys rotate as those of all secrets.
 */

import { findEventType } from '../../domain/catalogue/index.js';
import { isId } from '../../domain/ids.js';
import { CATEGORIES, type Category } from '../../domain/vocabulary.js';
import type { SecretBox } from './secret-box.js';

export interface Unsubscription {
  businessId: string;
  destinationId: string;
  /** What the mail was about; of a digest there may be several. */
  categories: readonly Category[];
}

/** Mails lie in inboxes for long; the law of several countries asks for at least 30 to 60 days. */
const HOLDS_MS = 400 * 24 * 60 * 60_000;
const CONTEXT = 'links unsubscribe';

/** Null for mails that cannot be ended so: of a critical event, or of one that the catalogue does not know. */
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

/** Null for whatever this installation did not make for this use, and for what is too old. */
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
