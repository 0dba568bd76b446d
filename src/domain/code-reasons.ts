/** What is wrong with the user's own code, or striking in it: parameters of the reasons (reasons.ts) of sandbox, trial runs and lint. */

type None = Record<string, never>;

/** Why there is nothing to send. */
interface RunReasons {
  CODE_TOO_LARGE: { kb: number };
  EVENT_TOO_LARGE: { kb: number };
  EVENT_TOO_DEEP: { most: number };
  /** `error`: the engine's sentence, for who wrote the code. */
  CODE_UNREADABLE: { error: string };
  CODE_EXPORTS: None;
  CODE_IMPORTS: None;
  /** `error`: what the code threw, as it said it. */
  CODE_ERROR: { error: string };
  /** `fields`: paths in the payload, separated by commas. */
  CODE_MET_BIGINT: { error: string; fields: string };
  HANDLER_MISSING: None;
  HANDLER_NEVER_SETTLES: None;
  HANDLER_TOO_SLOW: { ms: number };
  HANDLER_TOO_BIG: { mib: number };
  HANDLER_TOO_RECURSIVE: None;
  HANDLER_BROKE_SANDBOX: None;
  /** `what`: `undefined`, `null`, `array` or another type of JavaScript. */
  HANDLER_RETURNED: { what: string };
  RETURN_TOO_LARGE: { kb: number };
  RETURN_TOO_DEEP: { most: number };
  PAYLOAD_MISSING: None;
  /** What was set, as JSON. */
  METHOD_UNSENDABLE: { method: string };
  URL_UNSENDABLE: { url: string };
}

/** Warnings of a run. */
interface TrialReasons {
  CONSOLE_CUT: { most: number };
  /** As JSON. */
  CANCEL_NOT_TRUE: { value: string };
  HEADERS_NO_OBJECT: None;
  HEADERS_UNSENDABLE: { names: string };
  PAYLOAD_HAS_BIGINT: { fields: string };
  PAYLOAD_ROUNDED: None;
  /** Keys of the channel registry: endpoints that people read, and endpoints that programs read. */
  WOULD_FAIL: { readers: readonly string[]; programs: readonly string[] };
  /** Keys of the channel registry: those that send the provider's body, and those that refuse it. */
  WOULD_BE_SKIPPED: { senders: readonly string[]; refusers: readonly string[] };
  /** The same where it is known which endpoint is meant. `channel`: a key of the registry. */
  OURS_IN_ITS_PLACE: None;
  FAILS_UNTIL_RETRIED: None;
  GOES_AS_IT_CAME: None;
  REFUSED_AS_IT_CAME: { channel: string };
  SENT_ELSEWHERE: None;
}

/** Warnings about code that did not run. `name`: as the code has it. */
interface LintReasons {
  LINT_HUNDREDTH: { line: number; operation: string };
  LINT_LICENSE_KEY: { line: number; name: string };
  LINT_ADDRESS: { line: number; name: string };
  LINT_NOT_HERE: { line: number; name: string; lacks: 'TIMERS' | 'NETWORK' | 'MODULES' };
  LINT_DISPUTE_STATUS: { line: number; status: string };
  LINT_CUSTOMER_PHONE: { line: number };
  LINT_CUSTOMER_COMPANY: { line: number };
  LINT_LOOPS_PROPERTIES: { line: number };
}

export interface CodeReasons extends RunReasons, TrialReasons, LintReasons {}
