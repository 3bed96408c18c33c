/** With what each sender of a domain can pass DMARC there: the domains it signs as, and those it has in MAIL FROM. RFC 9989 §4.4. */
import type { DomainContext, Sender } from './context.ts';
import { signerNamed } from './dkim/signer-facts.ts';
import { makesKeys, signedName } from './dkim/signers.ts';
import type { EstateRecord, ZoneRecord } from './record.ts';
import { ownReturnPath } from './return-path.ts';
import { parseTags } from './tags.ts';

/** As it stands in DNS: a key that nobody gave yet, or a host without SPF, is not among them. Keys that Mailyard makes a rotation looks after. */
export interface SenderIdentity {
  /** The template's title, or how else people know it. */
  name: string;
  /** `d=` of its DKIM keys. */
  signsAs: string[];
  /** MAIL FROM domains for which its SPF passes. */
  envelopes: string[];
}

export interface Alignment {
  dkim: 'relaxed' | 'strict';
  spf: 'relaxed' | 'strict';
}

/** Whether its mail passes DMARC of the domain by DKIM or by SPF. */
export function aligns({ signsAs, envelopes }: SenderIdentity, domain: string, { dkim, spf }: Alignment): boolean {
  return signsAs.some(host => isAligned(host, domain, dkim)) || envelopes.some(host => isAligned(host, domain, spf));
}

/** All hosts here stand in one zone, so relaxed asks only that one is within the other. */
function isAligned(host: string, domain: string, mode: 'relaxed' | 'strict'): boolean {
  if (host === domain) return true;
  return mode === 'relaxed' && (host.endsWith(`.${domain}`) || domain.endsWith(`.${host}`));
}

/** Those being left count: their queues still send. `records` are the domain's, as they will stand in the zone. */
export function senderIdentities(context: DomainContext, records: EstateRecord[]): SenderIdentity[] {
  const { domain, settings } = context;
  const senders = [...context.senders, ...context.leaving].map(sender => identityOf(sender, context, records));
  if (settings.sendingIps.length === 0) return senders;
  const hosts = [ownReturnPath(context) ?? domain].filter(host => hasSpf(host, records));
  const programs = settings.dkim.signers.some(({ name }) => signerNamed(name)?.program);
  const signsAs = programs ? [domain] : signingHosts(written(records));
  return [...senders, { name: '`sendingIps`', signsAs, envelopes: hosts }];
}

/** A sender whose template knows of no key may use any that the user wrote. */
function identityOf(
  { template, rendering, atApex }: Sender,
  { domain, settings }: DomainContext,
  records: EstateRecord[],
): SenderIdentity {
  const keys = rendering.drafts.filter(({ role }) => role === 'dkim');
  const names = new Set(keys.filter(({ provided }) => !provided || provided.given).map(({ name }) => name));
  const own = keys.length > 0 ? records.filter(({ name }) => names.has(name)) : written(records);
  const returnPaths = rendering.drafts.filter(({ role }) => role === 'return-path').map(({ host }) => host);
  const spfHosts = rendering.spfTerms.length > 0 ? [atApex ? domain : rendering.spfHost] : [];
  const hosts = new Set([...spfHosts, ...(atApex ? [] : returnPaths)].filter(host => host !== undefined));
  return {
    name: template.title,
    signsAs: makesKeys(settings, template.name)
      ? [signedName({ domain, settings }, template.name, template)]
      : signingHosts(own),
    envelopes: [...hosts].filter(host => hasSpf(host, records)),
  };
}

/** Under `records`, for whichever sender. */
const written = (records: EstateRecord[]): EstateRecord[] => records.filter(({ source }) => source === 'records');

const KEYS_BELOW = '._domainkey.';

/** The domains that signatures with these keys speak for; a revoked key (empty `p=`) signs nothing. RFC 6376 §3.6.1. */
export function signingHosts(records: ZoneRecord[]): string[] {
  const keys = records.filter(({ name }) => name.includes(KEYS_BELOW) && !name.startsWith('*.'));
  const usable = keys.filter(({ type, content }) => type !== 'TXT' || parseTags(content).values.get('p'));
  return [...new Set(usable.map(({ name }) => name.slice(name.indexOf(KEYS_BELOW) + KEYS_BELOW.length)))];
}

/** Its own SPF record, or behind a CNAME that of the relay. */
const hasSpf = (host: string, records: ZoneRecord[]): boolean =>
  records.some(
    ({ name, type, content }) =>
      name === host && (type === 'CNAME' || (type === 'TXT' && /^v=spf1( |$)/i.test(content))),
  );
