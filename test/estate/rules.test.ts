import { describe, expect, test } from 'vitest';
import { positionOf } from '../../src/estate/rules/rule.ts';
import { builtIn } from '../../src/inventory/defaults.ts';
import type { Finding } from '../../src/inventory/finding.ts';
import { aDomain, anEstate, type DomainParts, rulesOf } from '../support/estate.ts';

const ses = { name: 'amazon-ses', region: 'eu-central-1' };
const lifecycle = { state: 'retired' as const, since: '2026-01-01', graceDays: 30 };

const findings = (parts: DomainParts): Finding[] => anEstate([aDomain(parts)]).findings;
const rules = (parts: DomainParts): string[] => rulesOf(findings(parts));
const theFinding = (parts: DomainParts, rule: string): Finding => {
  const [finding, ...more] = findings(parts).filter(finding => finding.rule === rule);
  if (!finding || more.length > 0) throw new Error(`not one ${rule} in ${rules(parts)}`);
  return finding;
};

test('a domain with a mail provider and nothing odd has no findings', () => {
  expect(findings({ mailProvider: 'fastmail' })).toEqual([]);
});

test('older MX hosts of the same provider are no strangers beside its newer ones', () => {
  const mx = (content: string) => ({ name: '@', type: 'MX' as const, content, priority: 5 });
  const values = { 'google-workspace': { dkimKey: 'v=DKIM1; k=rsa; p=' } };
  const google = { mailProvider: 'google-workspace', values };
  expect(rules({ ...google, records: [mx('alt1.aspmx.l.google.com')] })).not.toContain('mx-beside-provider');
  expect(rules({ ...google, records: [mx('mx.old.example')] })).toContain('mx-beside-provider');
});

describe('templates', () => {
  test.each<[string, DomainParts, string]>([
    ['mail provider', { mailProvider: 'google-workspce' }, 'Did you mean "google-workspace"?'],
    ['relay', { relays: [{ name: 'amazon-sess' }] }, 'Did you mean "amazon-ses"?'],
    ['relay being left', { leaving: [{ name: 'mailgum', since: '2026-11-01' }] }, 'Did you mean "mailgun"?'],
    ['warm-up schedule', { warmup: { mailbox: 'mailbox-cald' } }, 'Did you mean "mailbox-cold"?'],
  ])('unknown as a %s: an error with the nearest name', (_, parts, fix) => {
    expect(theFinding(parts, 'unknown-template')).toMatchObject({ severity: 'error', fix });
  });

  test('unknown as a profile: an error at the segment', () => {
    const estate = anEstate([aDomain({ mailProvider: 'fastmail' })], {
      segments: { primary: { profile: 'high-volme' } },
    });
    expect(estate.findings).toMatchObject([{ rule: 'unknown-template', line: 1, fix: 'Did you mean "high-volume"?' }]);
  });

  test('of the wrong kind are errors both ways', () => {
    expect(
      theFinding(
        { mailProvider: 'amazon-ses', values: { 'amazon-ses': { region: 'eu-central-1' } } },
        'wrong-template-kind',
      ).message,
    ).toContain('only sends');
    expect(
      theFinding({ mailProvider: 'fastmail', relays: [{ name: 'migadu' }] }, 'wrong-template-kind').message,
    ).toContain('hosts mailboxes');
  });

  test('listed twice are an error', () => {
    expect(theFinding({ mailProvider: 'fastmail', relays: [ses, ses] }, 'repeated-relay').severity).toBe('error');
  });

  test('without a required variable are an error that says where to set it', () => {
    const finding = theFinding({ relays: [{ name: 'amazon-ses' }] }, 'missing-variable');
    expect(finding).toMatchObject({
      severity: 'error',
      fix: 'Set it, for example `region: eu-central-1`, in its entry under `relays`.',
    });
    expect(theFinding({ mailProvider: 'mailcow' }, 'missing-variable').fix).toContain('under `values.mailcow`');
  });

  test('with a malformed value are an error that does not repeat the value', () => {
    const values = { 'google-workspace': { dkimKey: 'what is this' } };
    const finding = theFinding({ mailProvider: 'google-workspace', values }, 'malformed-value');
    expect(finding).toMatchObject({ severity: 'error', fix: expect.stringContaining('Admin console') });
  });

  test('given a value that they do not know are an error with the name that was meant', () => {
    const misspelt = theFinding({ relays: [{ ...ses, tracing: 'go' }] }, 'unknown-value');
    expect(misspelt).toMatchObject({ severity: 'error', message: 'Amazon SES knows no `tracing`.' });
    const values = { 'google-workspace': { dkimkey: 'v=DKIM1' } };
    const pasted = theFinding({ mailProvider: 'google-workspace', values }, 'unknown-value');
    expect(pasted.fix).toBe('Did you mean `dkimKey`?');
  });

  test('that wait for values say which and where, once a template', () => {
    const finding = theFinding({ relays: [ses] }, 'value-not-given');
    expect(finding.severity).toBe('info');
    expect(finding.message).toContain('`dkimToken1`, `dkimToken2`, `dkimToken3`');
    expect(finding.fix).toContain('values.amazon-ses');
  });
});

describe('mail', () => {
  test('without an MX is a warning, unless one is written or the domain is retired', () => {
    const mx = { name: '@', type: 'MX' as const, content: 'mx.example', priority: 10 };
    expect(rules({})).toContain('no-mx');
    expect(rules({ records: [mx] })).not.toContain('no-mx');
    expect(rules({ lifecycle })).not.toContain('no-mx');
  });

  test('boxes without a provider are an error', () => {
    expect(theFinding({ mailboxes: [{ user: 'a' }] }, 'mailboxes-without-provider').message).toMatch(/^1 mailbox,/);
    expect(rules({ mailboxes: 0 })).not.toContain('mailboxes-without-provider');
  });

  test('return path without own senders is told', () => {
    expect(rules({ returnPath: 'bounce' })).toContain('idle-return-path');
    expect(rules({ returnPath: 'bounce', sendingIps: ['192.0.2.1'] })).not.toContain('idle-return-path');
  });

  test.each<[string, DomainParts]>([
    ['two relays', { relays: [ses, { name: 'postmark', returnPath: 'bounce' }] }],
    ["a relay and the domain's own senders", { relays: [ses], returnPath: 'bounce', sendingIps: ['192.0.2.1'] }],
    [
      'a relay and one that is being left',
      { relays: [{ name: 'postmark', returnPath: 'bounce' }], leaving: [{ ...ses, since: '2026-11-20' }] },
    ],
  ])('cannot come back to one host for %s', (_, parts) => {
    const finding = theFinding({ mailProvider: 'fastmail', ...parts }, 'return-path-clash');
    expect(finding.severity).toBe('error');
    expect(finding.message).toContain('bounce.acme.example');
  });

  test.each<[string, DomainParts]>([
    ['with labels of their own', { relays: [ses, { name: 'postmark' }] }],
    ['where one uses the apex', { relays: [ses, { name: 'postmark', returnPath: 'bounce', envelope: 'apex' }] }],
    ['where the own label is idle', { relays: [ses], returnPath: 'bounce' }],
    [
      'after the grace time',
      { relays: [{ name: 'postmark', returnPath: 'bounce' }], leaving: [{ ...ses, since: '2026-01-01' }] },
    ],
  ])('comes back to two senders %s', (_, parts) => {
    expect(rules({ mailProvider: 'fastmail', ...parts })).not.toContain('return-path-clash');
  });
});

describe('SPF', () => {
  const spf = (...include: string[]): DomainParts => ({
    mailProvider: 'fastmail',
    spf: { all: '-all', include, flatten: 'never' },
  });

  test('of ten lookups passes, of eleven is an error that names the dearest', () => {
    const ten = spf('mailgun.org', 'a.example', 'b.example', 'c.example', 'd.example');
    const eleven = spf('mailgun.org', 'a.example', 'b.example', 'c.example', 'd.example', 'e.example');
    expect(rules(ten)).not.toContain('spf-too-many-lookups');
    expect(theFinding(eleven, 'spf-too-many-lookups')).toMatchObject({
      severity: 'error',
      message: expect.stringContaining('takes 11 DNS lookups; receivers stop at 10 (spf.include 5, fastmail 1'),
      reference: 'RFC 7208 §4.6.4',
    });
  });

  test('that is long is a warning, at 451 octets with its name and not at 450', () => {
    // acme.example and `v=spf1 … -all`: 12 + 11 octets, and one space and term for each include.
    const term = (length: number) => 'x'.repeat(length - ' include:'.length);
    const exactly = (octets: number): DomainParts => ({
      ...spf(term(200), term(octets - 23 - 200)),
      mailProvider: 'none',
    });
    expect(rules(exactly(450))).not.toContain('spf-long');
    expect(theFinding(exactly(451), 'spf-long').message).toContain('451 octets');
  });

  test('with an include of unknown price says that it is counted as one', () => {
    expect(theFinding(spf('a.example'), 'spf-unpriced')).toMatchObject({ severity: 'info' });
    expect(rules(spf('mailgun.org'))).not.toContain('spf-unpriced');
  });
});

describe('policies', () => {
  const mtaSts = { ...builtIn.mtaSts, mode: 'testing' as const };

  test('MTA-STS needs a host, and somebody who reads its reports', () => {
    expect(rules({ mailProvider: 'fastmail', mtaSts })).toEqual(
      expect.arrayContaining(['mta-sts-host', 'mta-sts-unwatched']),
    );
    const whole = { mtaSts: { ...mtaSts, policyHost: 'sts.example.net' }, tlsReports: ['tls@acme.example'] };
    expect(findings({ mailProvider: 'fastmail', ...whole })).toEqual([]);
  });

  test('MTA-STS needs an MX to name', () => {
    const served = { ...mtaSts, policyHost: 'sts.example.net' };
    expect(rules({ mtaSts: served, tlsReports: ['tls@acme.example'] })).toContain('mta-sts-without-mx');
    const named = { ...served, mx: ['mx.example.net'] };
    expect(rules({ mtaSts: named, tlsReports: ['tls@acme.example'] })).not.toContain('mta-sts-without-mx');
  });

  test('BIMI needs a policy that is enforced', () => {
    const bimi = { logo: 'https://acme.example/l.svg', certificate: 'https://acme.example/c.pem', selector: 'default' };
    const enforced = { ...builtIn.dmarc, policy: 'quarantine' as const };
    expect(rules({ mailProvider: 'fastmail', bimi })).toContain('bimi-without-enforcement');
    expect(rules({ mailProvider: 'fastmail', bimi, dmarc: enforced })).not.toContain('bimi-without-enforcement');
  });
});

describe('a rule', () => {
  test('has the level that the domain gives it', () => {
    const level = (level: 'off' | 'error') =>
      findings({ rules: { 'no-mx': { level } } }).map(({ rule, severity }) => [rule, severity]);
    expect(level('error')).toEqual([['no-mx', 'error']]);
    expect(level('off')).toEqual([]);
  });

  test('speaks where its setting was written: at the nearest that stands somewhere, else at the domain', () => {
    const position = { file: 'domains/primary.yaml', line: 30, column: 7 };
    const domain = {
      ...aDomain(),
      origins: () => ({ spf: { level: 'domain' as const, position }, dnssec: { level: 'built-in' as const } }),
    };
    expect(positionOf(domain, 'spf.include')).toEqual(position);
    expect(positionOf(domain, 'dnssec')).toEqual(domain.position);
    expect(positionOf(domain, undefined)).toEqual(domain.position);
  });

  test('points at a part of a map, the one that the nearest level wrote', () => {
    const at = (line: number) => ({ file: 'domains/primary.yaml', line, column: 7 });
    const origins = {
      'mtaSts.maxAge': { level: 'segment' as const, position: at(4) },
      'mtaSts.mode': { level: 'domain' as const, position: at(9) },
    };
    expect(positionOf(aDomain({ origins }), 'mtaSts')).toEqual(at(9));
  });
});
