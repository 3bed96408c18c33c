import { isIP } from 'node:net';

/** This machine, as far as its name or number tells. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
