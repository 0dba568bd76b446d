/** Google's access tokens for a service account (RFC 7523), cached until shortly before they expire. */
import { createPrivateKey, type KeyObject } from 'node:crypto';
import type { OutboundClient, OutboundResponse } from './http.js';
import type { ServiceAccount } from './push-settings.js';

const SCOPE = 'https://www.googleapis.com/auth/firebase.messaging';
const GRANT_TYPE = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
/** A token is not used in this time before it expires: a call may take 15 s, and clocks differ. */
const MARGIN_MS = 5 * 60_000;

/** Google refused to issue a token. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
  /**
   * @param status of the token endpoint's response
   * @param reason its error code, such as `invalid_grant`; or what was wrong with the response
   */
  constructor(
    readonly status: number,
    readonly reason: string,
  ) {
    super(`${status} ${reason}`);
  }
}

interface Token {
  value: string;
  /** Milliseconds since 1970. */
  usableUntil: number;
}

export class GoogleToken {
  readonly #key: KeyObject;
  /** Shared by all concurrent callers. */
  #current: Promise<Token> | null = null;

  constructor(
    private readonly account: ServiceAccount,
    private readonly http: OutboundClient,
  ) {
    this.#key = createPrivateKey(account.private_key.reveal());
  }

  /**
   * A token for messages.
   * @param refused an earlier token that FCM no longer accepts: a new one is requested
   * @throws TokenRefused, or what the client throws
   */
  async get(refused: string | null = null): Promise<string> {
    const kept = this.#current;
    if (kept) {
      const token = await kept;
      if (token.value !== refused && Date.now() < token.usableUntil) return token.value;
      // Of several callers with the same refused token, the first one requests a new one.
      if (this.#current === kept) this.#current = null;
    }
    return (await (this.#current ?? this.#ask())).value;
  }

  #ask(): Promise<Token> {
    const pending = this.#fetch();
    this.#current = pending;
    pending.catch(() => {
      if (this.#current === pending) this.#current = null;
    });
    return pending;
  }

  async #fetch(): Promise<Token> {
    const { client_email, token_uri } = this.account;
    const { SignJWT } = await import('jose');
    const assertion = await new SignJWT({ scope: SCOPE })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
      .setIssuer(client_email)
      .setAudience(token_uri)
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(this.#key);
    const requestedAt = Date.now();
    const answer = await this.http.send({
      method: 'POST',
      url: token_uri,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ grant_type: GRANT_TYPE, assertion }).toString(),
    });
    const { access_token, expires_in, error } = tokenFields(answer);
    if (answer.status !== 200) throw new TokenRefused(answer.status, typeof error === 'string' ? error : 'no reason');
    if (typeof access_token !== 'string' || typeof expires_in !== 'number')
      throw new TokenRefused(answer.status, 'no access token in the answer');
    return { value: access_token, usableUntil: requestedAt + expires_in * 1_000 - MARGIN_MS };
  }
}

function tokenFields({ body }: OutboundResponse): { access_token?: unknown; expires_in?: unknown; error?: unknown } {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null ? parsed : {};
  } catch {
    return {};
  }
}
