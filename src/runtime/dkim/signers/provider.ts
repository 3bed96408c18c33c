/** A provider or relay as a signer: its adapter's DKIM calls, at the account of the domain's segment. */
import { MailyardError } from '../../../error.ts';
import type { EstateDomain } from '../../../estate/estate.ts';
import type { DkimAlgorithm } from '../../../inventory/model.ts';
import type { DkimCalls } from '../../../mail/adapter.ts';
import type { DomainSigner } from '../../../records/dkim/signers.ts';
import type { Signer } from '../signer.ts';
import type { OpensWith } from './open.ts';

/** Throws `no-account`, and what the provider says to the first call. */
export async function openProvider({ mail }: OpensWith, domain: EstateDomain, signer: DomainSigner): Promise<Signer> {
  const { name, title } = signer.facts;
  const at = [domain.hostedAt, ...domain.relaysAt].find(each => each?.provider === name);
  if (!at)
    throw new MailyardError('no-account', `${domain.domain} has no account at ${title} whose keys could be set.`, {
      fix: `Write \`${name}\` under \`accounts\`: docs/dkim-signers.md.`,
    });
  const { service, keepSecret } = await mail.open(at.provider, at.account);
  if (!service.dkim) throw cannot(title);
  return signerOf(signer, service.dkim, keepSecret);
}

function signerOf(
  { facts: { name, title, own }, kind }: DomainSigner,
  dkim: DkimCalls,
  keepSecret: (text: string) => void,
): Signer {
  const named = { name, title };
  const { make, activate, import: take, remove, rotation, rotate } = dkim;
  const current = async (domain: string, algorithm: DkimAlgorithm) => (await dkim.read(domain, algorithm))?.selector;

  if (kind === 'takes' && take && own)
    return {
      ...named,
      ...{ kind, algorithms: own.algorithms, switch: own.switch, current },
      async use(domain, { selector, privateKey }) {
        keepSecret(privateKey);
        await take(domain, selector, privateKey);
      },
      ...(remove && { forget: remove }),
    };
  if (kind === 'makes' && make && activate)
    return { ...named, kind, algorithms: ['rsa-2048'], current, make, activate };
  if (kind === 'rotates' && rotation) return { ...named, kind, state: rotation, ...(rotate && { rotate }) };
  throw cannot(title);
}

const cannot = (title: string): MailyardError =>
  new MailyardError('signer-unknown', `This Mailyard has no calls for the DKIM keys of ${title}.`, {
    fix: 'Take it out of `dkim.signers`, or update Mailyard.',
  });
