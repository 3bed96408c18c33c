/** An error that a person can act on: a stable code, what happened and where, and the way out. */
export class MailyardError extends Error {
  readonly code: string;
  readonly fix?: string;

  constructor(code: string, message: string, options: { fix?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'MailyardError';
    this.code = code;
    this.fix = options.fix;
  }
}
