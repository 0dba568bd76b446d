import type { Facts } from '../facts.js';

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

/** For how long after its event a dispute is taken to be open whose provider does not say until when: none gives longer. */
const LONGEST_DAYS = 90;
const DAY_MS = 24 * 60 * 60_000;

interface RespondableEvent {
  type: string;
  entityId: string | null;
  occurredAt: Date;
  facts: Pick<Facts, 'respondBy' | 'dispute'>;
}

/**
 * Until when somebody may take or answer the dispute that an event tells of, ISO 8601; null where there is nothing to answer: the
 * event does not ask, names no dispute, or the bank allows no answer.
 */
export function respondableUntil({ type, entityId, occurredAt, facts }: RespondableEvent): string | null {
  if (!canBeRespondedTo(type) || entityId === null) return null;
  if (facts.respondBy !== null) return facts.respondBy;
  if (facts.dispute?.due === 'NONE') return null;
  return new Date(occurredAt.getTime() + LONGEST_DAYS * DAY_MS).toISOString();
}
