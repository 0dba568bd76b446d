/** Languages and zones that can be chosen, with what somebody has already. */
import { languageName } from '../../words/moments.js';
import { locales } from '../../words/t.js';

/** What they have may be none of those that are offered ("de-CH"); empty: nothing. */
export const withOwn = (offered: readonly string[], own: string): string[] =>
  own === '' || offered.includes(own) ? [...offered] : [own, ...offered];

export const languageChoices = (own: string): { value: string; label: string }[] =>
  withOwn(locales(), own).map((tag) => ({ value: tag, label: languageName(tag) }));
