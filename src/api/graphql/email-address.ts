import { badInput, conflict } from './errors.js';

/**
 * The address as it is kept: trimmed, lower case. Deliberately plain: one `@`, a dotted or local host, no white space,
 * control characters or separators (which could smuggle in a second address), at most 254 characters (RFC 5321).
 * @throws BAD_USER_INPUT for the field.
 */
export function usableAddress(text: string, field: string): string {
  const address = text.trim().toLowerCase();
  if (address.length > 254 || !/^[^\s@<>(),;:"\\\p{Cc}]{1,64}@[^\s@<>(),;:"\\\p{Cc}]+$/u.test(address)) {
    throw badInput(`"${text.slice(0, 80)}" is no e-mail address; write one like name@company.com.`, field);
  }
  return address;
}

/** The error to throw instead of `error`: a CONFLICT where the address is there already. */
export function duplicateAddress(error: unknown, address: string | null, field: string): unknown {
  const constraint = (error as { driverError?: { constraint?: string } }).driverError?.constraint;
  return constraint === 'destinations_address'
    ? conflict(`${address} is a destination already; change its preferences instead.`, field)
    : error;
}
