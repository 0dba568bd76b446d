/** A value that nobody prints by accident: a log line, an error or a dump has the word `[secret]` in its place. */
import { inspect } from 'node:util';

const SHOWN = '[secret]';

export class Secret<Value = string> {
  readonly #value: Value;

  constructor(value: Value) {
    this.#value = value;
  }

  /** For whoever needs it to connect, sign or decrypt, at the last moment. */
  reveal(): Value {
    return this.#value;
  }

  toString(): string {
    return SHOWN;
  }

  toJSON(): string {
    return SHOWN;
  }

  [inspect.custom](): string {
    return SHOWN;
  }
}
