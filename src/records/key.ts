/** Keys name a record by its role and host, so that an edit of a value stays an edit of the same record. */
import { bareHost } from './host.ts';
import { type RecordRole, recordRoles } from './record.ts';

/** `mx-1` for the zone's apex, `mx-1@news` for a host below it. */
export function recordKey(role: RecordRole, id: string | undefined, host: string, zone: string): string {
  const base = id ? withId(role, id) : role;
  return host === zone ? base : atHost(base, hostBelow(host, zone));
}

const withId = joined('-');
const atHost = joined('@');

/** Thousands of zones have the same keys: one text for all of them is hashed, compared and kept once. */
function joined(mark: string): (start: string, end: string) => string {
  const known = new Map<string, Map<string, string>>();
  return (start, end) => {
    let ends = known.get(start);
    if (!ends) {
      ends = new Map();
      known.set(start, ends);
    }
    const text = ends.get(end) ?? `${start}${mark}${end}`;
    if (!ends.has(end)) ends.set(end, text);
    return text;
  };
}

/** The role a key speaks of; what no role explains is `extra`. No role is the start of another. */
export function roleOfKey(key: string): RecordRole {
  const base = key.split('@', 1)[0] ?? key;
  const role = recordRoles.find(role => base === role || base.startsWith(`${role}-`));
  return role ?? 'extra';
}

/** The host a key speaks of, as an FQDN: `spf@bounce` in acme.example is bounce.acme.example. */
export function hostOfKey(key: string, zone: string): string {
  const at = key.indexOf('@');
  return at < 0 ? zone : `${key.slice(at + 1)}.${zone}`;
}

/** `bounce` for bounce.acme.example in acme.example; the name itself where it is not below the zone. */
export function hostBelow(name: string, zone: string): string {
  return name.endsWith(`.${zone}`) ? name.slice(0, -zone.length - 1) : name;
}

/** `@`, a label or an FQDN of this domain, as an FQDN in lower case. */
export function fqdn(name: string, domain: string): string {
  const lower = bareHost(name);
  if (lower === '@' || lower === '.' || lower === '' || lower === domain) return domain;
  return lower.endsWith(`.${domain}`) ? lower : `${lower}.${domain}`;
}
