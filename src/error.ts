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

const WAY_OUT = '\n→ ';

/** As one text, for whoever shows nothing else, such as the Pulumi CLI. */
export const inWords = ({ message, fix }: MailyardError): string => (fix ? message + WAY_OUT + fix : message);

/** Such a text taken apart again. */
export function fromWords(text: string): { message: string; fix?: string } {
  const [message = '', fix] = text.split(WAY_OUT);
  return fix ? { message, fix } : { message };
}
