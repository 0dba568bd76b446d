/** Who asks, by the word of somebody else's login: a JWT whose signature fits a key of a JWKS (RFC 7517, 7519). */

import { GraphQLError } from 'graphql';
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import type { DataSource } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import { ACCESSES, type ApiAccess } from '../../core/schema/enums.js';
import { makeReason } from '../../domain/reasons.js';
import { unauthenticated, unavailable } from '../graphql/errors.js';

export interface JwtSettings {
  jwksUrl: string;
  issuer: string;
  audience: string;
}

/** Asymmetric ones only: with a shared secret whoever checks could also sign, and "none" is no signature. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
/** How far two clocks may be apart. */
const TOLERANCE_S = 5;
const TIMEOUT_MS = 5_000;
/** How far away the end of a token may be: nobody can take one back, so that a stolen one is good until then. */
const LONGEST_HOURS = 24;
/** Of `sub`, in letters: it stands in every line of the audit trail. OpenID Connect allows as many. */
const LONGEST_SUBJECT = 255;
/** A kid that is unknown makes us look again at most this often: keys may have been rotated, or somebody invents kids. */
const LOOK_AGAIN_MS = 2_000;

const WHERE = `
  SELECT b.id, r.id AS "recipientId" FROM businesses b
  LEFT JOIN recipients r ON r.business_id = b.id AND r.id = $2 AND r.removed_at IS NULL WHERE b.id = $1`;

/** What is wrong with the token itself. Any other failure is that of the JWKS, and no fault of who asks. */
const REFUSED: Record<string, string> = {
  ERR_JWT_EXPIRED: 'This token has expired; sign in again.',
  ERR_JOSE_ALG_NOT_ALLOWED: `This token is signed by an algorithm that is not taken; ${ALGORITHMS.join(', ')} are.`,
  ERR_JOSE_NOT_SUPPORTED: 'This token needs something that is not supported; send a plain signed JWT.',
  ERR_JWKS_NO_MATCHING_KEY: 'This token is signed by a key that the login service does not name; sign in again.',
  ERR_JWKS_MULTIPLE_MATCHING_KEYS: 'This token does not say which key signed it; its header needs a "kid".',
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: 'The signature of this token is wrong; sign in again.',
  ERR_JWS_INVALID: 'This is no signed JWT; send "Authorization: Bearer …" with the token as you got it.',
  ERR_JWT_INVALID: 'This is no JWT; send "Authorization: Bearer …" with the token as you got it.',
};

export class JwtLogin {
  private readonly keys: ReturnType<typeof createRemoteJWKSet>;

  constructor(
    private readonly dataSource: DataSource,
    private readonly settings: JwtSettings,
  ) {
    const options = { timeoutDuration: TIMEOUT_MS, cooldownDuration: LOOK_AGAIN_MS };
    this.keys = createRemoteJWKSet(new URL(settings.jwksUrl), options);
  }

  /**
   * The viewer that the token names, and until when (epoch ms). Claims: `tocsin_business`, `tocsin_access`, and for
   * MEMBER `tocsin_recipient`; besides those `sub`, `exp`, `iss`, `aud`, and `nbf` where it is there.
   * @throws UNAUTHENTICATED with what is wrong with the token; UNAVAILABLE where the keys cannot be fetched.
   */
  async viewerOf(token: string): Promise<{ viewer: Viewer; until: number }> {
    const claims = await this.claimsOf(token);
    const { tocsin_business: business, tocsin_access: access, tocsin_recipient: recipient = null } = claims;
    if (typeof business !== 'string') throw claim('tocsin_business', 'is the id of a business ("bus_…")');
    if (!ACCESSES.includes(access as ApiAccess)) throw claim('tocsin_access', `is one of ${ACCESSES.join(', ')}`);
    if ((access === 'MEMBER') !== (typeof recipient === 'string'))
      throw claim(
        'tocsin_recipient',
        'is the id of a person ("rcp_…") where the access is MEMBER, and absent otherwise',
      );
    const [row] = await this.dataSource.query(WHERE, [business, recipient]);
    if (!row) throw claim('tocsin_business', 'names a business of this installation');
    if (row.recipientId !== recipient) throw claim('tocsin_recipient', 'names a person of this business');
    const viewer = {
      businessId: business,
      access: access as ApiAccess,
      recipientId: row.recipientId,
      actor: `jwt ${claims.sub}`,
    };
    return { viewer, until: ((claims.exp as number) + TOLERANCE_S) * 1_000 };
  }

  private async claimsOf(token: string): Promise<JWTPayload> {
    const { issuer, audience } = this.settings;
    try {
      const { payload } = await jwtVerify(token, this.keys, {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        requiredClaims: ['exp', 'sub'],
        clockTolerance: TOLERANCE_S,
      });
      return boundedClaims(payload);
    } catch (error) {
      if (error instanceof GraphQLError) throw error;
      if (error instanceof errors.JWTClaimValidationFailed)
        throw unauthenticated(`The claim "${error.claim}" of this token is missing or does not fit this installation.`);
      const sentence = error instanceof errors.JOSEError ? REFUSED[error.code] : undefined;
      throw sentence
        ? unauthenticated(sentence)
        : unavailable({ code: 'UNAVAILABLE', reason: makeReason('LOGIN_KEYS_AWAY'), retryAfterSeconds: 5 });
    }
  }
}

/** @throws UNAUTHENTICATED where the token is good for too long, or names its subject at too great length. */
function boundedClaims(claims: JWTPayload, now = Date.now()): JWTPayload {
  const { exp = 0, sub = '' } = claims;
  if (exp - TOLERANCE_S > now / 1_000 + LONGEST_HOURS * 3_600)
    throw unauthenticated(makeReason('TOKEN_LASTS_TOO_LONG', { hours: LONGEST_HOURS }));
  if (sub.length > LONGEST_SUBJECT)
    throw unauthenticated(makeReason('TOKEN_SUBJECT_TOO_LONG', { most: LONGEST_SUBJECT }));
  return claims;
}

const claim = (name: string, what: string) =>
  unauthenticated(`The claim "${name}" of this token is wrong: it ${what}.`);
