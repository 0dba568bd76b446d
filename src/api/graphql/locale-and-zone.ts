/** A language tag or time zone that somebody typed, as `Intl` spells it. */
import { badInput } from './errors.js';

/** @throws BAD_USER_INPUT where `Intl` does not take it. */
export function checkedLocale(locale: string): string {
  try {
    const [canonical] = Intl.getCanonicalLocales(locale);
    if (canonical) return canonical;
  } catch {
    // Said below.
  }
  throw badInput(`"${locale}" is no language tag; write for example "fr" or "de-CH".`, 'locale');
}

/** @throws BAD_USER_INPUT where it is no IANA zone. */
export function checkedZone(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    throw badInput(`"${timeZone}" is no time zone; write for example "Europe/Berlin".`, 'timeZone');
  }
}
