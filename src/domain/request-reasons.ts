/** Why a request to the API is refused: parameters of the reasons (reasons.ts). */
type None = Record<string, never>;

/** What can be asked for by its id. */
export type Noun =
  | 'API_KEY'
  | 'DELIVERY'
  | 'DESTINATION'
  | 'DISPUTE'
  | 'EVENT'
  | 'NOTIFICATION'
  | 'RECIPIENT'
  | 'SOURCE';

/**
 * `known`: the names that would do, `most` and `least`: what is allowed, `asked`: what was. `carrier`, `sourceKind`, `eventTypes`:
 * keys of registries, read as their labels.
 */
export interface RequestReasons {
  TEXT_HAS_NUL: None;
  NOT_A_CURSOR: { text: string };
  NOT_A_LOCALE: { text: string };
  LOCALE_UNKNOWN: { tag: string };
  NOT_A_ZONE: { text: string };
  NOT_AN_ADDRESS: { text: string };
  NO_MAIL_DOMAIN: { domain: string };
  ADDRESS_TAKEN: { address: string };
  QUERY_TOO_LONG: { most: number };
  QUERY_TOO_DEEP: { asked: number; most: number };
  QUERY_TOO_MANY_ALIASES: { asked: number; most: number };
  QUERY_TOO_MANY_DIRECTIVES: { asked: number; most: number };
  QUERY_REPEATS_FIELD: { asked: number; most: number };
  QUERY_NEEDS_SOCKET: None;
  QUERY_TOO_MANY_FIELDS: None;
  QUERY_TOO_MANY_CHARACTERS: { asked: number; most: number };
  QUERY_TOO_MANY_VALUES: { most: number };
  QUERY_TOO_DEAR: { asked: number; most: number };
  ANSWER_TOO_LARGE: { most: number };
  NOT_FOUND: { what: Noun; id: string };
  NEITHER_FOUND: { event: string; destination: string };
  DATABASE_AWAY: None;
  DATABASE_BUSY: None;
  SANDBOX_BUSY: None;
  WENT_WRONG: None;
  TOO_MANY_STRANGERS: None;
  SOCKET_FULL: { most: number };
  LOGIN_KEYS_AWAY: None;
  TOKEN_LASTS_TOO_LONG: { hours: number };
  TOKEN_SUBJECT_TOO_LONG: { most: number };
  TOKEN_TOO_LONG: { most: number };
  WEB_FILE_UNKNOWN: None;
  WEB_NOT_BUILT: { command: string };
  NO_CUSTOMER_EMAIL: { type: string; known: string };
  BRAND_NAME_LENGTH: None;
  NOT_A_COLOR: { text: string; example: string };
  LOGO_NOT_HTTPS: None;
  KEY_ASKS_TOO_MUCH: None;
  TOO_MANY_WRONG_KEYS: None;
  TOO_MANY_SIGN_INS: None;
  SESSION_OVER: None;
  SESSION_ELSEWHERE: None;
  SIGN_IN_ELSEWHERE: None;
  CONNECT_NOT_SET_UP: { carrier: string; settings: readonly string[] };
  CONNECT_STATE_DEAD: { minutes: number };
  CONNECT_DENIED: { carrier: string };
  CONNECT_REFUSED: { carrier: string; error: string };
  CONNECT_UNREADABLE: { carrier: string; status: number };
  CHANNEL_NOT_CONNECTED_SO: { carrier: string };
  SIGN_IN_LINK_DEAD: { minutes: number };
  SIGN_IN_WITHOUT_KEY: { example: string };
  SIGN_IN_UNAVAILABLE: None;
  EXPLORER_FILE_UNKNOWN: None;
  EXPLORER_NOT_INSTALLED: None;
  LAST_ADMIN_KEY: None;
  SIGN_IN_LINK_NEEDS_KEY: None;
  MEMBER_KEY_NEEDS_PERSON: None;
  KEY_OF_NOBODY: { access: string };
  ACCESS_MAY_NOT_ASK: { access: string; field: string };
  ACCESS_SEES_NO: { access: string; type: string };
  NOT_OF_OTHERS: { field: string };
  CLAIM_NOT_BUSINESS: { claim: string };
  CLAIM_NOT_ACCESS: { claim: string; known: string };
  CLAIM_NOT_PERSON: { claim: string };
  CLAIM_UNKNOWN_BUSINESS: { claim: string };
  CLAIM_UNKNOWN_PERSON: { claim: string };
  CLAIM_DOES_NOT_FIT: { claim: string };
  TOKEN_EXPIRED: None;
  TOKEN_ALGORITHM: { known: string };
  TOKEN_NOT_SUPPORTED: None;
  TOKEN_UNKNOWN_KEY: None;
  TOKEN_WITHOUT_KID: None;
  TOKEN_SIGNATURE_WRONG: None;
  TOKEN_INVALID: None;
  KEY_UNKNOWN: None;
  KEY_REVOKED: None;
  KEY_MISSING: None;
  PERSON_NOT_SAID: { field: string; id: string };
  VERSION_UNKNOWN: { number: number };
  NOT_RESENT_SENT: None;
  NOT_RESENT_DELIVERED: None;
  NOT_RESENT_PENDING: None;
  NOT_RESENT_DEFERRED: None;
  NOT_RESENT_SKIPPED: None;
  NOT_RESENT_SUPERSEDED: None;
  NOT_RESENT: None;
  DESTINATION_UNUSABLE: None;
  STATUS_NOT_RETRIED: { known: string };
  DESTINATION_SWITCHED_OFF: None;
  AMOUNT_TOO_LARGE: None;
  DISPUTE_OVER: { state: string };
  MONTHS_OUT_OF_RANGE: { most: number };
  EVENT_TYPE_UNKNOWN: { type: string };
  EVENT_TYPE_SHAPE: None;
  CHANNEL_WITHOUT_TEXTS: { carrier: string; carriers: readonly string[] };
  CUSTOMERS_READ_MAIL: { carrier: string };
  INSTRUCTIONS_TOO_MANY: { most: number };
  PRODUCT_ID_SHAPE: None;
  NOT_PLANNED_YET: None;
  NOTHING_TO_RESEND: None;
  ERASE_WHOM: None;
  SAMPLE_OF_OURS: { type: string };
  SAMPLE_NOT_STORED: None;
  SAMPLE_NEEDS_SOURCE: { type: string; sourceKind: string };
  EXTERNAL_ID_SHAPE: None;
  TYPE_IS_OURS: None;
  DATA_NOT_AN_OBJECT: None;
  DATA_NOT_EXACT: None;
  DATA_TOO_DEEP: { most: number };
  DATA_TOO_LARGE: { most: number };
  DEVICE_OF_NOBODY: None;
  TOKEN_OF_APNS: None;
  NOT_A_TOKEN_OF_FCM: None;
  TOO_MANY_DEVICES: { most: number };
  TOO_MANY_ADDRESSES: { most: number };
  STILL_UNCONFIRMED: { address: string };
  NOT_AN_ENDPOINT: None;
  CHANNEL_NO_ENDPOINT: { carrier: string; carriers: readonly string[] };
  CHANNEL_TAKES_NO_FIELD: { carrier: string; field: string };
  CODE_TOO_LONG: { most: number };
  LAST_LISTENER: { label: string; eventTypes: readonly string[] };
  HEADERS_SHAPE: { example: string };
  DIGEST_OF_MAIL_ONLY: None;
  SUPPRESSION_OF_MAIL_ONLY: None;
  DIGEST_TIME_WITHOUT_DAY: None;
  DIGEST_TIME_SHAPE: None;
  SECRET_MISSING: { carrier: string; endpointSecret: string };
  CHANNEL_TAKES_NO_SECRET: { carrier: string };
  CHANNEL_MAKES_SECRETS: { carrier: string };
  CHANNEL_HAS_NO_SECRET: { carrier: string };
  PAYLOAD_NOT_AN_OBJECT: None;
  PAYLOAD_OF_ANOTHER_TYPE: { read: string; sourceKind: string; type: string };
  PAYLOAD_WITHOUT_TYPE: { sourceKind: string };
  PAYLOAD_TYPE_SHAPE: None;
  PAYLOAD_UNREADABLE: { path: string; sourceKind: string };
  EVENT_UNPLANNABLE: { error: string };
  LADDER_TOO_MANY_REMINDERS: { most: number };
  LADDER_SAME_MOMENT: { text: string };
  DURATION_TOO_LONG: { text: string; most: number };
  NOT_A_DURATION: { text: string };
  LADDER_WITHOUT_LEVELS: None;
  LADDER_TOO_MANY_LEVELS: { most: number };
  LADDER_LEVEL_EMPTY: { level: number };
  CHANNEL_UNKNOWN: { channel: string; known: string };
  BUCKET_TOO_SMALL: None;
  RANGE_REVERSED: None;
  TOO_MANY_BUCKETS: { asked: number; most: number; enough: number };
  TEMPLATE_SUBJECT_ALONE: None;
  FIELD_BLANK: { field: string };
  FIELD_TOO_LONG: { field: string; most: number };
  FIELD_LENGTH: { field: string; least: number; most: number };
  FIELD_TOO_SMALL: { field: string; least: number };
  FIELD_TOO_GREAT: { field: string; most: number };
  FIELD_TOO_MANY: { field: string; most: number };
  FIELD_TWICE: { field: string };
  FIELD_NOT_TEXT: { field: string };
  FIELD_NOT_A_TIME: { field: string; example: string };
  FIELD_WRONG: { field: string; rule: string };
}
