/** Which events are missed soonest where the run of one was lost. */
import { CATALOGUE, type EventTypeKey, findEventType } from '../catalogue/index.js';

/** Critical ones, and those about money that is on its way or claimed back. */
function isUrgentType(eventType: string): boolean {
  const entry = findEventType(eventType);
  return entry?.severity === 'CRITICAL' || entry?.category === 'DISPUTES' || entry?.category === 'PAYOUTS';
}

/** As metrics have it. */
export const urgencyOf = (eventType: string): 'critical' | 'info' => (isUrgentType(eventType) ? 'critical' : 'info');

export const URGENT_TYPES: readonly string[] = (Object.keys(CATALOGUE) as EventTypeKey[]).filter(isUrgentType);
