/** Why a source is as it is, and what its payment provider's API said: codes with their parameters, for reasons.ts. */

type None = Record<string, never>;

/** Whose dashboard has the endpoint; null: the sender is a program of the business. */
export type Sender = { provider: string | null };

/** What a payment provider's API said when it was asked for what no webhook told. */
interface ReconcileReasons {
  PROVIDER_KEY_REFUSED: { provider: string; status: number };
  PROVIDER_BUSY: { provider: string; status: number };
  PROVIDER_ANSWERED: { provider: string; status: number };
  PROVIDER_SILENT: { provider: string };
  /** In a notice that names the provider already. */
  ANSWERED_STATUS: { status: number };
}

/** Of signing secrets. */
interface SecretReasons {
  /** `count`: of the webhooks that were refused for it. */
  SOURCE_NEEDS_SECRET: Sender & { count: number };
  SOURCE_WAITING: Sender;
  SECRET_IS_THE_PROVIDERS: { provider: string };
  SECRET_NOT_SET: None;
  SECRETS_TOO_MANY: { most: number };
  SAMPLE_NEEDS_SECRET: { source: string };
}

/** Of keys of a payment provider's API. */
interface ApiKeyReasons {
  SOURCE_KIND_IS_OURS: None;
  API_KEY_NOT_SAID: None;
  SOURCE_WITHOUT_API_KEY: None;
  SOURCE_KIND_WITHOUT_API: { sourceKinds: readonly string[] };
  STRIPE_API_KEY_SHAPE: None;
  DODO_API_KEY_SHAPE: None;
}

/** Of webhook endpoints at a payment provider. */
interface EndpointReasons {
  /** `count`: of one day. */
  EVENTS_UNREADABLE: { count: number };
  /** `host`: of its API. */
  ENDPOINTS_KEY_UNKNOWN: { provider: string; host: string };
  ENDPOINTS_KEY_MAY_NOT: { provider: string; permission: string };
  ENDPOINTS_URL_REFUSED: { provider: string; url: string; status: number };
  /** `status`: null where there was no usable answer. */
  ENDPOINTS_AWAY: { provider: string; status: number | null };
  /** It made an endpoint with a signing secret that is none. */
  PROVIDER_SECRET_UNUSABLE: { provider: string };
  ENDPOINTS_TOO_MANY: { provider: string; most: number };
  ENDPOINT_MISSING: { provider: string; url: string };
  ENDPOINT_DISABLED: { provider: string };
  /** `types`: the provider's names. */
  ENDPOINT_LACKS_TYPES: { provider: string; types: string };
  KEY_MAY_NOT_READ: { provider: string; permissions: string };
  CONNECTING_ALREADY: None;
  PROVIDERS_ASKED_TOO_OFTEN: None;
}

export interface SourceReasons extends ReconcileReasons, SecretReasons, ApiKeyReasons, EndpointReasons {}
