/** The web app's session: a cookie that scripts cannot read, and whom it may come from. */
import type { IncomingHttpHeaders } from 'node:http';
import { makeReason } from '../../domain/reasons.js';
import type { SecretBox } from '../../platform/secrets/secret-box.js';
import { forbidden, unauthenticated } from '../graphql/errors.js';

export const SESSION_S = 12 * 60 * 60;
const CONTEXT = 'session';

/** What a session rests on: a key, or a token of another login, which is checked anew each time. */
export type SessionProof = { keyId: string } | { jwt: string };

export type Session = SessionProof & {
  /** Of its row, which goes when it is ended. */
  id: string;
  /** Epoch milliseconds. */
  until: number;
};

/** Its proof is sealed and not stored: what it is worth is looked up by its key or token each time, so that a revoked key ends it. */
export function sealSession(box: SecretBox, session: Session): string {
  return box.seal(JSON.stringify(session), CONTEXT);
}

/** @throws UNAUTHENTICATED where it is over or not ours. */
export function openSession(box: SecretBox, sealed: string, now: number): Session {
  const session = readSession(box, sealed);
  if (!session || session.until <= now) throw unauthenticated(makeReason('SESSION_OVER'));
  return session;
}

function readSession(box: SecretBox, sealed: string): Session | null {
  try {
    return JSON.parse(box.open(sealed, CONTEXT)) as Session;
  } catch {
    return null;
  }
}

/** "__Host-" makes browsers refuse one that another host of the domain set; they take it by https only. */
const cookieName = (publicUrl: string) => (publicUrl.startsWith('https:') ? '__Host-tocsin' : 'tocsin');

/** The value of Set-Cookie; null ends the session in the browser. */
export function sessionCookie(publicUrl: string, sealed: string | null): string {
  const secure = publicUrl.startsWith('https:') ? '; Secure' : '';
  const life = sealed === null ? 0 : SESSION_S;
  return `${cookieName(publicUrl)}=${sealed ?? ''}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${life}${secure}`;
}

/**
 * What a request shows of itself: its Authorization header, else the session of its cookie as `Session …`.
 * @throws FORBIDDEN for a cookie that a page of another site made the browser send.
 */
export function credentialOf(headers: IncomingHttpHeaders, publicUrl: string): string | undefined {
  if (headers.authorization !== undefined) return headers.authorization;
  const name = `${cookieName(publicUrl)}=`;
  const cookie = headers.cookie?.split('; ').find((one) => one.startsWith(name));
  if (cookie === undefined) return undefined;
  if (!isOurOrigin(headers, publicUrl)) throw forbidden(makeReason('SESSION_ELSEWHERE'));
  return `Session ${cookie.slice(name.length)}`;
}

/** Browsers name the page that asks in `Origin`, and no page can change it. By http, anybody on the way can write a page of ours. */
export function isOurOrigin({ origin, host }: IncomingHttpHeaders, publicUrl: string): boolean {
  if (origin === undefined || !URL.canParse(origin)) return false;
  const [asking, ours] = [new URL(origin), new URL(publicUrl)];
  return asking.origin === ours.origin || (asking.host === host && asking.protocol === ours.protocol);
}
