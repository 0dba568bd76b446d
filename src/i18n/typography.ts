/** What people type on a keyboard, set as a printer would. */

/** Before these signs, and within quotation marks, French has a space at which no line may end. People type a usual one. */
const FRENCH_SPACE = /(?<=\S) (?=[:;?!»](?!:))(?!: ")|(?<=«) /g;

/** The text of a whole file of messages, in JSON. */
export function typeset(json: string, locale: string): string {
  return locale === 'fr' ? json.replace(FRENCH_SPACE, '\u00a0') : json;
}
