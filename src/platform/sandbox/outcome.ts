/** Turns the report of a run into a result, with sentences for the merchant. */

import { type ExactInteger, readMarked, writeExactly } from '../json/exact-json.js';
import { isDeeperThan } from '../json/json-depth.js';
import type { CodeFault, TransformationInput, TransformationResult } from './handler-run.js';
import { MAX_CONSOLE_LINES, MAX_DEPTH, MAX_ERROR_LENGTH, MAX_TEXT_BYTES } from './limits.js';
import type { Failure, FailureKind, Job, Report, Returned } from './messages.js';

const METHODS = ['POST', 'PUT', 'PATCH'];
const DECLARE = 'Declare `function handler(webhook)` and return the webhook from it';
// RFC 9110: a token as name, no line breaks or control characters in the value.
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

const SENTENCES: Record<FailureKind, (message: string, softLimitMs: number) => string> = {
  syntax: (message) => `Your code cannot be read: ${message}`,
  export: () => `Your code exports its handler, which does not work here. ${DECLARE}.`,
  import: () => 'Your code imports a module, and there are none here: a handler has only its own code.',
  'no-handler': () => `Your code has no handler. ${DECLARE}.`,
  'never-settled': () =>
    'Your handler waits for a promise that never settles: there are no timers and no network here.',
  threw: (message) => `Your code threw an error: ${message}`,
  time: (_message, softLimitMs) => `Your handler ran longer than ${softLimitMs} ms and was stopped.`,
  memory: () => 'Your handler needed more than 64 MiB of memory and was stopped.',
  recursion: () => 'Your handler called itself too deeply and was stopped.',
  crash: () => 'Your handler broke the sandbox that it ran in and was stopped.',
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
export function refused(error: string, fault: 'code' | 'event'): TransformationResult {
  return { ...NOTHING, error, fault, durationMs: 0, console: [], warnings: [] };
}

/** The result of a run with integers beyond 2^53, which the handler gets as BigInt. */
export function withExact(result: TransformationResult, exact: readonly ExactInteger[]): TransformationResult {
  if (exact.length === 0) return result;
  const where = clip(exact.map(({ path }) => path.join('.')).join(', '), 100);
  const hint = `${where} is beyond 2^53 and comes as a BigInt: money() and String() take it, a number would round it.`;
  const warnings = [...result.warnings, `${hint} What is sent of it goes out as the exact number.`];
  // The error says what to do, since nobody reads the warnings of a run that was no test.
  const puzzled = result.error !== null && /bigint/i.test(result.error);
  return { ...result, warnings, error: puzzled ? clip(`${result.error}. ${hint}`, MAX_ERROR_LENGTH) : result.error };
}

/** The result of a run: the webhook to send, a cancellation, or an error with its line. */
export function judgeRun(input: TransformationInput['webhook'], job: Job, report: Report): TransformationResult {
  const result = judged(input, job, report);
  return { ...result, fault: result.ok ? null : 'code' };
}

/** Why the code cannot be read; null where it can. */
export function judgeCode({ softLimitMs }: Job, { output, failure }: Report): CodeFault | null {
  return output === null ? sentence(failure, softLimitMs) : null;
}

function judged(
  input: TransformationInput['webhook'],
  { mark, softLimitMs }: Job,
  report: Report,
): TransformationResult {
  const warnings: string[] = [];
  if (report.consoleDropped > 0) warnings.push(`Only the first ${MAX_CONSOLE_LINES} console lines were kept.`);
  const run = { durationMs: report.durationMs, console: report.console, warnings };
  if (report.output === null) return { ...NOTHING, ...run, ...sentence(report.failure, softLimitMs) };
  const fits = Buffer.byteLength(report.output) <= MAX_TEXT_BYTES;
  const parsed = fits ? parseReturned(report.output) : { kind: 'too much' };
  if (!parsed) return { ...NOTHING, ...run, ...sentence(null, softLimitMs) };
  if (parsed.kind !== 'object') return { ...NOTHING, ...run, error: noObject(parsed.kind) };
  if (isDeeperThan(MAX_DEPTH, parsed))
    return { ...NOTHING, ...run, error: `Your handler returned more than ${MAX_DEPTH} levels of objects in objects.` };
  const returned = readMarked(parsed, mark) as Returned;
  if (returned.cancel === true) return { ...NOTHING, ...run, ok: true, cancelled: true };
  if (returned.cancel !== undefined && returned.cancel !== false)
    warnings.push(`\`cancel\` was ${clip(writeExactly(returned.cancel), 40)}; only \`true\` cancels, so it is sent.`);
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

function sentence(failure: Failure | null, softLimitMs: number): CodeFault {
  const { kind, message, line } = failure ?? { kind: 'crash', message: '', line: null };
  return { error: clip(SENTENCES[kind](message, softLimitMs), MAX_ERROR_LENGTH), line };
}

function noObject(kind: string): string {
  if (kind === 'too much') return 'Your handler returned more than 256 KB, which is more than can be sent.';
  const names: Record<string, string> = { undefined: 'nothing', null: 'null', 'an array': kind };
  const what = names[kind] ?? `a ${kind}`;
  return `Your handler returned ${what} where the webhook was expected: end it with \`return webhook\`.`;
}

function readWebhook(
  { method = null, url = null, headers, payload }: Returned,
  input: TransformationInput['webhook'],
  warnings: string[],
): Partial<TransformationResult> {
  if (payload === undefined)
    return { error: 'Your handler returned an object without `payload`: set webhook.payload and return webhook.' };
  const newMethod = method ?? input.method;
  if (newMethod !== input.method && !METHODS.includes(String(newMethod)))
    return { error: `Your handler set method to ${show(method)}; it can be POST, PUT or PATCH.` };
  const newUrl = url ?? input.url;
  if (newUrl !== input.url && !isHttpUrl(newUrl))
    return { error: `Your handler set url to ${show(url)}, which is no http or https address.` };
  const newHeaders = readHeaders(headers, warnings);
  const result = { url: String(newUrl), method: String(newMethod), headers: newHeaders, payload };
  const { headers: ownHeaders = {} } = input;
  const before = writeExactly([input.url, input.method, noneIfEmpty(ownHeaders), input.payload]);
  const unchanged = before === writeExactly([result.url, result.method, newHeaders, payload]);
  return { ok: true, unchanged, ...result };
}

function readHeaders(headers: unknown, warnings: string[]): Record<string, string> | null {
  if (headers === undefined || headers === null) return null;
  if (typeof headers !== 'object' || Array.isArray(headers)) {
    warnings.push('`headers` was ignored: it must be an object of texts.');
    return null;
  }
  const canBeSent = ([name, value]: [string, unknown]) =>
    name !== '__proto__' && HEADER_NAME.test(name) && typeof value === 'string' && HEADER_VALUE.test(value);
  const dropped = Object.entries(headers).filter((entry) => !canBeSent(entry));
  if (dropped.length > 0) {
    const names = clip(dropped.map(([name]) => JSON.stringify(name)).join(', '), 200);
    warnings.push(`Headers were ignored because their names or values can't be sent: ${names}.`);
  }
  return noneIfEmpty(Object.fromEntries(Object.entries(headers).filter(canBeSent)));
}

const noneIfEmpty = (headers: Record<string, string>) => (Object.keys(headers).length > 0 ? headers : null);
const isHttpUrl = (url: unknown) =>
  typeof url === 'string' && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
const clip = (text: string, length: number) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);
const show = (value: unknown) => clip(writeExactly(value), 100);
