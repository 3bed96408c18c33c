/** The adapter over the real client: packets in, three values out. */
import { describe, expect, test } from 'vitest';
import { query } from '../../src/dns/client.ts';
import { resolverOf, type SpfType } from '../../src/spf/resolver.ts';
import { type Asked, reply, serveDns, zoneReply } from '../dns/twin.ts';

async function ask(name: string, type: SpfType, handle: (asked: Asked) => Buffer | undefined) {
  const { server, asked } = await serveDns(handle);
  return { answer: await resolverOf(query, server, { timeoutMs: 60, tries: 1 })(name, type), asked };
}

test('values come as text, and the question asks for recursion', async () => {
  const { answer, asked } = await ask(
    'b.example',
    'TXT',
    zoneReply({ 'b.example TXT': [['v=spf1 ', '-all'], ['note']] }),
  );
  expect(answer).toEqual({ status: 'found', values: ['v=spf1 -all', 'note'] });
  expect(asked[0]?.packet.flag_rd).toBe(true);
});

test('MX hosts come by their preference', async () => {
  const data = [
    { preference: 20, exchange: 'two.example' },
    { preference: 5, exchange: 'one.example' },
  ];
  const { answer } = await ask('b.example', 'MX', zoneReply({ 'b.example MX': data }));
  expect(answer).toEqual({ status: 'found', values: ['one.example', 'two.example'] });
});

describe('what is not there', () => {
  test.each([
    ['b.example', 'A', false],
    ['c.example', 'A', true],
  ] as const)('%s %s is absent', async (name, type, nxdomain) => {
    const { answer } = await ask(name, type, zoneReply({ 'b.example TXT': [['x']] }));
    expect(answer).toEqual({ status: 'absent', nxdomain });
  });
});

test.each([
  ['SERVFAIL', 2],
  ['REFUSED', 5],
  ['NOTIMP', 4],
])('%s says nothing about the name', async (_, rcode) => {
  const { answer } = await ask('b.example', 'TXT', asked => reply(asked, [], { rcode }));
  expect(answer).toMatchObject({ status: 'failed', reason: expect.stringContaining('TXT b.example: ') });
});

test('silence says nothing about the name', async () => {
  const { answer } = await ask('b.example', 'TXT', () => undefined);
  expect(answer).toEqual({ status: 'failed', reason: 'TXT b.example: no answer within 60 ms' });
});
