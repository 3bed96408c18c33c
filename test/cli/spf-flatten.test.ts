/** `mailyard spf flatten` as it is typed, and what becomes of its lock: from the DNS through review and `up` back into the DNS. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DEAR, lockFile, segment, world } from './spf-world.ts';

describe('the story', () => {
  test('check asks for it, flatten writes the lock, up applies, audit and the tree find it', async () => {
    const { run, site, lock, dns } = await world(segment(DEAR));
    const before = await run('check');
    expect(before.code).toBe(2);
    expect(before.stdout).toContain(
      'SPF at acme.example takes 12 of 10 lookups, and the addresses of mailgun.org are not in spf.lock.json. (RFC 7208 §4.6.4)\n  → Run `mailyard spf flatten`',
    );
    expect((await run('plan')).code).toBe(1);

    const { code, stdout } = await run('spf flatten');
    expect(stdout).toBe(
      [
        '1 SPF record to flatten; 1 include: 1 new.',
        '+ mailgun.org  11 networks in place of 4 lookups',
        ...['192.0.2.0/24', '198.51.100.0/30', '198.51.100.4/31', '198.51.100.6', '198.51.100.8/29'].map(added),
        ...['198.51.100.16/28', '198.51.100.32/27', '198.51.100.64/26', '198.51.100.128/25'].map(added),
        ...['203.0.113.200', '2001:db8:1::/48'].map(added),
        '',
        'acme.example  12 → 7 of 10 lookups: mailgun.org in the record itself (by the DNS of today 6 lookups, 0 void)',
        '',
        `${lockFile(site)} is written: review and commit it, then \`mailyard plan\`.`,
        '',
      ].join('\n'),
    );
    expect(code).toBe(0);
    expect(lock().includes['mailgun.org']).toMatchObject({
      resolved: '2026-11-25',
      refreshBy: '2026-12-25',
      lookups: 4,
    });
    expect(readdirSync(join(site.folder, 'domains')).sort()).toEqual(['estate.yaml', 'primary.yaml', 'spf.lock.json']);
    expect((await run('check')).code).toBe(0);

    expect(await run('up --yes --engine embedded')).toMatchObject({ code: 0 });
    const audit = await run(`audit --servers ${dns.host}:${dns.port}`);
    expect(audit.stdout).not.toContain('not served as planned');
    expect(audit.stdout).toContain('SPF of acme.example takes 6 of 10 lookups');
    expect(audit.code).toBe(0);
    const tree = await run('spf acme.example');
    expect(tree.stdout).toContain('ip4:203.0.113.200  in place of mailgun.org');
    const pass = await run('spf evaluate --ip 203.0.113.200 --mail-from a@acme.example');
    expect(pass.stdout).toMatch(/^pass .* by ip4:203.0.113.200/);
    const fail = await run('spf evaluate --ip 198.51.100.7 --mail-from a@acme.example');
    expect(fail.stdout).toMatch(/^fail /);
  });

  test('more addresses than an answer holds stand in own includes, which the guard keeps while caches may ask for them', async () => {
    const { run, texts, site, dns } = await world(segment(DEAR));
    texts['_spf.mailgun.org'] = `v=spf1 ${many(40)} ~all`;
    expect((await run('spf flatten')).stdout).toContain(
      '12 → 9 of 10 lookups: mailgun.org in _spf1, _spf2 (by the DNS of today 8 lookups, 0 void)\n',
    );
    expect((await run('check')).stdout).not.toContain('spf-long');
    expect(await run('up --yes --engine embedded')).toMatchObject({ code: 0 });
    const tree = await run('spf acme.example');
    expect(tree.stdout).toContain('acme.example  8 of 10 lookups');
    expect(tree.stdout).toMatch(/include:_spf1\.acme\.example {2}\d+ networks, -all, in place of mailgun\.org/);
    const { code, stdout } = await run(`audit --servers ${dns.host}:${dns.port} --json`);
    const { checks, records } = JSON.parse(stdout).domains[0];
    expect(code).toBe(0);
    expect(records.filter(({ role }: { role: string }) => role === 'spf')).toMatchObject([
      ...[{ key: 'spf' }, { key: 'spf-1' }, { key: 'spf-2' }].map(key => ({ ...key, verdict: 'pass' })),
    ]);
    expect(JSON.stringify(checks.find(({ check }: { check: string }) => check === 'return-path'))).not.toContain(
      '_spf1',
    );

    site.write(segment(DEAR.slice(0, 3)));
    expect((await run('spf flatten')).stdout).toContain('- mailgun.org  no record that is too dear has it');
    const up = await run('up --yes --engine embedded');
    expect(up.code).toBe(1);
    expect(up.stdout + up.stderr).toContain(
      '_spf1.acme.example would go while caches still hold the record that includes it',
    );
  });
});

describe('--check', () => {
  test('writes nothing, and tells what the DNS says now by its exit code', async () => {
    const { run, texts, site, dns } = await world(segment(DEAR));
    expect((await run('spf flatten --check')).code).toBe(2);
    expect(existsSync(lockFile(site))).toBe(false);
    await run('spf flatten');
    const before = readFileSync(lockFile(site), 'utf8');
    expect((await run('spf flatten --check')).code).toBe(0);
    texts['_spf.mailgun.org'] = 'v=spf1 ip4:192.0.2.0/24 ip4:192.88.99.0/24 ~all';
    const changed = await run('spf flatten --check');
    expect(changed.code).toBe(2);
    expect(changed.stdout).toContain(
      '~ mailgun.org  4 networks in place of 4 lookups\n    + 192.88.99.0/24\n    - 198.51.100.0/30\n',
    );
    expect(changed.stdout).toContain('spf.lock.json is not what the DNS says');
    dns.faults.add({ kind: 'servfail', name: '_spf.mailgun.org' });
    expect((await run('spf flatten --check')).code).toBe(1);
    expect(readFileSync(lockFile(site), 'utf8')).toBe(before);
  });
});

describe('what nobody answers', () => {
  test('stays as it was, byte for byte, and the same again once it is answered', async () => {
    const { run, site, dns } = await world(segment(DEAR));
    await run('spf flatten');
    const before = readFileSync(lockFile(site), 'utf8');
    dns.faults.add({ kind: 'drop', name: '_spf.eu.mailgun.org', transport: 'udp' });
    const { code, stdout } = await run('spf flatten');
    expect(stdout).toContain(
      '! mailgun.org  stays as it was on 2026-11-25, for nobody could say: TXT _spf.eu.mailgun.org: no answer within 3000 ms',
    );
    expect([code, readFileSync(lockFile(site), 'utf8')]).toEqual([0, before]);
    dns.faults.clear();
    expect((await run('spf flatten')).stdout).toContain('1 include: 1 unchanged.');
    expect(readFileSync(lockFile(site), 'utf8')).toBe(before);
  });

  test('and what is broken is no empty list: the addresses stay', async () => {
    const { run, site, texts } = await world(segment(DEAR));
    await run('spf flatten');
    const before = readFileSync(lockFile(site), 'utf8');
    delete texts['_spf.eu.mailgun.org'];
    expect((await run('spf flatten')).stdout).toContain('for nobody could say: _spf.eu.mailgun.org has no SPF record');
    expect(readFileSync(lockFile(site), 'utf8')).toBe(before);
  });

  test('and is not in the lock is a failure, and nothing is written', async () => {
    const { run, site, dns } = await world(segment(DEAR));
    dns.faults.add({ kind: 'refused', name: 'mailgun.org' });
    const { code, stdout } = await run('spf flatten');
    expect(stdout).toContain('! mailgun.org  nobody could say what it is: TXT mailgun.org: REFUSED');
    expect([code, existsSync(lockFile(site))]).toEqual([1, false]);
  });
});

describe('an include that no addresses can replace', () => {
  test('is locked with its reason, and the next one gives way in its place', async () => {
    const { run, texts, lock } = await world(segment(DEAR));
    texts['mailgun.org'] = 'v=spf1 exists:%{i}.mailgun.org ~all';
    const { code, stdout } = await run('spf flatten');
    expect(stdout).toContain(
      '+ mailgun.org  cannot be flattened: "exists:%{i}.mailgun.org" in the record of mailgun.org is asked anew',
    );
    expect(stdout).toContain('12 → 10 of 10 lookups: _spf.purelymail.com in the record itself');
    expect([code, Object.keys(lock().includes)]).toEqual([0, ['_spf.purelymail.com', 'mailgun.org']]);
    expect((await run('check')).stdout).toContain('mailgun.org stays in SPF at acme.example with its price of 5');
  });

  test('is named with what to drop where nothing else brings it down', async () => {
    const { run, texts } = await world(segment(DEAR));
    for (const name of Object.keys(texts)) texts[name] = 'v=spf1 ptr -all';
    const { code, stdout } = await run('spf flatten');
    expect(code).toBe(2);
    expect(stdout).toContain('SPF at acme.example takes 12 lookups, and 12 when all is flattened that can be');
    expect(stdout).toContain('→ Drop include:mailgun.org (5), or let a relay use its own return path.');
    expect((await run('check')).stdout).toContain('spf-does-not-fit');
  });
});

test('an include that grew past its price is told before it is published', async () => {
  const { run, texts } = await world(segment(DEAR));
  texts['a.relay.example'] = 'v=spf1 include:b.relay.example include:c.relay.example include:d.relay.example -all';
  texts['e.relay.example'] = 'v=spf1 include:b.relay.example include:c.relay.example -all';
  const { code, stdout } = await run('spf flatten');
  expect(stdout).toContain('! by the DNS of today 11 lookups, 0 void: receivers stop. Drop an include that grew.');
  expect(code).toBe(2);
});

describe('the lock', () => {
  test('is dated anew after a fortnight, and its age is a finding after a month', async () => {
    const { run, lock } = await world(segment(DEAR));
    await run('spf flatten');
    const on = (day: string) => ({ MAILYARD_TODAY: day });
    expect((await run('spf flatten', on('2026-12-09'))).stdout).toContain('1 unchanged');
    expect((await run('check', on('2026-12-25'))).stdout).not.toContain('spf-lock-stale');
    const stale = await run('check', on('2026-12-26'));
    expect(stale.stdout).toContain(
      'What stands in place of mailgun.org was asked for on 2026-11-25 and is good until 2026-12-25.',
    );
    expect((await run('spf flatten --check', on('2026-12-10'))).code).toBe(0);
    expect((await run('spf flatten', on('2026-12-10'))).stdout).toContain('1 dated anew');
    expect(lock().includes['mailgun.org']?.resolved).toBe('2026-12-10');
  });

  test('that somebody edited counts for nothing until it is asked for again', async () => {
    const { run, site } = await world(segment(DEAR));
    await run('spf flatten');
    const good = readFileSync(lockFile(site), 'utf8');
    site.write({ 'spf.lock.json': good.replace('"192.0.2.0/24"', '"10.0.0.0/8"') });
    const { code, stdout } = await run('check');
    expect(code).toBe(2);
    expect(stdout).toMatch(/domains\/spf.lock.json:5:5 {2}error {2}spf-lock-edited/);
    expect((await run('spf flatten')).code).toBe(0);
    expect(readFileSync(lockFile(site), 'utf8')).toBe(good);
  });

  test.each([
    ['[]', 'remove the file'],
    ['', 'it holds no JSON object'],
    ['{\n<<<<<<< HEAD\n  "version": 1\n=======\n  "version": 1,\n>>>>>>> other\n}\n', 'Take one side of a merge'],
    ['{ "version": 2, "includes": {} }', '`version` is 2, and 1 is the most.'],
    [
      '{ "version": 1, "includes": { "a.example": { "resolved": "2026-11-25", "refreshBy": "2026-12-25", "hash": "x" } } }',
      'needs `lookups`',
    ],
    ['{ "version": 1, "includes": {}, "networks": [] }', 'networks'],
  ])('of %j is an error with its line, and is not overwritten', async (text, message) => {
    const { run, site } = await world(segment(DEAR));
    site.write({ 'spf.lock.json': text });
    const { code, stdout, stderr } = await run('spf flatten');
    expect([code, stdout + stderr]).toEqual([1, expect.stringContaining(message)]);
    expect(stdout).toMatch(/spf\.lock\.json:\d+:\d+/);
    expect(readFileSync(lockFile(site), 'utf8')).toBe(text);
  });
});

test('an estate with errors of its own is not asked for: a misspelt relay would drop what it needs', async () => {
  const { run, site, dns } = await world(segment(DEAR, 'whenNeeded', '    relays: [mailgum]\n'));
  const { code, stderr } = await run('spf flatten');
  expect([code, existsSync(lockFile(site)), dns.queries.length]).toEqual([1, false, 0]);
  expect(stderr).toContain('so nothing was asked or written');
});

test('--json says the same to scripts', async () => {
  const { run, site } = await world(segment(DEAR));
  const { code, stdout } = await run('spf flatten --json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    ...{ version: 1, file: lockFile(site), written: true, findings: [] },
    includes: [{ include: 'mailgun.org', status: 'new', lookups: 4, removed: [], resolved: '2026-11-25' }],
    hosts: [
      {
        domain: 'acme.example',
        host: 'acme.example',
        before: 12,
        lookups: 7,
        live: { lookups: 6, voidLookups: 0 },
        fits: true,
        flattened: ['mailgun.org'],
      },
    ],
  });
});

test('where nothing is too dear nothing is asked, and where flattening is off nothing is flattened', async () => {
  const cheap = await world(segment(DEAR.slice(0, 2)));
  expect(await cheap.run('spf flatten')).toMatchObject({ code: 0, stdout: 'No SPF record needs to be flattened.\n' });
  expect([existsSync(lockFile(cheap.site)), cheap.dns.queries.length]).toEqual([false, 0]);
  const never = await world(segment(DEAR, 'never'));
  expect((await never.run('check')).stdout).toContain('spf-too-many-lookups');
});

const added = (network: string): string => `    + ${network}`;

/** Networks that do not join. */
const many = (count: number): string => Array.from({ length: count }, (_, at) => `ip4:198.18.${at * 2}.0/24`).join(' ');
