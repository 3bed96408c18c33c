/** The signers of a domain, opened: by `dkim.signers`, and by what is known of each. */
import type { EstateDomain } from '../../../estate/estate.ts';
import { type DomainSigner, signersOf } from '../../../records/dkim/signers.ts';
import type { Runtime } from '../../runtime.ts';
import type { Signer, Signing } from '../signer.ts';
import { byHand, bySelf } from './by-hand.ts';
import { openProgram } from './programs.ts';
import { openProvider } from './provider.ts';

export type OpensWith = Pick<Runtime, 'templates' | 'mail' | 'now' | 'env'>;

/** Throws where the credentials of one are missing. */
export function openSigners(runtime: OpensWith, domain: EstateDomain): Promise<Signing[]> {
  const all = signersOf(domain, runtime.templates.providers);
  return Promise.all(
    all.map(async each => {
      const { signs, algorithms } = each;
      return { signer: await open(runtime, domain, each), signs, algorithms };
    }),
  );
}

function open(runtime: OpensWith, domain: EstateDomain, signer: DomainSigner): Signer | Promise<Signer> {
  const { facts, kind } = signer;
  if (facts.program) return openProgram(runtime, signer);
  if (facts.byItself) return bySelf(signer);
  return kind === 'manual' ? byHand(signer) : openProvider(runtime, domain, signer);
}
