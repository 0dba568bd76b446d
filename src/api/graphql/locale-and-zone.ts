/** Language tags and time zones that clients name. */
import { type Formatter, formatterFor } from '../../i18n/formatter.js';
import { canonicalTag, canonicalZone } from '../../i18n/tags.js';
import { badInput } from './errors.js';

/** For the argument `locale` of a field: English where it is none or no tag; moments are UTC. */
export function formatterOf(locale: string | null | undefined): Formatter {
  return formatterFor({ locale: canonicalTag(locale ?? 'en') ?? 'en', timeZone: 'UTC' });
}

/** @throws BAD_USER_INPUT where `Intl` does not take it. */
export function checkedLocale(locale: string): string {
  const canonical = canonicalTag(locale);
  if (canonical) return canonical;
  throw badInput(`"${locale}" is no language tag; write for example "fr" or "de-CH".`, 'locale');
}

/** @throws BAD_USER_INPUT where it is no IANA zone. */
export function checkedZone(timeZone: string): string {
  const canonical = canonicalZone(timeZone);
  if (canonical) return canonical;
  throw badInput(`"${timeZone}" is no time zone; write for example "Europe/Berlin".`, 'timeZone');
}
