/** Language tags and time zones that came from outside. */

/** BCP 47, as `Intl` spells it; null where it is no tag. Java, Ruby and Python write `pt_BR` for `pt-BR`. */
export function canonicalTag(tag: string): string | null {
  try {
    return Intl.getCanonicalLocales(tag.replaceAll('_', '-'))[0] ?? null;
  } catch {
    return null;
  }
}

/** `de` of `de-CH`. */
export const languageOf = (tag: string): string => tag.toLowerCase().split('-')[0] ?? '';

/** That language as it is written in the region of a tag: `en-SE` of `sv-SE` for English. */
export function inRegionOf(tag: string, language: string): string {
  const { region } = new Intl.Locale(tag);
  return region ? `${languageOf(language)}-${region}` : language;
}

const NAMES = (['language', 'script', 'region'] as const).map((type) => ({
  type,
  names: new Intl.DisplayNames('en', { type, fallback: 'none' }),
}));

/** Codes that stand for "none", "several" and "unknown" (ISO 639, 15924 and 3166). */
const NAMELESS = ['und', 'mul', 'zxx', 'Zxxx', 'Zzzz', 'ZZ'];

/** Whether its language, script and region exist (CLDR): a tag may be well formed and name nothing, like `xx-YY`. */
export function isKnownTag(tag: string): boolean {
  const locale = new Intl.Locale(tag);
  // V8 says nothing of the language `und`.
  if (!locale.language) return false;
  return NAMES.every(({ type, names }) => {
    const code = locale[type];
    return code === undefined || (!NAMELESS.includes(code) && names.of(code) !== undefined);
  });
}

/** Words in names of zones that are not written with one capital letter in front. */
const ZONE_WORDS = new Map(
  (
    'au es of ACT CET CHAT CST6CDT DeNoronha DumontDUrville EET EST EST5EDT EasterIsland BajaNorte BajaSur ComodRivadavia GB GMT GMT0 HST IN ' +
    'LHI MET MST MST7MDT McMurdo NSW NZ PRC PST8PDT ROC ROK SU UCT US UTC WET'
  )
    .split(' ')
    .map((word) => [word.toLowerCase(), word]),
);

const ZONES_OF_THREE_LETTERS = 'CET EET EST GMT HST MET MST PRC ROC ROK UCT UTC WET'.split(' ');

/**
 * An IANA zone as it was given, its capital letters set right; null where there is no such zone. `Intl` knows the old
 * names and the new ones, but answers with one of them only: Asia/Calcutta to Asia/Kolkata, Europe/Kiev to Europe/Kyiv.
 */
export function knownZone(timeZone: string): string | null {
  // Since Node 22 `Intl` takes an offset, too; it is no zone, has no summer, and PostgreSQL reads it the other way round.
  if (/^[+-]/.test(timeZone)) return null;
  // ICU knows letters that IANA does not: its BST is Bangladesh's, and IST is India's whoever writes it.
  if (/^[A-Za-z]{3}$/.test(timeZone) && !ZONES_OF_THREE_LETTERS.includes(timeZone.toUpperCase())) return null;
  try {
    const canonical = new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
    return canonical.toLowerCase() === timeZone.toLowerCase() ? canonical : capitalisedZone(timeZone);
  } catch {
    return null;
  }
}

const capitalisedZone = (zone: string) =>
  zone
    .toLowerCase()
    .replace(/[a-z0-9]+/g, (word) => ZONE_WORDS.get(word) ?? `${word.charAt(0).toUpperCase()}${word.slice(1)}`);
