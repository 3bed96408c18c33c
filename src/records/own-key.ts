/** The marks of DKIM keys that Mailyard makes and rotates. They are in no plan: the ledger knows them. */
import { hostBelow } from './key.ts';

const START = 'dkim-key-';

/** `dkim-key-my20261126a`, below the zone's apex `dkim-key-my20261126a@news`. `name`: of the record. */
export function ownKeyMark(name: string, zone: string): string {
  const [selector = '', host = zone] = name.split('._domainkey.');
  return host === zone ? `${START}${selector}` : `${START}${selector}@${hostBelow(host, zone)}`;
}

/** `key`: as `ownerOf` reads it from a comment. */
export const isOwnKey = (key: string): boolean => key.startsWith(START);
