/** Which domains an audit looks at, and what each should serve by now. */
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import type { Target } from '../../audit/audit.ts';
import { targetsOf } from '../../audit/targets.ts';
import { MailyardError } from '../../error.ts';
import type { Estate } from '../../estate/estate.ts';
import type { Resource } from '../../estate/resource.ts';
import { loadEstate } from '../../load-estate.ts';
import { knownLists } from '../../plan/known-records.ts';
import { selects } from '../../plan/select.ts';
import { wantedNow } from '../../plan/wanted.ts';
import { isPolicyDomain } from '../../spf/domain-spec.ts';
import { readState } from '../../state/read.ts';
import { type Context, estateOf, findSite } from '../context.ts';
import { refuseUnknown } from '../selected.ts';

/** Those of the command line; what is in the estate is held to its plan. An estate that cannot be read must not stop a look at others. */
export async function namedTargets(context: Context, names: string[]): Promise<Target[]> {
  const domains = [...new Set(names.map(domainOf))];
  const { estate } = loadEstate(context.sources);
  const targets = targetsOf(estate, estate && (await listsNow(context, estate)));
  const planned = new Map(targets.map(target => [target.domain, target]));
  return domains.map(domain => planned.get(domain) ?? { domain });
}

export async function estateTargets(context: Context): Promise<Target[]> {
  const { estate } = estateOf(context);
  refuseUnknown(context, { stacks: [] }, estate);
  const { selection } = context;
  return targetsOf(estate, await listsNow(context, estate)).filter(({ domain, segment = '', zone }) =>
    selects(selection, { segment, name: zone ?? domain, new: { domains: { [domain]: 'live' } } }),
  );
}

/**
 * An MX under MTA-STS may wait for its day, and only the state knows since when; and what a provider gave for the records.
 * Nothing else of an audit needs the state, so one that is far away is asked only then, and one that cannot be read ends nothing.
 */
async function listsNow(context: Context, estate: Estate): Promise<Map<string, Resource[]> | undefined> {
  const inUse =
    estate.domains.some(({ settings }) => settings.mtaSts.mode !== 'none') ||
    estate.zones.some(({ records }) => records.some(({ provided }) => provided?.given));
  try {
    const { backend, project } = await findSite(context);
    if (!inUse && backend.kind !== 'file') return undefined;
    const state = await readState(backend, project);
    return knownLists(wantedNow(estate, state, project).lists, state);
  } catch (error) {
    if (!(error instanceof MailyardError)) throw error;
    context.terminal.note(
      `What waits for its day, and what providers gave, is not known, as the state cannot be read: ${error.message}`,
    );
    return undefined;
  }
}

function domainOf(text: string): string {
  const name = (domainToASCII(text.replace(/\.$/, '')) || text).toLowerCase();
  if (isPolicyDomain(name) && !isIP(name)) return name;
  throw new MailyardError('bad-option', `"${text}" is not a domain.`, {
    fix: 'For example: mailyard audit acme.example',
  });
}
