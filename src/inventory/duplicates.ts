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
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const domain of domains) {
    eachAddress(domain, identities, address => {
      if (seen.size === seen.add(address).size) twice.add(address);
    });
  }
  if (twice.size === 0) return [];
  return findRepeated(domains, identities, twice, positionOf);
}

/** Who owns what is only asked for the few addresses in question: large estates have tens of thousands. */
function findRepeated(
  domains: Domain[],
  identities: Identity[],
  twice: Set<string>,
  positionOf: MailboxPosition,
): Finding[] {
  const owners = new Map<string, Owner>();
  const findings: Finding[] = [];
  for (const domain of domains) {
    eachAddress(domain, identities, (address, mailbox) => {
      const first = owners.get(address);
      if (first) findings.push(repeated(address, first, { domain, mailbox }, positionOf));
      else if (twice.has(address)) owners.set(address, { domain, mailbox });
    });
  }
  return findings;
}

function repeated(address: string, first: Owner, second: Owner, positionOf: MailboxPosition): Finding {
  const here = positionOf(second.domain, second.mailbox);
  const there = positionOf(first.domain, first.mailbox);
  return { ...again(address, here, there, 'duplicate-mailbox'), domain: second.domain.domain };
}

type Visit = (address: string, mailbox: number) => void;

function eachAddress({ domain, settings }: Domain, identities: Identity[], visit: Visit): void {
  const { mailboxes } = settings;
  if (typeof mailboxes === 'number') {
    for (let i = 0; i < Math.min(mailboxes, identities.length); i++) visit(`${identities[i]?.user}@${domain}`, i);
    return;
  }
  for (const [mailbox, { user, aliases = [] }] of mailboxes.entries()) {
    for (const name of [user, ...aliases]) visit(addressOf(name.toLowerCase(), domain), mailbox);
  }
}

const addressOf = (name: string, domain: string): string => (name.includes('@') ? name : `${name}@${domain}`);
