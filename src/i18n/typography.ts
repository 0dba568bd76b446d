/** What people type on a keyboard, set as a printer would. */

/** Before these signs, and within quotation marks, French has a space at which no line may end. People type a usual one. */
const FRENCH_SPACE = /(?<=\S) (?=[:;?!»](?!:))(?!: ")|(?<=«) /g;

/** The text of a whole file of messages, in JSON. */
export function typeset(json: string, locale: string): string {
  return locale === 'fr' ? json.replace(FRENCH_SPACE, '\u00a0') : json;
}

/** Between facts that stand side by side: a line may end after it, and begins with none. */
export const DOT = '\u00a0· ';

/** Chinese signs bring their own space; words of Latin letters and digits have one beside them, which messages write before and after what they name. */
const BESIDE_CHINESE_SIGN = /(?<=[，。：；？！、（）]\u2069?) (?=\S)|(?<=\S) (?=\u2068?[，。：；？！、（）])/g;

/** A message after what it names was put into it. */
export function closedUp(text: string, locale: string): string {
  return locale === 'zh' ? text.replace(BESIDE_CHINESE_SIGN, '') : text;
}
