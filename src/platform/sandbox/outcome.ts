/** Turns the report of a run into a result, with reasons for the merchant. */
import { isReasonOf, makeReason, type Reason } from '../../domain/reasons.js';
import { type ExactInteger, readMarked, writeExactly } from '../json/exact-json.js';
import { isDeeperThan } from '../json/json-depth.js';
import { isFramingHeader } from '../outbound/framing-headers.js';
import type { LabelsOf } from '../telemetry/metric-list.js';
import type { CodeFault, TransformationInput, TransformationResult } from './handler-run.js';
import { MAX_CONSOLE_LINES, MAX_DEPTH, MAX_TEXT_BYTES, MEMORY_PAGES, type TimeLimits } from './limits.js';
import type { Failure, FailureKind, Job, Report, Returned } from './messages.js';

type RunWord = LabelsOf<'sandboxRuns'>['outcome'];

const METHODS = ['POST', 'PUT', 'PATCH'];
/** Of what the code said itself, so that a whole sentence stays below 500 characters. */
const MAX_MESSAGE_LENGTH = 440;
// RFC 9110: a token as name, no line breaks or control characters in the value.
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

const REASONS: Record<FailureKind, (message: string, softLimitMs: number) => Reason> = {
  syntax: (message) => makeReason('CODE_UNREADABLE', { error: clip(message, MAX_MESSAGE_LENGTH) }),
  export: () => makeReason('CODE_EXPORTS'),
  import: () => makeReason('CODE_IMPORTS'),
  'no-handler': () => makeReason('HANDLER_MISSING'),
  'never-settled': () => makeReason('HANDLER_NEVER_SETTLES'),
  threw: (message) => makeReason('CODE_ERROR', { error: clip(message, MAX_MESSAGE_LENGTH) }),
  time: (_message, softLimitMs) => makeReason('HANDLER_TOO_SLOW', { ms: softLimitMs }),
  memory: () => makeReason('HANDLER_TOO_BIG', { mib: MEMORY_PAGES / 16 }),
  recursion: () => makeReason('HANDLER_TOO_RECURSIVE'),
  crash: () => makeReason('HANDLER_BROKE_SANDBOX'),
};

const NOTHING = {
  ok: false,
  unchanged: false,
  cancelled: false,
  url: null,
  method: null,
  headers: null,
  payload: null,
  error: null,
  line: null,
  fault: null,
} as const;

/** The result if nothing ran: why, and what the cause is. */
export function refusedRun(error: Reason, fault: 'code' | 'event'): TransformationResult {
  return { ...NOTHING, error, fault, durationMs: 0, console: [], warnings: [] };
}

/** The result of a run with integers beyond 2^53, which the handler gets as BigInt. */
export function withExact(result: TransformationResult, exact: readonly ExactInteger[]): TransformationResult {
  if (exact.length === 0) return result;
  const fields = clip(exact.map(({ path }) => path.join('.')).join(', '), 100);
  const warnings = [...result.warnings, makeReason('PAYLOAD_HAS_BIGINT', { fields })];
  return { ...result, warnings, error: result.error && withAdvice(result.error, fields) };
}

/** An error that speaks of BigInts says what to do, since nobody reads the warnings of a run that was no test. */
function withAdvice(error: Reason, fields: string): Reason {
  if (!isReasonOf('CODE_ERROR', error) || !/bigint/i.test(error.params.error)) return error;
  return makeReason('CODE_MET_BIGINT', { error: clip(error.params.error, 180), fields });
}

/** The result of a run: the webhook to send, a cancellation, or an error with its line. */
export function judgeRun(input: TransformationInput['webhook'], job: Job, report: Report): TransformationResult {
  const result = transformationResult(input, job, report);
  return { ...result, fault: result.ok ? null : 'code' };
}

/** What became of a run, in the words of metrics. `time`: the engine stopped it, unless its thread had to end. */
export function runWord(
  { failure, durationMs }: Report,
  result: TransformationResult,
  { hardMs }: TimeLimits,
): RunWord {
  if (failure?.kind === 'time') return durationMs < hardMs ? 'soft_limit' : 'killed';
  if (failure?.kind === 'crash') return 'killed';
  if (failure?.kind === 'memory') return 'memory';
  if (result.ok) return result.cancelled ? 'cancelled' : 'ok';
  return result.error?.code === 'RETURN_TOO_LARGE' ? 'too_large' : 'error';
}

/** Why the code cannot be read; null where it can. */
export function judgeCode({ softLimitMs }: Job, { output, failure }: Report): CodeFault | null {
  return output === null ? codeFault(failure, softLimitMs) : null;
}

function transformationResult(
  input: TransformationInput['webhook'],
  { mark, softLimitMs }: Job,
  report: Report,
): TransformationResult {
  const warnings: Reason[] = [];
  if (report.consoleDropped > 0) warnings.push(makeReason('CONSOLE_CUT', { most: MAX_CONSOLE_LINES }));
  const run = { durationMs: report.durationMs, console: report.console, warnings };
  if (report.output === null) return { ...NOTHING, ...run, ...codeFault(report.failure, softLimitMs) };
  const fits = Buffer.byteLength(report.output) <= MAX_TEXT_BYTES;
  const parsed = fits ? parseReturned(report.output) : { kind: 'too much' };
  if (!parsed) return { ...NOTHING, ...run, ...codeFault(null, softLimitMs) };
  if (parsed.kind !== 'object') return { ...NOTHING, ...run, error: noObject(parsed.kind) };
  if (isDeeperThan(MAX_DEPTH, parsed))
    return { ...NOTHING, ...run, error: makeReason('RETURN_TOO_DEEP', { most: MAX_DEPTH }) };
  const returned = readMarked(parsed, mark) as Returned;
  if (returned.cancel === true) return { ...NOTHING, ...run, ok: true, cancelled: true };
  if (returned.cancel !== undefined && returned.cancel !== false)
    warnings.push(makeReason('CANCEL_NOT_TRUE', { value: clip(writeExactly(returned.cancel), 40) }));
  return { ...NOTHING, ...run, ...readWebhook(returned, input, warnings) };
}

/** Null for what is none, which only code that broke its sandbox can bring about. */
function parseReturned(output: string): Returned | null {
  try {
    const returned: unknown = JSON.parse(output);
    const isOne = typeof returned === 'object' && returned !== null && 'kind' in returned;
    return isOne && typeof returned.kind === 'string' ? (returned as Returned) : null;
  } catch {
    return null;
  }
}

function codeFault(failure: Failure | null, softLimitMs: number): CodeFault {
  const { kind, message, line } = failure ?? { kind: 'crash', message: '', line: null };
  return { error: REASONS[kind](message, softLimitMs), line };
}

const noObject = (kind: string): Reason =>
  kind === 'too much'
    ? makeReason('RETURN_TOO_LARGE', { kb: MAX_TEXT_BYTES / 1_024 })
    : makeReason('HANDLER_RETURNED', { what: clip(kind, 40) });

function readWebhook(
  { method = null, url = null, headers, payload }: Returned,
  input: TransformationInput['webhook'],
  warnings: Reason[],
): Partial<TransformationResult> {
  if (payload === undefined) return { error: makeReason('PAYLOAD_MISSING') };
  const newMethod = method ?? input.method;
  if (newMethod !== input.method && !METHODS.includes(String(newMethod)))
    return { error: makeReason('METHOD_UNSENDABLE', { method: shownValue(method) }) };
  const newUrl = url ?? input.url;
  if (newUrl !== input.url && !isHttpUrl(newUrl))
    return { error: makeReason('URL_UNSENDABLE', { url: shownValue(url) }) };
  const newHeaders = readHeaders(headers, warnings);
  const result = { url: String(newUrl), method: String(newMethod), headers: newHeaders, payload };
  const { headers: ownHeaders = {} } = input;
  const before = writeExactly([input.url, input.method, noneIfEmpty(ownHeaders), input.payload]);
  const unchanged = before === writeExactly([result.url, result.method, newHeaders, payload]);
  return { ok: true, unchanged, ...result };
}

function readHeaders(headers: unknown, warnings: Reason[]): Record<string, string> | null {
  if (headers === undefined || headers === null) return null;
  if (typeof headers !== 'object' || Array.isArray(headers)) {
    warnings.push(makeReason('HEADERS_NO_OBJECT'));
    return null;
  }
  const given = Object.entries(headers).map(([name, value]) => ({ name, text: headerText(name, value) }));
  const dropped = given.filter(({ text }) => text === null);
  if (dropped.length > 0) {
    const names = clip(dropped.map(({ name }) => JSON.stringify(name)).join(', '), 200);
    warnings.push(makeReason('HEADERS_UNSENDABLE', { names }));
  }
  return noneIfEmpty(Object.fromEntries(given.flatMap(({ name, text }) => (text === null ? [] : [[name, text]]))));
}

/** A count or a yes is sent as it is written; null for what cannot be sent. */
function headerText(name: string, value: unknown): string | null {
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  const canBeSent =
    name !== '__proto__' &&
    HEADER_NAME.test(name) &&
    !isFramingHeader(name) &&
    typeof text === 'string' &&
    HEADER_VALUE.test(text);
  return canBeSent ? text : null;
}

const noneIfEmpty = (headers: Record<string, string>) => (Object.keys(headers).length > 0 ? headers : null);
const isHttpUrl = (url: unknown) =>
  typeof url === 'string' && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
const clip = (text: string, length: number) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);
const shownValue = (value: unknown) => clip(writeExactly(value), 100);
