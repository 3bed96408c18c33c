/** Twins of blocklists: the zones of the templates, with what is listed in them, answered by the sandbox's DNS server. */
import type { Blocklist, TargetKind } from '../../inventory/blocklist.ts';
import { questionName } from '../../runtime/blocklists/question.ts';
import { parseAddress } from '../../spf/address.ts';
import { bare, NOERROR, NXDOMAIN, REFUSED, type Reply } from '../dns/answer.ts';
import type { FirstAnswer } from '../dns/twin.ts';
import { characterString, host, ipv4, u32 } from '../dns/wire.ts';
import { parentOf } from '../dns/zone.ts';
import { type ListFault, outcomeOf, PARKED } from './faults.ts';

export interface BlocklistTwins {
  /** For the DNS server: `startDnsTwin({ first: twins.answer })`. */
  answer: FirstAnswer;
  /** The keys that the lists want, as variables. */
  env: Record<string, string>;
  /** Puts an address or a domain, and all below it, on a list; default code: the first of the template. */
  enter(list: string, target: string, code?: string): void;
  remove(list: string, target: string): void;
  /** `*` is every list; without a fault it works again. */
  break(list: string, fault?: ListFault): void;
  /** Whether names that do not exist are answered, as some resolvers do. */
  rewrite(on: boolean): void;
}

interface Twin {
  list: Blocklist;
  entries: Map<string, string>;
  points: Map<string, string>;
  fault?: ListFault;
  turns: Map<string, number>;
}

const KEY = 'sandboxkey0123456789abcdef';
const TTL = 60;
const [A, SOA, TXT] = [1, 6, 16];

/** Every list is there with its test points, and nothing else on it. */
export function blocklistTwins(lists: Iterable<Blocklist>): BlocklistTwins {
  const twins = new Map(Array.from(lists, list => [list.name, twinOf(list)]));
  const zones = zonesOf(twins.values());
  let rewriting = false;
  const twin = (name: string): Twin => {
    const found = twins.get(name);
    if (!found) throw new Error(`the sandbox has no blocklist ${name}: ${[...twins.keys()].join(', ')}`);
    return found;
  };
  return {
    env: Object.fromEntries(
      [...twins.values()].flatMap(({ list }) => (list.access.key ? [[list.access.key, KEY]] : [])),
    ),
    enter: (name, target, code) => void twin(name).entries.set(entryOf(target), code ?? usualCode(twin(name).list)),
    remove: (name, target) => void twin(name).entries.delete(entryOf(target)),
    break(name, fault) {
      for (const each of name === '*' ? twins.values() : [twin(name)]) each.fault = fault;
    },
    rewrite(on) {
      rewriting = on;
    },
    answer(asked, type, otherwise) {
      const name = asked.toLowerCase();
      const zone = zoneAt(zones, name);
      const reply = zone ? replyOf(zone, name.slice(0, -zone.name.length - 1), asked, type) : otherwise();
      const absent = reply !== 'silence' && [NXDOMAIN, REFUSED].includes(reply.rcode);
      return rewriting && absent && type === 'A' ? answered(asked, [PARKED], type, '') : reply;
    },
  };
}

interface Zone {
  name: string;
  twin: Twin;
  keyed: boolean;
}

/** Without the key, which is the first label of what is asked there. */
function zonesOf(twins: Iterable<Twin>): Map<string, Zone> {
  const all = [...twins].flatMap(twin =>
    [twin.list.zone, twin.list.access.keyedZone ?? []].flat().map((zone): Zone => {
      const name = zone.replace('{key}.', '');
      return { name, twin, keyed: name !== zone };
    }),
  );
  return new Map(all.map(zone => [zone.name, zone]));
}

function zoneAt(zones: ReadonlyMap<string, Zone>, name: string): Zone | undefined {
  for (let at = parentOf(name); at !== ''; at = parentOf(at)) {
    const zone = zones.get(at);
    if (zone) return zone;
  }
  return undefined;
}

function replyOf({ name, twin, keyed }: Zone, below: string, asked: string, type: string): Reply | 'silence' {
  const suffix = keyed ? `.${KEY}` : '';
  if (!below.endsWith(suffix)) return bare(REFUSED);
  const target = keyed ? below.slice(0, -suffix.length) : below;
  const listed = codeFor(twin, target);
  const turn = twin.turns.get(target) ?? 0;
  twin.turns.set(target, turn + 1);
  const works = twin.fault === 'flapping' && twin.points.has(target);
  const outcome = outcomeOf(
    works ? undefined : twin.fault,
    listed === undefined ? [] : [listed],
    usualCode(twin.list),
    turn,
  );
  if ('reply' in outcome) return outcome.reply as Reply | 'silence';
  if (outcome.answers.length === 0) return absent(name);
  return answered(asked, outcome.answers, type, `${twin.list.title} lists it: ${asked}`);
}

/** A listed domain is so with every host below it. */
function codeFor({ entries, points }: Twin, target: string): string | undefined {
  for (let at = target; at !== ''; at = parentOf(at)) {
    const code = entries.get(at);
    if (code !== undefined) return code;
  }
  return points.get(target);
}

function answered(asked: string, addresses: string[], type: string, text: string): Reply {
  const resource = (number: number, data: Buffer) => ({ name: asked, type: number, ttl: TTL, data });
  const answers = type === 'A' ? addresses.map(address => resource(A, ipv4(address))) : [];
  if (type === 'TXT' && text) answers.push(resource(TXT, characterString(text.slice(0, 255))));
  return { rcode: NOERROR, authoritative: true, answers, authorities: [] };
}

/** RFC 2308 §3: with the SOA record, or the answer would be no answer. */
function absent(zone: string): Reply {
  const data = Buffer.concat([host(`ns.${zone}`), host(`dns.${zone}`), ...[1, 3600, 600, 604_800, TTL].map(u32)]);
  return { ...bare(NXDOMAIN), authoritative: true, authorities: [{ name: zone, type: SOA, ttl: TTL, data }] };
}

function twinOf(list: Blocklist): Twin {
  const points = Object.values(list.test).flatMap(({ listed }) => listed);
  return {
    ...{ list, entries: new Map(), turns: new Map() },
    points: new Map(points.map(point => [entryOf(point), usualCode(list)])),
  };
}

/** The target as it stands before the zone. */
function entryOf(target: string): string {
  const family = parseAddress(target)?.family;
  const kind: TargetKind = family ? `ipv${family}` : 'domain';
  return questionName(kind, target.toLowerCase(), '').slice(0, -1);
}

/** The first that the template has, with the lower end of its ranges. */
function usualCode({ codes, bits }: Blocklist): string {
  const code = codes?.[0]?.code;
  return code ? code.replace(/(\d+)-\d+/g, '$1') : `127.0.0.${bits?.[0]?.bit}`;
}
