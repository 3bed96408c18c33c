/** The receivers' twin, by a real SMTP client, with signatures that it checks against a real DNS server. */
import { generateKeyPairSync } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ReceiversTwin, startReceivers } from '../../src/sandbox/receivers/twin.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/start.ts';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const key = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

let sandbox: Sandbox;
let receivers: ReceiversTwin;

beforeAll(async () => {
  sandbox = await startSandbox();
  sandbox.cloudflare.addZone('acme.example');
  sandbox.cloudflare.editByHand('acme.example', {
    add: { type: 'TXT', name: 's1._domainkey.acme.example', content: `v=DKIM1; k=rsa; p=${key}`, ttl: 300 },
  });
  receivers = await startReceivers({
    dns: sandbox.env.MAILYARD_DNS,
    answer: ({ to }) => (to.startsWith('gone') ? { code: 550, text: '5.1.1 No such user' } : undefined),
  });
});
afterAll(async () => {
  await receivers.close();
  await sandbox.close();
});

function send(to: string[], keySelector?: string, domainName = 'acme.example') {
  const transport = createTransport({
    ...{ host: receivers.host, port: receivers.port, ignoreTLS: true },
    ...(keySelector && { dkim: { domainName, keySelector, privateKey: pem } }),
  });
  return transport.sendMail({ from: 'alex@acme.example', to, subject: 'Good morning', text: 'Hello' });
}

test('takes what a key in DNS vouches for, and says who got it', async () => {
  const { accepted, rejected } = await send(['a@gmail.example', 'gone@gmail.example'], 's1');
  expect([accepted, rejected]).toEqual([['a@gmail.example'], ['gone@gmail.example']]);
  expect(receivers.deliveries.at(-1)).toMatchObject({
    ...{ from: 'alex@acme.example', to: ['a@gmail.example'], domain: 'acme.example', authenticated: true },
    signatures: [{ domain: 'acme.example', selector: 's1', result: 'pass' }],
  });
});

test('refuses what is not signed, signed with a key that nobody serves, or by somebody else', async () => {
  await expect(send(['a@b.example'])).rejects.toThrow('5.7.26');
  await expect(send(['a@b.example'], 's2')).rejects.toThrow('5.7.26');
  await expect(send(['a@b.example'], 's1', 'other.example')).rejects.toThrow('5.7.26');
  expect(receivers.deliveries.slice(-3).map(({ authenticated }) => authenticated)).toEqual([false, false, false]);
});

test('puts off what nobody can look up', async () => {
  sandbox.dns.faults.add({ kind: 'servfail' });
  await expect(send(['a@b.example'], 's1')).rejects.toThrow('4.7.5');
  sandbox.dns.faults.clear();
  await expect(send(['a@b.example'], 's1')).resolves.toBeDefined();
});
