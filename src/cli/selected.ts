/** The command line's selection as the engines ask it: by stack and resource name. */
import { matchesGlob } from 'node:path';
import { MailyardError } from '../error.ts';
import type { Estate, EstateDomain } from '../estate/estate.ts';
import { type Resource, zoneOfName } from '../estate/resource.ts';
import { hasErrors } from '../inventory/finding.ts';
import { nearest } from '../inventory/nearest.ts';
import { loadEstate } from '../load-estate.ts';
import { domainGlob, type Selection, selects, sharersAmong } from '../plan/select.ts';
import { wantedNow } from '../plan/wanted.ts';
import type { State } from '../state/state.ts';
import type { Context } from './context.ts';

/** A zone is chosen by any domain that it serves in the state or will serve by the estate. */
export function selectedBy(
  { selection }: Context,
  state: State,
  estate?: Estate,
): (stack: string, name: string) => boolean {
  const served = new Map<string, Record<string, unknown>>();
  for (const { stack, resources } of state.stacks)
    for (const { name, inputs } of resources) served.set(`${stack} ${name}`, inputs);
  const lists = estate ? wantedNow(estate, state).lists : new Map<string, Resource[]>();
  const wanted = new Map(
    [...lists].flatMap(([segment, list]) =>
      list.map(({ name, inputs }) => [`${segment} ${name}`, inputs as Record<string, unknown>]),
    ),
  );
  const sharers = sharersAmong([...served.keys(), ...wanted.keys()].map(placeOfKey));
  return (segment, resource) => {
    const name = zoneOfName(resource);
    const key = `${segment} ${name}`;
    return selects(selection, { segment, name, old: served.get(key), new: wanted.get(key) }, sharers);
  };
}

/** Neither segments nor resources have spaces in their names. */
function placeOfKey(key: string): { segment: string; name: string } {
  const [segment = '', name = ''] = key.split(' ', 2);
  return { segment, name };
}

/** Of the estate's domains those that are chosen by themselves, not by a zone that they share. */
export function choosesDomain({
  segments,
  domains,
}: Selection): (domain: { domain: string; segment: string }) => boolean {
  return ({ domain, segment }) =>
    (segments.length === 0 || segments.includes(segment)) &&
    (domains.length === 0 || domains.some(glob => matchesGlob(domain, glob)));
}

/**
 * A selection that stands for nothing is a slip of the pen, and "nothing to do" would hide it. Throws `unknown-segment`, `unknown-domain`.
 */
export function refuseUnknown({ selection, sources }: Context, state: State, estate?: Estate): void {
  if (selection.segments.length + selection.domains.length === 0) return;
  const written = estate ? { estate, findings: [] } : loadEstate(sources, 'errors');
  // Inventories with errors may lack what was meant: whoever needs them says so.
  if (state.stacks.length === 0 && hasErrors(written.findings)) return;
  const known = merged(namesOf(state), written.estate);
  const segment = selection.segments.find(name => !known.segments.has(name));
  if (segment !== undefined) throw unknown('segment', `There is no segment "${segment}".`, segment, known.segments);
  const glob = selection.domains.find(pattern => !matchesAny(known.domains, pattern));
  if (glob !== undefined) throw unknown('domain', `No domain matches "${glob}".`, glob, known.domains);
}

/** A domain that is named by itself, in any way of writing it. Throws `unknown-domain`. */
export function domainNamed({ domains }: Estate, name: string): EstateDomain {
  const meant = domainGlob(name);
  const found = domains.find(({ domain }) => domain === meant);
  if (found) return found;
  const near = nearest(
    meant,
    domains.map(({ domain }) => domain),
  );
  throw new MailyardError('unknown-domain', `There is no domain ${name} in the inventories.`, {
    fix: near ? `Did you mean ${near}?` : '`mailyard warmup status` shows them all.',
  });
}

interface Names {
  segments: Set<string>;
  domains: Set<string>;
}

function namesOf({ stacks }: State): Names {
  const used = stacks.filter(({ resources }) => resources.length > 0);
  const served = used.flatMap(({ resources }) =>
    resources.flatMap(({ name, inputs }) => [zoneOfName(name), ...Object.keys(inputs.domains ?? {})]),
  );
  return { segments: new Set(used.map(({ stack }) => stack)), domains: new Set(served) };
}

function merged({ segments, domains }: Names, estate: Estate | undefined): Names {
  const served = (estate?.zones ?? []).flatMap(zone => [zone.zone, ...Object.keys(zone.domains)]);
  return {
    segments: new Set([...segments, ...(estate?.segments ?? []).map(({ segment }) => segment)]),
    domains: new Set([...domains, ...served]),
  };
}

const matchesAny = (domains: Set<string>, glob: string): boolean =>
  domains.values().some(domain => matchesGlob(domain, glob));

function unknown(what: 'segment' | 'domain', message: string, name: string, known: Set<string>): MailyardError {
  const near = nearest(name, [...known].sort());
  const all =
    what === 'segment' ? `Segments: ${[...known].sort().join(', ')}.` : 'A pattern takes `*`: acme-*.example.';
  return new MailyardError(`unknown-${what}`, message, { fix: near ? `Did you mean "${near}"?` : all });
}
