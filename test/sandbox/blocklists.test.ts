/** The sandbox's blocklists stand behind the same server as its zones, and each fault is what the wire shows. */
import { expect, onTestFinished, test } from 'vitest';
import { query } from '../../src/dns/client.ts';
import type { ListFault } from '../../src/sandbox/blocklists/faults.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { templates } from '../support/estate.ts';

async function world() {
  const sandbox = await startSandbox({ blocklists: templates().blocklists.values() });
  onTestFinished(() => sandbox.close());
  const ask = async (name: string, type: 'A' | 'TXT' | 'NS' = 'A') => {
    const { status, records } = await query({ name, type, server: sandbox.dns, timeoutMs: 1000, tries: 1 });
    return [status, ...records.map(({ content }) => content)].join(' ');
  };
  return { ...sandbox, ask };
}

test('one server answers for zones and lists', async () => {
  const { cloudflare, blocklists, ask, env } = await world();
  cloudflare.addZone('acme.example');
  blocklists.enter('spamhaus-dbl', 'acme.example', '127.0.1.4');
  expect(await ask('acme.example', 'NS')).toMatch(/^answer /);
  expect(await ask('acme.example.dbl.spamhaus.org')).toBe('answer 127.0.1.4');
  expect(await ask('ACME.example.DBL.spamhaus.org')).toBe('answer 127.0.1.4');
  expect(await ask('click.acme.example.dbl.spamhaus.org')).toBe('answer 127.0.1.4');
  expect(await ask('acme.example.dbl.spamhaus.org', 'TXT')).toMatch(/^answer Spamhaus DBL lists it/);
  expect(await ask('b.example.dbl.spamhaus.org')).toBe('nxdomain');
  expect(await ask('b.example.nowhere.example')).toBe('refused');
  expect(env.MAILYARD_SPAMHAUS_KEY).toMatch(/^[a-z0-9]{26}$/);
});

test('lists with a key answer to it, and refuse all others', async () => {
  const { blocklists, ask, env } = await world();
  blocklists.enter('spamhaus-zrd', 'acme.example');
  expect(await ask(`acme.example.${env.MAILYARD_SPAMHAUS_KEY}.zrd.dq.spamhaus.net`)).toBe('answer 127.0.2.2');
  expect(await ask('acme.example.otherkey.zrd.dq.spamhaus.net')).toBe('refused');
  expect(await ask('acme.example.zrd.dq.spamhaus.net')).toBe('refused');
});

test.each<[ListFault, string, string, string]>([
  ['wildcard', 'answer 127.0.0.2', 'answer 127.0.0.2', 'answer 127.0.0.2'],
  ['dead', 'nxdomain', 'nxdomain', 'nxdomain'],
  ['error-code', 'answer 127.255.255.254', 'answer 127.255.255.254', 'answer 127.255.255.254'],
  ['foreign', 'answer 203.0.113.80', 'answer 203.0.113.80', 'answer 203.0.113.80'],
  ['timeout', 'timeout', 'timeout', 'timeout'],
  ['servfail', 'servfail', 'servfail', 'servfail'],
  ['refused', 'refused', 'refused', 'refused'],
  ['flapping', 'answer 127.0.0.2', 'nxdomain', 'nxdomain'],
])('%s', async (fault, listed, again, other) => {
  const { blocklists, ask } = await world();
  blocklists.enter('psbl', '192.0.2.1');
  blocklists.break('psbl', fault);
  expect([await ask('1.2.0.192.psbl.surriel.com'), await ask('1.2.0.192.psbl.surriel.com')]).toEqual([listed, again]);
  expect(await ask('9.2.0.192.psbl.surriel.com')).toBe(other);
  blocklists.break('psbl');
  expect(await ask('9.2.0.192.psbl.surriel.com')).toBe('nxdomain');
  expect(() => blocklists.break('sorbs')).toThrow('the sandbox has no blocklist sorbs');
});

test('a resolver that rewrites answers for what is not there, and for nothing else', async () => {
  const { blocklists, ask, cloudflare } = await world();
  cloudflare.addZone('acme.example');
  blocklists.rewrite(true);
  expect(await ask('nothing.acme.example')).toBe('answer 203.0.113.80');
  expect(await ask('nothing.example')).toBe('answer 203.0.113.80');
  expect(await ask('9.2.0.192.psbl.surriel.com')).toBe('answer 203.0.113.80');
  expect(await ask('2.0.0.127.psbl.surriel.com')).toBe('answer 127.0.0.2');
  expect(await ask('acme.example', 'NS')).toMatch(/^answer .*ns\.cloudflare/);
});
