/** What no schema can say of a mailbox in a list. */
import type { Finding } from './finding.ts';
import type { Domain, MailboxEntry } from './model.ts';
import type { Places } from './places.ts';
import type { Path } from './positions.ts';
import type { Problem } from './problem.ts';
import { signatureProblems } from './signature.ts';

type MailboxProblem = Problem & { path: Path };

/** Each list is looked at where it is written, once, however many domains inherit it. */
export function mailboxFindings(domains: Domain[], places: Places): Finding[] {
  const seen = new Set<MailboxEntry[]>();
  return domains.flatMap(domain => {
    const { mailboxes } = domain.settings;
    if (typeof mailboxes === 'number' || seen.size === seen.add(mailboxes).size) return [];
    const own = domain.origins().mailboxes?.level === 'domain' ? { domain: domain.domain } : {};
    return mailboxes.flatMap((mailbox, index) =>
      problemsOf(mailbox).map(({ path, ...problem }): Finding => {
        const position = places.item(domain, 'mailboxes', [index, ...path]) ?? domain.position;
        return { ...position, severity: 'error', ...own, ...problem };
      }),
    );
  });
}

const problemsOf = ({ user, signature = '', lifecycle }: MailboxEntry): MailboxProblem[] => [
  ...signatureProblems(signature).map(problem => ({ path: ['signature'], ...problem })),
  ...(lifecycle?.state === 'retired' && !lifecycle.since ? [retiredWithoutDate(user)] : []),
];

const retiredWithoutDate = (user: string): MailboxProblem => ({
  path: ['lifecycle', 'state'],
  rule: 'retired-without-date',
  message: `The retired mailbox ${user} needs the day of its retirement: it is deleted when the grace time ends.`,
  fix: 'Write `lifecycle: { state: retired, since: 2026-09-01 }` with the right day.',
});
