/** What changes between two inputs of one mailbox. Pure. */
import { isDeepStrictEqual } from 'node:util';
import type { MailboxInputs } from '../../estate/resource.ts';
import type { DiffResult } from '../provider.ts';
import { managed } from './settings.ts';

/** Another address or provider is another mailbox. `adopt` is nothing to one that is there. */
export function mailboxDiff(olds: MailboxInputs, news: MailboxInputs): DiffResult {
  const names = ['address', 'provider', 'account', ...managed] as const;
  const changed = names.filter(name => !isDeepStrictEqual(olds[name], news[name]));
  return {
    changed: changed.length > 0,
    replaces: changed.filter(name => name === 'address' || name === 'provider'),
    detailed: Object.fromEntries(changed.map(name => [name, kindOf(olds[name], news[name])])),
  };
}

function kindOf(old: unknown, next: unknown): DiffResult['detailed'][string] {
  if (old === undefined) return 'add';
  return next === undefined ? 'delete' : 'update';
}
