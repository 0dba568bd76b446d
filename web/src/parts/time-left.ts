/** How long is left, in the two largest units that say it. */

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];

export interface TimeLeft {
  /** Null: it is over. The message `web.countdown.<unit>` takes the values. */
  parts: { unit: 'days' | 'hours' | 'minutes' | 'seconds'; values: Record<string, number> } | null;
  /** near: below a day; late: below six hours, or over. */
  urgency: 'calm' | 'near' | 'late';
}

/** Both in epoch milliseconds. */
export function timeLeft(until: number, now: number): TimeLeft {
  const ms = until - now;
  const urgency = ms >= DAY ? 'calm' : ms >= 6 * HOUR ? 'near' : 'late';
  if (ms <= 0) return { parts: null, urgency };
  const [days, hours, minutes] = [Math.floor(ms / DAY), Math.floor(ms / HOUR), Math.floor(ms / MINUTE)];
  if (days > 0) return { parts: { unit: 'days', values: { days, hours: hours - days * 24 } }, urgency };
  if (hours > 0) return { parts: { unit: 'hours', values: { hours, minutes: minutes - hours * 60 } }, urgency };
  if (minutes > 9) return { parts: { unit: 'minutes', values: { minutes } }, urgency };
  return { parts: { unit: 'seconds', values: { minutes, seconds: Math.floor(ms / 1_000) - minutes * 60 } }, urgency };
}
