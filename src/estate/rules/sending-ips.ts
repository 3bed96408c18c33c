/** The addresses that a domain sends from by itself. */
import { covers, type Network, parseNetwork } from '../../spf/address.ts';
import { addressesOf } from '../watched-addresses.ts';
import { type DomainRule, type EstateRule, OWN_JUDGEMENT, type Subject } from './rule.ts';
import { isPool } from './senders.ts';

interface Written extends Network {
  text: string;
}

/** A /16 is more than any one sender has; RFC 7208 sets no bound. For IPv6 a /32 is what a provider gets. */
const WIDEST = { 4: 16, 6: 32 } as const;

// RFC 6890 and successors: what never is a client on the Internet. Documentation networks are for examples such as ours.
const UNROUTED = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'],
  ...['224.0.0.0/3', '::1/128', 'fc00::/7', 'fe80::/10', 'ff00::/8'],
].flatMap(network);

export const sendingIpRules: DomainRule[] = [
  {
    id: 'sending-ips-overlap',
    set: 'core',
    severity: 'warning',
    title: 'Sending networks overlap',
    reference: 'RFC 7208 §10.1.1',
    check: subject =>
      (subject.domain.settings.sendingIps.length < 2 ? [] : networks(subject)).flatMap((inner, index, all) => {
        const outer = all.find(
          (other, at) => at !== index && covers(other, inner) && (at < index || !covers(inner, other)),
        );
        if (!outer) return [];
        const message = `${inner.text} is already in ${outer.text}.`;
        return [{ setting: 'sendingIps', message, fix: `Remove ${inner.text}.` }];
      }),
  },
  {
    id: 'sending-ips-private',
    set: 'core',
    severity: 'error',
    title: 'A sending address that the Internet never sees',
    reference: 'RFC 6890 §2.2',
    check: subject =>
      networks(subject)
        .filter(own => UNROUTED.some(range => covers(range, own)))
        .map(({ text }) => ({
          setting: 'sendingIps',
          message: `Receivers never see ${text} as a client: it authorises nothing.`,
          fix: 'Write the public address behind which the server sends.',
        })),
  },
  {
    id: 'sending-ips-wide',
    set: 'security',
    severity: 'warning',
    title: 'A sending network is larger than any sender',
    reference: 'RFC 7208 §11.4',
    check: subject =>
      networks(subject)
        .filter(({ address, prefix }) => prefix < WIDEST[address.family])
        .map(({ text }) => ({
          setting: 'sendingIps',
          message: `${text} lets a whole network of strangers send as ${subject.domain.domain}.`,
          fix: 'Write the addresses that send.',
        })),
  },
  {
    id: 'sending-ips-unwatched',
    set: 'deliverability',
    severity: 'info',
    title: 'A sending network is too large for blocklists to be asked about each address',
    reference: OWN_JUDGEMENT,
    check: subject =>
      networks(subject)
        .filter(own => own.prefix >= WIDEST[own.address.family] && !addressesOf(own))
        .map(({ text }) => ({
          setting: 'sendingIps',
          message: `${text} has more than 256 addresses: nobody would hear that one of them is on a blocklist.`,
          fix: 'Write the addresses that send.',
        })),
  },
];

/** Receivers judge an address by all that comes from it: outreach would drag wanted mail down. */
export const ipsSharedWithPool: EstateRule = {
  id: 'ips-shared-with-pool',
  set: 'deliverability',
  severity: 'warning',
  title: 'Outreach and other mail leave from one address',
  reference: OWN_JUDGEMENT,
  check({ subjects }) {
    const senders = subjects.filter(({ domain }) => domain.settings.sendingIps.length > 0);
    const pools = new Map<string, string>();
    for (const { domain, segment } of senders.filter(isPool)) {
      for (const text of domain.settings.sendingIps) pools.set(text, segment.segment);
    }
    return senders
      .filter(subject => !isPool(subject))
      .flatMap(({ domain }) => {
        const shared = domain.settings.sendingIps.find(text => pools.has(text));
        if (shared === undefined) return [];
        const message = `${shared} also sends the outreach of ${pools.get(shared)}: its reputation would be shared.`;
        return [{ at: domain, setting: 'sendingIps', message, fix: 'Send them from different addresses.' }];
      });
  },
};

// Three rules ask, and domains share lists.
const known = new WeakMap<string[], Written[]>();

function networks({ domain }: Subject): Written[] {
  const { sendingIps } = domain.settings;
  const before = known.get(sendingIps);
  if (before) return before;
  const written = sendingIps.flatMap(network);
  known.set(sendingIps, written);
  return written;
}

function network(text: string): Written[] {
  const parsed = parseNetwork(text);
  return parsed ? [{ text, ...parsed }] : [];
}
