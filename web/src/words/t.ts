/** All that people read here: the messages `web.*` of src/i18n/messages, and words for codes that the API serves. */
import { WORDS } from 'virtual:words';
import type en from '../../../src/i18n/messages/en.json';
import { Messages, type WordArguments } from './messages.js';

export { DOT } from '../../../src/i18n/typography.js';

type OwnKey<Key> = Key extends `web.${infer Rest}` ? Rest : never;
/** Without `web.` before it. */
export type WordKey = OwnKey<keyof typeof en>;
export type { WordArguments };

const ENGLISH = 'en';

/** BCP 47; one of ours. */
export let locale = ENGLISH;
/** The same with the reader's own region, where their browser names one: as numbers and dates are written there. */
export let region = ENGLISH;
let messages = new Messages(ENGLISH, {});

export const locales = (): string[] => Object.keys(WORDS);

/** Before anything is drawn. The server has put the reader's language into the page. */
export async function loadWords(wanted: string): Promise<void> {
  locale = WORDS[wanted] ? wanted : ENGLISH;
  const own = navigator.languages.find((tag) => tag.split('-')[0] === locale.split('-')[0]);
  region = own ?? locale;
  messages = new Messages(locale, (await WORDS[locale]?.())?.default ?? {});
}

/** @throws where an argument is missing. */
export function t(key: WordKey, args?: WordArguments): string {
  return find(`web.${key}`, args) ?? key;
}

/** The word for a code of the API: `codeWord('category', 'PAYOUTS')`. The code itself where there is no word. */
export function codeWord(
  kind: 'category' | 'delivery.status' | 'dispute.state' | 'attempt.outcome',
  code: string,
): string {
  return find(`${kind}.${code}`) ?? code;
}

/** A message whose key is made of something else's name; null where there is none. */
export function findWord(key: string, args?: WordArguments): string | null {
  return find(`web.${key}`, args);
}

/** "Name: act", as the reader's language writes a colon. */
export const labelled = (label: string, value: string): string => t('labelled', { label, value });

/** "10 minutes ago (14:05)" */
export const remarked = (text: string, remark: string): string => t('remarked', { text, remark });

/** "a, b, c" */
export const joined = (parts: readonly string[]): string =>
  parts.reduce((text, next) => (text ? t('joined', { text, next }) : next), '');

const find = (key: string, args?: WordArguments): string | null => messages.find(key, args);
