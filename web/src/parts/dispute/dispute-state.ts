/** How far a dispute is, for whoever draws one. */
import type { DisputeCardFragment, DisputeState } from './dispute.generated.js';

/** Nobody has filed a response yet: the clock runs, taken or not. */
export const awaitsResponse = (state: DisputeState): boolean => state === 'NEEDS_RESPONSE' || state === 'ACKNOWLEDGED';

/** Of what asks, what is in somebody's hands, what waits for the provider's word, and how it ended. */
export const STATE_COLORS: Record<DisputeState, string> = {
  NEEDS_RESPONSE: 'red',
  ACKNOWLEDGED: 'orange',
  RESPONDED: 'blue',
  WON: 'green',
  CLOSED: 'green',
  CANCELLED: 'gray',
  ACCEPTED: 'gray',
  LOST: 'gray',
  EXPIRED: 'red',
};

/** The reminder that comes next if nobody answers; undefined where none does. */
export const nextReminder = ({ reminders, state }: Pick<DisputeCardFragment, 'reminders' | 'state'>) =>
  awaitsResponse(state) ? reminders.find((one) => one.state === 'TO_COME') : undefined;
