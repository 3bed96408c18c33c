/** Whether mail to the domain finds a host. RFC 5321 §5.1, RFC 7505. */
import { isIP } from 'node:net';
import { getDomain } from 'tldts';
import type { Domain } from '../../inventory/model.ts';
import type { EstateRecord } from '../../records/record.ts';
import { type DomainRule, type EstateRule, OWN_JUDGEMENT, ownRecord, type Subject, type Whole } from './rule.ts';
import { hasSenders, isLive, settingOf } from './senders.ts';

export const mxRules: DomainRule[] = [
  {
    id: 'no-mx',
    set: 'core',
    severity: 'warning',
    title: 'The domain has no MX record',
    reference: 'RFC 5321 §5.1',
    check({ context, mx, domain }) {
      if (mx.length > 0 || context.phase === 'retired' || domain.settings.mailProvider !== 'none') return [];
      return [
        {
          setting: 'mailProvider',
          message: 'The domain has no MX record: replies and complaints to it have nowhere to go.',
          fix: 'Name a `mailProvider`, or write an MX under `records`.',
        },
      ];
    },
  },
  {
    id: 'mx-is-address',
    set: 'core',
    severity: 'error',
    title: 'An MX names an address instead of a host',
    reference: 'RFC 5321 §5.1',
    check: subject =>
      subject.records
        .filter(record => record.type === 'MX' && ADDRESS_LIKE.test(record.content) && isIP(record.content) > 0)
        .map(record => ({
          setting: settingOf(record, subject),
          message: `The MX of ${record.name} is the address ${record.content}; senders look up a host of that name and give up.`,
          fix: 'Write the name of the host.',
        })),
  },
  {
    id: 'mx-listed-twice',
    set: 'core',
    severity: 'warning',
    title: 'One MX host is listed with two priorities',
    reference: 'RFC 5321 §5.1',
    check: subject =>
      repeatedHosts(subject.mx).map(record => ({
        setting: settingOf(record, subject),
        message: `${record.content} is an MX of ${record.name} twice: the second only makes senders try the same host again.`,
        fix: 'Keep one of them.',
      })),
  },
  {
    id: 'null-mx-beside-mx',
    set: 'core',
    severity: 'error',
    title: 'A null MX stands beside another MX',
    reference: 'RFC 7505 §3',
    check(subject) {
      if (subject.mx.length < 2) return [];
      const none = subject.mx.find(({ content }) => content === '.');
      if (!none) return [];
      const message = 'The null MX says that the domain takes no mail, and the MX beside it that it does.';
      return [{ setting: settingOf(none, subject), message, fix: 'Keep one or the other.' }];
    },
  },
  {
    id: 'null-mx-sends',
    set: 'deliverability',
    severity: 'warning',
    title: 'A domain that takes no mail sends some',
    reference: 'RFC 7505 §4.2',
    check(subject) {
      const [mx, ...more] = subject.mx;
      if (!isLive(subject) || mx?.content !== '.' || more.length > 0 || !hasSenders(subject)) return [];
      const message = 'The domain has a null MX and sends: receivers may refuse what they cannot answer.';
      return [{ setting: 'records', message, fix: 'Give it an MX, or let nothing send with its name.' }];
    },
  },
  {
    id: 'mx-beside-provider',
    set: 'core',
    severity: 'warning',
    title: "An MX of one's own stands beside those of the mail provider",
    reference: OWN_JUDGEMENT,
    check(subject) {
      const [own, provided] = split(subject.mx, ({ source }) => source === 'records');
      if (own.length === 0 || provided.length === 0 || subject.context.phase === 'retired') return [];
      // A provider may have older hosts of its own, as Google has.
      const operators = new Set(provided.map(({ content }) => getDomain(content)));
      const title = subject.context.senders[0]?.template.title;
      const foreign = own.filter(({ content }) => content !== '.' && !operators.has(getDomain(content)));
      if (foreign.length === 0) return [];
      const message = `Mail for the domain would go to ${title} or to ${foreign[0]?.content}, as senders choose; the latter knows no mailboxes of ${title}.`;
      return [{ setting: 'records', message, fix: 'Remove the MX from `records`, or write `mailProvider: none`.' }];
    },
  },
];

/** Hosts are nearly all, and Node matches them against all of RFC 4291 first. */
const ADDRESS_LIKE = /^[\d.]+$|:/;

export const mxProxied: EstateRule = {
  id: 'mx-proxied',
  set: 'core',
  severity: 'error',
  title: 'A mail host is behind the HTTP proxy',
  reference: 'https://developers.cloudflare.com/dns/proxy-status/',
  check: whole =>
    targetsInside(whole).flatMap(({ at, record, target }) => {
      if (!target.proxied) return [];
      const message = `The ${record.type} of ${record.name} leads to ${target.name}, which Cloudflare proxies: the proxy takes only HTTP.`;
      return [{ at, message, setting: ownRecord(record, at), fix: `Write \`proxied: false\` at ${target.name}.` }];
    }),
};

export const mxIsCname: EstateRule = {
  id: 'mx-is-cname',
  set: 'core',
  severity: 'error',
  title: 'An MX names an alias',
  reference: 'RFC 2181 §10.3',
  check: whole =>
    targetsInside(whole).flatMap(({ at, record, target }) => {
      if (record.type !== 'MX' || target.type !== 'CNAME' || target.proxied) return [];
      const message = `The MX of ${record.name} is ${target.name}, a CNAME to ${target.content}: some senders refuse that.`;
      const fix = `Name ${target.content} itself, or give the host addresses.`;
      return [{ at, message, setting: ownRecord(record, at), fix }];
    }),
};

type Led = { at: Domain; record: EstateRecord; target: EstateRecord };

// Two rules ask.
const known = new WeakMap<Whole, Led[]>();

/** MX and SRV records that lead to a name of the estate which has records itself. */
function targetsInside(whole: Whole): Led[] {
  const before = known.get(whole);
  if (before) return before;
  const found = whole.subjects.flatMap(subject => ledInside(subject, whole));
  known.set(whole, found);
  return found;
}

function ledInside({ domain, records }: Subject, { ownerOf }: Whole): Led[] {
  const found: Led[] = [];
  for (const record of records) {
    if (record.type !== 'MX' && record.type !== 'SRV') continue;
    const host = record.content.slice(record.content.lastIndexOf(' ') + 1);
    const target = ownerOf(host)?.records.find(({ name, type }) => name === host && HOSTS.has(type));
    if (target) found.push({ at: domain, record, target });
  }
  return found;
}

const HOSTS = new Set<string>(['A', 'AAAA', 'CNAME']);

function repeatedHosts(mx: EstateRecord[]): EstateRecord[] {
  if (mx.length < 2) return [];
  return mx.filter(({ content, priority, provided }, index) => {
    const first = mx.findIndex(other => other.content === content);
    return !provided && first < index && mx[first]?.priority !== priority;
  });
}

function split<T>(all: T[], test: (each: T) => boolean): [T[], T[]] {
  return [all.filter(test), all.filter(each => !test(each))];
}
