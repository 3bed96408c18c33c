/** DKIM of SES's identities, as API v2 has it: BYODKIM and Easy DKIM with its two lengths. @aws-sdk/client-sesv2 3.1176.0, facts §12. */
import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { SandboxClock } from '../../clock.ts';
import type { Routes, TwinRequest } from '../../http/request.ts';
import { bodyOf, type Fields, failed, type Json } from '../../ses/bodies.ts';
import type { MailTwinOptions } from '../twin.ts';

export interface TwinIdentity {
  /** Of ours. */
  own?: { selector: string; publicKey: string };
  /** Of Easy DKIM. */
  length: string;
  generated: number;
  /** Status of the record that it looked for. */
  seen: boolean;
}

const lengths = ['RSA_1024_BIT', 'RSA_2048_BIT'];
const fields: Fields = {
  SigningAttributesOrigin: ['AWS_SES', 'EXTERNAL'],
  SigningAttributes: {
    fields: { DomainSigningSelector: 'text', DomainSigningPrivateKey: 'text', NextSigningKeyLength: lengths },
  },
};
const DAY_MS = 86_400_000;

export const newIdentity = (clock: SandboxClock): TwinIdentity => ({
  ...{ length: 'RSA_2048_BIT', generated: clock.now() - 10 * DAY_MS, seen: true },
});

export function dkimRoutes(
  identities: Map<string, TwinIdentity>,
  clock: SandboxClock,
  lookup: NonNullable<MailTwinOptions['lookup']>,
): Routes {
  function held({ params: { id = '' } }: TwinRequest): TwinIdentity {
    const identity = identities.get(id);
    if (!identity) throw failed(404, 'NotFoundException', `Email identity ${id} does not exist.`);
    return identity;
  }

  /** It looks in its own time: here, whenever it is asked how it stands. */
  async function look(name: string, identity: TwinIdentity): Promise<void> {
    if (!identity.own || identity.seen) return;
    const texts = await lookup(`${identity.own.selector}._domainkey.${name}`, 'TXT');
    identity.seen = texts.some(text => text.includes(`p=${identity.own?.publicKey}`));
  }

  return {
    async 'GET /v2/email/identities/:id'(request) {
      const identity = held(request);
      await look(request.params.id ?? '', identity);
      return { status: 200, body: { IdentityType: 'DOMAIN', DkimAttributes: shown(identity) } };
    },

    'PUT /v2/email/identities/:id/dkim/signing'(request) {
      const body = bodyOf(request, fields, 'SigningAttributesOrigin');
      const identity = held(request);
      const attributes = (body.SigningAttributes ?? {}) as Json;
      if (body.SigningAttributesOrigin === 'EXTERNAL') useOwn(identity, attributes);
      else useEasy(identity, attributes, clock.now());
      const { Status: DkimStatus, Tokens: DkimTokens } = shown(identity);
      return { status: 200, body: { DkimStatus, DkimTokens } };
    },
  };
}

/** Whatever it was told before: until it has seen the record it signs with nothing. */
function useOwn(identity: TwinIdentity, { DomainSigningSelector: selector, DomainSigningPrivateKey: key }: Json): void {
  const bad = (why: string) => failed(400, 'BadRequestException', why);
  if (typeof selector !== 'string' || typeof key !== 'string') throw bad('A selector and a private key are needed.');
  if (!/^[A-Za-z0-9-]{1,63}$/.test(selector)) throw bad('The selector is not valid.');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(key) || key.length > 20_480) throw bad('The private key is not valid base64.');
  Object.assign(identity, { own: { selector, publicKey: publicKeyOf(key) }, seen: false });
}

function publicKeyOf(key: string): string {
  const bad = failed(400, 'BadRequestException', 'The private key must be RSA of 1024 to 2048 bits, in PKCS #1.');
  try {
    const read = createPrivateKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'pkcs1' });
    const bits = read.asymmetricKeyDetails?.modulusLength ?? 0;
    if (bits < 1024 || bits > 2048) throw bad;
    return createPublicKey(read as never)
      .export({ type: 'spki', format: 'der' })
      .toString('base64');
  } catch {
    throw bad;
  }
}

/** "Not being able to switch to the same key length"; "not more than once in a 24 hour period". */
function useEasy(identity: TwinIdentity, { NextSigningKeyLength: next, ...others }: Json, now: number): void {
  if (Object.keys(others).length > 0) throw failed(400, 'BadRequestException', 'Easy DKIM takes no key.');
  if (next === undefined && identity.own) return void Object.assign(identity, { own: undefined, seen: true });
  if (next === identity.length) throw failed(400, 'BadRequestException', `The key length is ${next} already.`);
  if (now < identity.generated + DAY_MS)
    throw failed(400, 'LimitExceededException', 'The key length was changed in the last 24 hours.');
  Object.assign(identity, { own: undefined, length: String(next), generated: now, seen: true });
}

function shown({ own, length, generated, seen }: TwinIdentity) {
  const easy = { CurrentSigningKeyLength: length, NextSigningKeyLength: length };
  return {
    ...{ SigningEnabled: true, Status: seen ? 'SUCCESS' : 'PENDING' },
    Tokens: own ? [own.selector] : ['aaaa', 'bbbb', 'cccc'].map(each => each.repeat(8)),
    SigningAttributesOrigin: own ? 'EXTERNAL' : 'AWS_SES',
    ...(!own && { ...easy, LastKeyGenerationTimestamp: generated / 1000 }),
  };
}
