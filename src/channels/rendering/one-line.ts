/** Text of others, made harmless for a line of ours. */
import { beginningOf, charactersOf } from '../../i18n/graphemes.js';

// Control characters and line ends would break a subject; the others turn the direction of the text around them.
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu;
const LINE_BREAKS = /[\p{Cc}\p{Zl}\p{Zp}]/gu;

/** On one line, without what could disguise the text around it. */
export function oneLine(text: string): string {
  return singleSpaced(text.replace(UNSAFE, ' '));
}

/** Our own sentences on one line: what sets apart the text of others in them stays. */
export function composedLine(text: string): string {
  return singleSpaced(text.replace(LINE_BREAKS, ' '));
}

const singleSpaced = (text: string) => text.replace(/\s{2,}/g, ' ').trim();

// A subject line has to stay one.
const LONGEST_NAME = 100;

/** A name that a sentence has room for. */
export function shortened(text: string): string {
  // Nothing has more characters than units, and counting characters is dear.
  return text.length <= LONGEST_NAME ? text : beginningOf(text, LONGEST_NAME, charactersOf);
}

/** Letters of Hebrew, Arabic and the other scripts that run from right to left. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * Text of others for the middle of a sentence of ours: where its script runs the other way, between FSI and PDI (Unicode
 * Standard Annex 9), so that it does not swap places with an amount beside it. `bdiOf` makes elements of them.
 */
export function isolated(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}

/** Of HTML text, with elements in place of the characters of `isolated`. */
export function bdiOf(html: string): string {
  return html.replace(/\u2068([^\u2068\u2069]*)\u2069/g, '<bdi>$1</bdi>');
}
