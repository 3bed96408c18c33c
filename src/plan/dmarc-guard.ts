/** DMARC that becomes stricter while a sender of the domain passes it by neither way: its mail would be refused. RFC 9989 §4.4. */
import type { ZoneRecordsInputs } from '../estate/resource.ts';
import type { DmarcPolicy } from '../inventory/model.ts';
import { type Alignment, aligns, type SenderIdentity, signingHosts } from '../records/alignment.ts';
import { roleOfKey } from '../records/key.ts';
import type { ZoneRecord } from '../records/record.ts';
import { parseTags } from '../records/tags.ts';
import type { RecordRefusal } from './record-refusal.ts';
import { servedDomain } from './served-domain.ts';

/** What the estate knows of a domain's senders; of one zone alone nobody does. */
export type SendersOf = (domain: string) => SenderIdentity[];

export function dmarcRefusals(
  olds: ZoneRecordsInputs,
  news: ZoneRecordsInputs,
  sendersOf: SendersOf = () => [],
): RecordRefusal[] {
  const staying = Object.keys(olds.domains).filter(domain => news.domains[domain] === 'live');
  return staying.flatMap(domain => {
    const [before, after] = [stanceOn(domain, olds), stanceOn(domain, news)];
    if (!isStricter(before, after)) return [];
    const known = sendersOf(domain);
    const senders = known.length > 0 ? known : visibleSenders(domain, news);
    const failing = senders.filter(sender => !aligns(sender, domain, after.alignment)).map(({ name }) => name);
    return failing.length > 0 ? [refusal(domain, before, after, failing)] : [];
  });
}

/** How receivers are asked to treat what fails. */
interface Stance {
  policy: DmarcPolicy;
  alignment: Alignment;
}

const strength: Record<DmarcPolicy, number> = { none: 0, quarantine: 1, reject: 2 };
const NOTHING_ASKED: Stance = { policy: 'none', alignment: { dkim: 'relaxed', spf: 'relaxed' } };

/** The policy rises, or the alignment that it rests on becomes strict. */
function isStricter(before: Stance, after: Stance): boolean {
  if (after.policy === 'none') return false;
  const [old, next] = [before.alignment, after.alignment];
  const narrower = (next.dkim === 'strict' && old.dkim !== 'strict') || (next.spf === 'strict' && old.spf !== 'strict');
  return strength[after.policy] > strength[before.policy] || narrower;
}

/**
 * The domain's own record; without one that of the highest name above it in the zone, with what it says of subdomains (RFC 9989
 * §4.10). `t=y` does not soften it: receivers of RFC 7489 do not know the tag.
 */
function stanceOn(domain: string, { records }: ZoneRecordsInputs): Stance {
  const all = Object.values(records);
  const own = dmarcTags(domain, all);
  const tags =
    own ??
    namesAbove(domain)
      .flatMap(name => dmarcTags(name, all) ?? [])
      .at(-1);
  if (!tags) return NOTHING_ASKED;
  const asked = (own ? undefined : tags.get('sp')) ?? tags.get('p');
  const mode = (tag: string) => (tags.get(tag)?.toLowerCase() === 's' ? 'strict' : 'relaxed');
  return {
    policy: asked === 'quarantine' || asked === 'reject' ? asked : 'none',
    alignment: { dkim: mode('adkim'), spf: mode('aspf') },
  };
}

function dmarcTags(domain: string, records: ZoneRecord[]): Map<string, string> | undefined {
  const found = records.find(
    ({ name, type, content }) => type === 'TXT' && name === `_dmarc.${domain}` && content.startsWith('v=DMARC1'),
  );
  return found && parseTags(found.content).values;
}

function namesAbove(domain: string): string[] {
  const parent = domain.slice(domain.indexOf('.') + 1);
  return parent.includes('.') ? [parent, ...namesAbove(parent)] : [];
}

/** What one zone shows of its senders: each return path below the domain is one's, and any key may be. */
function visibleSenders(domain: string, { records, domains }: ZoneRecordsInputs): SenderIdentity[] {
  const own = Object.entries(records).filter(([, { name }]) => servedDomain(name, domains) === domain);
  const signsAs = signingHosts(own.map(([, record]) => record));
  const hosts = own
    .filter(([key, { name }]) => roleOfKey(key) === 'return-path' && name !== domain)
    .map(([, { name }]) => name);
  return [...new Set(hosts)].map(host => ({
    name: `the sender with the return path ${host}`,
    signsAs,
    envelopes: [host],
  }));
}

function refusal(domain: string, before: Stance, after: Stance, senders: string[]): RecordRefusal {
  const raised = before.policy !== after.policy;
  const step = raised ? `from ${before.policy} to ${after.policy}` : `to strict alignment under ${after.policy}`;
  return {
    guard: 'dmarc-unaligned',
    value: domain,
    message: `DMARC of ${domain} would go ${step}, and mail through ${senders.join(', ')} passes it neither by DKIM nor by SPF: receivers would ${after.policy} it.`,
    fix: 'Publish a DKIM key of that sender for this domain first, or give it a return path that aligns.',
  };
}
