/** What an SPF record says, whoever wrote it: a user under `records`, an override, or a template's terms. RFC 7208. */
import type { EstateRecord } from '../../records/record.ts';
import { faultText, isSpf, parseSpf, type SpfPolicy } from '../../spf/parse.ts';
import type { DomainRule, Problem, Subject } from './rule.ts';
import { settingOf } from './senders.ts';

/** What Mailyard renders in nearly every record is not worth a parse. */
const PLAIN = /^v=spf1( (include:[a-z0-9._-]+|ip4:[0-9./]+|ip6:[0-9a-f:./]+|a|mx))* [-~]all$/i;

interface Published {
  record: EstateRecord;
  policy: SpfPolicy;
}

const known = new WeakMap<Subject, Published[]>();

function unusual(subject: Subject): Published[] {
  let policies = known.get(subject);
  if (!policies) {
    policies = subject.records
      .filter(record => record.type === 'TXT' && isSpf(record.content) && !PLAIN.test(record.content))
      .map(record => ({ record, policy: parseSpf(record.content) }));
    known.set(subject, policies);
  }
  return policies;
}

const eachPolicy =
  (check: (policy: SpfPolicy, record: EstateRecord) => Problem[]): DomainRule['check'] =>
  subject =>
    unusual(subject).flatMap(({ record, policy }) =>
      check(policy, record).map(problem => ({ setting: settingOf(record, subject), ...problem })),
    );

export const spfTextRules: DomainRule[] = [
  {
    id: 'spf-syntax',
    set: 'core',
    severity: 'error',
    title: 'An SPF record cannot be read',
    reference: 'RFC 7208 §4.6',
    check: eachPolicy(({ faults }, { name }) =>
      faults.map(fault => ({
        message: `SPF at ${name}: ${faultText(fault)}. Receivers answer permerror.`,
        fix: fault.fix,
        reference: fault.reference,
      })),
    ),
  },
  {
    id: 'spf-pass-all',
    set: 'security',
    severity: 'error',
    title: 'SPF lets everybody send',
    reference: 'RFC 7208 §5.1',
    check: eachPolicy(({ directives }, { name }) => {
      if (!directives.some(term => term.name === 'all' && term.qualifier === '+')) return [];
      return [{ message: `SPF at ${name} lets everybody send: \`all\` passes.`, fix: 'Write `-all`, or `~all`.' }];
    }),
  },
  {
    id: 'spf-neutral',
    set: 'security',
    severity: 'warning',
    title: 'SPF says nothing of everybody else',
    reference: 'RFC 7208 §4.7',
    check: eachPolicy(({ directives, redirect, faults }, { name }) => {
      const all = directives.find(term => term.name === 'all');
      if (faults.length > 0 || redirect || (all && all.qualifier !== '?')) return [];
      const message = `SPF at ${name} says nothing of everybody else: ${all ? '`?all`' : 'without `all`'} it protects nothing.`;
      return [{ message, fix: 'End it with `-all`, or `~all`.' }];
    }),
  },
  {
    id: 'spf-ptr',
    set: 'core',
    severity: 'warning',
    title: 'SPF uses `ptr`',
    reference: 'RFC 7208 §5.5',
    check: eachPolicy(({ directives }, { name }) => {
      if (!directives.some(term => term.name === 'ptr')) return [];
      return [
        {
          message: `SPF at ${name} uses \`ptr\`, which is slow and which many receivers skip.`,
          fix: 'Name the networks.',
        },
      ];
    }),
  },
];
