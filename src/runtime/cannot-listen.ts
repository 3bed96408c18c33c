/** Why a server cannot begin to listen, in words. */
import { MailyardError } from '../error.ts';

export interface Address {
  host: string;
  /** 0 is any. */
  port: number;
}

/** `127.0.0.1:8788`, `[::1]:8788`. */
export const placeOf = ({ host, port }: Address): string => `${host.includes(':') ? `[${host}]` : host}:${port}`;

/** `option` names the address on the command line. */
export function cannotListen(
  who: string,
  address: Address,
  error: NodeJS.ErrnoException,
  option = '--listen',
): MailyardError {
  const { code = '', message } = error;
  const reason = REASONS[code] ?? message;
  return new MailyardError('listen', `${who} cannot listen on ${placeOf(address)}: ${reason}.`, {
    fix:
      code === 'EACCES'
        ? `Ports below 1024 need the right to them, CAP_NET_BIND_SERVICE; or give another ${option} HOST:PORT.`
        : `Give another address: ${option} HOST:PORT; port 0 is any.`,
    cause: error,
  });
}

const REASONS: Record<string, string> = {
  EADDRINUSE: 'it is taken',
  EACCES: 'this user may not',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'there is no such host',
};
