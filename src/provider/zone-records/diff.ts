/** What changes between two inputs of one zone, by the paths that Pulumi shows. Pure. */
import type { ZoneRecordsInputs } from '../../estate/resource.ts';
import { diffDomains, diffPolicies, diffRecords } from '../../plan/diff.ts';
import type { DiffResult } from '../provider.ts';
import { UNKNOWN } from '../unknown.ts';

type Kind = DiffResult['detailed'][string];

/**
 * Replaced only when the zone itself is another one. Before the engine deletes what records refer to, it asks what would become
 * of them with all of `records` unknown (pkg/resource/deploy/step_generator.go, dependent replacements).
 */
export function zoneDiff(olds: ZoneRecordsInputs, news: ZoneRecordsInputs): DiffResult {
  if ((news.records as unknown) === UNKNOWN) return { changed: true, replaces: [], detailed: { records: 'update' } };
  const detailed: DiffResult['detailed'] = {};
  for (const { action, key, old, ...next } of diffRecords(olds.records, news.records)) {
    const path = `records["${key}"]`;
    if (action !== 'update') detailed[path] = action === 'delete' ? 'delete' : 'add';
    else for (const [field, kind] of changedFields(old ?? next, next)) detailed[`${path}.${field}`] = kind;
  }
  for (const domain of diffDomains(olds.domains, news.domains)) {
    detailed[`domains["${domain}"]`] = kindOf(olds.domains[domain], news.domains[domain]);
  }
  for (const domain of diffPolicies(olds.mtaSts, news.mtaSts)) {
    detailed[`mtaSts["${domain}"]`] = kindOf(olds.mtaSts?.[domain], news.mtaSts?.[domain]);
  }
  for (const field of ['recordMode', 'token'] as const)
    if (olds[field] !== news[field]) detailed[field] = kindOf(olds[field], news[field]);
  const replaces = olds.zone === news.zone ? [] : ['zone'];
  if (replaces.length > 0) detailed.zone = 'update';
  return { changed: Object.keys(detailed).length > 0, replaces, detailed };
}

const fields = ['name', 'type', 'content', 'priority', 'ttl', 'proxied'];

function changedFields(before: object, after: object): [string, Kind][] {
  const [old, next] = [before, after] as Record<string, unknown>[];
  return fields
    .filter(field => old?.[field] !== next?.[field])
    .map(field => [field, kindOf(old?.[field], next?.[field])]);
}

function kindOf(old: unknown, next: unknown): Kind {
  if (old === undefined) return 'add';
  return next === undefined ? 'delete' : 'update';
}
