/** Whether verifiers can use the DKIM keys that stand in the zone. RFC 6376, RFC 8301. */

import { prepared } from '../../records/prepared.ts';
import type { EstateRecord } from '../../records/record.ts';
import { type DkimKey, parseDkimKey } from './dkim-key.ts';
import { type DomainRule, type EstateRule, OWN_JUDGEMENT, type Problem, type Subject } from './rule.ts';
import { hasSenders, isLive, settingOf } from './senders.ts';

interface Published {
  record: EstateRecord;
  key: DkimKey;
}

const known = new WeakMap<Subject, Published[]>();

/** Keys in TXT, of senders and of `records`. */
function keysOf(subject: Subject): Published[] {
  let keys = known.get(subject);
  if (!keys) {
    keys = publishedKeys(subject);
    known.set(subject, keys);
  }
  return keys;
}

/** `*._domainkey` is the mark of a domain that signs nothing, and a value of the wrong form has a finding of its own. */
function publishedKeys({ records, context }: Subject): Published[] {
  const keys = records.filter(
    ({ type, name, provided }) => type === 'TXT' && !provided && name.includes('._domainkey.'),
  );
  if (keys.length === 0) return [];
  const malformed = context.senders.filter(({ rendering }) => rendering.malformed.length > 0);
  return keys
    .filter(({ name, source }) => !name.startsWith('*.') && !malformed.some(({ template }) => template.name === source))
    .map(record => ({ record, key: parseDkimKey(record.content) }));
}

const eachKey =
  (check: (key: DkimKey, record: EstateRecord) => Problem[]): DomainRule['check'] =>
  subject =>
    keysOf(subject).flatMap(({ record, key }) =>
      check(key, record).map(problem => ({ setting: settingOf(record, subject), ...problem })),
    );

export const dkimRules: DomainRule[] = [
  {
    id: 'dkim-key-malformed',
    set: 'core',
    severity: 'error',
    title: 'A DKIM key cannot be read',
    reference: 'RFC 6376 §3.6.1',
    check: eachKey(({ fault }, { name }) =>
      fault === undefined
        ? []
        : [{ message: `No verifier can use the DKIM key at ${name}: ${fault}.`, fix: 'Copy the whole value again.' }],
    ),
  },
  {
    id: 'dkim-key-weak',
    set: 'security',
    severity: 'error',
    title: 'A DKIM key is so short that verifiers refuse it',
    reference: 'RFC 8301 §3.2',
    check: eachKey(({ bits = 1024 }, { name }) =>
      bits >= 1024
        ? []
        : [
            {
              message: `The DKIM key at ${name} has ${bits} bits; verifiers accept none below 1024.`,
              fix: 'Make one of 2048 bits.',
            },
          ],
    ),
  },
  {
    id: 'dkim-key-short',
    set: 'security',
    severity: 'warning',
    title: 'A DKIM key is shorter than advised',
    reference: 'RFC 8301 §3.2',
    check: eachKey(({ bits = 2048 }, { name }) =>
      bits >= 2048 || bits < 1024
        ? []
        : [
            {
              message: `The DKIM key at ${name} has ${bits} bits; signers should have 2048.`,
              fix: 'Ask the sender for a longer one.',
            },
          ],
    ),
  },
  {
    id: 'dkim-only-sha1',
    set: 'security',
    severity: 'error',
    title: 'A DKIM key allows only SHA-1',
    reference: 'RFC 8301 §3.1',
    check: eachKey(({ onlySha1 }, { name }) =>
      onlySha1
        ? [{ message: `The DKIM key at ${name} allows only SHA-1, which verifiers refuse.`, fix: 'Leave `h` out.' }]
        : [],
    ),
  },
  {
    id: 'dkim-test-mode',
    set: 'deliverability',
    severity: 'warning',
    title: 'A DKIM key is marked as a test',
    reference: 'RFC 6376 §3.6.1',
    check: eachKey(({ testing }, { name }) =>
      testing
        ? [
            {
              message: `The DKIM key at ${name} is marked as a test (t=y): its signatures count for nothing.`,
              fix: 'Remove `t=y`.',
            },
          ]
        : [],
    ),
  },
  {
    id: 'dkim-all-revoked',
    set: 'deliverability',
    severity: 'warning',
    title: 'Every DKIM key of the domain is revoked',
    reference: 'RFC 6376 §3.6.1',
    check(subject) {
      const [first, ...more] = keysOf(subject);
      if (!first || ![first, ...more].every(({ key }) => key.revoked) || !isLive(subject)) return [];
      const others = subject.records.some(
        ({ role, type, provided }) => role === 'dkim' && (type !== 'TXT' || provided),
      );
      if (others || !hasSenders(subject)) return [];
      const message = 'All DKIM keys of the domain are revoked (empty `p`): nothing that it sends can verify.';
      return [{ setting: settingOf(first.record, subject), message, fix: 'Publish the key that signs.' }];
    },
  },
];

/** A provider makes these for one domain each, so a second use is a slip of the clipboard. */
export const sharedValue: EstateRule = {
  id: 'shared-value',
  set: 'core',
  severity: 'warning',
  title: 'Two domains have the same pasted DKIM value',
  reference: OWN_JUDGEMENT,
  check({ subjects }) {
    const users = new Map<string, { subject: Subject; value: string; template: string; others: number }>();
    for (const subject of subjects.filter(isLive)) {
      for (const { template, value, content } of pastedForDkim(subject)) {
        const first = users.get(content);
        if (first) first.others++;
        else users.set(content, { subject, value, template, others: 0 });
      }
    }
    return [...users.values()]
      .filter(({ others }) => others > 0)
      .map(({ subject, value, template, others }) => ({
        at: subject.domain,
        setting: `values.${template}.${value}`,
        message: `\`${value}\` of ${subject.domain.domain} is also that of ${others === 1 ? 'another domain' : `${others} other domains`}; ${template} gives each domain its own.`,
        fix: 'Paste the value that the console shows for each domain.',
      }));
  },
};

function pastedForDkim({ context, domain }: Subject): { template: string; value: string; content: string }[] {
  return context.senders.flatMap(({ template }) => {
    const given = domain.settings.values[template.name] ?? {};
    return prepared(template).dkimValues.flatMap(value => {
      const content = given[value];
      return content === undefined ? [] : [{ template: template.name, value, content }];
    });
  });
}
