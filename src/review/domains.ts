/** Domains that come, go, move or are set otherwise. */
import { isDeepStrictEqual } from 'node:util';
import type { Estate, EstateDomain, Mailbox } from '../estate/estate.ts';

export interface DomainChange {
  domain: string;
  kind: 'added' | 'removed' | 'moved' | 'changed';
  /** Where it is in the head; for a removed one where it was. */
  segment: string;
  /** The segment that a moved one comes from. */
  from?: string;
  /** How many it has, where that is news. */
  mailboxes?: { before: number; after: number; added: string[]; removed: string[]; changed: string[] };
  settings: SettingChange[];
}

export interface SettingChange {
  /** A path: `dmarc.policy`. */
  setting: string;
  /** Absent where there was, or is, none; and always under `values`, where people paste what no comment needs to show. */
  before?: unknown;
  after?: unknown;
}

export function domainChanges(before: Estate, after: Estate): DomainChange[] {
  const [old, now] = [byName(before), byName(after)];
  const names = new Set([...old.keys(), ...now.keys()]);
  return [...names].sort().flatMap(name => domainChange(old.get(name), now.get(name)));
}

const byName = ({ domains }: Estate): Map<string, EstateDomain> =>
  new Map(domains.map(domain => [domain.domain, domain]));

function domainChange(old: EstateDomain | undefined, now: EstateDomain | undefined): DomainChange[] {
  if (!old || !now) {
    const only = now ?? old;
    if (!only) return [];
    const mailboxes = mailboxChange(old?.mailboxes() ?? [], now?.mailboxes() ?? []);
    return [{ domain: only.domain, kind: now ? 'added' : 'removed', segment: only.segment, mailboxes, settings: [] }];
  }
  const mailboxes = mailboxChange(old.mailboxes(), now.mailboxes());
  const settings = settingChanges(old.settings, now.settings);
  const moved = old.segment !== now.segment;
  if (!moved && !mailboxes && settings.length === 0) return [];
  return [
    {
      domain: now.domain,
      kind: moved ? 'moved' : 'changed',
      segment: now.segment,
      ...(moved && { from: old.segment }),
      ...(mailboxes && { mailboxes }),
      settings,
    },
  ];
}

function mailboxChange(old: Mailbox[], now: Mailbox[]): DomainChange['mailboxes'] {
  const before = new Map(old.map(mailbox => [mailbox.address, settingsOf(mailbox)]));
  const after = new Map(now.map(mailbox => [mailbox.address, settingsOf(mailbox)]));
  const added = [...after.keys()].filter(address => !before.has(address));
  const removed = [...before.keys()].filter(address => !after.has(address));
  const changed = [...after.keys()].filter(
    address => before.has(address) && !isDeepStrictEqual(before.get(address), after.get(address)),
  );
  if (added.length + removed.length + changed.length === 0) return undefined;
  return { before: old.length, after: now.length, added, removed, changed };
}

/** What the domain decides (segment, provider, today's limit) is told of the domain. */
function settingsOf({ segment: _segment, provider: _provider, limitToday: _limit, ...own }: Mailbox): object {
  return own;
}

function settingChanges(old: object, now: object): SettingChange[] {
  const [before, after] = [leaves(old), leaves(now)];
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths]
    .filter(path => !isDeepStrictEqual(before.get(path), after.get(path)))
    .map(setting => ({
      setting,
      ...(setting.startsWith('values.') ? {} : sides(before.get(setting), after.get(setting))),
    }));
}

const sides = (before: unknown, after: unknown) => ({
  ...(before !== undefined && { before }),
  ...(after !== undefined && { after }),
});

/** Path → value; lists are values as a whole. Mailboxes are compared one by one, where they are resolved. */
function leaves(settings: object, above = ''): Map<string, unknown> {
  return new Map(
    Object.entries(settings).flatMap(([key, value]): [string, unknown][] => {
      if (above === '' && key === 'mailboxes') return [];
      const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
      return isMap ? [...leaves(value, `${above}${key}.`)] : [[`${above}${key}`, value]];
    }),
  );
}
