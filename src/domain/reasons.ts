/**
 * Why something is as it is: a code with parameters, stored as `{"code", "params"}`. The sentence is made when somebody
 * reads it, in their language (src/i18n/reason-text.ts); whoever looks for a reason looks for its code.
 */
import type { CodeReasons } from './code-reasons.js';
import type { CoverageReasons } from './coverage-reasons.js';
import type { IngestReasons } from './ingest-reasons.js';
import type { OutboundReasons } from './outbound-reasons.js';
import type { RequestReasons } from './request-reasons.js';
import type { Sender, SourceReasons } from './source-reasons.js';
import type { TemplateReasons } from './template-reasons.js';
import type { DisputeRule, ErasureCode, PreferenceSource, Role, Severity } from './vocabulary.js';

/** A moment as its reader's clock has it; `at` is ISO 8601, the zone is IANA. */
export type ZonedMoment = { at: string; timeZone: string };

/** The same without the time of day. */
type ZonedDay = { day: string; timeZone: string };

/** What the plan says of a destination or customer; also what `explain` says of the whole. */
interface PlanReasons {
  ON: { source: PreferenceSource | DisputeRule };
  OFF: { source: PreferenceSource };
  /** `until`: where it is not told beside it. */
  HELD: { source: PreferenceSource | DisputeRule; by: 'QUIET_HOURS' | 'DIGEST' | 'STORM'; until: ZonedMoment | null };
  /** `why`: where it was switched off by us. */
  DESTINATION_OFF: { why: Reason | null };
  SUPPRESSED: None;
  TEST_MODE: None;
  /** `by`: the id of the event that told it. */
  TOLD_BEFORE: { by: string };
  UNREADABLE: None;
  ABOUT_ITSELF: None;
  CUSTOMER_ON: None;
  CUSTOMER_OFF: None;
  CUSTOMER_TEST_MODE: None;
  CUSTOMER_ADDRESS_UNKNOWN: None;
  CUSTOMER_ADDRESS_UNUSABLE: None;
  /** When the e-mail is sent. */
  CUSTOMER_ADDRESS_ASKED: None;
}

/** What each rule says of an event and a destination, beside the above. */
interface RuleReasons {
  REMOVED: { what: 'destination' | 'person' };
  NOT_REMOVED: None;
  DESTINATION_ON: None;
  NOT_SUPPRESSED: None;
  CHOSEN: { type: string; on: boolean };
  NOT_CHOSEN: None;
  TAKES_ALL_TYPES: None;
  TAKES_OTHER_TYPES: { type: string };
  TAKES_UNKNOWN_TYPES: None;
  UNKNOWN_TYPES_NOT_CHOSEN: None;
  ROLE_HEARS: { roles: readonly Role[] };
  ROLE_DOES_NOT_HEAR: { roles: readonly Role[] };
  NO_ROLE: None;
  NO_DEFAULT_FOR_UNKNOWN_TYPE: None;
  BUSINESS_CHOSE: { on: boolean };
  BUSINESS_DID_NOT_CHOOSE: None;
  CATALOGUE_ON: None;
  CATALOGUE_OFF: None;
  CATALOGUE_QUIET_ON_PHONE: None;
  CATALOGUE_DOES_NOT_KNOW: None;
  NOT_TEST_MODE: None;
  TEST_MODE_LISTED: None;
  /** A message of a ladder is for its level alone. */
  NOT_ON_LEVEL: None;
  ON_LEVEL: None;
  NO_LADDER: None;
  TOLD_OPENING: None;
  NOT_TOLD_OPENING: None;
  READABLE: None;
  UNREADABLE_AS_IT_CAME: None;
  NOT_TOLD_BEFORE: None;
  NOT_ABOUT_ITSELF: None;
  ABOUT_ITSELF_ALONE: None;
  NO_QUIET_HOURS: None;
  QUIET_HOURS_HOLD: QuietHoursParams & { until: ZonedMoment };
  QUIET_HOURS_SPARE_CHANNEL: QuietHoursParams;
  QUIET_HOURS_SPARE_CRITICAL: QuietHoursParams;
  OUTSIDE_QUIET_HOURS: QuietHoursParams;
  NO_DIGEST: None;
  DIGEST_HOLDS: { every: 'HOURLY' | 'DAILY'; until: ZonedMoment };
  DIGEST_SPARES: { severity: Severity };
  DECIDED: { decision: 'SEND' | 'DEFER' | 'SKIP' };
  /** `rule`: whose value that person set. */
  CHANGED_BY: {
    reason: Reason;
    rule: 'REMOVED' | 'DISABLED' | 'EXPLICIT' | 'ROLE' | 'BUSINESS';
    by: string;
    on: ZonedDay;
  };
  RECORDED: { planned: ZonedMoment; because: Reason; status: string; since: ZonedMoment | null; reason: Reason | null };
  NOT_RECORDED: { why: Reason };
  EVENT_SET_ASIDE: { why: Reason | null };
  EVENT_NOT_PLANNED: None;
  REMOVED_BEFORE_PLAN: { on: ZonedMoment };
  ADDED_AFTER_PLAN: None;
  NOBODY_ASKED: None;
}

/** Local times, "HH:MM". */
type QuietHoursParams = { start: string; end: string; timeZone: string };

/** Who was asked for the address of a customer. */
type AskedProvider = { sourceKind: string };

/** What becomes of a delivery or an event on our side. */
interface CourseReasons {
  /** It was removed or switched off after the plan. */
  DESTINATION_GONE: None;
  CUSTOMER_OFF_MEANWHILE: None;
  CUSTOMER_ADDRESS_AWAITED: AskedProvider;
  CUSTOMER_ADDRESS_REFUSED: AskedProvider & { status: number };
  CUSTOMER_NOT_FOUND: AskedProvider;
  CUSTOMER_WITHOUT_ADDRESS: AskedProvider;
  /** `by`: the id of the event that made it moot. */
  SUPERSEDED: { by: string };
  NOTHING_TO_SAY: None;
  INTERRUPTED: None;
  MAYBE_ARRIVED: { why: Reason };
  NO_ANSWER_IN_TIME: None;
  BREAKER_OPEN: { why: Reason };
  RESEND_ASKED: { by: string };
  /** What it was before somebody had it sent again. `status`: of the delivery. */
  WAS: { status: string; reason: Reason | null };
  UNPLANNABLE: { error: string };
  RUN_REFUSED: { times: number; error: string };
  /** An error that nobody foresaw, in its own words. */
  UNEXPECTED: { error: string };
  /** What was stored before reasons had codes, as it stood there. */
  TEXT: { text: string };
}

/** How a destination is doing. */
interface HealthReasons {
  SWITCHED_OFF: None;
  UNCONFIRMED: None;
  CONFIRMATION_NOT_SENT: { why: Reason };
  MAIL_BOUNCED: None;
  /** Whoever reads mail at an address that an ADMIN added said so. */
  NOT_THEIRS: None;
  FAILED_FOR_DAYS: { days: number; since: ZonedMoment; why: Reason };
  FAILING: { why: Reason; until: ZonedMoment };
}

/** What the user's own code did. */
interface TransformationReasons {
  TRANSFORMATION_CANCELLED: None;
  /** `takes`: what the carrier wants instead of a provider's body. */
  TRANSFORMATION_UNTOUCHED: { carrier: Carrier; takes: 'MESSAGE' | 'EVENT' };
  TRANSFORMATION_FAILED: { why: Reason };
  TRANSFORMATION_OFF: None;
  TRANSFORMATION_BODY_GONE: None;
  /** The outbound guard's reason. */
  WOULD_NOT_BE_SENT: { why: Reason };
  /** A chat does not take what the code made; `why` in its words. */
  CODE_REFUSED: { why: Reason };
}

/** A key of the channel registry, or one of the carriers behind a channel. */
export type Carrier = string;

/** What a carrier answered: its code and words, as it said them; they are never translated. */
type CarrierAnswer = { carrier: Carrier; answer: string };

interface CarrierReasons {
  /** What was said of a success. */
  CARRIER_ANSWER: { answer: string };
  CARRIER_MESSAGE_ID: { id: string };
  CARRIER_QUEUED: { carrier: Carrier; id: string };
  CARRIER_HAD_IT: { answer: string };
  /** A delivery receipt; `report` is the carrier's name of it. */
  CARRIER_REPORT: { report: string; answer: string | null };
  CARRIER_BUSY: { carrier: Carrier; answer: string | null };
  CARRIER_TROUBLE: CarrierAnswer;
  CARRIER_NOT_NOW: CarrierAnswer;
  CARRIER_REFUSED: CarrierAnswer;
  CARRIER_UNREACHABLE: { carrier: Carrier; why: Reason };
  CARRIER_SILENT: { carrier: Carrier; why: Reason };
  CARRIER_LEFT_ALONE: { why: Reason };
  HOOK_GONE: CarrierAnswer;
  WORKFLOW_GONE: CarrierAnswer;
  NOT_A_MESSAGE: CarrierAnswer;
  API_KEY_REFUSED: CarrierAnswer;
  API_KEY_MISSING: None;
  CUSTOMER_NOT_NAMED: { carrier: Carrier };
  ENDPOINT_ANSWERED: { answer: string };
  ENDPOINT_GONE: { answer: string };
  ENDPOINT_REDIRECTS: { answer: string };
  ENDPOINT_UNAUTHORIZED: { answer: string };
  SIGNING_SECRET_MISSING: None;
  BODY_GONE: None;
  ERASED: { by: ErasureCode };
  TURN_TOO_FAR: None;
  STOPPED_IN_LINE: None;
}

/** Of mail and push. */
interface MailAndPushReasons {
  MAIL_NOT_SET_UP: None;
  MAIL_HEADER_BROKEN: { header: string };
  MAIL_UNBUILDABLE: { error: string };
  MAIL_UNSENDABLE: { error: string };
  SENDGRID_KEY_REFUSED: { answer: string };
  SENDGRID_OTHER_REGION: { answer: string };
  SMTP_LOGIN_REFUSED: { answer: string };
  WEB_PUSH_NOT_SET_UP: None;
  WEB_PUSH_ENDED: { answer: string };
  WEB_PUSH_KEY_REFUSED: { answer: string };
  WEB_PUSH_OTHER_KEY: { answer: string };
  MESSAGE_TOO_BIG: CarrierAnswer;
  FCM_NOT_SET_UP: None;
  FCM_ACCOUNT_REFUSED: { answer: string };
  FCM_NO_ACCESS_TOKEN: { why: Reason };
  FCM_UNREGISTERED: { answer: string };
  FCM_OTHER_PROJECT: { answer: string };
  FCM_TOKEN_UNKNOWN: { answer: string };
  FCM_APNS_KEY_REFUSED: { answer: string };
  FCM_NOT_PERMITTED: { answer: string };
  FCM_PROJECT_UNKNOWN: { answer: string };
}

/** Why a source stands as it does, where another reason or a moment belongs to it. */
interface SourceStandingReasons {
  SOURCE_SIGNATURE_REFUSED: Sender & { count: number; since: ZonedMoment };
  /** `why`: of the newest. */
  SOURCE_REFUSED: { count: number; since: ZonedMoment; why: Reason };
  SOURCE_SILENT: Sender & { since: ZonedMoment };
  GAP_AT_PROVIDER: { eventType: string; source: string; why: Reason };
}

/** Those of requests (request-reasons.ts) that hold others. */
interface NestedRequestReasons {
  COME_BACK: { why: Reason; seconds: number };
  TEMPLATE_UNREADABLE: { line: number; column: number; why: Reason };
  WRONG_AND_ALSO: { why: Reason; also: Reason };
  DISPUTE_TAKEN: { who: string; at: ZonedMoment };
}

export interface ReasonParams
  extends PlanReasons,
    RuleReasons,
    CourseReasons,
    HealthReasons,
    TransformationReasons,
    CarrierReasons,
    MailAndPushReasons,
    OutboundReasons,
    SourceReasons,
    SourceStandingReasons,
    RequestReasons,
    NestedRequestReasons,
    IngestReasons,
    CodeReasons,
    TemplateReasons,
    CoverageReasons {}

type None = Record<string, never>;

export type ReasonCode = keyof ReasonParams;

/** Made by `makeReason` alone, which holds the parameters to the code: as a union of some 300 it is too large for the compiler. */
export interface Reason {
  code: ReasonCode;
  params: Readonly<Record<string, ReasonValue>>;
}

/** Everything that a parameter can be. */
export type ReasonValue = string | number | boolean | null | readonly string[] | ZonedMoment | ZonedDay | Reason;

/** Longer words of others are cut: the ledger is no archive. */
const LONGEST_TEXT = 500;

export const zonedMoment = (at: Date, timeZone: string): ZonedMoment => ({ at: at.toISOString(), timeZone });

/** Whether a value that comes from outside the types is one of ours. */
export const isReason = (value: unknown): value is Reason =>
  typeof value === 'object' && value !== null && 'code' in value && 'params' in value;

/** Whether it is of this code, whose parameters it then has. */
export const isReasonOf = <Code extends ReasonCode>(
  code: Code,
  reason: Reason,
): reason is Reason & { code: Code; params: ReasonParams[Code] } => reason.code === code;

type Params<Code extends ReasonCode> = ReasonParams[Code] extends None ? [] : [params: ReasonParams[Code]];

/** What JSON keeps as it is, and nobody has to cut. */
const isShort = (value: unknown) =>
  typeof value === 'string' ? value.length <= LONGEST_TEXT : typeof value === 'boolean' || Number.isFinite(value);

/** The one way to make a reason: texts of others are cut to 500 characters. */
export function makeReason<Code extends ReasonCode>(code: Code, ...[params]: Params<Code>): Reason {
  // Each decision of a plan has a reason, most of them a short one, and reading JSON takes ten times as long as the decision.
  if (!params || Object.values(params).every(isShort)) return { code, params: { ...params } } as Reason;
  const cut = (_: string, value: unknown) => (typeof value === 'string' ? value.slice(0, LONGEST_TEXT) : value);
  return { code, params: JSON.parse(JSON.stringify(params, cut)) } as Reason;
}
