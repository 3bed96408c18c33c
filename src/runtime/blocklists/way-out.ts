/** What to do about a list that cannot be believed. */
import type { Blocklist } from '../../inventory/blocklist.ts';

export const wayOut = ({ name, access }: Blocklist): string =>
  `${access.says} Where it stays so, switch it off: a copy of its template, blocklists/${name}.yaml, with \`disabled: <why>\`.`;
