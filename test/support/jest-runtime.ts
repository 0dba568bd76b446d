/**
 * What Jest loads test files by: Node itself. Jest's own runtime loads every module anew for each test file, which took a third
 * of the whole run, and not quite as Node does. Here a worker process loads each module of the program once; only the test file
 * and Jest's own state are new each time. See docs/decisions/0004.
 */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
/** Where jest-circus registers who hears of its events, beyond the module itself. */
const EVENT_HANDLERS = Symbol.for('EVENT_HANDLERS');

/** Jest puts one of its own in its place, which complains. */
const exit = process.exit.bind(process, undefined);
/**
 * A worker process that has nothing left to do ends at once: what it has loaded, Temporal's core and sandboxes among it, took half a
 * second and more to be taken down, and Jest ("failed to exit gracefully") waits for no longer. What a test left open keeps it alive.
 */
if (process.send) process.once('beforeExit', exit);

let count = 0;

export default class NodeRuntime {
  /** Jest's test framework: a fresh one, since its tests and hooks are those of one file. */
  requireInternalModule(path: string): unknown {
    Reflect.deleteProperty(globalThis, EVENT_HANDLERS);
    delete require.cache[path];
    return require(path);
  }

  unstable_shouldLoadAsEsm(): boolean {
    return true;
  }

  /** A file is loaded under an address of its own, so that another run of it in this process is another module. */
  unstable_importModule(path: string): Promise<unknown> {
    count += 1;
    return import(`${pathToFileURL(path)}?run=${count}`);
  }

  requireModule(path: string): unknown {
    return require(path);
  }

  getSourceMaps(): Map<string, string> {
    return new Map();
  }

  getAllCoverageInfoCopy(): undefined {
    return undefined;
  }

  setGlobalsForRuntime(): void {}
  enterTestCode(): void {}
  leaveTestCode(): void {}
  teardown(): void {}
}
