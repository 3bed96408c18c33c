/** The linter knows who may write to the world: it is run, with the project's own settings, on files that break the rule. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';

const biome = resolve('node_modules/.bin/biome');
const run = promisify(execFile);

let folder: string | undefined;
afterEach(() => folder && rmSync(folder, { recursive: true, force: true }));

/** What is refused of each file, as `file: line`. */
async function refused(files: Record<string, string[]>): Promise<string[]> {
  folder = mkdtempSync(join(tmpdir(), 'mailyard-lint-'));
  for (const part of ['biome.json', 'lint']) cpSync(part, join(folder, part), { recursive: true });
  for (const [file, lines] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `${lines.join('\n')}\n`);
  }
  const options = ['lint', '--vcs-enabled=false', '--reporter=rdjson', '--max-diagnostics=none', 'src'];
  const { stdout } = await run(biome, options, { cwd: folder }).catch((failed: { stdout: string }) => failed);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: Diagnostic[] };
  const ours = diagnostics.filter(({ code }) => !code || ['plugin', RESTRICTED].includes(code.value));
  return ours.map(({ location: { path, range } }) => `${path}:${range.start.line}`).sort();
}

const RESTRICTED = 'lint/style/noRestrictedImports';

interface Diagnostic {
  code?: { value: string };
  location: { path: string; range: { start: { line: number } } };
}

/** Each method of an adapter is one or the other: a new one is put in its place here, and with the writes in lint/writes.grit. */
const READS = ['zone', 'records', 'check', 'freeLicences', 'standing', 'read', 'list', 'verify'].concat(
  ...[['current', 'sample', 'state', 'rotation', 'steps', 'secret', 'http', 'now', 'sleep', 'connect']],
);
const OF: Record<string, string> = { add: 'domains', remove: 'domains', sign: 'domains' };
const OF_MAILBOXES = ['create', 'update', 'delete'];

function writesOfAdapters(): string[] {
  const files = ['src/cloudflare/api.ts', 'src/mail/adapter.ts', 'src/runtime/dkim/signer.ts'];
  const methods = files.flatMap(file => [...readFileSync(file, 'utf8').matchAll(/^ {2}(\w+)\??\(/gm)]);
  return [...new Set(methods.map(([, name = '']) => name))].filter(name => !READS.includes(name));
}

const call = (verb: string): string => {
  const of = OF[verb] ?? (OF_MAILBOXES.includes(verb) ? 'mailboxes' : undefined);
  return `await service.${of ? `${of}?.` : ''}${verb}('acme.example');`;
};

describe('who may write to the world', () => {
  it('every write of every adapter is refused in a job, and let through in an action and in an adapter', async () => {
    const writes = writesOfAdapters().map(call);
    expect(writes.length).toBeGreaterThan(14);
    const job = 'src/runtime/dkim/rotation.ts';
    const found = await refused({
      [job]: writes,
      'src/runtime/dkim/actions/publish.ts': writes,
      'src/runtime/dkim/signers/mailgun.ts': writes,
    });
    expect(found).toEqual(writes.map((_, index) => `${job}:${index + 1}`).sort());
  });

  it('nor under another name, nor over a chain, nor past the clients that the runtime hands out', async () => {
    const lines = [
      "import { cloudflareClient } from '../../cloudflare/client.ts';",
      'const { batch } = runtime.cloudflare();',
      'await runtime.cloudflare().batch(zone, changes);',
      'await (await runtime.mail.open(provider, account)).service.mailboxes',
      "  ?.delete('alex@acme.example');",
    ];
    const job = 'src/runtime/health.ts';
    expect(await refused({ [job]: lines })).toEqual([1, 2, 3, 4].map(line => `${job}:${line}`));
  });

  it('what looks like it is none', async () => {
    const lines = [
      "import type { RecordBatch } from '../../cloudflare/api.ts';",
      "seen.add('acme.example');",
      "domains.delete('acme.example');",
      "app.use('*', authorised);",
      "const { domains } = await import('./domains.ts');",
      'if (service.dkim?.import) names.push(1);',
      'await ledger.db.updateTable("holds").set({ why }).execute();',
    ];
    expect(await refused({ 'src/runtime/health.ts': lines })).toEqual([]);
  });

  it('only the gate performs', async () => {
    const lines = ['await action.perform(runtime, parameters);'];
    const files = ['src/runtime/dkim/actions/publish.ts', 'src/runtime/gate.ts', 'src/cli/ledger/decisions.ts'];
    const found = await refused(Object.fromEntries(files.map(file => [file, lines])));
    expect(found).toEqual(['src/cli/ledger/decisions.ts:1', 'src/runtime/dkim/actions/publish.ts:1']);
  });
});
