/** `--segment` and `--domain` choose among the actions of a finished plan; the estate stays whole. */
import { matchesGlob } from 'node:path';
import { ZONE_RECORDS, type ZoneRecordsInputs, zoneOfName } from '../estate/resource.ts';
import { identityOfName, sharedRegion } from '../estate/ses/names.ts';
import { toAscii } from '../inventory/names.ts';
import { WORKER } from './mta-sts/resources.ts';
import { domainsIn } from './mta-sts/worker.ts';
import type { Step } from './steps.ts';

/** Empty lists select everything. Domain globs, as `domainGlob` makes them, match a zone by any domain it serves or served. */
export interface Selection {
  segments: string[];
  domains: string[];
}

/** A pattern as people write it, in the form that names have here: lower-case A-labels, whatever `*` stands between them. */
export const domainGlob = (text: string): string => text.replace(/\.$/, '').split('.').map(toAscii).join('.');

export function selects(
  selection: Selection,
  step: Pick<Step, 'segment' | 'name' | 'old' | 'new'>,
  sharers: Sharers = () => [],
): boolean {
  const { segments, domains } = selection;
  if (segments.length > 0 && !segments.includes(step.segment)) return false;
  const served = [...servedBy(step), ...sharers(step.segment, step.name)];
  return domains.length === 0 || served.some(domain => domains.some(glob => matchesGlob(domain, glob)));
}

/** The domains that share a part of their segment's at SES, such as its configuration set. */
export type Sharers = (segment: string, name: string) => string[];

export function sharersAmong(places: Iterable<{ segment: string; name: string }>): Sharers {
  const domains = new Map<string, string[]>();
  for (const { segment, name } of places) {
    const identity = identityOfName(name);
    if (!identity) continue;
    const key = `${segment} ${identity.region}`;
    domains.set(key, [...(domains.get(key) ?? []), identity.domain]);
  }
  return (segment, name) => domains.get(`${segment} ${sharedRegion(name)}`) ?? [];
}

/** What belongs to one domain is named after it (`acme.example/mta-sts-host`); a Worker serves all those in it. */
function servedBy({ name, old, new: wanted }: Pick<Step, 'name' | 'old' | 'new'>): string[] {
  const served = [old, wanted].flatMap(inputs => [
    ...Object.keys((inputs as ZoneRecordsInputs | undefined)?.domains ?? {}),
    ...(name === WORKER ? domainsIn(String(inputs?.content)) : []),
  ]);
  return [zoneOfName(name), ...served];
}

/** What belongs to a zone goes with it. */
export function selectedSteps(all: Step[], selection: Selection): Step[] {
  if (selection.segments.length + selection.domains.length === 0) return all;
  const key = ({ segment, name }: Step) => `${segment} ${zoneOfName(name)}`;
  const isZone = ({ type, name }: Step) => type === ZONE_RECORDS && name === zoneOfName(name);
  const zones = new Map(all.filter(isZone).map(step => [key(step), step]));
  const sharers = sharersAmong(all);
  return all.filter(step => selects(selection, zones.get(key(step)) ?? step, sharers));
}
