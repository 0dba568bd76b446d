/** Why what comes in from outside is refused: parameters of the reasons (reasons.ts) of webhooks, their signatures and secrets. */

type None = Record<string, never>;

/** Whose header it is. */
type SignatureScheme = { scheme: 'STANDARD' | 'STRIPE' };

/** Of a secret: `secretOf` is a key of the registry of sources, read as where its secret is found. */
interface SignatureReasons {
  SIGNATURE_WRONG: { secretOf: string };
  SIGNATURE_HEADER_MISSING: { header: string };
  SIGNATURE_LACKS_V1: SignatureScheme;
  STRIPE_HEADER_MISSING: None;
  STRIPE_STAMP_MISSING: None;
  STAMP_INVALID: SignatureScheme;
  STAMP_TOO_OLD: { seconds: number; most: number };
  STAMP_AHEAD: { seconds: number; most: number };
  SECRET_ASYMMETRIC: None;
  SECRET_NOT_BASE64: None;
  SECRET_LENGTH: { bytes: number; least: number; most: number };
  STRIPE_SECRET_IS_API_KEY: None;
  STRIPE_SECRET_INVALID: { least: number };
  LOOPS_KEY_INVALID: None;
  SOURCE_IS_OURS: None;
}

export interface IngestReasons extends SignatureReasons {
  SOURCE_ADDRESS_UNKNOWN: None;
  WEBHOOK_BY_GET: None;
  WEBHOOK_COMPRESSED: None;
  WEBHOOK_FLOOD: None;
  WEBHOOK_NOT_JSON: None;
  WEBHOOK_NOT_STORED: None;
  WEBHOOK_NO_OBJECT: None;
  WEBHOOK_TOO_DEEP: { most: number };
  WEBHOOK_WITHOUT_ID: None;
  BODY_TOO_LARGE: { kib: number };
  CONTENT_TYPE_INVALID: None;
  CONTENT_TYPE_OTHER: { takes: string };
  BODY_NOT_JSON: None;
  NOTHING_THERE: { method: string; path: string };
  PATH_TOO_LONG: None;
  PATH_UNREADABLE: None;
  HEADERS_TOO_LARGE: { kib: number };
  REQUEST_TOO_SLOW: { seconds: number };
  NOT_HTTP: None;
  /** `error`: what the HTTP server says of it, in its words. */
  REQUEST_MALFORMED: { error: string };
  RECEIPTS_KEY_UNKNOWN: None;
  RECEIPTS_NOT_STORED: None;
  RECEIPTS_NO_ARRAY: None;
  RECEIPTS_SIGNATURE_WRONG: None;
  LINK_AWAY: None;
}
