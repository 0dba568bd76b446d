/** One fresh QuickJS in a WebAssembly memory of its own: never used twice, never disposed, left to the garbage collector. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
  RELEASE_SYNC,
} from 'quickjs-emscripten';
import { MEMORY_PAGES } from './limits.js';
import { RunningTime } from './running-time.js';

// TypeScript has the types of WebAssembly in its DOM library only.
declare namespace WebAssembly {
  class Module {
    private readonly brand;
  }
  class Memory {
    constructor(pages: { initial: number; maximum: number });
    readonly buffer: ArrayBuffer;
  }
  function compile(bytes: Uint8Array): Promise<Module>;
}

export type CompiledQuickJs = WebAssembly.Module;

/** A context with its limits: time counts from `watch.start()` on. */
export interface Vm {
  context: QuickJSContext;
  runtime: QuickJSRuntime;
  watch: SoftLimit;
  /** Whether the memory has grown (nearly) to its limit. */
  isFull(): boolean;
}

/** Compiles QuickJS; the result serves any number of {@link freshVm}. */
export async function compileQuickJs(): Promise<CompiledQuickJs> {
  const quickjs = createRequire(createRequire(import.meta.url).resolve('quickjs-emscripten'));
  return WebAssembly.compile(await readFile(quickjs.resolve('@jitl/quickjs-wasmfile-release-sync/wasm')));
}

export async function freshVm(compiled: CompiledQuickJs): Promise<Vm> {
  const memory = new WebAssembly.Memory({ initial: 256, maximum: MEMORY_PAGES });
  const quiet = () => undefined; // an abort prints its stack otherwise
  // Emscripten reads the first two as well, which the type of its options does not name.
  const emscriptenModule = { print: quiet, printErr: quiet, wasmMemory: memory };
  const variant = newVariant(RELEASE_SYNC, {
    wasmModule: compiled,
    emscriptenModule,
  });
  const runtime = (await newQuickJSWASMModuleFromVariant(variant)).newRuntime();
  const watch = new SoftLimit();
  runtime.setInterruptHandler(() => watch.isOver());
  return {
    context: runtime.newContext(),
    runtime,
    watch,
    isFull: () => memory.buffer.byteLength > (MEMORY_PAGES - 64) * 65_536,
  };
}

/** Evaluates one of our own functions (inside.ts) and calls it with the arguments. */
export function callInside(
  { context }: Vm,
  fn: (...args: never[]) => unknown,
  ...args: QuickJSHandle[]
): QuickJSHandle {
  const handle = context.unwrapResult(context.evalCode(`(${fn})`, 'tocsin.js'));
  return context.unwrapResult(context.callFunction(handle, context.undefined, ...args));
}

/**
 * Interrupts code that has run too long. QuickJS calls it every 10,000 steps, mostly far less than a millisecond apart. A
 * longer pause is one long built-in call, or time in which other programs had the processor. So a pause counts as 5 ms at
 * most, and all of them as no more than this process has run; the hard limit ends code that stays in one long call.
 */
export class SoftLimit {
  private running: RunningTime | null = null;
  private limitMs = 0;
  private last = 0;
  private spent = 0;
  /** Whether the limit has stopped the code at least once. */
  reached = false;

  /** @param running from now; a test passes one of its own clocks */
  start(limitMs: number, running = new RunningTime()): void {
    this.running = running;
    this.limitMs = limitMs;
    this.last = 0;
    this.spent = 0;
  }

  isOver(): boolean {
    if (!this.running) return false;
    const passed = this.running.passedMs();
    this.spent += Math.min(passed - this.last, 5);
    this.last = passed;
    const over = this.spent > this.limitMs && this.running.runMs() > this.limitMs;
    this.reached ||= over;
    return over;
  }
}
