/** What is pressed, by the words of whoever looks: the message files of the program itself. */
import { readFileSync } from 'node:fs';
import type { Locator } from '@playwright/test';
import { IntlMessageFormat } from 'intl-messageformat';
import type en from '../../src/i18n/messages/en.json';

export type WordKey = keyof typeof en;

/** Of what buttons say, those that ask for more: an e-mail address is what is added, and whatever is named comes last. */
const ARGUMENTS = { name: 'email', channel: '', step: '' };

const textsOf = (language: string): Record<WordKey, string> =>
  JSON.parse(readFileSync(new URL(`../../src/i18n/messages/${language}.json`, import.meta.url), 'utf8'));

/** A part of the name of what says this. @param locale BCP 47, for example de-DE */
function messageIn(key: WordKey, locale: string): string {
  const [language = 'en'] = locale.split('-');
  return String(new IntlMessageFormat(textsOf(language)[key], language).format(ARGUMENTS)).trim();
}

/** The first button, tab, or line of a menu, that says this. */
export function saying(within: Pick<Locator, 'getByRole'>, key: WordKey, locale: string): Locator {
  const name = messageIn(key, locale);
  const [button, ...others] = (['button', 'tab', 'menuitem', 'option'] as const).map((role) =>
    within.getByRole(role, { name }),
  );
  return others.reduce((any, one) => any.or(one), button as Locator).first();
}
