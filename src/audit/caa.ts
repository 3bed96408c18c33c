/** Who may issue certificates. RFC 8659, RFC 9495. */
import { foldName } from '../dns/name.ts';
import type { Check } from './subject.ts';
import { type Finding, fail, pass, warn } from './verdict.ts';
import { evidenceOf, isUnanswered, type Seen, textsOf, unansweredFinding, type View } from './view.ts';

/** RFC 8659 §4, RFC 9495 §4, RFC 8657; issuevmc is the mark certificates' own (checked 2026-11). */
const knownTags = ['issue', 'issuewild', 'issuemail', 'issuevmc', 'iodef', 'contactemail', 'contactphone'];

export const caa: Check = async ({ domain }, view) => {
  const { owner, found } = await climb(domain, view);
  const evidence = evidenceOf(found);
  if (isUnanswered(found)) return [unansweredFinding('caa', `who may issue certificates for ${domain}`, found)];
  if (found.records.length === 0)
    return [pass('caa-none', `Any authority may issue certificates for ${domain} (no CAA).`, { evidence })];
  const properties = textsOf(found).map(readProperty);
  const issuers = properties
    .filter(({ tag }) => tag === 'issue')
    .map(({ value }) => value.split(';')[0]?.trim() || 'nobody');
  const who =
    issuers.length > 0
      ? `Certificates for ${domain} come from ${[...new Set(issuers)].sort().join(', ')}`
      : 'CAA restricts no web certificates';
  const findings = properties.flatMap(propertyFindings);
  return [pass('caa', `${who}${owner === foldName(domain) ? '' : ` (of ${owner})`}.`), ...findings].map(finding => ({
    evidence,
    ...finding,
  }));
};

/** RFC 8659 §3: the first name on the way up that has any. It ends below the top-level domain, whose records nobody here can mend. */
async function climb(domain: string, view: View): Promise<{ owner: string; found: Seen }> {
  const owner = foldName(domain);
  const found = await view.ask(owner, 'CAA');
  const above = owner.slice(owner.indexOf('.') + 1);
  if (found.records.length > 0 || isUnanswered(found) || !above.includes('.')) return { owner, found };
  const upper = await climb(above, view);
  return upper.found.status === 'answer' ? upper : { owner, found };
}

interface Property {
  flags: number;
  tag: string;
  value: string;
}

function readProperty(content: string): Property {
  const [, flags = '0', tag = '', value = ''] = /^(\d+) (\S+) "(.*)"$/s.exec(content) ?? [];
  return { flags: Number(flags), tag: tag.toLowerCase(), value };
}

function propertyFindings({ flags, tag, value }: Property): Finding[] {
  const reference = 'RFC 8659 §4';
  if (!knownTags.includes(tag)) {
    const message = `CAA has the property "${tag}", which authorities do not know`;
    return flags & 128
      ? [fail('caa-critical', `${message}; marked critical, it stops all of them.`, { fix: 'Drop it.', reference })]
      : [warn('caa-unknown', `${message}.`, { fix: 'Drop it.', reference })];
  }
  if (tag.startsWith('issue') && !/^\s*([a-z0-9-]+(\.[a-z0-9-]+)+)?\s*(;.*)?$/i.test(value)) {
    return [
      fail('caa-value', `"${value}" in CAA ${tag} names no authority: none may issue.`, {
        fix: 'Write its domain, as letsencrypt.org.',
        reference,
      }),
    ];
  }
  if (tag === 'iodef' && !/^(mailto:[^@\s]+@\S+|https?:\/\/\S+)$/i.test(value)) {
    return [warn('caa-iodef', `"${value}" in CAA iodef is no address.`, { fix: 'Write mailto:….', reference })];
  }
  return [];
}
