/** Whether addresses can stand in place of the includes that are too many, and whether those in the lock are fit to. */
import type { LockedInclude } from '../../inventory/model.ts';
import type { SpfPart } from '../../records/spf.ts';
import { FLATTENED } from '../../records/spf-flatten.ts';
import { type FlattenedHost, flattenedHosts } from '../../records/spf-hosts.ts';
import { LOOKUP_LIMIT } from '../../spf/limits.ts';
import { type DomainRule, type EstateRule, OWN_JUDGEMENT, type Problem } from './rule.ts';

const setting = 'spf.flatten';
const FLATTEN = 'Run `mailyard spf flatten`, and commit what it writes.';

const eachFlattened =
  (check: (host: FlattenedHost) => Problem[]): DomainRule['check'] =>
  ({ context }) =>
    flattenedHosts(context).flatMap(host => check(host).map(problem => ({ setting, ...problem })));

export const spfFlattenRules: DomainRule[] = [
  {
    id: 'spf-not-locked',
    set: 'core',
    severity: 'error',
    title: 'SPF must be flattened, and the addresses are not in spf.lock.json',
    reference: 'RFC 7208 §4.6.4',
    fixed: true,
    check: eachFlattened(({ host, flattening: { before, missing } }) => {
      if (missing.length === 0) return [];
      const message = `SPF at ${host} takes ${before} of ${LOOKUP_LIMIT} lookups, and the addresses of ${missing.join(', ')} are not in spf.lock.json.`;
      return [{ message, fix: FLATTEN }];
    }),
  },
  {
    id: 'spf-does-not-fit',
    set: 'core',
    severity: 'error',
    title: 'SPF takes more than ten lookups even where it is flattened',
    reference: 'RFC 7208 §4.6.4',
    check: eachFlattened(({ host, record: { lookups, parts }, flattening }) => {
      const { before, missing, fits, cannot } = flattening;
      if (fits || missing.length > 0) return [];
      const left = parts.filter(part => part.lookups > 0);
      const reasons = cannot.map(({ name, reason }) => ` ${name} cannot be flattened: ${reason}.`);
      const message = `SPF at ${host} takes ${before} lookups, and ${lookups} when all is flattened that can be (${prices(left)}).${reasons.join('')}`;
      return [{ message, fix: `${drop(left, lookups - LOOKUP_LIMIT)}, or let a relay use its own return path.` }];
    }),
  },
  {
    id: 'spf-cannot-flatten',
    set: 'core',
    severity: 'info',
    title: 'An include of a record that is too dear cannot be flattened',
    reference: 'RFC 7208 §7',
    check: eachFlattened(({ host, flattening: { cannot } }) =>
      cannot.map(({ name, lookups, reason }) => ({
        message: `${name} stays in SPF at ${host} with its price of ${lookups}, for no list of addresses says the same: ${reason}.`,
      })),
    ),
  },
];

/** One finding an include, however many domains share it. */
export const spfLockStale: EstateRule = {
  id: 'spf-lock-stale',
  set: 'core',
  severity: 'warning',
  title: 'Addresses in spf.lock.json are too old to be trusted',
  reference: OWN_JUDGEMENT,
  check({ subjects, inventory: { spfLock }, today }) {
    const used = subjects.flatMap(({ domain, context }) =>
      flattenedHosts(context).flatMap(({ flattening: { replaced, cannot } }) =>
        [...replaced, ...cannot].map(({ name }) => ({ name, at: domain })),
      ),
    );
    return [...Map.groupBy(used, ({ name }) => name)].flatMap(([name, uses]) => {
      const entry: LockedInclude | undefined = spfLock[name];
      const [first] = uses;
      if (!entry || !first || entry.refreshBy >= today) return [];
      const domains = new Set(uses.map(({ at }) => at.domain)).size;
      const others = domains > 1 ? `, of ${domains} domains,` : '';
      const message = `What stands in place of ${name}${others} was asked for on ${entry.resolved} and is good until ${entry.refreshBy}.`;
      return [{ at: first.at, setting, message, fix: FLATTEN }];
    });
  },
};

const prices = (parts: SpfPart[]): string => parts.map(part => `${labelOf(part)} ${part.lookups}`).join(', ');

/** The dearest, until the rest fits: "Drop sparkpost (2) and include:crm.example (1)". */
function drop(parts: SpfPart[], surplus: number): string {
  const dropped: string[] = [];
  let left = surplus;
  for (const part of parts.filter(({ source }) => source !== FLATTENED)) {
    if (left <= 0) break;
    dropped.push(`${labelOf(part)} (${part.lookups})`);
    left -= part.lookups;
  }
  return dropped.length > 0 ? `Drop ${dropped.join(', ').replace(/, ([^,]*)$/, ' and $1')}` : 'Drop a sender';
}

/** What people know it by: the template, or the include of their own. */
function labelOf({ source, terms }: SpfPart): string {
  if (source === FLATTENED) return 'own includes';
  return source === 'spf.include' ? terms.join(' ') : source;
}
