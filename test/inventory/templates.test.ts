import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { load } from 'js-yaml';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import priceSchema from '../../schema/prices.schema.json' with { type: 'json' };
import { lastStep, stepOn, weekThatAllows } from '../../src/estate/warmup/schedule.ts';
import type { Price, PriceList } from '../../src/inventory/price.ts';
import type { Profile } from '../../src/inventory/profile.ts';
import type { ProviderTemplate, Terms } from '../../src/inventory/provider-template.ts';
import type { Receiver } from '../../src/inventory/receiver.ts';
import type { Scale } from '../../src/inventory/scale.ts';
import { builtInTemplates, readTemplates } from '../../src/inventory/templates.ts';
import type { WarmupSchedule } from '../../src/inventory/warmup-schedule.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mailyard-templates-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

function write(name: string, text: string): void {
  mkdirSync(dirname(join(dir, name)), { recursive: true });
  writeFileSync(join(dir, name), text);
}

const relay = `name: acme-relay
title: Acme's relay
kind: relay
source: ['https://relay.example/dns']
checked: 2026-11-22
verified: documentation
variables:
  returnPath: { description: The label, default: bounce, pattern: '^[a-z]+$' }
provided:
  dkimKey: { description: The key, where: The console }
spf: { terms: ['include:spf.relay.example'], lookups: 1, host: '{returnPath}' }
records:
  - { role: return-path, name: '{returnPath}', type: MX, content: mx.relay.example, priority: 10 }
  - { role: dkim, name: r1._domainkey, type: TXT, content: '{dkimKey}' }
`;

/** The findings about the user's own directory, as `line:column rule message`. */
function findings(): string[] {
  const read = readTemplates([dir]);
  return [...read.findings, ...read.otherFindings()].map(
    ({ line, column, rule, message }) => `${line}:${column} ${rule} ${message}`,
  );
}

describe('the shipped templates', () => {
  const { templates, findings: own, otherFindings } = readTemplates();

  test('are all valid, and all there', () => {
    expect([...own, ...otherFindings()]).toEqual([]);
    expect([...templates.providers.keys()].sort()).toEqual([
      'amazon-ses',
      'brevo',
      'fastmail',
      'google-workspace',
      'mailcow',
      'mailgun',
      'mailjet',
      'microsoft-365',
      'migadu',
      'postmark',
      'purelymail',
      'sendgrid',
      'smtp-relay',
      'sparkpost',
      'stalwart',
      'zoho',
    ]);
    expect([...templates.profiles.keys()].sort()).toEqual(['high-volume', 'internal', 'notifications', 'standard']);
    expect([...templates.warmups.keys()].sort()).toEqual([
      'domain-transactional',
      'gentle-mailbox',
      'ip-dedicated',
      'mailbox-cold',
      'new-domain-cold',
      'new-ip',
      'six-week',
      'six-week-by-day',
    ]);
  });

  test('leave DMARC to Mailyard', () => {
    for (const { name, records } of templates.providers.values()) {
      expect(
        records.filter(record => record.name.startsWith('_dmarc')),
        name,
      ).toEqual([]);
    }
  });

  test('use every variable and value that they ask people for', () => {
    for (const { name, variables, provided, records, spf } of templates.providers.values()) {
      const text = JSON.stringify([records, spf]);
      const unused = [...Object.keys(variables), ...Object.keys(provided)].filter(
        value => !text.includes(`{${value}}`),
      );
      expect(unused, name).toEqual([]);
    }
  });

  test('never put an SPF record at a name that is a CNAME (RFC 1034 §3.6.2)', () => {
    for (const { name, records, spf } of templates.providers.values()) {
      const aliases = records.filter(({ type }) => type === 'CNAME').map(record => record.name);
      expect(aliases, name).not.toContain(spf?.host);
    }
  });

  test('host mailboxes with an MX at the domain, and relays without one', () => {
    for (const { name, kind, records } of templates.providers.values()) {
      expect(
        records.some(record => record.role === 'mx' && record.name === '@'),
        name,
      ).toBe(kind === 'mailbox');
    }
  });

  test('say where every mailbox is reached, and tell mail programs the same by SRV records', () => {
    for (const { name, kind, access, records } of templates.providers.values()) {
      expect(access?.imap !== undefined, name).toBe(kind === 'mailbox');
      const told = (service: string) => records.find(record => record.name === service)?.content;
      for (const [service, server] of [
        ['_imaps._tcp', access?.imap],
        ['_submissions._tcp', access?.smtp],
      ] as const) {
        if (told(service)) expect(told(service), name).toBe(`1 ${server?.port} ${server?.host}`);
      }
    }
  });

  test('each have a golden zone whose inputs fit the template', () => {
    const golden = join(import.meta.dirname, '../golden/providers');
    const files = readdirSync(golden).sort();
    expect(files).toEqual([...templates.providers.keys()].flatMap(name => [`${name}.yaml`, `${name}.zone`]).sort());
    for (const file of files.filter(name => name.endsWith('.yaml'))) {
      const inputs = load(readFileSync(join(golden, file), 'utf8')) as Record<
        'variables' | 'values',
        Record<string, string>
      >;
      const template = templates.providers.get(file.slice(0, -'.yaml'.length)) as ProviderTemplate;
      expectFit(file, inputs.variables, template.variables);
      expectFit(file, inputs.values, template.provided);
    }
  });

  test('warm up without a step back, and inside the limits of the profiles that use them', () => {
    for (const schedule of templates.warmups.values()) {
      const days = Array.from({ length: weekThatAllows(schedule) * 7 }, (_, day) => stepOn(schedule, day));
      expect(days, schedule.name).toEqual(days.toSorted((a, b) => a - b));
      expect(days.at(-1), schedule.name).toBe(lastStep(schedule));
    }
    for (const { name, limits, warmup } of templates.profiles.values()) {
      const mailbox = templates.warmups.get(warmup.mailbox ?? '');
      if (mailbox && name === 'high-volume')
        expect(lastStep(mailbox)).toBeGreaterThanOrEqual(limits.perMailboxPerDay ?? 0);
    }
  });
});

function expectFit(file: string, given: Record<string, string>, declared: Record<string, { pattern?: string }>): void {
  for (const [name, value] of Object.entries(given)) {
    expect(Object.keys(declared), file).toContain(name);
    expect(value, `${file}: ${name}`).toMatch(new RegExp(declared[name]?.pattern ?? '', 'i'));
  }
}

describe("the user's templates", () => {
  test('stand beside the built-in ones', () => {
    write('providers/acme-relay.yaml', relay);
    const { templates, findings } = readTemplates([dir]);
    expect(findings).toEqual([]);
    expect(templates.providers.get('acme-relay')?.spf).toEqual({
      terms: ['include:spf.relay.example'],
      lookups: 1,
      host: '{returnPath}',
    });
    expect(templates.providers.has('google-workspace')).toBe(true);
  });

  test('replace the built-in one of the same name, and a later directory an earlier one', () => {
    const later = join(dir, 'later');
    write('providers/postmark.yaml', relay.replace('acme-relay', 'postmark'));
    write('later/providers/postmark.yaml', relay.replace('acme-relay', 'postmark').replace("Acme's relay", 'Ours'));
    expect(readTemplates([dir]).templates.providers.get('postmark')?.title).toBe("Acme's relay");
    expect(readTemplates([dir, later]).templates.providers.get('postmark')?.title).toBe('Ours');
    expect(readTemplates([later, dir]).templates.providers.get('postmark')?.title).toBe("Acme's relay");
  });

  test('of another sub-folder are none of ours', () => {
    write('recipes/bread.yaml', 'anything: at all');
    expect(findings()).toEqual([]);
  });

  test('of a directory that is not there are an error', () => {
    const { findings } = readTemplates([join(dir, 'nowhere')]);
    expect(findings).toMatchObject([{ rule: 'missing-directory', file: join(dir, 'nowhere') }]);
  });

  test('may warm up by a schedule of their own', () => {
    const slow = readFileSync(join(builtInTemplates, 'warmup/mailbox-cold.yaml'), 'utf8').replace(
      'mailbox-cold',
      'mailbox-slow',
    );
    const gentle = readFileSync(join(builtInTemplates, 'profiles/standard.yaml'), 'utf8')
      .replace('name: standard', 'name: gentle')
      .replace('mailbox-cold', 'mailbox-slow');
    write('warmup/mailbox-slow.yaml', slow);
    write('profiles/gentle.yaml', gentle);
    const { templates, findings } = readTemplates([dir]);
    expect(findings).toEqual([]);
    expect(templates.profiles.get('gentle')?.warmup.mailbox).toBe('mailbox-slow');
  });
});

describe('a template that is wrong is told so at its line', () => {
  const wrong = (from: string | RegExp, to: string) => {
    write('providers/acme-relay.yaml', relay.replace(from, to));
    return findings();
  };

  test('where a key is unknown', () => {
    expect(wrong('kind: relay', 'kind: relay\nspff: 1')).toEqual([
      '4:1 unknown-key `spff` is no key of a provider template.',
    ]);
  });

  test('where a key is missing', () => {
    expect(wrong("source: ['https://relay.example/dns']\n", '')).toEqual([
      '1:1 missing-key A provider template needs `source`.',
    ]);
  });

  test('where its kind is none', () => {
    expect(wrong('kind: relay', 'kind: relais')).toEqual([
      '3:7 bad-value `kind` must be mailbox or relay, and is `relais`.',
    ]);
  });

  test('where an MX record has no priority', () => {
    expect(wrong(', priority: 10', '')).toEqual(['13:5 missing-key A record needs `priority`.']);
  });

  test('where a record of another type has one', () => {
    expect(wrong("'{dkimKey}' }", "'{dkimKey}', priority: 1 }")).toEqual([
      '14:83 bad-value A record of type TXT has no priority.',
    ]);
  });

  test.each([
    [
      'type: MX, content: mx.relay.example',
      'type: MX, content: not a host',
      '13:67 bad-name `not a host` is not a DNS name',
    ],
    ["name: '{returnPath}', type: MX", "name: 'a {returnPath}', type: MX", '13:32 bad-name `a x` is not a DNS name'],
    [
      "TXT, content: '{dkimKey}'",
      "SRV, content: '1 {returnPath}', priority: 1",
      '14:60 bad-record The SRV record at r1._domainkey',
    ],
    [
      "TXT, content: '{dkimKey}'",
      'A, content: r1.relay.example',
      '14:58 bad-record `r1.relay.example` is no IPv4 address.',
    ],
  ])('where a record can be none: %s', (from, to, found) => {
    expect(wrong(from, to)).toEqual([expect.stringContaining(found)]);
  });

  test('where a placeholder was never declared, with the one that was meant', () => {
    expect(wrong("content: '{dkimKey}'", "content: '{dkimKee}'")).toEqual([
      '14:60 undeclared-placeholder `{dkimKee}` is neither a variable nor a provided value of this template.',
    ]);
    expect(readTemplates([dir]).findings[0]).toMatchObject({ fix: 'Write `{dkimKey}`.', severity: 'error' });
  });

  test('where a placeholder of its SPF part was never declared', () => {
    expect(wrong("host: '{returnPath}'", "host: '{bounce}'")).toEqual([
      '11:64 undeclared-placeholder `{bounce}` is neither a variable nor a provided value of this template.',
    ]);
  });

  test('where a placeholder of a host for programs was never declared, or a relay has mailboxes to read', () => {
    const access = (servers: string) => `access: { ${servers} }\nrecords:`;
    expect(wrong('records:', access("smtp: { host: '{hots}.example', port: 465 }"))).toEqual([
      '12:25 undeclared-placeholder `{hots}` is neither a variable nor a provided value of this template.',
    ]);
    const both = 'imap: { host: imap.acme.example, port: 993 }, smtp: { host: smtp.acme.example, port: 465 }';
    expect(wrong('records:', access(both))).toEqual(['12:11 bad-value A relay has no mailboxes.']);
    expect(wrong('kind: relay', `kind: mailbox\naccess: { ${both.slice(both.indexOf('smtp'))} }`)).toEqual([
      '4:1 bad-value A mailbox is read by IMAP too.',
    ]);
  });

  test('where a brace has no partner', () => {
    expect(wrong("name: '{returnPath}'", "name: '{returnPath'")).toEqual([
      '13:32 undeclared-placeholder `{returnPath` has a brace without its partner.',
    ]);
  });

  test('where a name has two meanings', () => {
    expect(wrong('  dkimKey:', '  returnPath: { description: Again, where: Here }\n  dkimKey:')).toEqual([
      '10:3 placeholder-clash `{returnPath}` has another meaning already.',
    ]);
  });

  test('where a pattern is none, or its own default does not match it', () => {
    expect(wrong('^[a-z]+$', '^[a-z+$')).toEqual(['8:67 bad-pattern `^[a-z+$` is not a regular expression.']);
    expect(wrong('^[a-z]+$', '^[0-9]+$')).toEqual(['8:50 bad-pattern `bounce` does not match the pattern beside it.']);
  });

  test('where a value stands in for one that is not there', () => {
    expect(wrong('where: The console }', 'where: The console, unless: dkimTarget }')).toEqual([
      '10:64 undeclared-placeholder `dkimTarget` is no other provided value of this template.',
    ]);
  });

  test('where it has another name than its file', () => {
    expect(wrong('name: acme-relay', 'name: acme')).toEqual([
      '1:7 template-name The file is called `acme-relay`, and the template in it `acme`.',
    ]);
  });

  test('where it is not YAML; the built-in one then stays', () => {
    write('providers/postmark.yaml', 'name: [');
    const { templates, findings } = readTemplates([dir]);
    expect(findings).toMatchObject([{ rule: 'yaml-syntax' }]);
    expect(templates.providers.get('postmark')?.title).toBe('Postmark');
  });

  test('where it cannot be read; what an editor left is not meant', () => {
    mkdirSync(join(dir, 'providers'));
    symlinkSync('nowhere', join(dir, 'providers/.#acme-relay.yaml'));
    symlinkSync('nowhere', join(dir, 'providers/acme-relay.yaml'));
    expect(findings()).toEqual(['1:1 unreadable-file The file cannot be read: it is a link that leads nowhere.']);
  });

  test('where several keys are missing, for each of them', () => {
    write('providers/acme-relay.yaml', 'name: acme-relay\nkind: relay\nvariables: {}\nprovided: {}\nrecords: []\n');
    expect(findings()).toEqual(
      ['title', 'source', 'checked', 'verified'].map(key => `1:1 missing-key A provider template needs \`${key}\`.`),
    );
  });

  test('where a profile warms up by a schedule of another unit, or by none', () => {
    const profile = readFileSync(join(builtInTemplates, 'profiles/standard.yaml'), 'utf8');
    write('profiles/standard.yaml', profile.replace('mailbox: mailbox-cold', 'mailbox: ip-dedicated'));
    expect(findings()).toEqual([
      expect.stringContaining('unknown-schedule `ip-dedicated` is not a warm-up schedule for one mailbox.'),
    ]);
    write('profiles/standard.yaml', profile.replace('mailbox: mailbox-cold', 'mailbox: none'));
    expect(readTemplates([dir]).findings[0]?.fix).toBe('There are: gentle-mailbox, mailbox-cold.');
  });

  test('where a week of a schedule is missing', () => {
    const schedule = readFileSync(join(builtInTemplates, 'warmup/mailbox-cold.yaml'), 'utf8');
    write('warmup/mailbox-cold.yaml', schedule.replace(/.*week: 2,.*\n/, ''));
    expect(findings()).toEqual([expect.stringContaining('warmup-weeks Week 3 stands where week 2 should.')]);
  });

  test.each([
    [
      'a week that is below the one before',
      'perDay: 1000',
      'perDay: 100',
      'warmup-falls Week 3 begins at 100 a day, below the 200 of week 2.',
      14,
    ],
    [
      'a week that falls',
      'week: 3, perDay',
      'week: 3, from: 2000, perDay',
      'warmup-falls The week begins at 2000 a day and ends at 1000.',
      14,
    ],
    [
      'days in a schedule of weeks',
      'week: 3, perDay',
      'week: 3, from: 500, perDay',
      'warmup-step This grows from day to day, and the schedule says that it grows by the week.',
      14,
    ],
    [
      'weeks in a schedule of days',
      'step: week',
      'step: day',
      'warmup-step No week has a `from`, and there is no `growth`: each day of a week allows the same.',
      10,
    ],
    [
      'an audience that nobody wrote',
      'engaged-first',
      'engaged-frist',
      'unknown-audience There is no audience named `engaged-frist`.',
      18,
    ],
    [
      'shares of receivers without an IP',
      'audience:',
      'receivers: { gmail: 0.5 }\naudience:',
      'warmup-receivers Shares of receivers are for an IP, and this is the schedule of a domain.',
      18,
    ],
    [
      'a growth that falls',
      'audience:',
      'growth: { rate: 0.2, to: 20000 }\naudience:',
      'warmup-falls It ends at 20000 a day, below the 25000 that it grows from.',
      18,
    ],
    ['a step of nothing', 'perDay: 50 ', 'perDay: 0 ', 'bad-value `weeks[0].perDay` is 0, and 1 is the least.', 12],
  ])('where a schedule has %s', (_, from, to, message, line) => {
    const schedule = readFileSync(join(builtInTemplates, 'warmup/six-week.yaml'), 'utf8');
    write('warmup/six-week.yaml', schedule.replace(from, to));
    expect(findings()).toContainEqual(expect.stringContaining(message));
    expect(readTemplates([dir]).findings.map(finding => finding.line)).toContain(line);
  });

  test.each([
    [
      'from no number',
      'growth: { from: 100,',
      'growth: {',
      'warmup-empty Nothing says from how many messages it grows.',
    ],
    [
      'too slowly to end',
      'rate: 1, everyDays: 4',
      'rate: 0.001, everyDays: 7',
      'warmup-growth It does not get from 100 to 50000 a day within a year.',
    ],
    [
      'from two beginnings',
      'growth:',
      'weeks: [{ week: 1, perDay: 100 }]\ngrowth:',
      'warmup-weeks It grows on from the 100 of its last week, so `from` would be a second beginning.',
    ],
    ['nowhere', /growth:.*/, '', 'warmup-empty The schedule has neither `weeks` nor `growth`, so it says nothing.'],
  ])('where a schedule grows %s', (_, from, to, message) => {
    const schedule = readFileSync(join(builtInTemplates, 'warmup/new-ip.yaml'), 'utf8');
    write('warmup/new-ip.yaml', schedule.replace(from, to));
    expect(findings()).toContainEqual(expect.stringContaining(message));
  });

  test('where an audience begins late', () => {
    const audience = readFileSync(join(builtInTemplates, 'audiences/engaged-first.yaml'), 'utf8');
    write('audiences/engaged-first.yaml', audience.replace('from: 1', 'from: 2'));
    expect(findings()).toEqual([expect.stringContaining('warmup-weeks Nobody is named for week 1.')]);
  });

  test('where a price is said twice, or says what does not belong to it', () => {
    const common =
      'amount: 1, currency: USD, source: https://vendor.example, checked: 2026-11-25, verified: documentation';
    const price = (rest: string) => `  - { ${rest}, ${common} }\n`;
    const list = [
      price('for: domain, every: year'),
      price('for: thousand, every: month'),
      price('for: domain, includes: 10'),
    ];
    write('prices/domain.yaml', `name: domain\ntitle: A domain name\nprices:\n${list.join('')}`);
    expect(findings()).toEqual([
      expect.stringContaining('5:12 bad-value This list is for the price of a domain.'),
      expect.stringContaining('5:29 bad-value Messages are paid as they are sent.'),
      expect.stringContaining('6:12 price-twice There is a price for domain already.'),
      expect.stringContaining('6:12 bad-value How often is it paid for a domain?'),
      expect.stringContaining('6:30 bad-value Only an account contains messages.'),
    ]);
  });

  test('where a price list is for something that nobody pays for', () => {
    const price =
      '{ for: domain, amount: 1, currency: usd, every: year, source: https://a.example, checked: 2026-11-25, verified: documentation }';
    write('prices/registrar.yaml', `name: registrar\ntitle: Ours\nprices: [${price}]\n`);
    expect(findings()).toEqual([
      expect.stringMatching(/^1:7 \S+ .*`registrar`/),
      expect.stringMatching(/^3:\d+ \S+ .*`usd`/),
    ]);
  });
});

test('every provider that ships says what its terms allow, with a day and, where somebody wrote it, a source', () => {
  for (const { name, terms } of readTemplates().templates.providers.values()) {
    expect(terms?.says, name).toMatch(/\.$/);
    expect(terms?.source === undefined, name).toBe(terms?.verified === 'unverified');
  }
});

test('the schemas know exactly the keys that the types have', () => {
  const keys = (name: string) => {
    const schema = JSON.parse(readFileSync(join(import.meta.dirname, `../../schema/${name}.schema.json`), 'utf8'));
    return Object.keys(schema.properties).sort();
  };
  // Every key once: the compiler refuses these objects where a type gains or loses one.
  const provider: Record<keyof ProviderTemplate, true> = {
    name: true,
    title: true,
    kind: true,
    source: true,
    checked: true,
    verified: true,
    variables: true,
    provided: true,
    spf: true,
    records: true,
    access: true,
    limits: true,
    terms: true,
    prices: true,
    api: true,
    notes: true,
  };
  const terms: Record<keyof Terms, true> = {
    cold: true,
    bulk: true,
    says: true,
    source: true,
    checked: true,
    verified: true,
  };
  const profile: Record<keyof Profile, true> = {
    name: true,
    title: true,
    source: true,
    checked: true,
    mail: true,
    volume: true,
    warmupPriority: true,
    warmup: true,
    limits: true,
    health: true,
    notes: true,
  };
  const warmup: Record<keyof WarmupSchedule, true> = {
    name: true,
    title: true,
    source: true,
    checked: true,
    unit: true,
    counts: true,
    step: true,
    weeks: true,
    growth: true,
    receivers: true,
    audience: true,
    gate: true,
    setback: true,
    notes: true,
  };
  const prices: Record<keyof PriceList, true> = { name: true, title: true, prices: true, notes: true };
  const price: Record<keyof Price, true> = {
    for: true,
    amount: true,
    currency: true,
    every: true,
    plan: true,
    includes: true,
    source: true,
    checked: true,
    verified: true,
  };
  const scale: Record<keyof Scale, true> = {
    name: true,
    title: true,
    source: true,
    checked: true,
    peakFactor: true,
    perSecondPerIp: true,
    bounceRate: true,
    notes: true,
  };
  const receiver: Record<keyof Receiver, true> = {
    name: true,
    title: true,
    source: true,
    checked: true,
    verified: true,
    domains: true,
    mx: true,
    limits: true,
    notes: true,
  };
  expect(keys('receiver')).toEqual(Object.keys(receiver).sort());
  expect(keys('prices')).toEqual(Object.keys(prices).sort());
  expect(Object.keys(priceSchema.definitions.price.properties).sort()).toEqual(Object.keys(price).sort());
  expect(keys('scale')).toEqual(Object.keys(scale).sort());
  expect(keys('provider')).toEqual(Object.keys(provider).sort());
  const inProvider = JSON.parse(readFileSync(join(import.meta.dirname, '../../schema/provider.schema.json'), 'utf8'));
  expect(Object.keys(inProvider.properties.terms.properties).sort()).toEqual(Object.keys(terms).sort());
  expect(keys('profile')).toEqual(Object.keys(profile).sort());
  expect(keys('warmup')).toEqual(Object.keys(warmup).sort());
});
