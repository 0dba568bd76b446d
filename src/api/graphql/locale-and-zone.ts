/** Language tags and time zones that clients name. */
import { makeReason } from '../../domain/reasons.js';
import { type Formatter, formatterFor } from '../../i18n/formatter.js';
import { canonicalTag, isKnownTag, knownZone } from '../../i18n/tags.js';
import { badInput } from './errors.js';

/** For the argument `locale` of a field: English where it is none or no tag; moments are UTC. */
export function formatterOf(locale: string | null | undefined): Formatter {
  return formatterFor({ locale: canonicalTag(locale ?? 'en') ?? 'en', timeZone: 'UTC' });
}

/** @throws BAD_USER_INPUT where it is no tag, or one of a language, script or region that does not exist. */
export function checkedLocale(locale: string): string {
  const canonical = canonicalTag(locale);
  if (!canonical) throw badInput(makeReason('NOT_A_LOCALE', { text: locale }), 'locale');
  if (!isKnownTag(canonical)) throw badInput(makeReason('LOCALE_UNKNOWN', { tag: canonical }), 'locale');
  return canonical;
}

/** As it was given, see `knownZone`. @throws BAD_USER_INPUT where it is no IANA zone. */
export function checkedZone(timeZone: string): string {
  const zone = knownZone(timeZone);
  if (zone) return zone;
  throw badInput(makeReason('NOT_A_ZONE', { text: timeZone }), 'timeZone');
}
