import { expect, test } from 'vitest';
import { authoritativeServers } from '../../src/dns/authoritative.ts';
import { query } from '../../src/dns/client.ts';
import { formatServer, parseServer, resolverFrom } from '../../src/dns/server.ts';
import { reply, serveDns, zoneReply } from './twin.ts';

test.each([
  ['127.0.0.1:5353', '127.0.0.1', 5353, '127.0.0.1:5353'],
  ['192.0.2.53', '192.0.2.53', 53, '192.0.2.53'],
  ['[::1]:5353', '::1', 5353, '[::1]:5353'],
  ['[2001:db8::53]', '2001:db8::53', 53, '2001:db8::53'],
  ['2001:db8::53', '2001:db8::53', 53, '2001:db8::53'],
  ['ns1.acme.example:54', 'ns1.acme.example', 54, 'ns1.acme.example:54'],
])('%s is read as a server and written again', (text, host, port, written) => {
  expect(parseServer(text)).toEqual({ host, port });
  expect(formatServer({ host, port })).toBe(written);
});

test.each([
  '',
  ':53',
  '192.0.2.1:0',
  '192.0.2.1:65536',
  '192.0.2.256:53',
  '[192.0.2.1]:53',
  'a b:53',
  '[::1',
  'ns:53:54',
])('"%s" is refused with the way out', text => {
  expect(() => parseServer(text)).toThrow(
    expect.objectContaining({ code: 'DNS_SERVER', fix: expect.stringContaining('host:port') }),
  );
});

test("the resolver is MAILYARD_DNS, else the system's first; none is an error", () => {
  expect(resolverFrom({ MAILYARD_DNS: '192.0.2.7:99' }, () => ['192.0.2.1'])).toEqual({ host: '192.0.2.7', port: 99 });
  expect(resolverFrom({}, () => ['[2001:db8::1]:5353', '192.0.2.1'])).toEqual({ host: '2001:db8::1', port: 5353 });
  expect(() => resolverFrom({}, () => [])).toThrow(expect.objectContaining({ code: 'DNS_NO_RESOLVER' }));
});

test('a server may be given by host name', async () => {
  const { server } = await serveDns(asked => reply(asked, [], { rcode: 3 }));
  const answer = await query({ name: 'acme.example', type: 'A', server: { host: 'localhost', port: server.port } });
  expect(answer.status).toBe('nxdomain');
});

test('the authoritative servers of a zone come with one address each, IPv4 first, in the order of their names', async () => {
  const { server: resolver, asked } = await serveDns(
    zoneReply({
      'acme.example NS': ['ns2.dns.example', 'ns1.dns.example', 'ns3.dns.example'],
      'ns1.dns.example A': ['192.0.2.9', '192.0.2.1'],
      'ns1.dns.example AAAA': ['2001:db8::1'],
      'ns2.dns.example AAAA': ['2001:db8::2'],
    }),
  );
  expect(await authoritativeServers('acme.example', { resolver, query })).toEqual({
    servers: [
      { name: 'ns1.dns.example', host: '192.0.2.1', port: 53 },
      { name: 'ns2.dns.example', host: '2001:db8::2', port: 53 },
    ],
    unresolved: ['ns3.dns.example'],
    status: 'answer',
  });
  expect(asked.every(({ packet }) => packet.flag_rd)).toBe(true);
});

test('a zone that does not exist has no servers, and the status says why', async () => {
  const { server: resolver } = await serveDns(zoneReply({}));
  expect(await authoritativeServers('gone.example', { resolver, query })).toEqual({
    servers: [],
    unresolved: [],
    status: 'nxdomain',
  });
});
