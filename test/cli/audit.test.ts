/** `mailyard audit` as it is typed, against the twins. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { formatServer } from '../../src/dns/server.ts';
import { type DnsTwin, startDnsTwin } from '../../src/sandbox/dns/twin.ts';
import { serveDns } from '../dns/twin.ts';
import { openSite, type Site } from './site.ts';

const ESTATE = {
  'estate.yaml':
    'organization: Acme\ncontacts: { dmarcReports: dmarc@acme.example }\ndefaults: { timezone: Europe/Berlin }\n',
  'primary.yaml': `segment: primary
profile: standard
defaults: { mailProvider: purelymail }
domains:
  - domain: acme.example
    dmarc: { policy: reject, since: 2026-01-01 }
`,
};

interface Applied {
  site: Site;
  dns: DnsTwin;
  /** The twin as the servers of all zones, and as the resolver. */
  env: NodeJS.ProcessEnv;
  servers: string;
}

/** An estate that is applied, with a DNS server that serves it. */
async function applied(files: Record<string, string> = ESTATE, zones = ['acme.example']): Promise<Applied> {
  const site = await openSite(files, { zones });
  const dns = await startDnsTwin({ source: () => site.twin.zones });
  onTestFinished(() => dns.close());
  expect(await site.run('up --yes --engine embedded')).toMatchObject({ code: 0 });
  const servers = `${dns.host}:${dns.port}`;
  return { site, dns, env: { MAILYARD_DNS: servers }, servers };
}

/** Removes a record behind Mailyard's back. */
async function lose({ site }: Applied, type: string, name: string): Promise<void> {
  const api = `${site.env.CLOUDFLARE_BASE_URL}/zones/${zoneId(site)}/dns_records`;
  const headers = { authorization: `Bearer ${site.twin.token}` };
  const answer = await fetch(`${api}?type=${type}&name=${name}`, { headers });
  const { result } = (await answer.json()) as { result: { id: string }[] };
  for (const { id } of result) await fetch(`${api}/${id}`, { method: 'DELETE', headers });
}

const zoneId = ({ twin }: Site): string => twin.zones.get('acme.example')?.id ?? '';

describe('the estate', () => {
  test('that is served as planned ends with 0', async () => {
    const { site, env, servers } = await applied();
    const { code, stdout } = await site.run(`audit --servers ${servers}`, { env });
    expect(stdout).toMatch(/^1 domain: /);
    expect(stdout).toContain('TXT _dmarc.acme.example is served as planned.');
    expect(stdout).not.toContain('not served as planned');
    expect(code).toBe(0);
  });

  test('is asked about without a question repeated, however many domains share a host', async () => {
    const zones = ['acme.example', 'b.example', 'c.example', 'd.example'];
    const more = zones.slice(1).map(zone => `  - ${zone}\n`);
    const files = { ...ESTATE, 'primary.yaml': ESTATE['primary.yaml'] + more.join('') };
    const { site, dns, env, servers } = await applied(files, zones);
    const { stdout } = await site.run(`audit --servers ${servers}`, { env });
    expect(stdout).toMatch(/^4 domains: /);
    const asked = dns.queries.map(({ name, type }) => `${name.toLowerCase()} ${type}`);
    expect(asked.length).toBeGreaterThan(40);
    expect(asked.filter((each, at) => asked.indexOf(each) !== at)).toEqual([]);
  });

  test('with --starttls has its mail hosts looked at: where nobody lets that out, it is unknown', async () => {
    const primary = `segment: primary
domains:
  - domain: acme.example
    records:
      - { name: '@', type: MX, content: mx.acme.example, priority: 10 }
      - { name: mx, type: A, content: 127.0.0.1 }
`;
    const { site, env, servers } = await applied({ ...ESTATE, 'primary.yaml': primary });
    const { stdout } = await site.run(`audit --servers ${servers} --starttls --json`, { env });
    const [{ checks }] = JSON.parse(stdout).domains;
    expect(checks.find(({ check }: { check: string }) => check === 'starttls')).toMatchObject({
      verdict: 'unknown',
      message: 'Nobody could say whether mx.acme.example takes mail over TLS.',
      evidence: expect.stringMatching(/^mx\.acme\.example \(127\.0\.0\.1\) port 25: /),
    });
  });

  test('that lost a record ends with 2, and the check of that record fails', async () => {
    const world = await applied();
    await lose(world, 'TXT', '_dmarc.acme.example');
    const { code, stdout } = await world.site.run(`audit --servers ${world.servers} --json`, { env: world.env });
    const [domain] = JSON.parse(stdout).domains;
    expect(code).toBe(2);
    expect(domain).toMatchObject({ domain: 'acme.example', segment: 'primary', verdict: 'fail' });
    const verdicts = Object.fromEntries(
      domain.checks.map(({ check, verdict }: Record<string, string>) => [check, verdict]),
    );
    expect(verdicts).toMatchObject({ dmarc: 'fail', 'mta-sts': 'pass', 'return-path': 'pass' });
    expect(domain.records.filter(({ verdict }: { verdict: string }) => verdict === 'fail')).toMatchObject([
      { key: 'dmarc', role: 'dmarc' },
    ]);
  });

  test('is asked through the resolver where the name servers have no address, without an option', async () => {
    const { site, env } = await applied();
    const { code, stdout } = await site.run('audit acme.example', { env });
    expect(code).toBe(0);
    expect(stdout).toContain('TXT _dmarc.acme.example is served as planned.');
  });

  test('whose servers are silent says unknown and ends with 1: there was no audit', async () => {
    const site = await openSite(ESTATE);
    const { server, asked } = await serveDns(() => undefined);
    const silent = formatServer(server);
    const { code, stdout } = await site.run(`audit --servers ${silent}`, { env: { MAILYARD_DNS: silent } });
    expect(stdout).toMatch(/^1 domain: 1 unknown\./);
    expect(stdout).not.toMatch(/missing| has no /);
    expect({ code, asked: asked.length > 0 }).toEqual({ code: 1, asked: true });
  });
});

describe('other domains', () => {
  test('are looked at without any inventory', async () => {
    const { site, env } = await applied();
    const { code, stdout } = await site.run('audit gone.acme.example --json --domains nowhere', { env });
    const [domain] = JSON.parse(stdout).domains;
    expect(domain).toMatchObject({ domain: 'gone.acme.example', verdict: 'fail', records: [] });
    expect(code).toBe(2);
  });

  test('need a name that is one', async () => {
    const site = await openSite(ESTATE);
    expect(await site.run('audit not_a_domain!')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('is not a domain'),
    });
    expect(await site.run('audit --servers 1.2.3')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('is not a DNS server'),
    });
    expect(await site.run('audit --timeout soon')).toMatchObject({ code: 1, stderr: expect.stringContaining('90s') });
  });
});

describe('--wait', () => {
  test('ends when the last record is served', async () => {
    const world = await applied();
    await lose(world, 'TXT', '_dmarc.acme.example');
    const { ended, said } = world.site.start(`audit --servers ${world.servers} --wait`, { env: world.env });
    while (!said().includes('not there yet')) await new Promise(resolve => setTimeout(resolve, 50));
    await world.site.run('up --yes --refresh --engine embedded');
    expect(await ended).toMatchObject({ code: 0, stderr: expect.stringContaining('1 of 1 domain not there yet') });
  });

  test('ends with 2 when the time is up', async () => {
    const world = await applied();
    await lose(world, 'MX', 'acme.example');
    const { code, stderr } = await world.site.run(`audit --servers ${world.servers} --wait --timeout 1s`, {
      env: world.env,
    });
    expect(stderr).toContain('The time is up.');
    expect(code).toBe(2);
  });

  test('ends well on Ctrl-C: the last look is reported', async () => {
    const world = await applied();
    await lose(world, 'MX', 'acme.example');
    const { child, ended, said } = world.site.start(`audit --servers ${world.servers} --wait`, { env: world.env });
    while (!said().includes('not there yet')) await new Promise(resolve => setTimeout(resolve, 50));
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ code: 130, stdout: expect.stringContaining('1 domain: 1 failed') });
  });
});

test('--html writes the report; a folder that is not there is said', async () => {
  const { site, env, servers } = await applied();
  const file = join(site.folder, 'audit.html');
  expect((await site.run(`audit --servers ${servers} --html ${file}`, { env })).code).toBe(0);
  expect(existsSync(file) && readFileSync(file, 'utf8')).toContain('acme.example');
  const nowhere = await site.run(`audit --servers ${servers} --html ${site.folder}/gone/audit.html`, { env });
  expect(nowhere).toMatchObject({ code: 1, stderr: expect.stringContaining('cannot be written') });
});
