/** Moments in the ways in which languages and databases write ISO 8601, and mail and HTTP their dates. */

// Date.parse alone takes much more ("5", "March 5"), and reads a time without a zone as the server's own. Java leaves out seconds that
// are 0, and names the zone in brackets (RFC 9557); Python and PostgreSQL write a space or an offset without its colon, Ruby and Go a
// space before it, or UTC.
const MOMENT =
  /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d)(:\d\d)?([.,]\d{1,9})?(?: ?(?:([Zz]|UTC|GMT)|([+-]\d\d):?(\d\d)?))?(?: UTC|(?:\[[^\]]+\])+)?$/;
/** `20261103T091422Z`: the same without its signs. */
const BASIC = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(?=[.,Z+-])/;
/** RFC 5322 and 9110: `Tue, 03 Nov 2026 09:14:22 GMT`. */
const DATE_OF_MAIL = /^(?:[A-Z][a-z]{2}, )?(\d{1,2} [A-Z][a-z]{2} \d{4}) \d\d:\d\d(?::\d\d)? (?:GMT|UTC|[+-]\d{4})$/;

/**
 * Milliseconds since 1970; NaN for any other text, and for a day or time that there is not. A time without a zone is none, unless
 * `zoneless` says in which it is meant.
 */
export function momentMs(text: string, zoneless: 'UTC' | null = null): number {
  const parts = MOMENT.exec(text.replace(BASIC, '$1-$2-$3T$4:$5:$6'));
  if (!parts) return dateOfMail(text);
  const [, date, time, seconds = ':00', fraction = '', utc, hours, minutes = '00'] = parts;
  if (!isDay(date)) return Number.NaN;
  const zone = hours ? `${hours}:${minutes}` : utc || zoneless ? 'Z' : '';
  // A leap second is the last one of its minute, as clocks of computers count.
  const counted = seconds.replace(':60', ':59');
  return zone === '' ? Number.NaN : Date.parse(`${date}T${time}${counted}${fraction.replace(',', '.')}${zone}`);
}

function dateOfMail(text: string): number {
  const [, day = ''] = DATE_OF_MAIL.exec(text) ?? [];
  const isThere = new Date(`${day} UTC`).getUTCDate() === Number.parseInt(day, 10);
  return isThere ? Date.parse(text) : Number.NaN;
}

/** `2026-02-30` is none; `Date` would make the second of March of it. */
function isDay(date = ''): boolean {
  const begin = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(begin) && new Date(begin).toISOString().startsWith(date);
}

/** The begin of a day in UTC, `2026-11-03`; NaN where there is no such day. */
export const dayMs = (text: string): number =>
  /^\d{4}-\d\d-\d\d$/.test(text) && isDay(text) ? Date.parse(text) : Number.NaN;
