/** What a zone needs beside its records: the zone itself, its signing and its settings. Types of Pulumi's Cloudflare package. */
import type { Segment } from '../inventory/model.ts';
import {
  CLOUDFLARE_PLUGIN,
  CLOUDFLARE_PROVIDER,
  ZONE,
  ZONE_DNSSEC,
  ZONE_SETTING,
  type ZoneDnssecInputs,
  type ZoneInputs,
} from './cloudflare-types.ts';
import type { EstateZone } from './estate.ts';
import { from } from './references.ts';
import type { Resource, ResourceOptions } from './resource.ts';

/** The options of every resource of the Cloudflare package. */
export const ofCloudflare: ResourceOptions = { version: CLOUDFLARE_PLUGIN, provider: 'cloudflare' };

/**
 * One a stack, also where it says nothing of its own: Pulumi replaces every resource that changes from its default provider
 * to another one, and so a segment could never be given a token of its own.
 */
export function cloudflareProvider({ cloudflare: { token } }: Segment): Resource {
  const options: ResourceOptions = { version: CLOUDFLARE_PLUGIN };
  if (token) options.envVarMappings = { [token]: 'CLOUDFLARE_API_TOKEN' };
  return { type: CLOUDFLARE_PROVIDER, name: 'cloudflare', inputs: {}, dependsOn: [], options };
}

export function zoneExtras(zone: EstateZone, segment: Segment): Resource[] {
  return [
    ...(zone.created === 'here' ? [newZone(zone, segment)] : []),
    ...(zone.dnssec === 'keep' ? [] : [signing(zone, zone.dnssec)]),
    ...Object.entries(zone.settings).map(([id, value]) => setting(zone, id, value)),
  ];
}

/**
 * With a zone its name servers would go and all that others wrote in it: it is protected, and where it leaves the state all
 * the same, it stays at Cloudflare.
 */
function newZone({ zone }: EstateZone, { cloudflare: { account = '' } }: Segment): Resource<ZoneInputs> {
  return {
    type: ZONE,
    name: `${zone}/zone`,
    inputs: { account: { id: account }, name: zone },
    dependsOn: [],
    options: { ...ofCloudflare, protect: true, retainOnDelete: true },
  };
}

/** Retained: who no longer has Mailyard look after it (`keep`) does not want it switched off. */
function signing({ zone }: EstateZone, wanted: 'on' | 'off'): Resource<ZoneDnssecInputs> {
  return {
    type: ZONE_DNSSEC,
    name: `${zone}/dnssec`,
    inputs: { zoneId: from(zone, 'zoneId'), status: wanted === 'on' ? 'active' : 'disabled' },
    dependsOn: [],
    options: { ...ofCloudflare, retainOnDelete: true },
  };
}

function setting({ zone }: EstateZone, id: string, value: string | number): Resource {
  return {
    type: ZONE_SETTING,
    name: `${zone}/${id}`,
    inputs: { zoneId: from(zone, 'zoneId'), settingId: id, value },
    dependsOn: [],
    options: ofCloudflare,
  };
}
