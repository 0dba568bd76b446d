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

export interface SourceReasons extends ReconcileReasons, SecretReasons {}
