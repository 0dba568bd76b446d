/** What comes of calls to others: parameters of the reasons (reasons.ts) of the outbound guard and the connection. */

type None = Record<string, never>;

/** Why a call went wrong before there was an answer. */
export interface OutboundReasons {
  URL_TOO_LONG: None;
  URL_INVALID: None;
  URL_HAS_PASSWORD: None;
  URL_NOT_HTTPS: None;
  URL_PORT: { port: number };
  HOST_EMPTY_PART: { host: string };
  HOST_NOT_PUBLIC: { host: string };
  ADDRESS_NOT_PUBLIC: { host: string };
  /** `beginning`: of an address that would do. */
  HOOK_TAKES_NO_MESSAGES: { carrier: string; beginning: string };
  HOOK_STARTS_WORKFLOW: { beginning: string };
  /** `carrier`: whose address it is. */
  HOOK_OF_ANOTHER: { carrier: string; channel: string };
  METHOD_NOT_ALLOWED: { method: string; allowed: string };
  HEADER_IS_OURS: { header: string };
  HEADER_INVALID: { header: string };
  PUSH_SUBSCRIPTION_INVALID: None;
  PUSH_SERVICE_UNKNOWN: { host: string };
  CONNECT_TIMEOUT: { host: string; ms: number };
  ANSWER_TIMEOUT: { host: string; ms: number };
  CALL_FAILED: { host: string; code: string };
}
