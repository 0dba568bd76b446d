/** Who asks, by the word of somebody else's login: a JWT whose signature fits a key of a JWKS (RFC 7517, 7519). */
import { GraphQLError } from 'graphql';
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import type { DataSource } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import { ACCESSES, type ApiAccess } from '../../core/schema/enums.js';
import { makeReason, type Reason } from '../../domain/reasons.js';
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

/** What is wrong with the token itself, by the codes of jose. Any other failure is that of the JWKS, and no fault of who asks. */
const REFUSED: Record<string, Reason> = {
  ERR_JWT_EXPIRED: makeReason('TOKEN_EXPIRED'),
  ERR_JOSE_ALG_NOT_ALLOWED: makeReason('TOKEN_ALGORITHM', { known: ALGORITHMS.join(', ') }),
  ERR_JOSE_NOT_SUPPORTED: makeReason('TOKEN_NOT_SUPPORTED'),
  ERR_JWKS_NO_MATCHING_KEY: makeReason('TOKEN_UNKNOWN_KEY'),
  ERR_JWKS_MULTIPLE_MATCHING_KEYS: makeReason('TOKEN_WITHOUT_KID'),
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: makeReason('TOKEN_SIGNATURE_WRONG'),
  ERR_JWS_INVALID: makeReason('TOKEN_INVALID'),
  ERR_JWT_INVALID: makeReason('TOKEN_INVALID'),
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
    if (typeof business !== 'string')
      throw unauthenticated(makeReason('CLAIM_NOT_BUSINESS', { claim: 'tocsin_business' }));
    if (!ACCESSES.includes(access as ApiAccess))
      throw unauthenticated(makeReason('CLAIM_NOT_ACCESS', { claim: 'tocsin_access', known: ACCESSES.join(', ') }));
    if ((access === 'MEMBER') !== (typeof recipient === 'string'))
      throw unauthenticated(makeReason('CLAIM_NOT_PERSON', { claim: 'tocsin_recipient' }));
    const [row] = await this.dataSource.query(WHERE, [business, recipient]);
    if (!row) throw unauthenticated(makeReason('CLAIM_UNKNOWN_BUSINESS', { claim: 'tocsin_business' }));
    if (row.recipientId !== recipient)
      throw unauthenticated(makeReason('CLAIM_UNKNOWN_PERSON', { claim: 'tocsin_recipient' }));
    const viewer = {
      businessId: business,
      access: access as ApiAccess,
      recipientId: row.recipientId,
      credential: `jwt ${claims.sub}`,
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
        throw unauthenticated(makeReason('CLAIM_DOES_NOT_FIT', { claim: error.claim }));
      const reason = error instanceof errors.JOSEError ? REFUSED[error.code] : undefined;
      throw reason
        ? unauthenticated(reason)
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
