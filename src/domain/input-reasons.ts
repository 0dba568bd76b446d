/** What is wrong with what a client of the API sent, see `RequestReasons`. */
export interface InputReasons {
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
  QUERY_TOO_MANY_FIELDS: None;
  QUERY_TOO_DEAR: { asked: number; most: number };
  ANSWER_TOO_LARGE: { most: number };
}

type None = Record<string, never>;
