/** Keys that Stalwart signs with: made here, since it takes any, and its own automatism would write the zone too. */
import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { DkimAlgorithm } from '../../inventory/model.ts';
import type { DkimCalls, LiveDomain } from '../adapter.ts';
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
export async function dkimValues(api: StalwartApi, domain: Domain, selector: string): Promise<LiveDomain> {
  const signing = (await api.signaturesOf(domain)).filter(each => signsNow(each));
  const own = signing.find(each => each.selector === selector);
  if (own) return { values: { dkimKeyRsa: dkimRecord(own) } };
  const [other] = signing;
  return { values: {}, ...(other && { otherKey: otherSelector(domain.name, other.selector, selector) }) };
}

/** A domain that was there before and signs with nothing: its record is of this key then. */
export async function giveKey(api: StalwartApi, domain: Domain | undefined, selector: string): Promise<void> {
  if (!domain || (await api.signaturesOf(domain)).some(each => signsNow(each))) return;
  await api.createSignature(newSignature(domain.id, selector, await freshKey(), 'rsa'), domain.name);
}

export function dkimCalls(api: StalwartApi, ids: DomainIds): DkimCalls {
  async function mustHave(name: string): Promise<Domain> {
    const domain = await ids.find(name);
    if (domain) return domain;
    throw unknownDomain(name);
  }

  async function read(name: string, algorithm: DkimAlgorithm = 'rsa-2048') {
    const own = (await api.signaturesOf(await mustHave(name))).filter(each => signsNow(each, algorithm));
    // Two of a kind sign where somebody's hand was there: it is told again.
    return own[0] && own.length === 1 ? { selector: own[0].selector, record: dkimRecord(own[0]) } : undefined;
  }

  /**
   * Made so that it does not sign yet, and then it and all others of its kind change places in one request: of two keys, the one
   * whose record goes first would fail, and a request of JMAP goes on after what failed.
   */
  async function sign(name: string, selector: string, privateKey: string): Promise<Signature[]> {
    const domain = await mustHave(name);
    const kind = kindOf(createPrivateKey(privateKey), name);
    const wanted = { ...newSignature(domain.id, selector, privateKey, kind), stage: 'pending' };
    const ofKind = async () =>
      (await api.signaturesOf(domain)).filter(each => each['@type'] === (wanted as unknown as Signature)['@type']);
    if (!(await ofKind()).some(each => each.selector === selector)) await api.createSignature(wanted, name);
    const all = await ofKind();
    const own = all.find(each => each.selector === selector);
    if (!own) throw new ProviderFailure('lost', `Stalwart does not show the key that it was given for ${name}.`);
    if (own.publicKey !== publicKeyOf(privateKey)) throw takenSelector(name, selector);
    const others = all.filter(each => each !== own && each.stage === 'active');
    if (own.stage !== 'active' || others.length > 0)
      await api.stageSignatures(
        [
          ...(own.stage === 'active' ? [] : [[own.id, 'active'] as const]),
          ...others.map(({ id }) => [id, 'retired'] as const),
        ],
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
    async remove(name, selector) {
      const domain = await mustHave(name);
      const own = (await api.signaturesOf(domain)).filter(each => each.selector === selector);
      if (own.some(({ stage }) => stage === 'active')) throw stillSigns(name, selector);
      if (own.length > 0)
        await api.destroySignatures(
          own.map(({ id }) => id),
          name,
        );
    },
  };
}

/** As Stalwart shows it: SubjectPublicKeyInfo, or the bare Ed25519 key. */
function publicKeyOf(privateKey: string): string {
  const key = createPublicKey(privateKey);
  const der = key.export({ type: 'spki', format: 'der' });
  return (key.asymmetricKeyType === 'ed25519' ? der.subarray(-32) : der).toString('base64');
}

const takenSelector = (name: string, selector: string): ProviderFailure =>
  new ProviderFailure('refused', `Stalwart has another key for ${name} with the selector ${selector}.`, {
    fix: 'Rotate again, to a new selector.',
  });

const stillSigns = (name: string, selector: string): ProviderFailure =>
  new ProviderFailure('refused', `Stalwart signs ${name} with ${selector}: its key stays.`, { fix: 'Rotate first.' });

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
