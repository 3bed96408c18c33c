/** The signers of a domain, opened: by `dkim.signers`, each by the opener of its name. */
import { MailyardError } from '../../../error.ts';
import type { EstateDomain } from '../../../estate/estate.ts';
import { type DomainSigner, signersOf } from '../../../records/dkim/signers.ts';
import type { Runtime } from '../../runtime.ts';
import type { Signer, Signing } from '../signer.ts';
import { byHand, bySelf } from './by-hand.ts';
import { openProgram } from './programs.ts';
import { openProvider } from './provider.ts';

/** Throws where its credentials or its files are missing. */
export type OpenSigner = (runtime: OpensWith, domain: EstateDomain, signer: DomainSigner) => Promise<Signer>;

export type OpensWith = Pick<Runtime, 'estate' | 'templates' | 'mail' | 'now' | 'env' | 'log'>;

/** By the names that `dkim.signers` takes. */
const openers: Readonly<Record<string, OpenSigner>> = {
  opendkim: openProgram,
  rspamd: openProgram,
  kumomta: openProgram,
  'amazon-ses': openProvider,
  mailcow: openProvider,
  stalwart: openProvider,
  mailgun: openProvider,
  zoho: openProvider,
  postmark: openProvider,
  sendgrid: async (_, __, signer) => bySelf(signer),
  'microsoft-365': async (_, __, signer) => byHand(signer),
  'google-workspace': async (_, __, signer) => byHand(signer),
};

/** Throws `signer-unknown`, and what an opener throws. */
export function openSigners(runtime: OpensWith, domain: EstateDomain): Promise<Signing[]> {
  const all = signersOf(domain, runtime.templates.providers);
  return Promise.all(
    all.map(async each => {
      const open = openers[each.facts.name];
      if (!open)
        throw new MailyardError('signer-unknown', `This Mailyard cannot reach ${each.facts.title}.`, {
          fix: `Take \`${each.facts.name}\` out of \`dkim.signers\` of ${domain.domain}.`,
        });
      return {
        signer: await open(runtime, domain, each),
        ...{ signs: each.signs, algorithms: each.algorithms },
      };
    }),
  );
}
