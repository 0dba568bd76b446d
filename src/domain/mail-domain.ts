/**
 * Whether mail can arrive at a domain, as far as its name says: nothing is asked of the network. A company's own names
 * (`mail.internal`) and those for tests and documentation (`.test`, `.example`) stay, since a local mail server takes them.
 */

/** RFC 1035: a label is letters, digits and inner hyphens, 63 at most; other scripts stand as people write them. */
const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u;

/** Names that are promised to lead nowhere: RFC 6761, RFC 7686 (.onion), RFC 9476 (.alt). */
const LEADS_NOWHERE = ['invalid', 'localhost', 'onion', 'alt'];

/** At least two labels, of which the last is a name and not a number. */
export function canReceiveMail(domain: string): boolean {
  const labels = domain.toLowerCase().split('.');
  const top = labels.at(-1) as string;
  const named = labels.length > 1 && labels.every((label) => LABEL.test(label)) && /\D/.test(top) && top.length > 1;
  return named && domain.length <= 253 && !LEADS_NOWHERE.includes(top);
}
