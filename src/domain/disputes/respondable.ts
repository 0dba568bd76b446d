/**
 * Events whose messages carry a link by which their reader responds. It is the reader's own, so no two of these messages
 * are in the same words.
 */
const RESPONDABLE_TYPES: ReadonlySet<string> = new Set([
  'dispute.opened',
  'dispute.deadline_moved',
  'dispute.reminder',
]);

export const canBeRespondedTo = (eventType: string) => RESPONDABLE_TYPES.has(eventType);
