/**
 * Events whose messages carry a link by which their reader answers. It is the reader's own, so no two of these messages
 * are in the same words.
 */
const ANSWERABLE: ReadonlySet<string> = new Set(['dispute.opened', 'dispute.reminder']);

export const isAnswerable = (eventType: string) => ANSWERABLE.has(eventType);
