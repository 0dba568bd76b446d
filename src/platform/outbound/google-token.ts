/** Google's access tokens for a service account (RFC 7523), kept until shortly before they end. */
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import type { OutboundClient, OutboundResponse } from './http.js';
import type { ServiceAccount } from './push-settings.js';

const SCOPE = 'https://www.googleapis.com/auth/firebase.messaging';
const GRANT_TYPE = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
/** So long before its end a token is no longer used: a call may take 15 s, and clocks differ. */
const MARGIN_MS = 5 * 60_000;

/** Google gave no token. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
  /**
   * @param status of the token endpoint's answer
   * @param reason its error code, such as `invalid_grant`; or what was wrong with the answer
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
  /** Shared by all who ask at the same time. */
  #current: Promise<Token> | null = null;

  constructor(
    private readonly account: ServiceAccount,
    private readonly http: OutboundClient,
  ) {
    this.#key = createPrivateKey(account.private_key);
  }

  /**
   * A token for messages.
   * @param refused one that was given before and is not taken any more: it is asked for anew
   * @throws TokenRefused, or what the client throws
   */
  async get(refused: string | null = null): Promise<string> {
    const kept = this.#current;
    if (kept) {
      const token = await kept;
      if (token.value !== refused && Date.now() < token.usableUntil) return token.value;
      // Of several who saw the same token end, the first one asks.
      if (this.#current === kept) this.#current = null;
    }
    return (await (this.#current ?? this.#ask())).value;
  }

  #ask(): Promise<Token> {
    const asked = this.#fetch();
    this.#current = asked;
    asked.catch(() => {
      if (this.#current === asked) this.#current = null;
    });
    return asked;
  }

  async #fetch(): Promise<Token> {
    const { client_email, token_uri } = this.account;
    const assertion = await new SignJWT({ scope: SCOPE })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
      .setIssuer(client_email)
      .setAudience(token_uri)
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(this.#key);
    const asked = Date.now();
    const answer = await this.http.send({
      method: 'POST',
      url: token_uri,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ grant_type: GRANT_TYPE, assertion }).toString(),
    });
    const { access_token, expires_in, error } = fieldsOf(answer);
    if (answer.status !== 200) throw new TokenRefused(answer.status, typeof error === 'string' ? error : 'no reason');
    if (typeof access_token !== 'string' || typeof expires_in !== 'number')
      throw new TokenRefused(answer.status, 'no access token in the answer');
    return { value: access_token, usableUntil: asked + expires_in * 1_000 - MARGIN_MS };
  }
}

function fieldsOf({ body }: OutboundResponse): { access_token?: unknown; expires_in?: unknown; error?: unknown } {
  try {
    return (JSON.parse(body) as object | null) ?? {};
  } catch {
    return {};
  }
}
