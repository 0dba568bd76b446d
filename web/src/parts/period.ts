/** From when to when: a length that ends now, or two moments. In the address as `period`, or as `from` and `to` (ISO 8601). */

const HOUR_MS = 3_600_000;

/** The message `web.period.<key>` names each. */
export const PERIODS = { hour: HOUR_MS, day: 24 * HOUR_MS, week: 168 * HOUR_MS, month: 720 * HOUR_MS } as const;

export interface Period {
  period?: string;
  from?: string;
  to?: string;
}

export const PERIOD_NAMES = ['period', 'from', 'to'] as const;

/** @param until now, ISO 8601 @returns ISO 8601; `after` is null where it begins with the first, `open` where new ones belong to it */
export function rangeOf({ period, from, to }: Period, until: string) {
  const length = PERIODS[period as keyof typeof PERIODS];
  const after = length ? new Date(Date.parse(until) - length).toISOString() : (isoMoment(from) ?? null);
  const end = length ? null : isoMoment(to);
  const open = !end || end > until;
  return { after, before: open ? until : end, open };
}

const isoMoment = (text: string | undefined): string | null =>
  text && !Number.isNaN(Date.parse(text)) ? new Date(text).toISOString() : null;

const two = (value: number) => String(value).padStart(2, '0');

/** As a field for date and time has it: "2026-11-28T14:05" in the reader's zone. */
export function localText(iso: string | undefined): string {
  const at = new Date(iso ?? '');
  if (Number.isNaN(at.getTime())) return '';
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
