/** Language tags and time zones that clients name. */
import { makeReason } from '../../domain/reasons.js';
import { canonicalTag, isKnownTag, knownZone } from '../../i18n/tags.js';
import { badInput } from './errors.js';

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
