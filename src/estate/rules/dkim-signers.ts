/** Whether what `dkim.signers` names can be given keys, or told to make new ones. */

import type { SignerUse } from '../../inventory/model.ts';
import { nearest } from '../../inventory/nearest.ts';
import { type SignerFacts, signerFacts, signerNamed } from '../../records/dkim/signer-facts.ts';
import { isUsed, kindOf, wantedAlgorithms } from '../../records/dkim/signers.ts';
import { type DomainRule, OWN_JUDGEMENT, type Problem, type Subject } from './rule.ts';
import { isLive } from './senders.ts';

const SETTING = 'dkim.signers';
const names = signerFacts.map(({ name }) => name);

type Check = (use: SignerUse, facts: SignerFacts, subject: Subject) => Omit<Problem, 'setting'>[];

/** Of signers that there are. */
const eachSigner =
  (check: Check): DomainRule['check'] =>
  subject =>
    subject.domain.settings.dkim.signers.flatMap(use => {
      const facts = signerNamed(use.name);
      return facts ? check(use, facts, subject).map(problem => ({ setting: SETTING, ...problem })) : [];
    });

export const dkimSignerRules: DomainRule[] = [
  {
    id: 'dkim-signer-unknown',
    set: 'inventory',
    severity: 'error',
    title: 'A signer that Mailyard cannot give keys to',
    reference: OWN_JUDGEMENT,
    fixed: true,
    check: ({ domain, templates }) =>
      domain.settings.dkim.signers
        .filter(({ name }) => !signerNamed(name))
        .map(({ name }) => {
          const meant = nearest(name, names);
          const title = templates.providers.get(name)?.title;
          return {
            setting: SETTING,
            message: title
              ? `${title} takes no DKIM keys, and has no call that makes new ones.`
              : `No signer is named \`${name}\`.`,
            fix: meant ? `Did you mean \`${meant}\`?` : `Remove it; there are ${names.join(', ')}.`,
          };
        }),
  },
  {
    id: 'dkim-signer-unused',
    set: 'inventory',
    severity: 'error',
    title: 'A signer that the domain does not send through',
    reference: OWN_JUDGEMENT,
    fixed: true,
    check: eachSigner(({ name }, facts, { domain }) =>
      isUsed(domain, facts)
        ? []
        : [
            {
              message: `${domain.domain} does not send through ${facts.title}, so there is no key of it to rotate.`,
              fix: `Name \`${name}\` as \`mailProvider\` or under \`relays\`, or leave it out of \`dkim.signers\`.`,
            },
          ],
    ),
  },
  {
    id: 'dkim-signer-setting',
    set: 'inventory',
    severity: 'error',
    title: 'A signer with what it does not have, or named twice',
    reference: OWN_JUDGEMENT,
    fixed: true,
    check: subject => [...twice(subject), ...eachSigner(wrongKeys)(subject), ...eachSigner(wrongSettings)(subject)],
  },
  {
    id: 'dkim-signer-algorithm',
    set: 'inventory',
    severity: 'error',
    title: 'A signer that takes no keys of the algorithm',
    reference: 'RFC 8463',
    fixed: true,
    check: eachSigner((use, facts, { domain }) => {
      if (kindOf(facts, use) !== 'takes') return [];
      if (wantedAlgorithms(domain).some(each => facts.own?.algorithms.includes(each))) return [];
      return [
        {
          message: `${facts.title} takes no keys of ${domain.settings.dkim.algorithm}.`,
          fix: 'Write `algorithm: both`: each signer then gets the keys that it takes.',
        },
      ];
    }),
  },
  {
    id: 'dkim-signer-account',
    set: 'inventory',
    severity: 'error',
    title: 'A signer without the account that its keys are set in',
    reference: OWN_JUDGEMENT,
    fixed: true,
    check: eachSigner(({ name, ...use }, facts, subject) => {
      const { segment, domain } = subject;
      const kind = kindOf(facts, { name, ...use });
      if (facts.program || facts.byItself || !kind || kind === 'manual' || !isUsed(domain, facts) || !isLive(subject))
        return [];
      if (segment.accounts[name] !== undefined) return [];
      return [
        {
          message: `The keys of ${facts.title} are set through its API, and ${segment.segment} names no account there.`,
          fix: `Write \`${name}\` under \`accounts\`: docs/dkim-signers.md.`,
        },
      ];
    }),
  },
];

function twice({ domain }: Subject): Problem[] {
  const named = domain.settings.dkim.signers.map(({ name }) => name);
  return [...new Set(named.filter((name, at) => named.indexOf(name) < at))].map(name => ({
    setting: SETTING,
    message: `\`${name}\` stands in \`dkim.signers\` twice.`,
    fix: 'Remove one.',
  }));
}

function wrongKeys(use: SignerUse, facts: SignerFacts): Omit<Problem, 'setting'>[] {
  if (kindOf(facts, use)) return [];
  const message =
    use.keys === 'own'
      ? `${facts.title} takes no keys of ours: it makes its own.`
      : `${facts.title} makes no keys by itself that could be rotated.`;
  return [{ message, fix: 'Leave `keys` out.' }];
}

function wrongSettings(
  { name, keys: _, ...settings }: SignerUse,
  { title, program }: SignerFacts,
): Omit<Problem, 'setting'>[] {
  const known = program ? ['folder', 'reload', ...(ways[name] ?? [])] : [];
  return Object.keys(settings)
    .filter(key => !known.includes(key))
    .map(key => ({
      message: `\`${key}\` is no setting of ${title} in \`dkim.signers\`.`,
      fix: known.length > 0 ? `Known are ${known.join(', ')}.` : 'It is reached by its account: remove it.',
    }));
}

/** How a program is asked for a message that it signs. */
const ways: Record<string, string[]> = { opendkim: ['milter'], rspamd: ['url'] };
