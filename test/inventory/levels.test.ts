import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { builtIn } from '../../src/inventory/defaults.ts';
import { addRecords, merge } from '../../src/inventory/levels.ts';
import type { ExtraRecord } from '../../src/inventory/model.ts';
import { domainsOf, estateYaml } from './folder.ts';

const settle = (estate: string, segment: string, domain: string) => {
  const domains = domainsOf({
    'estate.yaml': `${estateYaml}\ndefaults: ${estate}`,
    'a.yaml': `segment: pool-a\ndefaults: ${segment}\ndomains: [${domain}]`,
  });
  const [only] = Object.values(domains);
  if (!only) throw new Error('no domain');
  return only;
};

const own = (settings: string) => settle('{}', '{}', `{ domain: acme.example, ${settings} }`).settings;

describe('levels', () => {
  test('a domain that nobody says anything about has the built-in defaults', () => {
    expect(settle('{}', '{}', 'acme.example').settings).toEqual(builtIn);
  });

  test.each([
    ['scalars replace', '{ timezone: UTC }', '{ timezone: Europe/Berlin }', '', { timezone: 'Europe/Berlin' }],
    ['the domain has the last word', '{ mailboxes: 1 }', '{ mailboxes: 2 }', 'mailboxes: 0', { mailboxes: 0 }],
    ['lists replace', '{ sendingIps: [192.0.2.1] }', '{}', 'sendingIps: [192.0.2.2]', { sendingIps: ['192.0.2.2'] }],
    ['an empty list replaces too', '{ relays: [postmark] }', '{}', 'relays: []', { relays: [] }],
    [
      'maps merge key by key',
      '{ dmarc: { policy: reject, alignment: { spf: strict } } }',
      '{ dmarc: { testing: true } }',
      'dmarc: { alignment: { dkim: strict } }',
      { dmarc: { policy: 'reject', testing: true, alignment: { spf: 'strict', dkim: 'strict' }, reports: [] } },
    ],
    [
      'a short form sets its key and leaves the others',
      '{ mtaSts: { mode: testing, policyHost: sts.example.net } }',
      '{}',
      'mtaSts: enforce',
      { mtaSts: { mode: 'enforce', maxAge: 604_800, mx: [], policyHost: 'sts.example.net' } },
    ],
    [
      'values of templates add up',
      '{ values: { postmark: { dkimKey: a } } }',
      '{ values: { postmark: { dkimSelector: b }, migadu: { verification: c } } }',
      '',
      { values: { postmark: { dkimKey: 'a', dkimSelector: 'b' }, migadu: { verification: 'c' } } },
    ],
    [
      'a rule keeps its reason from above',
      '{ rules: { no-mx: { level: off, reason: Only sends } } }',
      '{}',
      'rules: { no-mx: { level: info } }',
      { rules: { 'no-mx': { level: 'info', reason: 'Only sends' } } },
    ],
    [
      'a state replaces a state, the grace time stays',
      '{ lifecycle: { graceDays: 60 } }',
      '{}',
      'lifecycle: { state: retired, since: 2026-09-01 }',
      { lifecycle: { state: 'retired', since: '2026-09-01', graceDays: 60 } },
    ],
    [
      'hours begin with the whole week',
      '{}',
      '{ sendingHours: { from: 8 } }',
      'sendingHours: { days: [mon] }',
      { sendingHours: { from: 8, to: 24, days: ['mon'] } },
    ],
  ])('%s', (_, estate, segment, domain, expected) => {
    const settings = settle(estate, segment, `{ domain: acme.example${domain && `, ${domain}`} }`).settings;
    expect(settings).toEqual({ ...builtIn, ...expected });
  });

  test('records add up; those of the same name and type give way together', () => {
    const { settings } = settle(
      '{ records: [{ name: www, type: A, content: 192.0.2.1 }, { name: www, type: A, content: 192.0.2.2 }] }',
      '{ records: [{ name: www, type: AAAA, content: "2001:db8::1" }, { name: "@", type: TXT, content: a }] }',
      '{ domain: acme.example, records: [{ name: WWW.acme.example., type: A, content: 192.0.2.3 }] }',
    );
    expect(settings.records.map(({ name, type, content }) => `${name} ${type} ${content}`)).toEqual([
      'www AAAA 2001:db8::1',
      '@ TXT a',
      'www A 192.0.2.3',
    ]);
  });

  test('a whole name in the defaults is the record of the domain that it names', () => {
    const { settings } = settle(
      '{}',
      '{ records: [{ name: acme.example, type: TXT, content: a }] }',
      '{ domain: acme.example, records: [{ name: "@", type: TXT, content: b }] }',
    );
    expect(settings.records).toEqual([{ name: '@', type: 'TXT', content: 'b' }]);
  });
});

describe('short forms', () => {
  test.each([
    [
      'relays: [amazon-ses, { name: mailjet, ports: 587, track: false }]',
      { relays: [{ name: 'amazon-ses' }, { name: 'mailjet', ports: '587', track: 'false' }] },
    ],
    [
      'dkim: { signers: [mailcow, { name: opendkim, folder: /srv/dkim }] }',
      { dkim: { ...builtIn.dkim, signers: [{ name: 'mailcow' }, { name: 'opendkim', folder: '/srv/dkim' }] } },
    ],
    ['mtaSts: testing', { mtaSts: { mode: 'testing', maxAge: 604_800, mx: [] } }],
    ['lifecycle: resting', { lifecycle: { state: 'resting', graceDays: 30 } }],
    [
      'leaving: [{ name: postmark, since: 2026-10-01, returnPath: pm }]',
      { leaving: [{ name: 'postmark', since: '2026-10-01', returnPath: 'pm' }] },
    ],
    [
      'caa: { issue: letsencrypt.org, iodef: [mailto:security@acme.example] }',
      { caa: { issue: ['letsencrypt.org'], iodef: ['mailto:security@acme.example'] } },
    ],
    ['tlsReports: tls@acme.example', { tlsReports: ['tls@acme.example'] }],
    [
      'bimi: { logo: https://acme.example/logo.svg }',
      { bimi: { logo: 'https://acme.example/logo.svg', selector: 'default' } },
    ],
    [
      'mailboxes: [{ user: Alex, forwardTo: inbox@acme.example }]',
      { mailboxes: [{ user: 'alex', forwardTo: ['inbox@acme.example'] }] },
    ],
    ['dnssec: on', { dnssec: 'on' }],
    [
      'warmup: { domain: new-domain-cold, start: 2026-12-01, target: 40 }',
      { warmup: { domain: 'new-domain-cold', start: '2026-12-01', target: 40 } },
    ],
    ['modes: { dkim: enforce }', { modes: { ...builtIn.modes, dkim: 'enforce' } }],
    ['adopt: true', { adopt: true }],
  ])('%s', (written, expected) => {
    expect(own(written)).toEqual({ ...builtIn, ...expected });
  });
});

describe('origins', () => {
  test('say which level set a value, and where', () => {
    const domain = domainsOf({
      'estate.yaml': `${estateYaml}defaults:\n  dmarc: { policy: quarantine }\n  timezone: Europe/Berlin\n`,
      'a.yaml': [
        'segment: pool-a',
        'defaults:',
        '  mtaSts: testing',
        '  relays:',
        '    - postmark',
        'domains:',
        '  - domain: acme.example',
        '    timezone: America/New_York',
        '    dmarc:',
        '      testing: true',
      ].join('\n'),
    })['acme.example'];
    const origins = domain?.origins() ?? {};
    expect(origins['dmarc.policy']).toEqual({
      level: 'estate',
      position: { file: 'estate.yaml', line: 7, column: 20 },
    });
    expect(origins['dmarc.testing']).toEqual({ level: 'domain', position: { file: 'a.yaml', line: 10, column: 16 } });
    expect(origins.timezone).toEqual({ level: 'domain', position: { file: 'a.yaml', line: 8, column: 15 } });
    expect(origins['mtaSts.mode']).toEqual({ level: 'segment', position: { file: 'a.yaml', line: 3, column: 11 } });
    expect(origins.relays).toEqual({ level: 'segment', position: { file: 'a.yaml', line: 4, column: 3 } });
    expect(origins['dmarc.alignment.spf']).toEqual({ level: 'built-in' });
    expect(origins['bimi.selector']).toBeUndefined();
  });

  test('find what a merge key brought in at its anchor', () => {
    const text =
      'segment: pool-a\ndomains:\n  - &a\n    domain: acme.example\n    mailboxes: 1\n  - <<: *a\n    domain: acme-two.example\n';
    const domain = domainsOf({ 'estate.yaml': estateYaml, 'a.yaml': text })['acme-two.example'];
    expect(domain?.settings.mailboxes).toBe(1);
    expect(domain?.origins().mailboxes).toEqual({ level: 'domain', position: { file: 'a.yaml', line: 5, column: 16 } });
    expect(domain?.position).toEqual({ file: 'a.yaml', line: 7, column: 13 });
  });
});

describe('merging', () => {
  // A key is a map at every level or at none: that is what the schema and the short forms see to.
  const tree = fc.record(
    {
      scalar: fc.integer(),
      list: fc.array(fc.integer()),
      map: fc.record(
        { a: fc.integer(), b: fc.record({ c: fc.string(), d: fc.string() }, { requiredKeys: [] }) },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: [] },
  );
  const records = fc.array(
    fc.record({
      name: fc.constantFrom('@', 'www'),
      type: fc.constantFrom('A', 'TXT'),
      content: fc.string(),
    }) as fc.Arbitrary<ExtraRecord>,
  );

  test('is associative: it does not matter which two levels meet first', () => {
    fc.assert(
      fc.property(tree, tree, tree, (a, b, c) => {
        expect(merge(merge(a, b), c)).toEqual(merge(a, merge(b, c)));
      }),
    );
  });

  test('of records is associative too', () => {
    fc.assert(
      fc.property(records, records, records, (a, b, c) => {
        expect(addRecords(addRecords(a, b), c)).toEqual(addRecords(a, addRecords(b, c)));
      }),
    );
  });

  test('leaves both sides as they were', () => {
    fc.assert(
      fc.property(tree, tree, (a, b) => {
        const before = JSON.stringify([a, b]);
        merge(a, b);
        expect(JSON.stringify([a, b])).toBe(before);
      }),
    );
  });
});
