import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { toData } from '../../src/records/data.ts';
import { encodeTxt } from '../../src/records/txt.ts';
import type { CloudflareTwin } from '../../src/sandbox/cloudflare/twin.ts';
import { everyType } from '../import/zones.ts';
import { openSite, type Site } from './site.ts';

const estate = { 'estate.yaml': 'organization: Acme\n' };

const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const KEY = `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;

/** A zone with a history: mail at Google, a web site behind the proxy, typed data, text of all forms. */
function fill(twin: CloudflareTwin, zone: string): void {
  const records = [
    { type: 'MX', name: zone, content: 'smtp.google.com', priority: 1, ttl: 1 },
    { type: 'TXT', name: zone, content: 'v=spf1 include:_spf.google.com ~all', ttl: 1 },
    { type: 'TXT', name: `google._domainkey.${zone}`, content: `"${KEY.slice(0, 200)}" "${KEY.slice(200)}"`, ttl: 300 },
    { type: 'TXT', name: `_dmarc.${zone}`, content: '"v=DMARC1;p=none;pct=100"', ttl: 1, comment: 'mail team' },
    { type: 'A', name: zone, content: '192.0.2.80', proxied: true, ttl: 1 },
    { type: 'CNAME', name: `www.${zone}`, content: zone, proxied: true, ttl: 1 },
    {
      type: 'SRV',
      name: `_sip._tls.${zone}`,
      data: { priority: 1, weight: 2, port: 5061, target: 'sip.example' },
      ttl: 600,
    },
    { type: 'CAA', name: zone, data: { flags: 128, tag: 'issue', value: 'ca.example' }, ttl: 1 },
    { type: 'HTTPS', name: zone, data: { priority: 1, target: '.', value: 'alpn="h3,h2"' }, ttl: 1 },
    {
      type: 'TLSA',
      name: `_25._tcp.${zone}`,
      data: { usage: 3, selector: 1, matching_type: 1, certificate: 'AB12' },
      ttl: 60,
    },
    { type: 'TXT', name: `old.${zone}`, content: 'unquoted \\"text\\"', ttl: 120 },
  ];
  for (const add of records) twin.editByHand(zone, { add });
}

/** All that Cloudflare has of the zone but the comments and when they changed. */
const withoutComments = ({ twin }: Site, zone: string): string => {
  const changing = new Set(['comment', 'comment_modified_on', 'modified_on']);
  return JSON.stringify(twin.records(zone), (key, value) => (changing.has(key) ? undefined : value), 1);
};

describe('from Cloudflare to a plan without changes', () => {
  test('import, up takes the records over without touching them, plan is empty, destroy leaves them', async () => {
    const site = await openSite(estate, { zones: ['acme.example'] });
    fill(site.twin, 'acme.example');
    const before = withoutComments(site, 'acme.example');
    const told = await site.run('import cloudflare acme.example --segment primary');
    expect(told).toMatchObject({ code: 0, stderr: '' });
    expect(told.stdout).toMatch(
      /^1 zone, 11 records: 2 from settings and templates, 2 kept by overrides, 7 under records\.\n/,
    );
    expect(told.stdout).toContain('google-workspace · no known relay · DMARC none');

    const plan = JSON.parse((await site.run('plan --json')).stdout);
    expect(plan.summary).toMatchObject({ create: 11, update: 0, delete: 0 });
    const up = await site.run('up --yes --engine embedded');
    expect(up).toMatchObject({ code: 0, stderr: expect.not.stringContaining('Error') });
    expect(withoutComments(site, 'acme.example')).toBe(before);
    const marks = site.twin.records('acme.example').map(({ comment }) => comment);
    expect(marks.every(mark => mark?.startsWith('mailyard:mailyard/primary:') && mark.endsWith(':adopted'))).toBe(true);

    expect(await site.run('plan')).toMatchObject({ code: 0 });
    expect(await site.run('plan --refresh')).toMatchObject({ code: 0 });
    expect((await site.run('destroy --yes --engine embedded')).code).toBe(0);
    expect(withoutComments(site, 'acme.example')).toBe(before);
  });

  test('records of every type that Cloudflare takes are taken over as they are', async () => {
    const site = await openSite(estate, { zones: ['types.example'] });
    for (const { type, name, content, priority, ttl } of everyType.records) {
      const data = toData({ type, name, content, priority, ttl });
      const value = data ? { data } : { content: type === 'TXT' ? encodeTxt(content) : content };
      const ranked = type === 'MX' || type === 'URI' ? { priority } : {};
      site.twin.editByHand('types.example', { add: { type, name, ttl, ...value, ...ranked } });
    }
    const before = withoutComments(site, 'types.example');
    const told = JSON.parse((await site.run('import cloudflare types.example --segment primary --json')).stdout);
    expect(told.zones).toMatchObject([{ records: everyType.records.length, kept: [], clamped: 0 }]);
    const seen = JSON.parse((await site.run('plan --refresh --json')).stdout);
    const actions = seen.zones.flatMap(({ changes }: { changes: { action: string }[] }) =>
      changes.map(({ action }) => action),
    );
    expect(actions).toEqual(everyType.records.map(() => 'adopt'));
    expect(await site.run('up --yes --engine embedded')).toMatchObject({ code: 0 });
    expect(withoutComments(site, 'types.example')).toBe(before);
    expect(await site.run('plan --refresh')).toMatchObject({ code: 0 });
    expect(await site.run('drift')).toMatchObject({ code: 0 });
  });

  test('--json says the same, --mail-only leaves the web site alone', async () => {
    const site = await openSite(estate, { zones: ['acme.example'] });
    fill(site.twin, 'acme.example');
    const { code, stdout } = await site.run('import cloudflare acme.example --mail-only --json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      segment: 'imported',
      zones: [
        { zone: 'acme.example', records: 11, kept: [], unmanaged: 7, domains: [{ provider: 'google-workspace' }] },
      ],
      findings: [],
    });
    const before = withoutComments(site, 'acme.example');
    expect((await site.run('up --yes --engine embedded')).code).toBe(0);
    expect(withoutComments(site, 'acme.example')).toBe(before);
    expect(site.twin.records('acme.example').filter(({ comment }) => comment?.startsWith('mailyard:'))).toHaveLength(4);
  });

  test('records of Email Routing and a zone that the token does not see', async () => {
    const site = await openSite(estate, { zones: ['acme.example'] });
    site.twin.editByHand('acme.example', {
      add: { type: 'MX', name: 'acme.example', content: 'route1.mx.cloudflare.net', priority: 5, ttl: 1 },
      readOnly: true,
    });
    const { code, stdout } = await site.run('import cloudflare acme.example');
    expect(code).toBe(2);
    expect(stdout).toContain('another Cloudflare product (Email Routing) owns it');
    expect(await site.run('import cloudflare other.example --segment x')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('There is no zone other.example that the token can see.'),
    });
  });
});

describe('from files', () => {
  const zoneFile =
    '$ORIGIN acme.example.\n$TTL 300\n@ MX 1 smtp.google.com.\n@ TXT "v=spf1 -all"\n@ TXT "v=spf1 mx ~all"\n';

  async function withFile(name: string, text: string): Promise<Site> {
    const site = await openSite(estate);
    mkdirSync(join(site.folder, 'in'));
    writeFileSync(join(site.folder, 'in', name), text);
    return site;
  }

  test('two SPF records: taken over, said with the line in the new file, exit 2', async () => {
    const site = await withFile('acme.example.zone', zoneFile);
    const { code, stdout } = await site.run(
      'import bind in/acme.example.zone --segment pool-a --out domains/new/a.yaml',
    );
    expect(code).toBe(2);
    expect(stdout).toMatch(/domains\/new\/a\.yaml:\d+:\d+ {2}error {2}two-policies/);
    expect(stdout).toContain('→ domains/new/a.yaml is written.');
    expect(readFileSync(join(site.folder, 'domains/new/a.yaml'), 'utf8')).toContain('segment: pool-a');
  });

  test('a broken file: exit 1 with its place, and nothing is written', async () => {
    const site = await withFile('acme.example.zone', `${zoneFile}www MX\n`);
    expect(await site.run('import bind in/acme.example.zone')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('in/acme.example.zone:6:5: the value of this record does not read as MX.'),
    });
    expect(existsSync(join(site.folder, 'domains/imported.yaml'))).toBe(false);
    const json = await site.run('import bind in/none.zone --json');
    expect(JSON.parse(json.stdout)).toMatchObject({ error: { code: 'file-unreadable' } });
  });

  test('octoDNS and DNSControl', async () => {
    const site = await withFile('b.example.yaml', "'': { type: A, value: 192.0.2.1 }\n");
    const ir = { domains: [{ name: 'c.example', records: [{ type: 'A', name: '@', target: '192.0.2.2', ttl: 300 }] }] };
    writeFileSync(join(site.folder, 'ir.json'), JSON.stringify(ir));
    expect(await site.run('import octodns in --segment b')).toMatchObject({ code: 0 });
    expect(await site.run('import dnscontrol ir.json --segment c')).toMatchObject({ code: 0 });
    const { zones } = JSON.parse((await site.run('records --format json')).stdout);
    expect(zones).toMatchObject([
      { zone: 'b.example', segment: 'b', records: [{ type: 'A', content: '192.0.2.1', ttl: 3600 }] },
      { zone: 'c.example', segment: 'c', records: [{ type: 'A', content: '192.0.2.2', ttl: 300 }] },
    ]);
  });

  test('it overwrites nothing, and names one segment', async () => {
    const site = await withFile('acme.example.zone', zoneFile);
    writeFileSync(join(site.folder, 'mine.yaml'), 'mine');
    expect(await site.run('import bind in/acme.example.zone --out mine.yaml')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('mine.yaml is there already'),
    });
    expect(readFileSync(join(site.folder, 'mine.yaml'), 'utf8')).toBe('mine');
    expect(await site.run('import bind in/acme.example.zone --segment a --segment b')).toMatchObject({ code: 1 });
    expect(await site.run('import bind')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('mailyard import'),
    });
  });
});
