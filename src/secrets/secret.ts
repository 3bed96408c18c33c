/** A password or key on its way through the process: whatever prints it prints `***`. */
import { inspect } from 'node:util';

export class Secret {
  readonly #plain: string;

  constructor(plain: string) {
    this.#plain = plain;
  }

  /** The text itself, for the one place that sends, seals or shows it. */
  reveal(): string {
    return this.#plain;
  }

  toString(): string {
    return '***';
  }

  toJSON(): string {
    return '***';
  }

  [inspect.custom](): string {
    return '***';
  }
}
