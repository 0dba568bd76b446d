/** Who an e-mail comes from: MAIL_FROM as it is set, or its address under another name. */
import { oneLine } from '../rendering/one-line.js';

/** `from`: `Name <address>` or an address alone. */
export function senderOf(from: string, name: string | undefined): { name: string; address: string } {
  const [, ownName = '', address = from.trim()] = /^(.*?)<([^<>]+)>\s*$/s.exec(from) ?? [];
  return { name: oneLine(name ?? ownName.trim().replace(/^"(.*)"$/, '$1')), address };
}
