/**
 * An address, secret or key without what copying brings along: blanks around it, and characters that nobody sees (U+200B, a
 * byte-order mark, the marks of a direction), which none of them has.
 */
export const pasted = (text: string): string => text.replace(/\p{Cf}/gu, '').trim();
