/** Tests run among the globals of their Node process, as the program does: see docs/decisions/0004. */
import { AsyncLocalStorage } from 'node:async_hooks';

/** Those that have carried something in this file. */
const storages = new Set<AsyncLocalStorage<unknown>>();

for (const method of ['run', 'enterWith'] as const) {
  const carry = AsyncLocalStorage.prototype[method] as (...args: unknown[]) => unknown;
  Object.assign(AsyncLocalStorage.prototype, {
    [method](this: AsyncLocalStorage<unknown>, ...args: unknown[]) {
      storages.add(this);
      return carry.apply(this, args);
    },
  });
}

export default class ProcessEnvironment {
  readonly global = globalThis;

  async setup(): Promise<void> {}

  /**
   * Node 20 copies each storage ever used to each promise, for ever; Jest and Temporal make new ones for each file. After 40
   * files that took a third of the processor. What is used again begins again by itself.
   */
  async teardown(): Promise<void> {
    for (const storage of storages) storage.disable();
    storages.clear();
  }

  /** Jest asks for it; there is no context of its own. */
  getVmContext(): null {
    return null;
  }

  exportConditions(): string[] {
    return ['node', 'node-addons'];
  }
}
