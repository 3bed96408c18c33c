/** Names that may stand only once in the whole estate: segments, domains, mailboxes. */
import type { Finding, Position } from './finding.ts';
import type { Domain, Identity } from './model.ts';

interface Placed {
  position: Position;
}

/** Splits into those that come first under their name and the findings about all that come again. */
export function firstOfEach<T extends Placed>(
  entries: T[],
  nameOf: (entry: T) => string,
  rule: string,
): { first: T[]; findings: Finding[] } {
  const seen = new Map<string, T>();
  const findings: Finding[] = [];
  for (const entry of entries) {
    const name = nameOf(entry);
    const first = seen.get(name);
    if (first) findings.push(again(name, entry.position, first.position, rule));
    else seen.set(name, entry);
  }
  return { first: [...seen.values()], findings };
}

function again(name: string, position: Position, { file, line, column }: Position, rule: string): Finding {
  const message = `${name} is listed twice: first at ${file}:${line}:${column}, and here.`;
  return { ...position, rule, severity: 'error', message, fix: 'Remove one of the two.' };
}

/** Finds where a mailbox of a domain was written, where it has a line of its own. */
export type MailboxPosition = (domain: Domain, mailbox: number) => Position;

interface Owner {
  domain: Domain;
  mailbox: number;
}

/** Every address of the estate may lead to one mailbox only, aliases included. */
export function duplicateMailboxes(domains: Domain[], identities: Identity[], positionOf: MailboxPosition): Finding[] {
  const owners = new Map<string, Owner>();
  const findings: Finding[] = [];
  for (const domain of domains) {
    for (const { address, mailbox } of addressesOf(domain, identities)) {
      const first = owners.get(address);
      if (!first) owners.set(address, { domain, mailbox });
      else findings.push(repeated(address, first, { domain, mailbox }, positionOf));
    }
  }
  return findings;
}

function repeated(address: string, first: Owner, second: Owner, positionOf: MailboxPosition): Finding {
  const finding = again(
    address,
    positionOf(second.domain, second.mailbox),
    positionOf(first.domain, first.mailbox),
    'duplicate-mailbox',
  );
  return { ...finding, domain: second.domain.domain };
}

function addressesOf({ domain, settings }: Domain, identities: Identity[]): { address: string; mailbox: number }[] {
  const { mailboxes } = settings;
  if (typeof mailboxes === 'number') {
    return identities.slice(0, mailboxes).map(({ user }, mailbox) => ({ address: `${user}@${domain}`, mailbox }));
  }
  return mailboxes.flatMap(({ user, aliases = [] }, mailbox) =>
    [user, ...aliases].map(name => ({ address: addressOf(name.toLowerCase(), domain), mailbox })),
  );
}

const addressOf = (name: string, domain: string): string => (name.includes('@') ? name : `${name}@${domain}`);
