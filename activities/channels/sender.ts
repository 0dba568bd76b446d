/** Who an e-mail comes from: MAIL_FROM as it is set, or its address under another name. */
import { oneLine } from '../../src/content/texts.js';

/** `from`: `Name <address>` or an address alone. */
export function senderOf(from: string, name: string | undefined): string | { name: string; address: string } {
  if (name === undefined) return from;
  return { name: oneLine(name), address: /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim() };
}
