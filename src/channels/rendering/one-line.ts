/** Text of others, made harmless for a line of ours. */

// Control characters and line ends would break a subject; the others turn the direction of the text around them.
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu;

/** On one line, without what could disguise the text around it. */
export function oneLine(text: string): string {
  return text
    .replace(UNSAFE, ' ')
    .replace(/\s{2,}/g, ' ')
    .trim();
}

// A subject line has to stay one.
const LONGEST_NAME = 100;

export function shortened(text: string | null): string | null {
  if (text === null) return null;
  const characters = [...text];
  return characters.length > LONGEST_NAME ? `${characters.slice(0, LONGEST_NAME - 1).join('')}…` : text;
}
