/** Where a ladder stands, in English, for the operator of the installation: Temporal shows it beside the run. No personal data. */
import { AWAITING_RESPONSE } from './escalation.js';
import type { LadderStatus } from './ladder-status.js';

/** One line: `$28.90 · dp_1 · answer by Tue 1 Dec 18:00 UTC (estimated) · next OWNER at Mon 30 Nov 18:00 UTC`. */
export function ladderSummary({ label, state, until, next, asks, deadline, estimated }: LadderStatus): string {
  if (!AWAITING_RESPONSE.includes(state)) return `${label} · ${state}`;
  if (deadline === null) return `${label} · no deadline`;
  const due = `${label} · answer by ${momentText(deadline)}${estimated ? ' (estimated)' : ''}`;
  if (until === null) return `${due} · overdue`;
  return next === 'REMINDER' ? `${due} · next ${audience(asks)} at ${momentText(until)}` : `${due} · no reminder left`;
}

/** What its timer waits for. */
export function waitSummary({ until, next, asks, deadline }: LadderStatus): string {
  if (until === null || deadline === null || next === 'DEADLINE') return 'the deadline';
  return `T-${Math.round((deadline - until) / HOUR_MS)} h reminder for ${audience(asks)}`;
}

const HOUR_MS = 3_600_000;

const audience = (asks: LadderStatus['asks']) => asks?.roles.join(', ') || 'nobody';

/** `Tue 1 Dec 18:00 UTC`. */
function momentText(at: number): string {
  const [weekday = '', day, month, , time = ''] = new Date(at).toUTCString().split(' ');
  return `${weekday.slice(0, 3)} ${Number(day)} ${month} ${time.slice(0, 5)} UTC`;
}
