/** The programs' files: what is written, what is read back, and what stays untouched. */
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { kumoMta } from '../../../../src/runtime/dkim/signers/tables/kumomta.ts';
import { openDkim } from '../../../../src/runtime/dkim/signers/tables/opendkim.ts';
import { rspamd } from '../../../../src/runtime/dkim/signers/tables/rspamd.ts';
import { type Entry, keyFile, type Tables } from '../../../../src/runtime/dkim/signers/tables/table.ts';

const entry = (domain: string, selector: string, algorithm: Entry['algorithm'] = 'rsa-2048'): Entry => ({
  ...{ domain, selector, algorithm },
  path: `/etc/signer/${keyFile(domain, { selector, algorithm })}`,
});

const readBack = (tables: Tables, texts: [string, string][]): Entry[] =>
  tables.read(file => new Map(texts).get(file) ?? '');

const many = [entry('acme.example', 'my20261126a'), entry('news.acme.example', 'my20261127b')];

test.each(Object.entries({ openDkim, rspamd, kumoMta }))(
  '%s reads what it writes, and nothing from nothing',
  (_, tables) => {
    expect(readBack(tables, tables.write([], many))).toEqual(many);
    expect(readBack(tables, tables.write(many, []))).toEqual([]);
    expect(tables.read(() => '')).toEqual([]);
  },
);

test('OpenDKIM keeps the old key in the KeyTable, which comes first', () => {
  const [old, next] = [entry('acme.example', 'my20261126a'), entry('acme.example', 'my20261127a')];
  const [keys, signers] = openDkim.write([old], [next]) as [[string, string], [string, string]];
  expect(keys).toEqual([
    'KeyTable',
    `# Made by Mailyard from \`dkim.signers\`: changes here are lost.
my20261126a._domainkey.acme.example acme.example:my20261126a:/etc/signer/keys/acme.example/my20261126a.pem
my20261127a._domainkey.acme.example acme.example:my20261127a:/etc/signer/keys/acme.example/my20261127a.pem
`,
  ]);
  expect(signers).toEqual([
    'SigningTable',
    `# Made by Mailyard from \`dkim.signers\`: changes here are lost.
*@acme.example my20261127a._domainkey.acme.example
`,
  ]);
});

test('Rspamd has both algorithms of a domain in one block', () => {
  const entries = [entry('acme.example', 'my20261126a'), entry('acme.example', 'my20261126b', 'ed25519')];
  const texts = rspamd.write([], entries);
  expect(texts).toEqual([
    [
      'domains.conf',
      `# Made by Mailyard from \`dkim.signers\`: changes here are lost.
domain {
  "acme.example" {
    selectors [
      { selector = "my20261126b"; path = "/etc/signer/keys/acme.example/my20261126b.ed25519"; },
      { selector = "my20261126a"; path = "/etc/signer/keys/acme.example/my20261126a.pem"; },
    ]
  }
}
`,
    ],
  ]);
  expect(readBack(rspamd, texts)).toHaveLength(2);
});

test('Rspamd is given the bare 32 octets of an Ed25519 key', () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const text = rspamd.keyText({ selector: 'a', algorithm: 'ed25519', privateKey: pem });
  expect(Buffer.from(text, 'base64')).toHaveLength(32);
  // RFC 8410 §7: PKCS #8 of an Ed25519 key is these octets behind a fixed head.
  const head = Buffer.from('302e020100300506032b657004220420', 'hex');
  const again = createPublicKey({
    key: Buffer.concat([head, Buffer.from(text, 'base64')])
      .toString('base64')
      .replace(/^.*$/s, der => `-----BEGIN PRIVATE KEY-----\n${der}\n-----END PRIVATE KEY-----\n`),
  });
  expect(again.export({ format: 'jwk' })).toEqual(createPublicKey(pem).export({ format: 'jwk' }));
});

/** The keys that the helper's own records know: DkimSignConfig.Domain in assets/policy-extras/dkim_sign.lua (2026-11). */
test('KumoMTA is given what its helper takes, and no key besides', () => {
  const [[file, text]] = kumoMta.write([], many) as [[string, string]];
  expect(file).toBe('dkim_data.json');
  expect(JSON.parse(text)).toEqual({
    domain: {
      'acme.example': {
        selector: 'my20261126a',
        algo: 'sha256',
        filename: '/etc/signer/keys/acme.example/my20261126a.pem',
      },
      'news.acme.example': {
        selector: 'my20261127b',
        algo: 'sha256',
        filename: '/etc/signer/keys/news.acme.example/my20261127b.pem',
      },
    },
  });
});

test.each([
  [openDkim, 'SigningTable', '*@acme.example other._domainkey.acme.example more\n'],
  [openDkim, 'KeyTable', 'default acme.example:default:secret-in-the-table\n'],
  [rspamd, 'domains.conf', 'domain {\n  "acme.example" {\n    path = "/root/key";\n'],
  [kumoMta, 'dkim_data.json', '{"base": {"selector": "x"}, "domain": {}}'],
  [kumoMta, 'dkim_data.json', '[domain."acme.example"]\n'],
])('a line that Mailyard did not write is said, and nothing is guessed', (tables, file, text) => {
  expect(() => tables.read(asked => (asked === file ? text : ''))).toThrow(
    expect.objectContaining({ code: 'table-unreadable' }),
  );
});
