/** A ring: the keys of one domain at one signer with one algorithm, of which one signs. Pure. */
import { DAY, HOUR } from '../../dates.ts';
import type { EstateDomain } from '../../estate/estate.ts';
import type { DomainSettings } from '../../inventory/model.ts';
import { isBelow } from '../../inventory/names.ts';
import type { DkimKey, KeyChange } from '../../ledger/dkim.ts';
import type { Algorithm, KeyMaker, KeyTaker, Signing } from './signer.ts';

export interface Ring {
  /** `d=` of its signatures. */
  domain: string;
  /** The domain of the estate that it belongs to: the same, or above. */
  of: string;
  signer: RingSigner;
  algorithm: Algorithm;
  settings: RingSettings;
  /** Whether the inventory wants keys here; else nothing new begins, and what was begun is ended properly. */
  wanted: boolean;
  /** Oldest first. */
  keys: DkimKey[];
}

export interface RingSigner {
  name: string;
  title: string;
  /** It makes its keys itself. */
  makes: boolean;
  /** Sending is held from before the switch until a message proves it. */
  gap: boolean;
}

export interface RingSettings {
  prefix: string;
  /** Milliseconds; undefined: never. */
  rotate?: number;
  overlap: number;
  propagation: number;
  /** Seconds. */
  ttl: number;
}

/** A leaked key verifies forged mail until caches have forgotten it, so they may not keep it longer. */
const LONGEST_TTL = 3600;

export function ringSettings({ dkim, ttl }: DomainSettings): RingSettings {
  return {
    prefix: dkim.prefix,
    ...(dkim.rotate !== 'never' && { rotate: Number.parseInt(dkim.rotate, 10) * DAY }),
    overlap: Number.parseInt(dkim.overlap, 10) * DAY,
    propagation: Number.parseInt(dkim.propagation, 10) * HOUR,
    ttl: Math.min(ttl, LONGEST_TTL),
  };
}

export function factsOf(signer: KeyTaker | KeyMaker): RingSigner {
  const { name, title, kind } = signer;
  return { name, title, makes: kind === 'makes', gap: kind === 'takes' && signer.switch === 'gap' };
}

/** `acme.example/opendkim/rsa-2048`: what decisions, notices and people call it. */
export const ringName = ({
  domain,
  signer,
  algorithm,
}: {
  domain: string;
  signer: string;
  algorithm: string;
}): string => `${domain}/${signer}/${algorithm}`;

export const subjectOf = ({ domain, signer, algorithm }: Ring): string =>
  ringName({ domain, signer: signer.name, algorithm });

/** The domain of the estate that a name is, or the nearest above it. */
export const homeOf = (domains: readonly EstateDomain[], name: string): EstateDomain | undefined =>
  domains
    .filter(({ domain }) => name === domain || isBelow(name, domain))
    .sort((a, b) => b.domain.length - a.domain.length)[0];

/** Rings that the inventory wants, and those of which the ledger still has keys. */
export function ringsOf(domain: EstateDomain, signings: readonly Signing[], keys: readonly DkimKey[]): Ring[] {
  const settings = ringSettings(domain.settings);
  const live = domain.phase !== 'retired' && domain.settings.lifecycle.state !== 'retired';
  return signings.flatMap(({ signer, signs, algorithms }) => {
    if (signer.kind !== 'takes' && signer.kind !== 'makes') return [];
    const own = keys.filter(key => key.domain === signs && key.signer === signer.name);
    const all = new Set([...algorithms, ...own.map(({ algorithm }) => algorithm)]);
    return [...all].map(algorithm => ({
      ...{ domain: signs, of: domain.domain, signer: factsOf(signer), algorithm, settings },
      wanted: live && algorithms.includes(algorithm),
      keys: own.filter(key => key.algorithm === algorithm),
    }));
  });
}

export const activeKey = ({ keys }: Ring): DkimKey | undefined => keys.find(({ phase }) => phase === 'active');

/** The one that is to become active. */
export const nextKey = ({ keys }: Ring): DkimKey | undefined =>
  keys.find(({ phase }) => phase === 'generated' || phase === 'published');

/** A key gives its place up, and mail may have been signed with it until now. What was wrong with it is over. */
export const retire = (at: number): KeyChange => ({
  ...{ phase: 'retiring', retiringAt: at, lastSignedAt: at },
  ...{ switchingAt: undefined, heldAt: undefined, problem: undefined },
});

/** What it should sign with, and what it was seen to sign with instead. */
export const differs = (
  { domain, signer: { title } }: Ring,
  { selector }: DkimKey,
  seen: string | undefined,
): string =>
  seen === undefined
    ? `${title} does not sign for ${domain}, and ${selector} is its key`
    : `${title} signs for ${domain} with ${seen}, and ${selector} is its key`;
