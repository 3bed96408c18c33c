/** DKIM of an identity: with a key of ours (BYODKIM), or with those that SES makes (Easy DKIM). API v2, read 2026-11-26. */
import { createPrivateKey } from 'node:crypto';
import type { DkimCalls } from '../adapter.ts';
import { ProviderFailure } from '../failure.ts';
import type { Http } from '../http.ts';

interface DkimAttributes {
  SigningEnabled?: boolean;
  Status?: 'PENDING' | 'SUCCESS' | 'FAILED' | 'TEMPORARY_FAILURE' | 'NOT_STARTED';
  /** With a key of ours its selector alone. */
  Tokens?: string[];
  SigningAttributesOrigin?: string;
  CurrentSigningKeyLength?: KeyLength;
  NextSigningKeyLength?: KeyLength;
  /** Epoch seconds. */
  LastKeyGenerationTimestamp?: number;
}

type KeyLength = 'RSA_1024_BIT' | 'RSA_2048_BIT';

const DAY_MS = 86_400_000;

export function dkimCalls(ses: Http, now: () => number): DkimCalls {
  const path = (domain: string) => `/v2/email/identities/${encodeURIComponent(domain)}`;

  async function attributesOf(domain: string): Promise<DkimAttributes> {
    const doing = `for the DKIM of ${domain}`;
    const { DkimAttributes = {} } = await ses.call<{ DkimAttributes?: DkimAttributes }>({
      ...{ method: 'GET', path: path(domain), doing },
    });
    return DkimAttributes;
  }

  const sign = (domain: string, json: object, doing: string) =>
    ses.call<object>({ method: 'PUT', path: `${path(domain)}/dkim/signing`, json, doing });

  async function easy(domain: string): Promise<DkimAttributes> {
    const attributes = await attributesOf(domain);
    if (attributes.SigningAttributesOrigin === 'EXTERNAL') throw ownKey(domain);
    return attributes;
  }

  return {
    /** Until SES has seen the record it signs with no key of ours. */
    async read(domain, algorithm = 'rsa-2048') {
      const { SigningAttributesOrigin: origin, SigningEnabled, Status, Tokens = [] } = await attributesOf(domain);
      if (algorithm !== 'rsa-2048' || origin !== 'EXTERNAL' || !SigningEnabled || Status !== 'SUCCESS')
        return undefined;
      return Tokens[0] ? { selector: Tokens[0] } : undefined;
    },

    /** Told again, SES would begin to look for the record anew, and sign with nothing meanwhile. */
    async import(domain, selector, privateKey) {
      const { SigningAttributesOrigin: origin, Tokens = [] } = await attributesOf(domain);
      if (origin === 'EXTERNAL' && Tokens[0] === selector) return;
      const SigningAttributes = { DomainSigningSelector: selector, DomainSigningPrivateKey: bodyOf(privateKey) };
      const json = { SigningAttributesOrigin: 'EXTERNAL', SigningAttributes };
      await sign(domain, json, `to sign for ${domain} with ${selector}`);
    },

    /** Between two lengths, or at the shorter one, from which the next step leads back. */
    async rotation(domain) {
      const { CurrentSigningKeyLength: now, NextSigningKeyLength: next, ...rest } = await easy(domain);
      const { LastKeyGenerationTimestamp: at, Tokens: selectors = [] } = rest;
      return {
        ...(at !== undefined && { rotatedAt: at * 1000 }),
        ...{ rotating: now !== next || now === 'RSA_1024_BIT', selectors },
      };
    },

    /** SES makes a new key only for another length, and once in 24 hours: so it takes two steps, and ends at 2048 bits. */
    async rotate(domain) {
      const { CurrentSigningKeyLength: length, NextSigningKeyLength: next, ...rest } = await easy(domain);
      const { LastKeyGenerationTimestamp: at = 0 } = rest;
      const early = now() < at * 1000 + DAY_MS;
      if (early && length === next && length === 'RSA_2048_BIT') throw tooEarly(domain);
      if (early || length !== next) return;
      const NextSigningKeyLength: KeyLength = length === 'RSA_2048_BIT' ? 'RSA_1024_BIT' : 'RSA_2048_BIT';
      const json = { SigningAttributesOrigin: 'AWS_SES', SigningAttributes: { NextSigningKeyLength } };
      await sign(domain, json, `to make new DKIM keys for ${domain}`);
    },
  };
}

/** The key as PEM without its first and last line, in one piece. PKCS #1, as when AWS made its guide. */
const bodyOf = (privateKey: string): string =>
  createPrivateKey(privateKey).export({ type: 'pkcs1', format: 'der' }).toString('base64');

const tooEarly = (domain: string): ProviderFailure =>
  new ProviderFailure('early', `SES made new DKIM keys for ${domain} within the last 24 hours.`, {
    fix: 'It makes others a day later.',
  });

const ownKey = (domain: string): ProviderFailure =>
  new ProviderFailure('refused', `SES signs ${domain} with a key of ours, so it has none of its own to change.`, {
    fix: 'Leave `keys: provider` out of `dkim.signers`.',
  });
