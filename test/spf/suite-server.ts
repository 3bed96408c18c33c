/** A resolver for one scenario's zone, over real UDP and TCP. */
import { type Asked, reply } from '../dns/twin.ts';
import type { Value, ZoneName } from './suite.ts';

const RECURSION_AVAILABLE = 0x0080;
const NXDOMAIN = 3;
const LONGEST_CHAIN = 10;

/** What it sends to a question; nothing at all where the suite says TIMEOUT. */
export function answerFrom(zone: ReadonlyMap<string, ZoneName>): (asked: Asked) => Buffer | undefined {
  return asked => {
    const found = chase(zone, asked.name, asked.type);
    if (found === 'silence') return undefined;
    const size = reply(asked, found.answers).length;
    const flags = RECURSION_AVAILABLE | (asked.over === 'udp' && size > 1232 ? 0x0200 : 0);
    return reply(asked, found.answers, { rcode: found.exists ? 0 : NXDOMAIN, flags });
  };
}

interface Found {
  exists: boolean;
  answers: object[];
}

/** A resolver follows aliases (RFC 1034 §3.6.2); in a circle it gives up after some, and the client sees the circle. */
function chase(zone: ReadonlyMap<string, ZoneName>, name: string, type: string): Found | 'silence' {
  const answers: object[] = [];
  for (let owner = name; ; ) {
    const here = zone.get(owner.toLowerCase());
    const matching = (here?.records ?? []).filter(record => record.type === type);
    answers.push(...matching.map(({ value }) => ({ name: owner, type, ttl: 60, data: dataOf(type, value) })));
    if (matching.length > 0) return { exists: true, answers };
    const alias = here?.records.find(record => record.type === 'CNAME');
    if (!alias && here?.silent) return 'silence';
    if (!alias || answers.length >= LONGEST_CHAIN) return { exists: here !== undefined, answers };
    answers.push({ name: owner, type: 'CNAME', ttl: 60, data: dataOf('CNAME', alias.value) });
    owner = String(dataOf('CNAME', alias.value));
  }
}

function dataOf(type: string, value: Value): unknown {
  if (type === 'MX') return { preference: value[0], exchange: value[1] || '.' };
  if (type === 'TXT') return [value].flat().map(text => Buffer.from(String(text)));
  return String(value).replace(/\.$/, '');
}
