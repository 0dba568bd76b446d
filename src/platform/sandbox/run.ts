/** One run of a merchant's handler in a fresh QuickJS. */
import type { QuickJSHandle } from 'quickjs-emscripten';
import {
  installCollation,
  installConsole,
  installDeterminism,
  installExactJson,
  installIntl,
  installLocaleMethods,
  installOffers,
  makeCaller,
  makeExact,
  makeExplainer,
  makeIntl,
  makeWriter,
} from './inside.js';
import { answerIntl, compareBy } from './intl-bridge.js';
import {
  MAX_CONSOLE_LINE_LENGTH,
  MAX_CONSOLE_LINES,
  MAX_ERROR_LENGTH,
  MAX_INTL_REQUEST_LENGTH,
  MAX_TEXT_BYTES,
} from './limits.js';
import type { Failure, FailureKind, Job, Report } from './messages.js';
import { callInside, type Vm } from './vm.js';

/** The name that the merchant's code has in stacks. */
const FILE = 'handler.js';
const JOBS_AT_ONCE = 100;

/** A fresh QuickJS that is ready for the merchant's code. */
export interface QuickJsSource {
  vm: Vm;
  call: QuickJSHandle;
  explain: QuickJSHandle;
  console: string[];
  consoleDropped: number;
}

/** Puts console, `Intl`, `money()`, `mask()` and the seeded `Math.random` into a fresh QuickJS. */
export function prepareQuickJs(vm: Vm, { seed, mark }: Pick<Job, 'seed' | 'mark'>): QuickJsSource {
  const { context } = vm;
  const number = (value: number) => context.newNumber(value);
  callInside(vm, installExactJson);
  const writer = callInside(vm, makeWriter, context.newString(mark));
  const stage: QuickJsSource = {
    vm,
    call: callInside(vm, makeCaller, callInside(vm, makeExact), writer, number(MAX_TEXT_BYTES)),
    explain: callInside(vm, makeExplainer, writer, number(MAX_ERROR_LENGTH)),
    console: [],
    consoleDropped: 0,
  };
  const write = context.newFunction('write', (line) => {
    if (stage.console.length < MAX_CONSOLE_LINES) stage.console.push(context.getString(line));
    else stage.consoleDropped += 1;
  });
  const host = context.newFunction('intl', (request) => context.newString(answerIntl(context.getString(request))));
  const compare = context.newFunction('compare', (a, b, rules) =>
    context.newNumber(compareBy(context.getString(a), context.getString(b), context.getString(rules))),
  );
  const intl = callInside(vm, makeIntl, host, writer, number(MAX_INTL_REQUEST_LENGTH));
  callInside(vm, installConsole, write, number(MAX_CONSOLE_LINE_LENGTH));
  callInside(vm, installLocaleMethods, intl);
  callInside(vm, installIntl, intl);
  callInside(vm, installCollation, intl, compare);
  callInside(vm, installOffers, intl);
  callInside(vm, installDeterminism, number(seed));
  return stage;
}

/** Runs the job until it ends or reaches the soft limit; never throws. */
export function runHandler(stage: QuickJsSource, job: Job): Report {
  const startedAt = performance.now();
  stage.vm.watch.start(job.softLimitMs);
  let end: { output: string } | { failure: Failure };
  try {
    end = play(stage, job);
  } catch (error) {
    end = { failure: crashed(stage, error) };
  }
  return {
    output: 'output' in end ? end.output : null,
    failure: 'failure' in end ? end.failure : null,
    console: stage.console,
    consoleDropped: stage.consoleDropped,
    durationMs: performance.now() - startedAt,
  };
}

function play(stage: QuickJsSource, job: Job): { output: string } | { failure: Failure } {
  const { context } = stage.vm;
  // Without the type, code that has `export` would run as a module, and its handler could not be called.
  const loaded = context.evalCode(job.code, FILE, { type: 'global', compileOnly: job.webhook === null });
  if (loaded.error) return { failure: withImportNamed(explainThrown(stage, loaded.error, 'load'), job.code) };
  if (job.webhook === null) return { output: '' };
  const handler = context.unwrapResult(context.evalCode('typeof handler === "function" ? handler : undefined'));
  if (context.typeof(handler) !== 'function') return { failure: { kind: 'no-handler', message: '', line: null } };
  const [webhook, exact] = [context.newString(job.webhook), context.newString(JSON.stringify(job.exact))];
  const called = context.callFunction(stage.call, context.undefined, handler, webhook, exact);
  if (called.error) return { failure: explainThrown(stage, called.error, 'call') };
  return settlePromise(stage, called.value);
}

/** Runs promise jobs until the handler's promise is settled, no job is left, or the time is over. */
function settlePromise(stage: QuickJsSource, promise: QuickJSHandle): { output: string } | { failure: Failure } {
  const { context, runtime, watch } = stage.vm;
  for (;;) {
    const state = context.getPromiseState(promise);
    if (state.type === 'fulfilled') return { output: context.getString(state.value) };
    if (state.type === 'rejected') return { failure: explainThrown(stage, state.error, 'call') };
    if (!runtime.hasPendingJob()) return { failure: { kind: 'never-settled', message: '', line: null } };
    const done = runtime.executePendingJobs(JOBS_AT_ONCE);
    if (done.error) return { failure: explainThrown(stage, done.error, 'call') };
    if (watch.isOver()) return { failure: { kind: 'time', message: '', line: null } };
  }
}

function explainThrown(stage: QuickJsSource, thrown: QuickJSHandle, step: 'load' | 'call'): Failure {
  const { context, watch, isFull } = stage.vm;
  // Without a line: QuickJS does not know where in a function it was interrupted.
  if (watch.reached) return { kind: 'time', message: '', line: null };
  const read = context.callFunction(stage.explain, context.undefined, thrown);
  // To read the error may run getters of the merchant; and without free memory no error can be read at all.
  if (read.error) return { kind: watch.reached ? 'time' : isFull() ? 'memory' : 'crash', message: '', line: null };
  const { name, message, stack } = JSON.parse(context.getString(read.value)) as Record<string, string>;
  const line = /handler\.js:(\d+)/.exec(stack ?? '')?.[1];
  const kind = failureKind(name ?? '', message ?? '', step, isFull());
  return { kind, message: name ? `${name}: ${message}` : (message ?? ''), line: line ? Number(line) : null };
}

function failureKind(name: string, message: string, step: 'load' | 'call', full: boolean): FailureKind {
  if (name === 'InternalError' && message === 'out of memory') return 'memory';
  if (name === '' && message === 'null' && full) return 'memory'; // QuickJS had no room for the error itself
  if (/^(Internal|Syntax)Error$/.test(name) && message === 'stack overflow') return 'recursion';
  if (step === 'load' && /\bexport\b|'(module|exports)' is not defined/.test(message)) return 'export';
  return step === 'load' && name === 'SyntaxError' ? 'syntax' : 'threw';
}

/** For an `import` line QuickJS reports "expecting '('", which does not help a merchant. */
function withImportNamed(failure: Failure, code: string): Failure {
  return failure.kind === 'syntax' && /^\s*import\b/m.test(code) ? { ...failure, kind: 'import' } : failure;
}

function crashed(stage: QuickJsSource, error: unknown): Failure {
  const deep = error instanceof RangeError && /call stack/.test(error.message);
  return { kind: stage.vm.isFull() ? 'memory' : deep ? 'recursion' : 'crash', message: '', line: null };
}
