/** Keys that only a person can change, at Google and Microsoft: when it is time, what to do, and how far it is seen to be done. Pure. */
import { daysAfter, daysBetween } from '../dates.ts';
import type { Estate, EstateDomain } from '../estate/estate.ts';
import type { Templates } from '../inventory/template.ts';
import { type DomainSigner, signersOf } from '../records/dkim/signers.ts';
import type { Task } from './task.ts';

/** Of live domains that name such a signer, and whose keys are not to stay for ever. */
export function rotationTasks({ domains, today }: Estate, { providers }: Templates): Task[] {
  return domains
    .filter(({ phase, settings }) => phase === 'live' && settings.dkim.rotate !== 'never')
    .flatMap(domain =>
      signersOf(domain, providers)
        .filter(({ kind }) => kind === 'manual')
        .flatMap(signer =>
          signer.facts.name === 'microsoft-365' ? pair(domain, signer, today) : own(domain, signer, today),
        ),
    );
}

/**
 * Google's key has a selector that a person chooses: one that ends in a day, as Mailyard's own do, says how old its key is. A new one is
 * first in the inventory and in DNS, and then told to sign.
 */
function own(domain: EstateDomain, signer: DomainSigner, today: string): Task[] {
  const { name } = signer.facts;
  const selector = domain.settings.values[name]?.dkimSelector ?? '';
  const since = dayOf(selector);
  if (since === undefined || daysBetween(since, today) >= days(domain)) return [newKey(domain, signer, today, since)];
  const doneKey = `${name}-dkim-${selector}`;
  return [
    {
      ...head(domain, signer, 'dkim-start-authentication'),
      text: `Two days after the DNS has ${selector}: admin.google.com, Apps, Google Workspace, Gmail, Authenticate email, ${domain.domain}, Start authentication. Then send a message to yourself: its DKIM-Signature has to say s=${selector}. 14 days later the old record may leave \`records\`.`,
      link: CONSOLE,
      values: [],
      after: [{ sees: 'txt', name: `${selector}._domainkey.${domain.domain}`, begins: 'v=DKIM1' }],
      done: [],
      ...{ doneKey, said: domain.settings.done.includes(doneKey) },
    },
  ];
}

const CONSOLE = 'https://admin.google.com/ac/apps/gmail/authenticateemail';

function newKey(domain: EstateDomain, signer: DomainSigner, today: string, since: string | undefined): Task {
  const selector = `${domain.settings.dkim.prefix}${today.replaceAll('-', '')}a`;
  const age = since
    ? `It is of ${since}, and keys are changed after ${days(domain)} days.`
    : 'Its selector does not say how old it is.';
  return {
    ...head(domain, signer, 'dkim-new-key'),
    text: `${age} Generate a new record of 2048 bits with the prefix ${selector}: Google goes on signing with the old one. Move the old record to \`records\`, so that mail on its way verifies, and paste selector and value of the new one.`,
    link: CONSOLE,
    values: [`Prefix selector: ${selector}`],
    paste: ['dkimSelector', 'dkimKey'].map(value => ({
      ...{ key: `values.${signer.facts.name}.${value}`, at: domain.position },
    })),
    after: [],
    // Once the new selector stands in the inventory, this step is no more.
    done: [],
  };
}

/** Microsoft changes between two selectors by itself, once it is told to: what of that is done, only a person sees. */
function pair(domain: EstateDomain, signer: DomainSigner, today: string): Task[] {
  const turn = Math.floor(daysBetween('1970-01-01', today) / days(domain));
  const since = daysAfter('1970-01-01', turn * days(domain));
  const doneKey = `${signer.facts.name}-dkim-${since}`;
  return [
    {
      ...head(domain, signer, 'dkim-rotate'),
      text: `Once since ${since}, in Exchange Online PowerShell: rotate the keys of ${domain.domain}. It takes four days, and the two CNAMEs stay as they are. Get-DkimSigningConfig shows RotateOnDate, and with which selector it signs from then on.`,
      values: [`Rotate-DkimSigningConfig -Identity ${domain.domain} -KeySize 2048`],
      after: [],
      done: [],
      ...{ doneKey, said: domain.settings.done.includes(doneKey) },
    },
  ];
}

const head = ({ segment, domain }: EstateDomain, { facts: { name, title } }: DomainSigner, id: string) => ({
  ...{ id, provider: name, title: `${title}: ${id.replace('dkim-', 'DKIM, ').replaceAll('-', ' ')}`, segment, domain },
});

const days = ({ settings: { dkim } }: EstateDomain): number => Number.parseInt(dkim.rotate, 10);

/** `my20261126a` → 2026-11-26. */
function dayOf(selector: string): string | undefined {
  const [, year, month, day] = /(20\d\d)(\d\d)(\d\d)[a-z]*$/.exec(selector) ?? [];
  const date = `${year}-${month}-${day}`;
  return year && !Number.isNaN(Date.parse(date)) ? date : undefined;
}
