/** The sender of an e-mail: MAIL_FROM, or its address with another name. */
import { oneLine } from '../rendering/one-line.js';

/** `from`: `Name <address>` or an address alone. */
export function senderOf(from: string, name: string | undefined): { name: string; address: string } {
  const [, ownName = '', address = from.trim()] = /^(.*?)<([^<>]+)>\s*$/s.exec(from) ?? [];
  return { name: oneLine(name ?? ownName.trim().replace(/^"(.*)"$/, '$1')), address };
}
