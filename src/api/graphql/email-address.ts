import { domainToUnicode } from 'node:url';
import { canReceiveMail } from '../../domain/mail-domain.js';
import { makeReason } from '../../domain/reasons.js';
import { badInput, conflict } from './errors.js';
import { pasted } from './pasted.js';

/**
 * The address as it is kept: in lower case, without what pasting brings along.
 * Deliberately plain: one `@`, a domain that mail can arrive at, no white space, control characters or separators (which could
 * smuggle in a second address), at most 254 characters (RFC 5321).
 * @throws BAD_USER_INPUT for the field.
 */
export function usableAddress(text: string, field: string): string {
  const address = inOneForm(pasted(text).toLowerCase());
  if (address.length > 254 || !/^[^\s@<>(),;:"\\\p{Cc}]{1,64}@[^\s@<>(),;:"\\\p{Cc}]+$/u.test(address)) {
    throw badInput(makeReason('NOT_AN_ADDRESS', { text: text.slice(0, 80) }), field);
  }
  const domain = address.slice(address.indexOf('@') + 1);
  if (!canReceiveMail(domain)) throw badInput(makeReason('NO_MAIL_DOMAIN', { domain: domain.slice(0, 80) }), field);
  return address;
}

/** Keyboards of East Asia write ａ＠ｂ。example, browsers xn--…; an accent may be a sign of its own. Each would be a second mailbox. */
function inOneForm(text: string): string {
  const [mailbox = '', ...domain] = text.normalize('NFKC').replaceAll('。', '.').split('@');
  return [mailbox, ...domain.map((part) => (part.includes('xn--') ? domainToUnicode(part) || part : part))].join('@');
}

/** The error to throw instead of `error`: a CONFLICT where the address is there already. */
export function duplicateAddress(error: unknown, address: string | null, field: string): unknown {
  const constraint = (error as { driverError?: { constraint?: string } }).driverError?.constraint;
  return constraint === 'destinations_address'
    ? conflict(makeReason('ADDRESS_TAKEN', { address: String(address) }), field)
    : error;
}
