/** Which keys Mailyard makes for a domain: its signers by `dkim.signers`, the names they sign as, and their algorithms. Pure. */
import type { DkimAlgorithm, Domain, DomainSettings, SignerUse } from '../../inventory/model.ts';
import type { ProviderTemplate } from '../../inventory/provider-template.ts';
import { type SignerFacts, signerNamed } from './signer-facts.ts';

export type SignerKind = 'takes' | 'makes' | 'rotates' | 'manual';

export interface DomainSigner {
  use: SignerUse;
  facts: SignerFacts;
  kind: SignerKind;
  /** `d=` of its signatures: the domain, or the host below it that is registered at a relay. */
  signs: string;
  /** Of `dkim.algorithm` those that it can; what it makes itself is RSA. Empty: the rule `dkim-signer-algorithm` has said so. */
  algorithms: DkimAlgorithm[];
}

/** What the rules complain of is left out. */
export function signersOf(domain: Domain, providers: ReadonlyMap<string, ProviderTemplate>): DomainSigner[] {
  return domain.settings.dkim.signers.flatMap(use => {
    const facts = signerNamed(use.name);
    const kind = facts && kindOf(facts, use);
    if (!facts || !kind || !isUsed(domain, facts)) return [];
    const signs = signedName(domain, use.name, providers.get(use.name));
    return [{ use, facts, kind, signs, algorithms: algorithmsOf(domain, facts, kind) }];
  });
}

/** Undefined: what the inventory wants of it, it cannot. */
export function kindOf(
  { own, provider }: SignerFacts,
  { keys = own ? 'own' : 'provider' }: SignerUse,
): SignerKind | undefined {
  if (keys === 'own') return own && 'takes';
  return provider;
}

/** Whether a rotation, and not the template, says which keys of this sender stand in DNS. */
export function makesKeys({ dkim: { signers } }: DomainSettings, template: string): boolean {
  const use = signers.find(({ name }) => name === template);
  const facts = use && signerNamed(use.name);
  const kind = facts && kindOf(facts, use);
  return kind === 'takes' || kind === 'makes';
}

/** A program signs for whoever's tables name it; a provider only for domains that send through it. */
export const isUsed = ({ settings: { mailProvider, relays } }: Domain, { name, program }: SignerFacts): boolean =>
  program === true || mailProvider === name || relays.some(relay => relay.name === name);

export const wantedAlgorithms = ({ settings: { dkim } }: Domain): DkimAlgorithm[] =>
  dkim.algorithm === 'both' ? ['rsa-2048', 'ed25519'] : [dkim.algorithm];

function algorithmsOf(domain: Domain, { own }: SignerFacts, kind: SignerKind): DkimAlgorithm[] {
  if (kind !== 'takes') return ['rsa-2048'];
  return wantedAlgorithms(domain).filter(each => own?.algorithms.includes(each));
}

/** Mailgun's domain is the return path's host, whose keys stand below it. */
export function signedName(
  { domain, settings }: Pick<Domain, 'domain' | 'settings'>,
  name: string,
  template: ProviderTemplate | undefined,
): string {
  const below = template?.records.find(({ role }) => role === 'dkim')?.name.split('._domainkey.')[1];
  if (below !== '{returnPath}') return domain;
  const use = settings.relays.find(relay => relay.name === name);
  const label = use?.returnPath ?? settings.values[name]?.returnPath ?? template?.variables.returnPath?.default;
  return label ? `${label}.${domain}` : domain;
}
