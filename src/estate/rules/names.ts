/** Names that DNS, filters or people stumble over. */
import { getDomain } from 'tldts';
import { type DomainRule, type EstateRule, OWN_JUDGEMENT, type Subject } from './rule.ts';
import { isPool, settingOf } from './senders.ts';

export const nameRules: DomainRule[] = [
  {
    id: 'idn-domain',
    set: 'deliverability',
    severity: 'warning',
    title: 'Mail from a name outside ASCII',
    reference: 'RFC 5890 §4.1',
    check({ domain: { domain } }) {
      if (!/(^|\.)xn--/.test(domain)) return [];
      const message = `${domain} is the encoded form of a name in another script: people see letters or \`xn--\`, as their program likes, and filters think of forgery.`;
      return [{ message, fix: 'Send from an ASCII name.' }];
    },
  },
  {
    id: 'record-name-long',
    set: 'core',
    severity: 'error',
    title: 'A record name is longer than DNS allows',
    reference: 'RFC 1035 §2.3.4',
    check: subject =>
      subject.records
        .filter(
          ({ name, provided }) =>
            name.length > 63 && !provided && (name.length > 253 || name.split('.').some(label => label.length > 63)),
        )
        .map(record => ({
          setting: settingOf(record, subject),
          message: `${record.name} is no name that DNS takes: ${record.name.length} characters, where 253 is the most and 63 for a label.`,
          fix: record.role === 'consent' ? 'Write `contacts.consent: wildcard`.' : 'Give it a shorter name.',
        })),
  },
];

/** What filters compare with: a name that outreach borrows looks like phishing of the one that people know. */
export const lookalikeName: EstateRule = {
  id: 'lookalike-name',
  set: 'deliverability',
  severity: 'warning',
  title: 'Outreach from a name that differs from a known one by a letter',
  reference: OWN_JUDGEMENT,
  check({ subjects }) {
    const [pool, known] = [subjects.filter(isPool), subjects.filter(subject => !isPool(subject))];
    if (pool.length === 0) return [];
    const sketches = new Map(
      registrable(known).flatMap(name => sketchesOf(name).map(sketch => [sketch, name] as const)),
    );
    const own = new Set(known.map(({ domain }) => getDomain(domain.domain)));
    return pool.flatMap(({ domain }) => {
      const name = getDomain(domain.domain) ?? domain.domain;
      const alike = own.has(name)
        ? undefined
        : sketchesOf(name)
            .map(sketch => sketches.get(sketch))
            .find(Boolean);
      if (!alike) return [];
      const message = `${name} looks like ${alike}: filters take its mail for phishing of your own name.`;
      return [{ at: domain, message, fix: 'Use a name that says something of its own.' }];
    });
  },
};

const registrable = (subjects: Subject[]): string[] => [
  ...new Set(subjects.map(({ domain }) => getDomain(domain.domain) ?? domain.domain)),
];

/** Two names a letter apart share a sketch: the name as the eye sees it, and that with each one letter left out. */
function sketchesOf(name: string): string[] {
  const [label = name, ...suffix] = name.split('.');
  const seen = label.replace(/-/g, '').replace(/rn/g, 'm').replace(/vv/g, 'w').replace(/0/g, 'o').replace(/[1i]/g, 'l');
  // Short names are a letter apart by chance.
  const less = seen.length < 6 ? [] : Array.from(seen, (_, at) => seen.slice(0, at) + seen.slice(at + 1));
  return [seen, ...less].map(sketch => [sketch, ...suffix].join('.'));
}
