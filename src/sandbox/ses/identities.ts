/** Identities: moto holds that they exist; Easy DKIM's tokens, BYODKIM, MAIL FROM and what DNS says of them are the twin's. */
import { randomInt } from 'node:crypto';
import type { Handler, TwinRequest } from '../http/request.ts';
import { bodyOf, type Fields, failed, type Json } from './bodies.ts';
import type { Moto } from './moto.ts';
import { found, type IdentityPart, type RegionState } from './state.ts';

export type Lookup = (name: string, type: 'CNAME' | 'MX' | 'TXT') => Promise<string[]>;

const keyLengths = ['RSA_1024_BIT', 'RSA_2048_BIT'];
const signing: Fields = {
  DomainSigningSelector: 'text',
  DomainSigningPrivateKey: 'text',
  NextSigningKeyLength: keyLengths,
};
const tag = { list: { fields: { Key: 'text', Value: 'text' } } } as const;

export interface SesContext {
  moto: Moto;
  stateOf(request: TwinRequest): RegionState;
  regionOf(request: TwinRequest): string;
  lookup: Lookup;
}

export function identityRoutes({ moto, stateOf, regionOf, lookup }: SesContext): Record<string, Handler> {
  const part = (request: TwinRequest): IdentityPart =>
    found(stateOf(request).identities, request.params.id ?? '', 'Email identity');

  async function set(request: TwinRequest, name: unknown): Promise<string | undefined> {
    if (typeof name !== 'string') return undefined;
    if (!(await moto.get(request, `/configuration-sets/${name}`)))
      throw failed(404, 'NotFoundException', `Configuration set <${name}> does not exist.`);
    return name;
  }

  return {
    async 'POST /v2/email/identities'(request) {
      const fields: Fields = {
        EmailIdentity: 'text',
        ConfigurationSetName: 'text',
        DkimSigningAttributes: { fields: signing },
        Tags: tag,
      };
      const body = bodyOf(request, fields, 'EmailIdentity');
      const name = String(body.EmailIdentity);
      const { identities } = stateOf(request);
      // moto would put the new one in the place of the old one.
      if (identities.has(name)) throw failed(400, 'AlreadyExistsException', `Email identity ${name} already exist.`);
      const configurationSet = await set(request, body.ConfigurationSetName);
      const answer = await moto.forward(request);
      const { DomainSigningSelector: selector, NextSigningKeyLength = 'RSA_2048_BIT' } = (body.DkimSigningAttributes ??
        {}) as Json;
      identities.set(name, {
        tokens: selector ? [] : newTokens(),
        ...(typeof selector === 'string' && { selector }),
        signing: true,
        keyLength: String(NextSigningKeyLength),
        configurationSet,
      });
      return answer;
    },

    async 'GET /v2/email/identities/:id'(request) {
      const held = part(request);
      const { DkimAttributes: _, ...base } = (await moto.get(request, `/identities/${request.params.id}`)) ?? {};
      const verified = await isVerified(request.params.id ?? '', held, lookup);
      const body = {
        ...base,
        ConfigurationSetName: held.configurationSet,
        VerifiedForSendingStatus: verified,
        VerificationStatus: verified ? 'SUCCESS' : 'PENDING',
        DkimAttributes: dkimOf(held, verified),
        MailFromAttributes: await mailFromOf(held, regionOf(request), lookup),
      };
      return { status: 200, body };
    },

    async 'DELETE /v2/email/identities/:id'(request) {
      part(request);
      stateOf(request).identities.delete(request.params.id ?? '');
      return moto.forward(request);
    },

    async 'PUT /v2/email/identities/:id/configuration-set'(request) {
      const { ConfigurationSetName: name } = bodyOf(request, { ConfigurationSetName: 'text' });
      part(request).configurationSet = await set(request, name);
      return { status: 200, body: {} };
    },

    'PUT /v2/email/identities/:id/mail-from'(request) {
      const fields: Fields = {
        MailFromDomain: 'text',
        BehaviorOnMxFailure: ['USE_DEFAULT_VALUE', 'REJECT_MESSAGE'],
      };
      const { MailFromDomain: domain, BehaviorOnMxFailure = 'USE_DEFAULT_VALUE' } = bodyOf(request, fields);
      const held = part(request);
      if (typeof domain === 'string' && !domain.endsWith(`.${request.params.id}`))
        throw failed(400, 'BadRequestException', `Provided MAIL-FROM domain <${domain}> is not a subdomain.`);
      held.mailFrom = typeof domain === 'string' ? { domain, onMxFailure: String(BehaviorOnMxFailure) } : undefined;
      return { status: 200, body: {} };
    },

    'PUT /v2/email/identities/:id/dkim'(request) {
      const { SigningEnabled } = bodyOf(request, { SigningEnabled: 'flag' });
      part(request).signing = SigningEnabled === true;
      return { status: 200, body: {} };
    },

    'PUT /v2/email/identities/:id/dkim/signing'(request) {
      const fields: Fields = {
        SigningAttributesOrigin: ['AWS_SES', 'EXTERNAL'],
        SigningAttributes: { fields: signing },
      };
      const body = bodyOf(request, fields, 'SigningAttributesOrigin');
      const { DomainSigningSelector, DomainSigningPrivateKey, NextSigningKeyLength } = (body.SigningAttributes ??
        {}) as Json;
      const held = part(request);
      if (body.SigningAttributesOrigin === 'EXTERNAL') {
        if (!DomainSigningSelector || !DomainSigningPrivateKey)
          throw failed(400, 'BadRequestException', 'A selector and a private key are needed.');
        Object.assign(held, { selector: DomainSigningSelector, tokens: [] });
      } else {
        Object.assign(held, { selector: undefined, tokens: held.tokens.length > 0 ? held.tokens : newTokens() });
        if (NextSigningKeyLength) held.keyLength = String(NextSigningKeyLength);
      }
      return { status: 200, body: { DkimStatus: 'PENDING', DkimTokens: tokensOf(held) } };
    },
  };
}

/** Three, each of 32 letters and digits. */
const newTokens = (): string[] =>
  Array.from({ length: 3 }, () => Array.from({ length: 32 }, () => randomInt(36).toString(36)).join(''));

/** With keys of one's own the one token is their selector. */
const tokensOf = ({ selector, tokens }: IdentityPart): string[] => (selector ? [selector] : tokens);

async function isVerified(domain: string, held: IdentityPart, lookup: Lookup): Promise<boolean> {
  const seen = held.selector
    ? [(await lookup(`${held.selector}._domainkey.${domain}`, 'TXT')).length > 0]
    : await Promise.all(
        held.tokens.map(async token =>
          (await lookup(`${token}._domainkey.${domain}`, 'CNAME')).includes(`${token}.dkim.amazonses.com`),
        ),
      );
  return seen.every(Boolean);
}

function dkimOf(held: IdentityPart, verified: boolean): Json {
  const easy = { NextSigningKeyLength: held.keyLength, CurrentSigningKeyLength: held.keyLength };
  return {
    SigningEnabled: held.signing,
    Status: verified ? 'SUCCESS' : 'PENDING',
    Tokens: tokensOf(held),
    SigningAttributesOrigin: held.selector ? 'EXTERNAL' : 'AWS_SES',
    ...(!held.selector && easy),
  };
}

async function mailFromOf({ mailFrom }: IdentityPart, region: string, lookup: Lookup): Promise<Json> {
  if (!mailFrom) return { BehaviorOnMxFailure: 'USE_DEFAULT_VALUE' };
  const { domain, onMxFailure } = mailFrom;
  const seen = (await lookup(domain, 'MX')).includes(`10 feedback-smtp.${region}.amazonses.com`);
  return {
    MailFromDomain: domain,
    BehaviorOnMxFailure: onMxFailure,
    MailFromDomainStatus: seen ? 'SUCCESS' : 'PENDING',
  };
}
