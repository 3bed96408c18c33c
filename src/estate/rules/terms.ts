/** What providers' terms of use say of a segment's kind of mail. */
import type { TermsWord } from '../../inventory/provider-template.ts';
import { domainsOf, oncePerProvider, type Use } from './providers.ts';
import { type EstateRule, OWN_JUDGEMENT, type Placed, type Subject, type Whole } from './rule.ts';
import { isLive } from './senders.ts';

function termsRule(
  id: string,
  severity: EstateRule['severity'],
  word: TermsWord,
  title: string,
  says: string,
): EstateRule {
  return {
    id,
    set: 'estate',
    severity,
    title,
    reference: OWN_JUDGEMENT,
    check: ({ subjects, templates }) =>
      oncePerProvider(
        id,
        subjects.flatMap(subject => termsUses(subject, word, templates)),
      ).map((uses): Placed => {
        const [{ subject, template, setting }] = uses as [Use];
        const { profile, domain } = subject;
        const message = `The terms of ${template.title} ${says} ${profile?.mail} mail, and that is what the profile ${profile?.name} is for (${domainsOf(uses)}). ${template.terms?.says}`;
        const fix = `Use a provider that allows it, or say why it is in order: \`rules: { ${id}: { level: info, reason: … } }\`.`;
        return { at: domain, setting, message, fix };
      }),
  };
}

/** Where its mail is such that terms speak of it, and they say this word of it. */
function termsUses(subject: Subject, word: TermsWord, { providers }: Whole['templates']): Use[] {
  const { profile, domain } = subject;
  const mail = profile?.mail;
  if ((mail !== 'cold' && mail !== 'bulk') || !isLive(subject)) return [];
  const { mailProvider, relays } = domain.settings;
  const names = [
    { name: mailProvider, setting: 'mailProvider' as const },
    ...relays.map(({ name }) => ({ name, setting: 'relays' as const })),
  ];
  return names.flatMap(({ name, setting }) => {
    const template = providers.get(name);
    return template?.terms?.[mail] === word ? [{ subject, template, setting }] : [];
  });
}

export const termsConflict = termsRule(
  'terms-conflict',
  'error',
  'forbidden',
  'A provider whose terms forbid this kind of mail',
  'forbid',
);

export const termsUnclear = termsRule(
  'terms-unclear',
  'info',
  'unclear',
  'A provider whose terms leave open whether they allow this kind of mail',
  'leave open whether they allow',
);
