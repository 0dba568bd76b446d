/** Moments and days as a reader's own calendar and clock have them. */
import type { Reader } from './texts.js';

/** A moment in the reader's locale and zone, with the zone named: a deadline without one is a trap. */
export function formatDateTime(iso: string, { locale, timeZone }: Reader): string {
  return clockOf(locale, timeZone, { ...DAY, hour: 'numeric', minute: '2-digit', timeZoneName: 'short' }).format(
    new Date(iso),
  );
}

const DAY = { day: 'numeric', month: 'short', year: 'numeric' } as const;

/** A calendar day, the same one in every zone. */
export function formatDay(iso: string, { locale }: Reader): string {
  return clockOf(locale, 'UTC', DAY).format(new Date(iso));
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Making one takes longer than all the rest of a mail. */
function clockOf(locale: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${options.hour ?? ''}`;
  const clock = clocks.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone });
  if (clocks.size >= MOST_CLOCKS) clocks.clear();
  clocks.set(key, clock);
  return clock;
}

/** One for each locale and zone that readers have. */
const MOST_CLOCKS = 10_000;
