/** The ledger and its decisions on the command line, each command a process of its own. */
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { type Decision, recordDecision } from '../../src/ledger/decisions.ts';
import { addDkimKey, type NewDkimKey } from '../../src/ledger/dkim.ts';
import { holdsNow } from '../../src/ledger/holds.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { type LedgerPlace, openLedger } from '../../src/ledger/open.ts';
import { generateKey, openKeys, seal } from '../../src/secrets/seal.ts';
import { aDecision, postgresPlace } from '../support/ledger.ts';
import { smallEstate } from './estates.ts';
import { type Ended, openSite, type Site } from './site.ts';

const documentOf = ({ stdout }: Ended) => JSON.parse(stdout);

const stateOf = (site: Site): string => join(site.folder, 'state');
const fileOf = (site: Site): string => join(stateOf(site), 'ledger.db');

async function within(place: LedgerPlace, act: (ledger: Ledger) => Promise<unknown>): Promise<void> {
  const ledger = await openLedger(place);
  try {
    await act(ledger);
  } finally {
    await ledger.close();
  }
}

/** Waiting: 1 and 3 of a.example, 2 of c.example; 4 was observed. */
async function decided(site: Site, place: LedgerPlace = { file: fileOf(site) }): Promise<void> {
  const of = (segment: string, domain: string): Omit<Decision, 'id' | 'steps'> => ({
    ...aDecision(),
    ...{ segment, domain, subject: `${domain}/opendkim/rsa`, mode: 'suggest', action: 'dkim.dream' },
  });
  await within(place, async ledger => {
    await recordDecision(ledger, of('pool-a', 'a.example'), 'pending');
    await recordDecision(ledger, of('primary', 'c.example'), 'pending');
    await recordDecision(ledger, { ...of('pool-a', 'a.example'), subject: 'a.example/ed25519' }, 'pending');
    await recordDecision(ledger, { ...of('pool-a', 'b.example'), mode: 'observe' }, 'observed');
  });
}

const ids = (ended: Ended): number[] => documentOf(ended).decisions.map(({ id }: { id: number }) => id);

describe('mailyard decisions', () => {
  test('without a ledger there is none, and looking makes none', async () => {
    const site = await openSite(smallEstate);
    expect(await site.run('decisions')).toMatchObject({ code: 0, stdout: 'No decision waits.\n' });
    expect(await site.run('decisions show 1')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('There is no decision 1.'),
    });
    expect(await site.run('ledger verify')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`There is no ledger yet: ${fileOf(site)}.`),
    });
    expect(readdirSync(site.folder)).not.toContain('state');
  });

  test('where nobody may look, that is no word for none', async () => {
    const site = await openSite(smallEstate);
    mkdirSync(stateOf(site));
    symlinkSync(fileOf(site), fileOf(site));
    for (const line of ['decisions', 'decisions show 1', 'run --list', 'ledger verify', 'explain a.example']) {
      const { code, stderr } = await site.run(line);
      expect([line, code]).toEqual([line, line === 'explain a.example' ? 0 : 1]);
      expect(stderr).toContain(`${fileOf(site)} cannot be looked at: ELOOP`);
      expect(stderr).not.toContain('    at ');
    }
  });

  test('lists those that wait, by segment and domain, and with --all the others', async () => {
    const site = await openSite(smallEstate);
    await decided(site);
    const all = await site.run('decisions');
    expect(all.code).toBe(2);
    expect(all.stdout).toContain('3 decisions wait for a yes or a no.');
    expect(all.stdout).toContain('mailyard decisions approve 3');
    expect(ids(await site.run('decisions --json'))).toEqual([3, 2, 1]);
    expect(ids(await site.run('decisions --json --segment primary'))).toEqual([2]);
    expect(ids(await site.run('decisions --json --domain a.*'))).toEqual([3, 1]);
    expect(ids(await site.run('decisions --json --all'))).toEqual([4, 3, 2, 1]);
    const slip = await site.run('decisions --json --segment primery');
    expect(documentOf(slip).error).toMatchObject({ code: 'unknown-segment', fix: 'Did you mean "primary"?' });
  });

  test('shows why, on what evidence, and what became of it', async () => {
    const site = await openSite(smallEstate);
    await decided(site);
    const { stdout, code } = await site.run('decisions show 1');
    expect(code).toBe(0);
    for (const part of ['dkim.dream', 'the key is 90 days old', 'days: 90', 'suggest: it waits for a yes', 'pending']) {
      expect(stdout).toContain(part);
    }
  });

  test('takes a no, once; a yes to what it cannot do is none', async () => {
    const site = await openSite(smallEstate);
    await decided(site);
    expect(await site.run('decisions refuse 2')).toMatchObject({
      code: 0,
      stdout: '2: dkim.dream c.example/opendkim/rsa: refused\n',
    });
    const again = await site.run('decisions refuse 2 77');
    expect([again.code, again.stdout]).toEqual([1, expect.stringContaining('2: Decision 2')]);
    expect(again.stdout).toContain('77: There is no decision 77.');
    const yes = await site.run('decisions approve --all --segment pool-a --json');
    expect([
      yes.code,
      documentOf(yes).decisions.map(({ id, outcome }: Decision & { outcome: string }) => [id, outcome]),
    ]).toEqual([
      1,
      [
        [1, 'not answered'],
        [3, 'not answered'],
      ],
    ]);
    expect(ids(await site.run('decisions --json'))).toEqual([3, 1]);
  });

  const holding = (domain: string): Omit<Decision, 'id' | 'steps'> => ({
    ...{ at: 1, job: 'warmup', action: 'warmup.hold', segment: 'pool-a', domain, subject: domain, who: 'a test' },
    ...{ parameters: { of: 'domain', subject: domain, moves: [], why: 'Bounces.' }, mode: 'suggest' },
    ...{ why: 'Bounces.', evidence: { bounced: 3 } },
  });
  const outcomes = (ended: Ended): string[][] =>
    documentOf(ended).decisions.map(({ steps }: Decision) => steps.map(({ outcome }) => outcome));

  test('a yes carries it out; what was cut off after a yes the next run of its job does', async () => {
    const site = await openSite(smallEstate);
    await within({ file: fileOf(site) }, async ledger => {
      await recordDecision(ledger, holding('a.example'), 'pending');
      await recordDecision(ledger, holding('b.example'), 'approved');
    });
    const approved = await site.run('decisions approve 1');
    expect([approved.code, approved.stdout]).toEqual([
      0,
      expect.stringMatching(/^1: warmup\.hold a\.example: done, ./),
    ]);
    await site.run('run --once warmup');
    await within({ file: fileOf(site) }, async ledger => {
      const held = (await holdsNow(ledger, Date.now())).map(({ name, cause, why }) => [name, cause, why]);
      expect(held).toEqual(['a.example', 'b.example'].map(name => [name, 'warmup', 'Bounces.']));
    });
    expect(outcomes(await site.run('decisions show 2 --json'))).toEqual([['approved', 'done']]);
  });

  test('what a yes has carried out is shown as done, and a second yes is told so', async () => {
    const site = await openSite(smallEstate);
    await within({ file: fileOf(site) }, ledger => recordDecision(ledger, holding('a.example'), 'pending'));
    await site.run('decisions approve 1');
    expect(await site.run('decisions')).toMatchObject({ code: 0, stdout: 'No decision waits.\n' });
    expect((await site.run('decisions --all')).stdout).toMatch(
      /\n {2}1 .* warmup\.hold +a\.example +done +Bounces\.\n/,
    );
    const { stdout } = await site.run('decisions show 1');
    expect(stdout).toMatch(/ pending +by a test\n.* approved +by \S+\n.* done +by \S+ +a\.example: it is held/);
    const again = await site.run('decisions approve 1');
    expect([again.code, again.stdout]).toEqual([
      1,
      '1: Decision 1 (warmup.hold, a.example) does not wait: done. `mailyard decisions` lists those that wait.\n',
    ]);
    expect(outcomes(await site.run('decisions show 1 --json'))).toEqual([['pending', 'approved', 'done']]);
  });

  test('of two who say yes at once to the same ones each is carried out by one', async () => {
    const site = await openSite(smallEstate);
    await within({ file: fileOf(site) }, async ledger => {
      for (const domain of ['a.example', 'b.example']) await recordDecision(ledger, holding(domain), 'pending');
    });
    const both = await Promise.all([1, 2].map(() => site.run('decisions approve 1 2 --json')));
    const answers = both.flatMap(ended => documentOf(ended).decisions as { id: number; outcome: string }[]);
    expect(answers.map(({ id, outcome }) => `${id} ${outcome}`).sort()).toEqual([
      '1 done',
      '1 not answered',
      '2 done',
      '2 not answered',
    ]);
    const carried = [['pending', 'approved', 'done']];
    expect(outcomes(await site.run('decisions show 1 2 --json'))).toEqual([...carried, ...carried]);
  });

  test.each(['approve', 'approve --all', 'refuse --all 1', 'approve one'])('%s says what it takes', async line => {
    const site = await openSite(smallEstate);
    expect(documentOf(await site.run(`decisions ${line} --json`)).error).toMatchObject({ code: 'usage' });
  });

  test('are in the explanation of their domain; where the ledger is away the rest is', async () => {
    const site = await openSite(smallEstate);
    const before = await site.run('explain a.example --json');
    expect(documentOf(before)).not.toHaveProperty('decisions');
    await decided(site);
    expect(ids(await site.run('explain a.example --json'))).toEqual([3, 1]);
    expect((await site.run('explain a.example')).stdout).toMatch(/decisions\n +3 .+ dkim\.dream +pending/);
    const away = await site.run('explain a.example', { env: { DATABASE_URL: 'postgres://x:s3cret@127.0.0.1:1/x' } });
    expect([away.code, away.stdout]).toEqual([0, await withoutLedger(site)]);
    expect(away.stderr).toContain('How a.example stands is not known: The ledger 127.0.0.1:1/x');
    expect(away.stderr).not.toContain('s3cret');
  });
});

/** What `explain` says where there is no ledger. */
async function withoutLedger({ folder, run }: Site): Promise<string> {
  const { stdout } = await run(
    `explain a.example --domains ${join(folder, 'domains')} --state ${join(folder, 'none')}`,
  );
  return stdout;
}

const A_KEY: NewDkimKey = {
  ...{ domain: 'a.example', signer: 'opendkim', algorithm: 'rsa-2048', selector: 'my20261126a', phase: 'generated' },
  ...{ record: 'v=DKIM1; k=rsa; p=MIIB', stands: 'nothing', urgent: false, holding: false, generatedAt: 1 },
};

describe('mailyard ledger', () => {
  test('verify, backup, restore and prune one after the other', async () => {
    const site = await openSite(smallEstate);
    await decided(site);
    expect((await site.run('ledger verify')).stdout).toContain(': sound.');
    const backed = documentOf(await site.run('ledger backup --json'));
    expect(backed.file).toMatch(/state\/backups\/ledger-\d{8}T\d{9}Z\.db$/);
    await site.run('decisions refuse 1 2 3');
    const held = await site.run(`ledger restore ${backed.file} --json`);
    expect(documentOf(held).error).toMatchObject({ code: 'ledger-not-empty' });
    expect(await site.run(`ledger restore ${backed.file} --replace`)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/9 rows of 3 tables .*\nWhat was there before is in .+backups/),
    });
    expect(ids(await site.run('decisions --json'))).toEqual([3, 2, 1]);
    expect((await site.run('ledger prune')).stdout).toContain('Nothing is old enough to drop.');
  });

  test('a damaged one is said with its backup, by every command, and set aside only when that is said', async () => {
    const site = await openSite(smallEstate);
    await decided(site);
    const { file } = documentOf(await site.run('ledger backup --json'));
    writeFileSync(fileOf(site), 'no database'.repeat(500));
    for (const line of [
      'ledger verify',
      'decisions',
      'run --once retention',
      'ledger backup',
      `ledger restore ${file}`,
    ]) {
      const ended = await site.run(line);
      expect([line, ended.code, ended.stderr]).toEqual([
        line,
        1,
        expect.stringContaining(`ledger restore ${file} --replace`),
      ]);
    }
    expect(readFileSync(fileOf(site), 'utf8')).toBe('no database'.repeat(500));
    const restored = await site.run(`ledger restore ${file} --replace`);
    expect([restored.code, restored.stdout]).toEqual([
      0,
      expect.stringMatching(/The damaged file .*ledger\.db\.damaged-\d+ now\./),
    ]);
    expect(ids(await site.run('decisions --json'))).toEqual([3, 2, 1]);
  });

  test('one of a machine goes to many: from SQLite into PostgreSQL', { skip: !inject('postgres') }, async () => {
    const { place, remove } = await postgresPlace(inject('postgres') ?? '');
    onTestFinished(remove);
    const site = await openSite(smallEstate);
    await decided(site);
    const { file } = documentOf(await site.run('ledger backup --json'));
    const env = { DATABASE_URL: place.url };
    expect(await site.run(`ledger restore ${file}`, { env })).toMatchObject({ code: 0 });
    expect(ids(await site.run('decisions --json', { env }))).toEqual([3, 2, 1]);
    expect((await site.run('ledger verify', { env })).stdout).toContain(': sound.');
    expect(documentOf(await site.run('ledger backup --json', { env })).file).toMatch(/\.jsonl$/);
  });

  test('run --once retention keeps seven copies of the file', async () => {
    const site = await openSite(smallEstate);
    await decided(site);
    const folder = join(stateOf(site), 'backups');
    await site.run('ledger backup');
    for (let day = 1; day <= 9; day += 1) writeFileSync(join(folder, `ledger-2026010${day}T031700000Z.db`), '');
    writeFileSync(join(folder, 'mine.db'), '');
    const half = `ledger-${new Date().toISOString().slice(0, 10).replaceAll('-', '')}T000000000Z.db.part`;
    for (const part of ['ledger-20260101T031700000Z.db.part', half]) writeFileSync(join(folder, part), '');
    expect(await site.run('run --once retention')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Nothing was old enough to drop; copied to .+\.$/m),
    });
    const left = readdirSync(folder).filter(name => !name.endsWith('.part'));
    // Another process may be at today's.
    expect(readdirSync(folder).filter(name => name.endsWith('.part'))).toEqual([half]);
    expect([left.length, left.includes('mine.db'), left.includes('ledger-20260105T031700000Z.db')]).toEqual([
      8,
      true,
      true,
    ]);
  });

  test('key rotate seals its private keys anew too', async () => {
    const site = await openSite(smallEstate);
    const [old, next] = [generateKey(), generateKey()];
    const private_ = 'a private key that nobody sees';
    const sealed = seal(openKeys(old), private_, 'dkim:a.example/my20261126a');
    await within({ file: fileOf(site) }, ledger => addDkimKey(ledger, { ...A_KEY, privateKey: sealed }));
    const env = { MAILYARD_KEY: `${next},${old}` };
    const rotated = await site.run('key rotate', { env });
    expect([rotated.code, rotated.stdout]).toEqual([
      0,
      expect.stringContaining(`1 sealed value in the ledger: 1 sealed anew with key ${openKeys(next)[0].id}.`),
    ]);
    expect(rotated.stdout).toContain(`nothing in the state and in the ledger ${fileOf(site)} now`);
    expect((await site.run('ledger verify', { env: { MAILYARD_KEY: next } })).code).toBe(0);
    const stranger = await site.run('ledger verify', { env: { MAILYARD_KEY: generateKey() } });
    expect([stranger.code, stranger.stdout]).toEqual([2, expect.stringContaining('dkim:a.example/my20261126a')]);
    expect(readFileSync(fileOf(site), 'latin1')).not.toContain(private_);
  });
});
