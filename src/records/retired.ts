/** What is left of a domain after its grace time: it refuses mail in every direction, and says so. CONTRACT §1. */
import type { DomainContext } from './context.ts';
import { retiredDmarcContent } from './dmarc.ts';
import type { Draft } from './draft.ts';
import { extraDrafts } from './extra.ts';
import { dmarcReports } from './policies.ts';
import { returnPathHosts, spfDraft } from './spf-hosts.ts';

/** RFC 7208 §10.1.2: a name that sends nothing. */
const NO_SENDERS = 'v=spf1 -all';

export function retiredDrafts(context: DomainContext, live: Draft[]): Draft[] {
  const { domain } = context;
  return [
    nullMx(domain),
    spfDraft(domain, NO_SENDERS),
    ...returnPathHosts(live, domain).map(host => spfDraft(host, NO_SENDERS)),
    {
      role: 'dmarc',
      host: domain,
      name: `_dmarc.${domain}`,
      type: 'TXT',
      content: retiredDmarcContent(dmarcReports(context)),
      source: 'lifecycle',
    },
    ...extraDrafts(context).filter(draft => draft.role === 'extra'),
  ];
}

/** RFC 7505 §3: a single MX of `.` with preference 0. */
function nullMx(domain: string): Draft {
  return { role: 'mx', host: domain, name: domain, type: 'MX', content: '.', priority: 0, source: 'lifecycle' };
}
