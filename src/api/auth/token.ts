/** Keys of the API as texts: how one is made, what is kept of it, and what it is recognised by. */
import { createHash, randomBytes } from 'node:crypto';

/** A new key: 256 bits. */
export function newToken(): string {
  return `toc_${randomBytes(32).toString('base64url')}`;
}

/** What is kept of a key. */
export const tokenHash = (token: string) => createHash('sha256').update(token).digest();

/** Enough of a key to recognise it: `toc_` and four characters of 43. */
export const prefixOf = (token: string) => token.slice(0, 8);
