/** `mailyard records`: JSON to the contract's letter, zone files that BIND takes, tables that fit a terminal. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { EstateZone } from '../../src/estate/estate.ts';
import { zoneFiles } from '../../src/estate/formats/bind.ts';
import { recordsJson } from '../../src/estate/formats/json.ts';
import { recordsTable } from '../../src/estate/formats/table.ts';
import { loadEstate } from '../../src/load-estate.ts';
import { type CloudflareTwin, startCloudflareTwin } from '../../src/sandbox/cloudflare/twin.ts';
import { aDomain, anEstate } from '../support/estate.ts';
import { openSite } from './site.ts';

const CHECKER = 'named-checkzone';
const EXAMPLE = join(import.meta.dirname, '../../domains');
const LONG = `v=DKIM1; k=rsa; p=${'MIIBIjANBgkqhkiG9w0B'.repeat(20)}`;

/** Every type whose presentation could go wrong, and two segments in one zone. */
const everyType = {
  'primary.yaml': `segment: primary
defaults: { mailProvider: none, rules: { no-mx: { level: off, reason: a test } } }
domains:
  - domain: acme.example
    records:
      - { name: '@', type: CNAME, content: flat.example.net, ttl: 600 }
  - domain: types.example
    records:
      - { name: '@', type: MX, content: mail.example.net, priority: 5 }
      - { name: '@', type: A, content: 192.0.2.1, proxied: true }
      - { name: v6, type: AAAA, content: '2001:db8::1', ttl: 1 }
      - { name: long, type: TXT, content: '${LONG}' }
      - { name: quoted, type: TXT, content: 'say "hi"; \\ and grüße' }
      - { name: alias, type: CNAME, content: other.example.net }
      - { name: sub, type: NS, content: ns.example.net }
      - { name: ptr, type: PTR, content: host.example.net }
      - { name: _sip._tcp, type: SRV, content: 10 5060 sip.example.net, priority: 1 }
      - { name: '@', type: CAA, content: '0 issue "ca.example.net; policy=ev"' }
      - { name: naptr, type: NAPTR, content: '100 10 "s" "SIP+D2U" "" _sip._udp.example.net' }
      - { name: web, type: HTTPS, content: '1 svc.example.net alpn="h2,h3" port=8443' }
      - { name: root, type: HTTPS, content: '1 . alpn=h2' }
      - { name: _svc, type: SVCB, content: '2 svc2.example.net port=53' }
      - { name: _443._tcp, type: TLSA, content: '3 1 1 ${'ab'.repeat(32)}' }
      - { name: ssh, type: SSHFP, content: '4 2 ${'cd'.repeat(32)}' }
      - { name: _http._tcp, type: URI, content: '1 "https://example.net/a;b"', priority: 10 }
      - { name: loc, type: LOC, content: '52 22 23 N 4 53 32 E -2m 1m 10000m 10m' }
`,
  'transactional.yaml': `segment: transactional
defaults: { mailProvider: none, rules: { no-mx: { level: off, reason: a test } } }
domains:
  - { domain: notify.acme.example, zone: acme.example, relays: [{ name: amazon-ses, region: eu-central-1 }] }
`,
};

let twin: CloudflareTwin;
beforeAll(async () => {
  twin = await startCloudflareTwin();
  return () => twin.close();
});

const site = (files: Record<string, string> = everyType) =>
  openSite({ 'estate.yaml': 'organization: Acme\n', ...files }, { twin });

async function json(line: string) {
  const { code, stdout } = await (await site()).call(`records ${line}`);
  expect(code).toBe(0);
  return JSON.parse(stdout);
}

function exampleZones(): EstateZone[] {
  return loadEstate({ domains: EXAMPLE, templates: [], today: '2026-11-22' }).estate?.zones ?? [];
}

describe('JSON', () => {
  test('has zones by segment and then name, and only the keys of the contract', async () => {
    const document = await json('--format json');
    expect(Object.keys(document)).toEqual(['version', 'zones']);
    expect(document.zones.map(({ segment, zone }: EstateZone) => `${segment} ${zone}`)).toEqual([
      'primary acme.example',
      'primary types.example',
      'transactional acme.example',
    ]);
    const records = document.zones[1].records;
    const keys = new Set(records.flatMap(Object.keys));
    expect([...keys].sort()).toEqual(['content', 'key', 'name', 'priority', 'proxied', 'role', 'ttl', 'type']);
    expect(records).toContainEqual({
      ...{ key: 'extra-a', role: 'extra', name: 'types.example', type: 'A' },
      ...{ content: '192.0.2.1', ttl: 1, proxied: true },
    });
    expect(records.find(({ name }: { name: string }) => name === 'long.types.example').content).toBe(LONG);
  });

  test('gives a record that waits for its provider no content', async () => {
    const { zones } = await json('--json --segment transactional');
    const waiting = zones[0].records.filter(({ provided }: { provided?: true }) => provided);
    expect(waiting).toHaveLength(3);
    for (const record of waiting) expect(record).toMatchObject({ role: 'dkim', type: 'CNAME', provided: true });
    for (const record of waiting) expect(record).not.toHaveProperty('content');
  });

  test.each([0, 1, 200, 201, 400])('of %i zones is one document, however it is cut for writing', count => {
    const names = Array.from({ length: count }, (_, index) => `d${String(index).padStart(3, '0')}.example`);
    const { zones } = anEstate(names.map(domain => aDomain({ domain })));
    const document = JSON.parse([...recordsJson(zones)].join(''));
    expect(document.zones.map(({ zone }: EstateZone) => zone)).toEqual(names);
  });

  test('keeps stdout free of anything else where the inventories are broken', async () => {
    const broken = await site({ 'primary.yaml': 'segment: primary\ndomains: [{ domain: a.example, spf: yes }]\n' });
    const { stdout, error } = await broken.call('records --format json');
    expect(stdout).toBe('');
    expect(error?.code).toBe('inventory');
  });
});

describe('selection', () => {
  test('--domain takes the records of the domains that match, and whole zones by their name', async () => {
    const one = await json('--format json --domain notify.*');
    expect(one.zones.map(({ segment }: EstateZone) => segment)).toEqual(['transactional']);
    const zone = await json('--format json --domain ACME.example');
    expect(zone.zones.map(({ segment }: EstateZone) => segment)).toEqual(['primary', 'transactional']);
    const { error } = await (await site()).call('records --domain nothing.example');
    expect(error?.message).toBe('No domain matches "nothing.example".');
  });

  test('--segment takes that segment only', async () => {
    const { zones } = await json('--format json --segment primary');
    expect(zones.map(({ zone }: EstateZone) => zone)).toEqual(['acme.example', 'types.example']);
  });
});

describe('zone files', () => {
  test('one a zone, whichever segments share it, in the folder that --out names', async () => {
    const { call, folder } = await site();
    const out = join(folder, 'zones');
    const { code, stdout } = await call(`records --format bind --out ${out}`);
    expect(code).toBe(0);
    expect(stdout).toContain('2 zone files');
    expect(readdirSync(out).sort()).toEqual(['acme.example.zone', 'types.example.zone']);
    const text = readFileSync(join(out, 'acme.example.zone'), 'utf8');
    expect(text).toContain('; primary\n');
    expect(text).toContain('; transactional\n');
    expect(text.match(/\tSOA\t/g)).toHaveLength(1);
  });

  test('say what is missing, what is proxied, and what only Cloudflare can do', async () => {
    const { call } = await site();
    const { stdout } = await call('records --format bind');
    expect(stdout).toMatch(/^; dkim-ses-1@notify: .* CNAME waits for values\.amazon-ses\.dkimToken1$/m);
    expect(stdout).toMatch(/^@\t300\tIN\tA\t192\.0\.2\.1\t; cf_tags=cf-proxied:true$/m);
    expect(stdout).toMatch(/^; Cloudflare answers .*: @\t600\tIN\tCNAME\tflat\.example\.net\.$/m);
  });

  const missing = spawnSync(CHECKER, ['-v']).error !== undefined;
  test.skipIf(missing)('are taken by named-checkzone (skipped where it is not on the PATH)', async () => {
    const { folder, call } = await site();
    await call(`records --format bind --out ${folder}`);
    const read = (zone: string) =>
      spawnSync(CHECKER, ['-D', '-q', '-o', '-', zone, join(folder, `${zone}.zone`)], { encoding: 'utf8' });
    expect(read('acme.example').status).toBe(0);
    const { status, stdout } = read('types.example');
    expect(status).toBe(0);
    const lines = stdout.split('\n').map(line => line.replace(/\s+/g, ' '));
    for (const wanted of asBindReadsThem) expect(lines).toContain(wanted);
    const long = lines.find(line => line.startsWith('long.')) ?? '';
    expect(Array.from(long.matchAll(/"([^"]*)"/g), ([, part]) => part).join('')).toBe(LONG);
  });

  test.skipIf(missing)('of the example estate are taken by named-checkzone too', async () => {
    const { folder } = await site();
    for (const [zone, text] of zoneFiles(exampleZones())) {
      writeFileSync(join(folder, zone), text);
      const { status, stdout } = spawnSync(CHECKER, [zone, join(folder, zone)], { encoding: 'utf8' });
      expect(status, stdout).toBe(0);
    }
  });
});

/** Targets are absolute, fields are where BIND expects them, and texts are whole. */
const asBindReadsThem = [
  'types.example. 3600 IN MX 5 mail.example.net.',
  'types.example. 300 IN A 192.0.2.1',
  'v6.types.example. 300 IN AAAA 2001:db8::1',
  'quoted.types.example. 3600 IN TXT "say \\"hi\\"; \\\\ and gr\\195\\188\\195\\159e"',
  'alias.types.example. 3600 IN CNAME other.example.net.',
  'sub.types.example. 3600 IN NS ns.example.net.',
  'ptr.types.example. 3600 IN PTR host.example.net.',
  '_sip._tcp.types.example. 3600 IN SRV 1 10 5060 sip.example.net.',
  'types.example. 3600 IN CAA 0 issue "ca.example.net; policy=ev"',
  'naptr.types.example. 3600 IN NAPTR 100 10 "s" "SIP+D2U" "" _sip._udp.example.net.',
  'web.types.example. 3600 IN HTTPS 1 svc.example.net. alpn="h2,h3" port=8443',
  'root.types.example. 3600 IN HTTPS 1 . alpn="h2"',
  '_svc.types.example. 3600 IN SVCB 2 svc2.example.net. port=53',
  '_http._tcp.types.example. 3600 IN URI 10 1 "https://example.net/a;b"',
];

describe('the table', () => {
  test('fits into 80 columns and names every domain', () => {
    const table = recordsTable(exampleZones(), { width: 80, heading: text => text });
    const lines = table.split('\n');
    expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(80);
    expect(lines).toContain('pool-a');
    expect(lines).toContain('  acme-hello.example');
    expect(lines).toContain('  notify.acme.example (in the zone acme.example)');
    expect(table).toMatch(/^ {4}google\._domainkey {2}TXT {4}v=DKIM1; k=rsa; p=MIIB\S+…$/m);
  });

  test('ends with the totals and what still waits', async () => {
    const { stdout } = await (await site()).call('records --segment transactional');
    expect(stdout.trim().split('\n').at(-1)).toBe("7 records in 1 zone; 3 of them wait for a provider's value.");
  });
});

describe('options that do not go together', () => {
  test.each([
    ['--format xml', 'There is no format "xml".'],
    ['--out zones', '--out writes zone files, but the format is table.'],
  ])('%s', async (line, message) => {
    const { code, error } = await (await site()).call(`records ${line}`);
    expect(code).toBe(1);
    expect(error?.message).toBe(message);
    expect(error?.fix).toBeTruthy();
  });
});
