import { expect, test } from 'vitest';
import { readDnscontrol } from '../../src/import/dnscontrol.ts';

const ir = (...domains: object[]) => JSON.stringify({ registrars: [], dns_providers: [], domains }, null, 2);
const read = (...domains: object[]) => readDnscontrol(ir(...domains), 'ir.json');

test('records as print-ir has them: zeros and default TTLs left out, proxied by record and by domain', () => {
  const [zone] = read({
    name: 'acme.example',
    meta: { cloudflare_proxy_default: 'on' },
    records: [
      { type: 'A', name: '@', target: '192.0.2.1', ttl: 1 },
      { type: 'A', name: 'direct', target: '192.0.2.2', meta: { cloudflare_proxy: 'off' } },
      { type: 'ALIAS', name: 'www', target: 'other.example.' },
      { type: 'CNAME', name: 'short', target: 'www', meta: { cloudflare_proxy: 'off' } },
      { type: 'MX', name: '@', target: 'mx', ttl: 600 },
      { type: 'TXT', name: '@', target: 'onetwo', txtstrings: ['one', 'two'] },
      { type: 'SRV', name: '_a._tcp', target: 'b.example.', srvport: 5 },
      {
        type: 'DS',
        name: 'sub',
        target: '',
        zonfefilepartial: '1 13 2 AB',
        dskeytag: 1,
        dsalgorithm: 13,
        dsdigesttype: 2,
        dsdigest: 'AB',
      },
      { type: 'URI', name: 'u', target: '', zonefilepartial: '10 1 "https://acme.example/"' },
    ],
  });
  expect(zone?.records).toEqual([
    { name: 'acme.example', type: 'A', content: '192.0.2.1', ttl: 1, proxied: true },
    { name: 'direct.acme.example', type: 'A', content: '192.0.2.2', ttl: 300 },
    { name: 'www.acme.example', type: 'CNAME', content: 'other.example', ttl: 1, proxied: true },
    { name: 'short.acme.example', type: 'CNAME', content: 'www.acme.example', ttl: 300 },
    { name: 'acme.example', type: 'MX', content: 'mx.acme.example', priority: 0, ttl: 600 },
    { name: 'acme.example', type: 'TXT', content: 'onetwo', ttl: 300 },
    { name: '_a._tcp.acme.example', type: 'SRV', content: '0 5 b.example', priority: 0, ttl: 300 },
    { name: 'sub.acme.example', type: 'DS', content: '1 13 2 ab', ttl: 300 },
    { name: 'u.acme.example', type: 'URI', content: '1 "https://acme.example/"', priority: 10, ttl: 300 },
  ]);
});

test("Cloudflare's own rules and types of other providers are kept, not dropped", () => {
  const [zone] = read({
    name: 'acme.example',
    records: [
      { type: 'CF_REDIRECT', name: '@', target: 'acme.example/*,https://other.example/$1' },
      { type: 'RP', name: '@', target: '', zonfefilepartial: 'alex.acme.example. .' },
    ],
  });
  expect(zone?.kept).toEqual([
    {
      text: 'acme.example. 300 IN CF_REDIRECT acme.example/*,https://other.example/$1',
      reason: 'Cloudflare takes no CF_REDIRECT records',
    },
    { text: 'acme.example. 300 IN RP alex.acme.example. .', reason: 'Cloudflare takes no RP records' },
  ]);
});

test('numbers that are none are kept with their record', () => {
  const records = [
    { type: 'A', name: '@', target: '192.0.2.1', ttl: 'soon' },
    { type: 'MX', name: '@', target: 'mx.example.', mxpreference: 70000 },
    { type: 'A', name: 'www', target: 'www.example.' },
    { type: 'SRV', name: '_a._tcp', target: 'b.example.', srvport: 'x' },
  ];
  expect(read({ name: 'acme.example', records })[0]).toMatchObject({
    records: [],
    kept: [
      { reason: 'its TTL is no number of seconds' },
      { reason: 'its priority is no number from 0 to 65,535' },
      { reason: 'its value is no IPv4 address' },
      { reason: 'its value does not read as SRV' },
    ],
  });
});

test('JavaScript, broken JSON, other JSON and split horizons are refused with the way out', () => {
  expect(() => readDnscontrol('D("acme.example", REG_NONE, A("@", "192.0.2.1"));', 'dnsconfig.js')).toThrow(
    /^dnsconfig\.js:1:\d+: this is no JSON/,
  );
  expect(() => readDnscontrol('{\n "domains": [}\n', 'ir.json')).toThrow(/^ir\.json:2:14: this is no JSON/);
  expect(() => readDnscontrol('[]', 'ir.json')).toThrow('ir.json is no JSON object');
  expect(() => readDnscontrol('{"cloudflare": {"TYPE": "CLOUDFLAREAPI"}}', 'creds.json')).toThrow('no list of domains');
  expect(() => read({ records: [] })).toThrow('a domain without a name');
  expect(() => read({ name: 'a.example!in', records: [] }, { name: 'a.example!out', records: [] })).toThrow(
    'ir.json has a.example twice: a split horizon',
  );
});
