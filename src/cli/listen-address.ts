/** `HOST:PORT` of `--listen` and its like. */
import { MailyardError } from '../error.ts';
import type { Address } from '../runtime/cannot-listen.ts';

/** Throws `bad-option`. */
export function listenAddress(text: string, option = '--listen'): Address {
  const [, host, port] =
    /^(?:\[([0-9a-f:]+)\]|([\w.-]+)):(\d{1,5})$/i.exec(text)?.filter(part => part !== undefined) ?? [];
  if (host !== undefined && Number(port) <= 65_535) return { host, port: Number(port) };
  throw new MailyardError('bad-option', `${option} takes HOST:PORT, not "${text}".`, {
    fix: 'Such as 127.0.0.1:8788 or [::1]:8788; port 0 is any.',
  });
}
