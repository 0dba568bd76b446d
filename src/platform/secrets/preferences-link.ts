/**
 * The link to what one e-mail address of the team is told of. It is encrypted: others can neither read nor make nor change
 * one, and its keys rotate like those of all secrets.
 */
import { isId } from '../../domain/ids.js';
import type { SecretBox } from './secret-box.js';

/** Whose preferences they are. */
export interface PreferencesOwner {
  businessId: string;
  destinationId: string;
}

/** Each mail has a new one. */
const HOLDS_MS = 90 * 24 * 60 * 60_000;
const CONTEXT = 'links preferences';

export function preferencesUrl(
  { box, publicUrl }: { box: SecretBox; publicUrl: string },
  { businessId, destinationId }: PreferencesOwner,
  now = Date.now(),
): string {
  return `${publicUrl}/n/${box.seal([businessId, destinationId, now + HOLDS_MS].join(' '), CONTEXT)}`;
}

/** Null unless this installation made the link for this use, and if it has expired. */
export function openPreferencesLink(box: SecretBox, token: string, now = Date.now()): PreferencesOwner | null {
  const [businessId = '', destinationId = '', until] = opened(box, token).split(' ');
  const known = isId('business', businessId) && isId('destination', destinationId);
  return known && Number(until) > now ? { businessId, destinationId } : null;
}

function opened(box: SecretBox, token: string): string {
  try {
    return box.open(token, CONTEXT);
  } catch {
    return '';
  }
}
