/** Hosts that a Worker serves. Attaching one writes its address into the zone; its certificate comes some time after. */
import { type Answer, ok } from './answer.ts';
import { mayView } from './auth.ts';
import { fieldsOf } from './body.ts';
import { type Cloud, newId } from './cloud.ts';
import { editByHand } from './edit.ts';
import type { TwinScript, TwinToken, TwinWorkerDomain, TwinZone } from './model.ts';
import { badBody, Refusal } from './refusal.ts';
import { getScript, scriptKey } from './workers.ts';

const forms = {
  hostname: 'string',
  service: 'string',
  zone_id: 'string',
  zone_name: 'string',
  environment: 'string',
} as const;

/** Again for the same Worker it changes nothing; for another one it is refused (409, as seen in 2026-04 and 2026-09). */
export function attach(cloud: Cloud, token: TwinToken, body: unknown): Answer {
  const { hostname, service, environment, ...given } = fieldsOf(body, forms) as Record<string, string | undefined>;
  if (!hostname || !service) throw badBody('"hostname" and "service" are required.');
  const { account } = token;
  const script = getScript(cloud, account, service);
  const zone = zoneOfHost(cloud, token, hostname, given);
  const known = [...cloud.workerDomains.values()].find(domain => domain.hostname === hostname);
  if (known?.service === script.name) return ok(domainJson(cloud, known));
  if (known) throw conflict(100116, `Hostname '${hostname}' already in use by other custom domain.`);
  if (zone.records.at(hostname).some(({ type }) => ['A', 'AAAA', 'CNAME'].includes(type))) {
    throw conflict(100117, `Hostname '${hostname}' already has externally managed DNS records (A, CNAME, etc).`);
  }
  const address = { type: 'AAAA', name: hostname, content: '100::', proxied: true, ttl: 1 };
  const [record] = editByHand(cloud, zone, { add: address, readOnly: true });
  const domain: TwinWorkerDomain = {
    id: newId(cloud),
    account,
    hostname,
    service: script.name,
    environment: environment ?? 'production',
    zoneId: zone.id,
    recordId: record?.id ?? '',
    certificateId: newId(cloud),
    attachedAt: cloud.clock.now(),
  };
  cloud.workerDomains.set(domain.id, domain);
  return ok(domainJson(cloud, domain));
}

export function getDomain(cloud: Cloud, account: string, id: string): TwinWorkerDomain {
  const domain = cloud.workerDomains.get(id);
  if (domain?.account !== account) throw new Refusal(404, 100114, 'Could not find the requested domain.');
  return domain;
}

/** With the host its address goes; the certificate stays somewhere, and is no use without it. */
export function detach(cloud: Cloud, account: string, id: string): Answer {
  const { zoneId, recordId } = getDomain(cloud, account, id);
  const zone = cloud.zonesById.get(zoneId);
  if (zone) {
    zone.records.delete(recordId);
    zone.serial += 1;
  }
  cloud.workerDomains.delete(id);
  return ok(null);
}

export function listDomains(cloud: Cloud, account: string, query: URLSearchParams): Answer {
  const wanted = ['hostname', 'service', 'zone_id', 'zone_name', 'environment'].filter(name => query.has(name));
  const own = [...cloud.workerDomains.values()].filter(domain => domain.account === account);
  const domains = own.map(domain => domainJson(cloud, domain));
  return ok(domains.filter(domain => wanted.every(name => domain[name as keyof typeof domain] === query.get(name))));
}

export interface AttachedWorker {
  script: TwinScript;
  /** Epoch milliseconds on the sandbox's clock. */
  attachedAt: number;
}

export function workerAt(cloud: Cloud, hostname: string): AttachedWorker | undefined {
  const domain = [...cloud.workerDomains.values()].find(each => each.hostname === hostname);
  const script = domain && cloud.scripts.get(scriptKey({ account: domain.account, name: domain.service }));
  return script && { script, attachedAt: domain.attachedAt };
}

export const domainJson = (cloud: Cloud, domain: TwinWorkerDomain) => ({
  id: domain.id,
  hostname: domain.hostname,
  service: domain.service,
  environment: domain.environment,
  zone_id: domain.zoneId,
  zone_name: cloud.zonesById.get(domain.zoneId)?.name ?? '',
  cert_id: domain.certificateId,
});

/** As it is named, or the longest that holds the host. */
function zoneOfHost(
  cloud: Cloud,
  token: TwinToken,
  hostname: string,
  { zone_id: id, zone_name: name }: Record<string, string | undefined>,
): TwinZone {
  const zones = [...cloud.zones.values()].filter(zone => mayView(token, zone));
  const holds = (zone: TwinZone) => hostname === zone.name || hostname.endsWith(`.${zone.name}`);
  const fits = zones.filter(zone => holds(zone) && (id ?? zone.id) === zone.id && (name ?? zone.name) === zone.name);
  const [zone] = fits.sort((a, b) => b.name.length - a.name.length);
  if (!zone) throw new Refusal(400, 100115, `No zone of this account holds the hostname '${hostname}'.`);
  return zone;
}

const conflict = (code: number, message: string): Refusal => new Refusal(409, code, message);
