/** A ladder laid on a calendar: whom it would tell, and when, where nobody acknowledges or answers. */
import { comingReminders } from './coming-reminders.js';
import { durationMs, type EscalationPolicy } from './escalation.js';

/** No Date is later. */
const LAST_MOMENT = 8.64e15;

export interface LadderPreview {
  /** Milliseconds since 1970, as all times here. */
  respondBy: number;
  /** By the rule of the policy: the provider states none. */
  estimated: boolean;
  /** In time order. The first is the opening, which tells level 0. */
  moments: { at: number; level: number }[];
}

/** @param policy without a fault @param respondBy as the provider states it; null: it states none */
export function previewLadder(policy: EscalationPolicy, openedAt: number, respondBy: number | null): LadderPreview {
  const estimated = respondBy === null;
  const at = Math.min(respondBy ?? openedAt + durationMs(policy.estimatedResponseTime), LAST_MOMENT);
  const deadline = { at, estimated, knownAt: openedAt };
  const reminders = comingReminders({ policy, deadline, done: [], acknowledgedAt: null }, openedAt);
  const moments = [{ at: openedAt, level: 0 }, ...reminders.map(({ dueAt, level }) => ({ at: dueAt, level }))];
  return { respondBy: at, estimated, moments };
}
