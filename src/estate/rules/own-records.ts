/** Records of the user's own, under `records`: slips of the clipboard, and what an old provider left behind. */
import { isIP } from 'node:net';
import { getDomain } from 'tldts';
import type { ProviderTemplate } from '../../inventory/provider-template.ts';
import type { Templates } from '../../inventory/template.ts';
import type { EstateRecord } from '../../records/record.ts';
import { type DomainRule, type EstateRule, OWN_JUDGEMENT, ownRecord, type Problem, type Subject } from './rule.ts';

const eachOwn =
  (check: (record: EstateRecord, subject: Subject) => Problem[]): DomainRule['check'] =>
  subject =>
    subject.domain.settings.records.length === 0
      ? []
      : subject.records
          .filter(({ source }) => source === 'records')
          .flatMap(record => {
            const problems = check(record, subject);
            return problems.map(problem => ({ setting: ownRecord(record, subject.domain), ...problem }));
          });

export const ownRecordRules: DomainRule[] = [
  {
    id: 'txt-quoted',
    set: 'core',
    severity: 'warning',
    title: 'A text with the quotes of a zone file',
    reference: 'RFC 1035 §5.1',
    check: eachOwn(({ type, name, content }) =>
      type === 'TXT' && /^".*"$/s.test(content)
        ? [
            {
              message: `The TXT record at ${name} would hold the quotes as well: nobody reads it then.`,
              fix: 'Write it without them.',
            },
          ]
        : [],
    ),
  },
  {
    id: 'wildcard-txt',
    set: 'core',
    severity: 'warning',
    title: 'A wildcard TXT answers for keys and policies',
    reference: 'RFC 6376 §6.1.2',
    check: eachOwn(({ type, name, content }) => {
      if (type !== 'TXT' || !name.startsWith('*.') || /^(v=spf1 -all|v=DKIM1; ?p=;?)$/.test(content)) return [];
      const message = `${name} answers for every selector and policy name below it that has no record of its own.`;
      return [{ message, fix: 'Name the hosts that need it.' }];
    }),
  },
  {
    id: 'target-not-a-name',
    set: 'core',
    severity: 'error',
    title: 'A record leads to something that is no name',
    reference: 'RFC 1035 §3.3',
    check: eachOwn(({ type, name, content }) => {
      if (!TARGETS.has(type) || content === '.' || (type === 'MX' && isIP(content) > 0)) return [];
      if (isIP(content) === 0 && /^(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(content)) return [];
      const fix = /^\d+ /.test(content) ? 'The number belongs in `priority`.' : 'Write only the name of a host.';
      return [{ message: `The ${type} record at ${name} leads to \`${content}\`, which is no name.`, fix }];
    }),
  },
  {
    id: 'cname-to-itself',
    set: 'core',
    severity: 'error',
    title: 'A CNAME leads to itself',
    reference: 'RFC 1034 §3.6.2',
    check: eachOwn(({ type, name, content }) =>
      type === 'CNAME' && name === content
        ? [{ message: `${name} is an alias of itself: nobody finds what it stands for.`, fix: 'Name its target.' }]
        : [],
    ),
  },
  {
    id: 'leftover-record',
    set: 'security',
    severity: 'warning',
    title: 'A key or service record of a provider that is not in use',
    reference: OWN_JUDGEMENT,
    check: eachOwn(({ type, name, content }, { context, domain, templates }) => {
      const kind = kindOf(type, name.slice(0, -domain.domain.length - 1));
      const owner = kind && ownersOf(templates).get(`${kind} ${registrable(content)}`);
      const inUse = [...context.senders, ...context.leaving].some(({ template }) => owner?.includes(template));
      if (!owner || inUse) return [];
      const what = kind === 'key' ? 'may still sign with the name' : 'is where mail programs are sent';
      const message = `${name} leads to ${owner[0]?.title}, which the domain does not use: an old account there ${what}.`;
      return [{ message, fix: 'Remove it, or name the provider under `leaving`.' }];
    }),
  },
  {
    id: 'leftover-include',
    set: 'security',
    severity: 'warning',
    title: 'SPF includes a mail provider that is not in use',
    reference: OWN_JUDGEMENT,
    check({ domain: { settings }, context, templates }) {
      if (settings.spf.include.length === 0 || settings.mailProvider === 'none') return [];
      const used = [...context.senders, ...context.leaving].flatMap(({ rendering }) => rendering.spfTerms);
      return settings.spf.include.flatMap(name => {
        const term = `include:${name}`;
        const owner = [...templates.providers.values()].find(each => each.spf?.terms.includes(term));
        if (owner?.kind !== 'mailbox' || used.includes(term)) return [];
        const message = `SPF lets all of ${owner.title} send, and the domain's mailboxes are elsewhere.`;
        return [{ setting: 'spf.include', message, fix: `Drop ${name}, or name ${owner.name} under \`leaving\`.` }];
      });
    },
  },
];

export const subdomainOwnZone: EstateRule = {
  id: 'subdomain-own-zone',
  set: 'estate',
  severity: 'warning',
  title: 'A subdomain asks for a zone of its own, and its parent does not delegate it',
  reference: 'RFC 1034 §4.2.1',
  check: ({ subjects, ownerOf }) =>
    subjects.flatMap(({ domain, context }) => {
      const name = domain.domain;
      const parent = context.zone === name ? ownerOf(name.slice(name.indexOf('.') + 1)) : undefined;
      if (!parent || parent.records.some(record => record.type === 'NS' && record.name === name)) return [];
      const message = `${name} would have a zone of its own; ${parent.domain.domain} is in the estate and has no NS records for it.`;
      return [{ at: domain, setting: 'zone', message, fix: `Write \`zone: ${parent.context.zone}\`.` }];
    }),
};

const TARGETS = new Set<string>(['CNAME', 'MX', 'NS', 'PTR']);

type Kind = 'key' | 'service';

function kindOf(type: string, label: string): Kind | undefined {
  if (type === 'CNAME' && label.includes('._domainkey')) return 'key';
  const service = /^(autodiscover|autoconfig|_autodiscover\._tcp|_imaps?\._tcp|_pop3s?\._tcp|_submissions?\._tcp)$/;
  return (type === 'CNAME' || type === 'SRV') && service.test(label) ? 'service' : undefined;
}

const owners = new WeakMap<Templates, Map<string, ProviderTemplate[]>>();

/** Which templates lead keys and services to hosts below a registrable name. */
function ownersOf(templates: Templates): Map<string, ProviderTemplate[]> {
  const known = owners.get(templates) ?? new Map<string, ProviderTemplate[]>();
  if (owners.has(templates)) return known;
  owners.set(templates, known);
  for (const template of templates.providers.values()) {
    for (const { role, content } of template.records) {
      const kind = role === 'dkim' ? 'key' : role === 'autodiscover' ? 'service' : undefined;
      const host = registrable(content);
      if (!kind || !host || /[{}]/.test(host)) continue;
      const same = known.get(`${kind} ${host}`) ?? [];
      if (!same.includes(template)) known.set(`${kind} ${host}`, [...same, template]);
    }
  }
  return known;
}

/** Of the target: for SRV what stands last. */
function registrable(content: string): string | undefined {
  const host = content.slice(content.lastIndexOf(' ') + 1);
  return getDomain(host.slice(host.lastIndexOf('}') + 1).replace(/^\./, '')) ?? undefined;
}
