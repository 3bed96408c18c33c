/** A disk of two megabytes that is really full. It is a tmpfs in a mount namespace of the child's own, and gone with it. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { aDecision } from '../support/ledger.ts';

const folder = mkdtempSync(join(tmpdir(), 'mailyard-full-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = promisify(execFile);
const MOUNT = `mount -t tmpfs -o size=2m tmpfs ${folder}`;
const inNamespace = (command: string): [string, string[]] => [
  'unshare',
  ['--map-root-user', '--mount', 'sh', '-c', command],
];

function mayMount(): boolean {
  try {
    execFileSync(...inNamespace(MOUNT), { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const SCRIPT = `
  import { readdirSync, rmSync, writeFileSync } from 'node:fs';
  import { backup } from ${JSON.stringify(resolve('src/ledger/backup.ts'))};
  import { verify } from ${JSON.stringify(resolve('src/ledger/checks/index.ts'))};
  import { listDecisions, recordDecision } from ${JSON.stringify(resolve('src/ledger/decisions.ts'))};
  import { openLedger } from ${JSON.stringify(resolve('src/ledger/open.ts'))};
  const said = [];
  const tell = ({ code, message }) => said.push([code, message]);
  const place = { file: '${folder}/ledger.db' };
  const ledger = await openLedger(place);
  const decision = { ...${JSON.stringify(aDecision())}, evidence: 'x'.repeat(3000) };
  let written = 0;
  const write = async () => { await recordDecision(ledger, decision, 'observed'); written += 1; };
  writeFileSync('${folder}/ballast', Buffer.alloc(1_000_000));
  try { for (;;) await write(); } catch (error) { tell(error); }
  await backup(ledger, '${folder}/copy', 0).catch(tell);
  const left = readdirSync('${folder}').filter(name => name.startsWith('copy'));
  rmSync('${folder}/ballast');
  await write();
  const kept = await listDecisions(ledger, { limit: 10_000 });
  const unsound = (await verify(ledger, undefined)).filter(({ result }) => result === 'failed');
  await ledger.close();
  console.log(JSON.stringify({ said, left, written, kept: kept.length, unsound }));`;

describe.skipIf(!mayMount())('a full disk (skipped where no disk may be mounted)', () => {
  it('is said; nothing half is written; with room again it goes on', async () => {
    const node = `${process.execPath} --disable-warning=ExperimentalWarning --input-type=module -e "$SCRIPT"`;
    const env = { ...process.env, SCRIPT };
    const { stdout } = await run(...inNamespace(`${MOUNT} && ${node}`), { env });
    const { said, left, written, kept, unsound } = JSON.parse(stdout);
    expect(said).toEqual([
      ['ledger-full', expect.stringContaining('is full: this step was not written, no part of it')],
      ['backup-failed', `The backup ${folder}/copy could not be written: the disk is full.`],
    ]);
    expect([left, unsound]).toEqual([[], []]);
    expect(written).toBeGreaterThan(10);
    expect(kept).toBe(written);
  });
});
