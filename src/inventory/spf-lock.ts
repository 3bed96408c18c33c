/** `spf.lock.json`: the addresses that stand in place of SPF includes. Reviewed like the inventories, written by `spf flatten` alone. */
import { createHash } from 'node:crypto';
import type { Finding } from './finding.ts';
import type { LockedInclude, SpfLock } from './model.ts';
import { conform } from './schema.ts';
import type { YamlFile } from './yaml.ts';

const ABOUT =
  'The addresses that stand in place of SPF includes. `mailyard spf flatten` writes this file: review it, and do not edit it.';

interface LockFile {
  includes?: Record<string, LockedInclude & { hash: string }>;
}

/** What has been edited counts as missing, so that nothing of it is published. */
export function understandSpfLock(file: YamlFile | undefined): { lock: SpfLock; findings: Finding[] } {
  if (!file) return { lock: {}, findings: [] };
  const isObject = typeof file.data === 'object' && file.data !== null;
  const findings = isObject ? [...file.findings, ...conform(file, 'lock')] : unreadable(file);
  if (findings.length > 0) return { lock: {}, findings: findings.map(each => ({ ...each, fix: each.fix ?? REPLACE })) };
  const entries = Object.entries((file.data as LockFile).includes ?? {});
  const isSound = ([name, { hash, ...entry }]: (typeof entries)[number]) => hash === hashOf(name, entry);
  return {
    lock: Object.fromEntries(entries.filter(isSound).map(([name, { hash: _hash, ...entry }]) => [name, entry])),
    findings: entries.filter(entry => !isSound(entry)).map(([name]) => edited(name, file)),
  };
}

/** Stable bytes: names in their order, one network a line. */
export function spfLockText(lock: SpfLock): string {
  const names = Object.keys(lock).sort();
  const includes = names.map(name => {
    const entry = plain(lock[name] as LockedInclude);
    return [name, { ...entry, hash: hashOf(name, entry) }];
  });
  return `${JSON.stringify({ about: ABOUT, version: 1, includes: Object.fromEntries(includes) }, null, 2)}\n`;
}

function plain(entry: LockedInclude): LockedInclude {
  const { resolved, refreshBy } = entry;
  const found = 'cannot' in entry ? { cannot: entry.cannot } : { lookups: entry.lookups, networks: entry.networks };
  return { resolved, refreshBy, ...found };
}

function hashOf(name: string, entry: LockedInclude): string {
  const text = JSON.stringify([name, plain(entry)]);
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

const REPLACE = 'Take one side of a merge as it was, or remove the file; then run `mailyard spf flatten`.';

function unreadable(file: YamlFile): Finding[] {
  if (file.findings.length > 0) return file.findings;
  const message = 'This is not what `mailyard spf flatten` writes: it holds no JSON object.';
  return [{ file: file.file, line: 1, column: 1, rule: 'unreadable-file', severity: 'error', message }];
}

function edited(name: string, file: YamlFile): Finding {
  const message = `The entry of ${name} does not fit its hash: somebody edited it, so it counts for nothing.`;
  const fix = 'Run `mailyard spf flatten`: it asks the DNS again.';
  return { ...file.locate(['includes', name], 'key'), rule: 'spf-lock-edited', severity: 'error', message, fix };
}
