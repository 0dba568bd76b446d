/** Moments in the ways in which languages and databases write ISO 8601. */

// Date.parse alone takes much more ("5", "March 5"), and reads a time without a zone as the server's own. Java leaves out seconds that
// are 0, Python and PostgreSQL write a space or an offset without its colon.
const MOMENT = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d)(:\d\d)?([.,]\d{1,9})?(?:([Zz])|([+-]\d\d):?(\d\d)?)?$/;

/**
 * Milliseconds since 1970; NaN for any other text, and for a day or time that there is not. A time without a zone is none, unless
 * `zoneless` says in which it is meant.
 */
export function momentMs(text: string, zoneless: 'UTC' | null = null): number {
  const parts = MOMENT.exec(text);
  if (!parts) return Number.NaN;
  const [, date, time, seconds = ':00', fraction = '', utc, hours, minutes = '00'] = parts;
  if (!isDay(date)) return Number.NaN;
  const zone = hours ? `${hours}:${minutes}` : utc || zoneless ? 'Z' : '';
  return zone === '' ? Number.NaN : Date.parse(`${date}T${time}${seconds}${fraction.replace(',', '.')}${zone}`);
}

/** `2026-02-30` is none; `Date` would make the second of March of it. */
function isDay(date = ''): boolean {
  const begin = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(begin) && new Date(begin).toISOString().startsWith(date);
}

/** The begin of a day in UTC, `2026-11-03`; NaN where there is no such day. */
export const dayMs = (text: string): number =>
  /^\d{4}-\d\d-\d\d$/.test(text) && isDay(text) ? Date.parse(text) : Number.NaN;
