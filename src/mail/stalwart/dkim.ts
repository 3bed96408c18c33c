/** Keys that Stalwart signs with: made here, since it takes any, and its own automatism would write the zone too. */
import { createPrivateKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { DkimCalls } from '../adapter.ts';
import { ProviderFailure } from '../failure.ts';
import type { StalwartApi } from './api.ts';
import { type Domain, dkimRecord, newSignature, type Signature, signsNow } from './convert.ts';
import { type DomainIds, unknownDomain } from './domain-ids.ts';

const generate = promisify(generateKeyPair);

/** PEM, PKCS #8. Nobody keeps it but the server. */
export async function freshKey(): Promise<string> {
  const { privateKey } = await generate('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** The value of the template, if the key that signs has the selector that the template publishes. */
export async function dkimValues(api: StalwartApi, domain: Domain, selector: string): Promise<Record<string, string>> {
  const signing = (await api.signaturesOf(domain)).filter(signsNow);
  const own = signing.find(each => each.selector === selector);
  if (own) return { dkimKeyRsa: dkimRecord(own) };
  if (signing[0]) throw otherSelector(domain.name, signing[0].selector, selector);
  return {};
}

/** A domain that was there before and signs with nothing: its record is of this key then. */
export async function giveKey(api: StalwartApi, domain: Domain | undefined, selector: string): Promise<void> {
  if (!domain || (await api.signaturesOf(domain)).some(signsNow)) return;
  await api.createSignature(newSignature(domain.id, selector, await freshKey(), 'rsa'), domain.name);
}

export function dkimCalls(api: StalwartApi, ids: DomainIds): DkimCalls {
  async function mustHave(name: string): Promise<Domain> {
    const domain = await ids.find(name);
    if (domain) return domain;
    throw unknownDomain(name);
  }

  async function read(name: string) {
    const own = (await api.signaturesOf(await mustHave(name))).filter(signsNow);
    return own[0] && { selector: own[0].selector, record: dkimRecord(own[0]) };
  }

  /** All others of its kind sign no more: of two keys, the one whose record goes first would fail. */
  async function sign(name: string, selector: string, privateKey: string): Promise<Signature[]> {
    const domain = await mustHave(name);
    const kind = kindOf(createPrivateKey(privateKey), name);
    const signature = newSignature(domain.id, selector, privateKey, kind);
    const others = (await api.signaturesOf(domain)).filter(
      each => each['@type'] === (signature as Signature)['@type'] && each.stage === 'active',
    );
    // A request of JMAP goes on after what failed: in one, a key that is refused would leave the domain without any.
    await api.createSignature(signature, name);
    if (others.length > 0)
      await api.retireSignatures(
        others.map(({ id }) => id),
        name,
      );
    return api.signaturesOf(domain);
  }

  return {
    read,
    async make(name, selector) {
      const made = (await sign(name, selector, await freshKey())).find(
        each => signsNow(each) && each.selector === selector,
      );
      if (made) return { selector, record: dkimRecord(made) };
      throw new ProviderFailure('lost', `Stalwart does not show the key that it was given for ${name}.`);
    },
    async import(name, selector, privateKey) {
      await sign(name, selector, privateKey);
    },
  };
}

function kindOf({ asymmetricKeyType }: KeyObject, name: string): 'rsa' | 'ed25519' {
  if (asymmetricKeyType === 'rsa' || asymmetricKeyType === 'ed25519') return asymmetricKeyType;
  throw new ProviderFailure('refused', `Stalwart cannot sign for ${name} with a key of ${asymmetricKeyType}.`, {
    fix: 'Take an RSA or an Ed25519 key.',
  });
}

const otherSelector = (domain: string, there: string, ours: string): ProviderFailure =>
  new ProviderFailure('refused', `Stalwart signs ${domain} with the selector ${there}, and not with ${ours}.`, {
    fix: `Write \`dkimSelectorRsa: ${there}\` under \`accounts.stalwart\`; or delete that key in the WebUI, and Stalwart is given one.`,
  });
