/** Which mails to the team one click can end (RFC 8058), and what it ends. */
import { CATALOGUE, findEventType } from './catalogue/index.js';
import { CATEGORIES, type Category } from './vocabulary.js';

/**
 * The categories of a mail about these event types; a digest may have several. Null for mails that cannot be unsubscribed:
 * about a critical event, or a type that is not in the catalogue.
 */
export function categoriesToEnd(eventTypes: readonly string[]): Category[] | null {
  const entries = eventTypes.map(findEventType);
  if (entries.some((entry) => !entry || entry.severity === 'CRITICAL')) return null;
  return CATEGORIES.filter((category) => entries.some((entry) => entry?.category === category));
}

/** The event types that end with these categories: not the critical ones, whose mails have no such link. */
export function typesToEnd(categories: readonly Category[]): string[] {
  return Object.values(CATALOGUE)
    .filter((entry) => categories.includes(entry.category) && entry.severity !== 'CRITICAL')
    .map((entry) => entry.key);
}
