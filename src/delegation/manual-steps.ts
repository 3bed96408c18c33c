/** What only the registrar can do, as steps with a check of their own. Pure; the order is that of RFC 6781 §4.3.5: never a DS record without its key. */
import type { ManualStep } from '../manual/step.ts';
import type { DsSight, Parent } from './parent.ts';

/** A zone that Mailyard makes or signs, as the state knows it. */
export interface ManagedZone {
  zone: string;
  segment: string;
  /** Whether Mailyard makes the zone itself. */
  created: boolean;
  /** Once it is made: those that Cloudflare gave it. */
  nameServers?: string[];
  dnssec: 'keep' | 'on' | 'off';
  /** Once it is signed: `acme.example. 3600 IN DS 2371 13 2 …`. */
  ds?: string;
}

/** In the order in which they are to be done: the first one first, the others once it is done. */
export function manualSteps(zone: ManagedZone, parent: Parent): ManualStep[] {
  const delegation = delegationStep(zone, parent);
  if (delegation) return parent.ds.state === 'live' ? [removal(zone, parent, 'then'), delegation] : [delegation];
  if (zone.dnssec === 'off') return parent.ds.state === 'live' ? [removal(zone, parent, 'off')] : [];
  return zone.dnssec === 'on' && zone.ds ? signingSteps(zone, zone.ds, parent) : [];
}

function delegationStep(zone: ManagedZone, parent: Parent): ManualStep | undefined {
  const { nameServers: seen, ds } = parent;
  if (!zone.nameServers || sameNames(zone.nameServers, seen ?? [])) return undefined;
  const caution =
    ds.state === 'unknown' ? ' Look first that it has no DS record there: with one, it would not resolve.' : '';
  return {
    ...step(zone, 'name-servers', seen === undefined ? 'unknown' : 'open'),
    text: `Name these servers for ${zone.zone} at its registrar, and no others.${caution}`,
    values: [...zone.nameServers].sort(),
    seen:
      seen === undefined ? 'No answer to NS.' : seen.length > 0 ? `Now: ${seen.join(', ')}.` : 'Nobody serves it yet.',
  };
}

function removal(zone: ManagedZone, { ds }: Parent, next: 'then' | 'off'): ManualStep {
  const wait = `wait ${hours(ds.ttl)}`;
  const why =
    next === 'off'
      ? `${wait}, and run \`mailyard up\` again: signing ends only then`
      : `${wait}, and only then change its name servers: until then resolvers expect signatures that the new ones do not make`;
  return {
    ...step(zone, 'remove-ds', 'open'),
    text: `Remove the DS record of ${zone.zone} at its registrar, ${why}.`,
    values: ds.records,
    seen: `Its parent still has it (${ds.evidence}).`,
  };
}

/** Whether the DS record that was seen is the zone's own. */
export function isOwnDs({ ds: own }: ManagedZone, { whole = false, records }: DsSight): boolean {
  const data = own && dsData(own).toLowerCase();
  return whole || records.some(record => record.toLowerCase() === data);
}

function signingSteps(zone: ManagedZone, own: string, { ds }: Parent): ManualStep[] {
  if (isOwnDs(zone, ds)) return [];
  const values = [dsData(own)];
  if (ds.state === 'live') {
    const text = `Replace the DS record of ${zone.zone} at its registrar by this one: the present one fits no key of the zone, and validating resolvers do not resolve it.`;
    return [{ ...step(zone, 'add-ds', 'open'), text, values, seen: `Now: ${ds.records.join(', ')}.` }];
  }
  const text = `Add this DS record for ${zone.zone} at its registrar (key tag, algorithm, digest type, digest). Cloudflare's own registrar does it by itself.`;
  const state = ds.state === 'none' ? 'open' : 'unknown';
  const seen = ds.state === 'none' ? 'Its parent has none.' : `Nobody could say (${ds.evidence}).`;
  return [{ ...step(zone, 'add-ds', state), text, values, seen }];
}

const titles = {
  'remove-ds': 'Registrar: DS record to remove',
  'name-servers': 'Registrar: name servers',
  'add-ds': 'Registrar: DS record to add',
};

const step = ({ zone, segment }: ManagedZone, id: keyof typeof titles, state: ManualStep['state']) => ({
  ...{ id, title: titles[id], domain: zone, zone, segment, state },
});

/** `2371 13 2 ABCD` of Cloudflare's whole line. */
const dsData = (line: string): string => line.replace(/^.*\sDS\s+/, '').trim();

const sameNames = (a: string[], b: string[]): boolean =>
  [...a].sort().join().toLowerCase() === [...b].sort().join().toLowerCase();

/** A TTL in the words of a person who waits. */
function hours(seconds: number): string {
  if (seconds >= 3600) return `${Math.ceil(seconds / 3600)} h (its TTL)`;
  return seconds > 0 ? `${Math.ceil(seconds / 60)} min (its TTL)` : 'until it has left the caches';
}
