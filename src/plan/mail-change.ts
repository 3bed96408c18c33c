/** What changes of a mailbox or domain at its provider, by its settings. Pure. */
import { isDeepStrictEqual } from 'node:util';
import { MAIL_DOMAIN, MAIL_DOMAIN_READY, MAILBOX } from '../estate/resource.ts';
import type { Step } from './steps.ts';

export interface MailChange {
  provider: string;
  /** The address, or the domain. */
  subject: string;
  /** The provider that it moves away from: there it stays, and here it is a new one. */
  from?: string;
  /** What differs; of a new one everything that is set. */
  values: { name: string; old?: unknown; next?: unknown }[];
}

const mailTypes = new Set([MAIL_DOMAIN, MAIL_DOMAIN_READY, MAILBOX]);
const beside = new Set(['provider', 'account', 'address', 'domain', 'adopt']);

/** Undefined for what is no matter of mail providers. */
export function mailChange({ type, old = {}, new: wanted = {} }: Step): MailChange | undefined {
  if (!mailTypes.has(type)) return undefined;
  const { provider, address, domain } = { ...old, ...wanted } as Record<string, string>;
  const from = movesFrom(old, wanted);
  const before = from ? {} : old;
  const names = [...new Set([...Object.keys(before), ...Object.keys(wanted)])].filter(name => !beside.has(name)).sort();
  return {
    provider: provider ?? '',
    subject: address ?? domain ?? '',
    ...(from && { from }),
    values: names
      .filter(name => !isDeepStrictEqual(before[name], wanted[name]))
      .map(name => ({ name, old: before[name], next: wanted[name] })),
  };
}

/** The provider that has it, where another one is to. */
export function movesFrom(old: Record<string, unknown>, wanted: Record<string, unknown> = {}): string | undefined {
  const [before, after] = [old.provider, wanted.provider];
  return typeof before === 'string' && typeof after === 'string' && before !== after ? before : undefined;
}
