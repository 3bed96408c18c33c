/** A signer of the simplest kind: a folder with keys and a table, and what signs reads both for each message. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';
import type { Algorithm, KeyTaker } from '../../src/runtime/dkim/signer.ts';

/** `acme.example rsa-2048` → the selector that signs. */
type Table = Record<string, string>;

export interface KeyFolder {
  /** The folder itself. */
  readonly place: string;
  readonly signer: KeyTaker;
  /** As it signs now; unsigned where it has no key. */
  sign(domain: string, message: string): Promise<Buffer>;
  /** What its table says. */
  selector(domain: string, algorithm: Algorithm): string | undefined;
  /** Somebody edits the table. */
  setByHand(domain: string, algorithm: Algorithm, selector: string): void;
}

/** `switch`: with a gap it signs nothing from the moment that a new key is given until `settle`. */
export function keyFolder(
  folder: string,
  parts: Partial<Pick<KeyTaker, 'name' | 'switch' | 'sample'>> = {},
): KeyFolder {
  mkdirSync(folder, { recursive: true });
  const table = join(folder, 'table.json');
  const read = (): Table => {
    try {
      return JSON.parse(readFileSync(table, 'utf8')) as Table;
    } catch {
      return {};
    }
  };
  const selector = (domain: string, algorithm: Algorithm) => read()[`${domain} ${algorithm}`];
  const keyFile = (domain: string, name: string) => join(folder, `${name}._domainkey.${domain}.pem`);

  async function sign(domain: string, message: string): Promise<Buffer> {
    let signed = message;
    for (const algorithm of ['rsa-2048', 'ed25519'] as const) {
      const name = selector(domain, algorithm);
      if (name === undefined) continue;
      const privateKey = readFileSync(keyFile(domain, name), 'utf8');
      const options = { signingDomain: domain, selector: name, privateKey };
      const { signatures } = await dkimSign(message, { ...options, signatureData: [options] } as never);
      signed = `${signatures}${signed}`;
    }
    return Buffer.from(signed);
  }

  function setByHand(domain: string, algorithm: Algorithm, name: string): void {
    writeFileSync(`${table}.new`, JSON.stringify({ ...read(), [`${domain} ${algorithm}`]: name }));
    renameSync(`${table}.new`, table);
  }

  const signer: KeyTaker = {
    ...{
      kind: 'takes',
      name: 'folder',
      title: 'the key folder',
      algorithms: ['rsa-2048', 'ed25519'],
      switch: 'seamless',
    },
    current: async (domain, algorithm) => selector(domain, algorithm),
    async use(domain, key) {
      writeFileSync(keyFile(domain, key.selector), key.privateKey, { mode: 0o600 });
      setByHand(domain, key.algorithm, key.selector);
    },
    async forget(domain, name) {
      rmSync(keyFile(domain, name), { force: true });
    },
    sample: domain => sign(domain, aMessage(domain, 'sample')),
    ...parts,
  };
  return { place: folder, signer, sign, selector, setByHand };
}

export const aMessage = (domain: string, id: string): string =>
  [
    `From: Alex Reed <alex@${domain}>`,
    'To: Sam Lopez <sam@receiver.example>',
    `Subject: ${id}`,
    `Message-ID: <${id}@${domain}>`,
    'Date: Thu, 26 Nov 2026 12:00:00 +0000',
    '',
    'Good morning.',
    '',
  ].join('\r\n');
