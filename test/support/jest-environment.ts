/** Tests run among the globals of their Node process, as the program does: see docs/decisions/0004. */
export default class ProcessEnvironment {
  readonly global = globalThis;

  async setup(): Promise<void> {}

  async teardown(): Promise<void> {}

  /** Jest asks for it; there is no context of its own. */
  getVmContext(): null {
    return null;
  }

  exportConditions(): string[] {
    return ['node', 'node-addons'];
  }
}
