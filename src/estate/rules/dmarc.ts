/** What the DMARC policy asks of receivers, and whether the domain's own mail meets it. RFC 9989. */
import { daysBetween } from '../../dates.ts';
import type { DmarcPolicy } from '../../inventory/model.ts';
import { dmarcReports } from '../../records/policies.ts';
import { ownReturnPath } from '../../records/return-path.ts';
import { type DomainRule, OWN_JUDGEMENT, type Problem } from './rule.ts';
import { isLive } from './senders.ts';

/** RFC 9989 §5.1 asks for a month of reports; as long again is for acting on them. */
const RAMP_DAYS = 60;

const strength: Record<DmarcPolicy, number> = { none: 0, quarantine: 1, reject: 2 };

export const dmarcRules: DomainRule[] = [
  {
    id: 'dmarc-none-long',
    set: 'security',
    severity: 'warning',
    title: 'DMARC has only watched for longer than its ramp',
    reference: 'RFC 9989 §5.1',
    check(subject) {
      const { policy, since } = subject.domain.settings.dmarc;
      const days = since === undefined ? 0 : daysBetween(since, subject.today);
      if (policy !== 'none' || days <= RAMP_DAYS || !isLive(subject)) return [];
      const message = `DMARC says \`p=none\` for ${days} days: whoever forges the domain is only watched.`;
      return [{ setting: 'dmarc.since', message, fix: 'Raise `dmarc.policy` to quarantine, with the new `since`.' }];
    },
  },
  {
    id: 'dmarc-testing-long',
    set: 'security',
    severity: 'warning',
    title: 'DMARC is still marked as a test',
    reference: 'RFC 9989 §4.7',
    check(subject) {
      const { testing, since } = subject.domain.settings.dmarc;
      const days = since === undefined ? 0 : daysBetween(since, subject.today);
      if (!testing || days <= RAMP_DAYS || !isLive(subject)) return [];
      const message = `DMARC has \`t=y\` for ${days} days: receivers apply the policy one level lower.`;
      return [{ setting: 'dmarc.testing', message, fix: 'Write `testing: false`.' }];
    },
  },
  {
    id: 'dmarc-since-future',
    set: 'inventory',
    severity: 'warning',
    title: 'The DMARC policy stands since a day to come',
    reference: OWN_JUDGEMENT,
    check({ domain, today }) {
      const { since } = domain.settings.dmarc;
      if (since === undefined || since <= today) return [];
      const message = `The policy is published now, and \`since\` says ${since}: the ramp would be counted from there.`;
      return [{ setting: 'dmarc.since', message, fix: 'Write the day of the change.' }];
    },
  },
  {
    id: 'dmarc-weaker-below',
    set: 'security',
    severity: 'warning',
    title: 'DMARC is weaker for subdomains than for the domain',
    reference: 'RFC 9989 §4.7',
    check(subject) {
      const { policy, subdomains = policy, nonexistent = subdomains } = subject.domain.settings.dmarc;
      const weakest = strength[subdomains] < strength[nonexistent] ? subdomains : nonexistent;
      if (!isLive(subject) || strength[weakest] >= strength[policy]) return [];
      const setting = weakest === subdomains ? 'dmarc.subdomains' : 'dmarc.nonexistent';
      const message = `DMARC says ${policy} for the domain and ${weakest} below it: who forges it only adds a label.`;
      return [{ setting, message, fix: `Raise it to ${policy}, or leave it out.` }];
    },
  },
  {
    id: 'dmarc-blind',
    set: 'security',
    severity: 'warning',
    title: 'DMARC is enforced and nobody reads reports',
    reference: 'RFC 9989 §5.1',
    check(subject) {
      if (subject.domain.settings.dmarc.policy === 'none' || dmarcReports(subject.context).length > 0) return [];
      if (!isLive(subject)) return [];
      const message = 'DMARC is enforced without reports: own mail that fails is lost, and nobody hears of it.';
      return [
        { setting: 'dmarc.policy', message, fix: 'Set `contacts.dmarcReports` in estate.yaml, or `dmarc.reports`.' },
      ];
    },
  },
  {
    id: 'dmarc-many-reports',
    set: 'core',
    severity: 'warning',
    title: 'DMARC names more than two report addresses',
    reference: 'RFC 7489 §6.2',
    check({ context, domain }) {
      const reports = dmarcReports(context);
      if (reports.length <= 2) return [];
      const message = `Reports of ${domain.domain} go to ${reports.length} addresses, and a reporter need serve only two.`;
      return [{ setting: 'dmarc.reports', message, fix: 'Name one, and let it pass them on.' }];
    },
  },
  {
    id: 'dmarc-enforced-unsigned',
    set: 'deliverability',
    severity: 'warning',
    title: 'DMARC is enforced while a sender has no DKIM key yet',
    reference: 'RFC 9989 §7.4',
    check(subject) {
      const { policy } = subject.domain.settings.dmarc;
      if (policy === 'none' || !isLive(subject)) return [];
      const waiting = new Set(
        subject.records.flatMap(({ role, provided }) =>
          role === 'dkim' && provided && !provided.given ? [provided.provider] : [],
        ),
      );
      return [...waiting].map(name => ({
        setting: 'dmarc.policy',
        message: `DMARC says ${policy}, and mail through ${name} is not signed yet: what is forwarded fails.`,
        fix: `Paste the DKIM values of ${name} first.`,
      }));
    },
  },
  {
    id: 'strict-spf-alignment',
    set: 'deliverability',
    severity: 'warning',
    title: 'Strict SPF alignment that a return path cannot meet',
    reference: 'RFC 9989 §4.4.2',
    check({ domain, context }) {
      if (domain.settings.dmarc.alignment.spf !== 'strict') return [];
      const own = ownReturnPath(context);
      const hosts = context.senders
        .filter(({ atApex }) => !atApex)
        .flatMap(({ rendering }) => rendering.drafts.filter(({ role }) => role === 'return-path').slice(0, 1))
        .map(({ host }) => host);
      return [...(own ? [own] : []), ...hosts].map(host => misaligned('spf', `bounces go to ${host}`));
    },
  },
  {
    id: 'strict-dkim-alignment',
    set: 'deliverability',
    severity: 'warning',
    title: 'Strict DKIM alignment that a sender cannot meet',
    reference: 'RFC 9989 §4.4.1',
    check({ domain, context }) {
      if (domain.settings.dmarc.alignment.dkim !== 'strict') return [];
      return context.senders.flatMap(({ template, rendering }) => {
        const keys = rendering.drafts.filter(({ role }) => role === 'dkim');
        if (keys.length === 0 || keys.some(({ host }) => host === domain.domain)) return [];
        return [misaligned('dkim', `${template.title} signs as ${keys[0]?.host}`)];
      });
    },
  },
  {
    id: 'dmarc-record-malformed',
    set: 'core',
    severity: 'error',
    title: 'A DMARC record under `records` cannot be read',
    reference: 'RFC 9989 §4.8',
    check: ({ records }) =>
      records
        .filter(({ type, name, role }) => type === 'TXT' && name.startsWith('_dmarc.') && role !== 'consent')
        .filter(({ content }) => !/^v=DMARC1\s*;\s*p\s*=\s*(none|quarantine|reject)\s*(;|$)/.test(content))
        .map(({ name, source }) => ({
          setting: source,
          message: `Receivers ignore the DMARC record at ${name}: it must begin \`v=DMARC1; p=\` and a policy.`,
          fix: 'Write it so, in these letters.',
        })),
  },
];

const misaligned = (what: 'spf' | 'dkim', why: string): Problem => ({
  setting: `dmarc.alignment.${what}`,
  message: `Strict ${what.toUpperCase()} alignment asks for the very domain, and ${why}: DMARC then rests on the other one alone.`,
  fix: `Write \`alignment: { ${what}: relaxed }\`.`,
});
