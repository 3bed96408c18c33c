/** Everything in the golden estates can be explained, and every place that is named is one where something stands. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileDomains } from '../../src/estate/compile.ts';
import { explain } from '../../src/explain/explain.ts';
import type { Explanation, Place, Reason } from '../../src/explain/explanation.ts';
import type { Around } from '../../src/explain/places.ts';
import { loadEstate } from '../../src/load-estate.ts';
import { nothingYet, stateOf } from '../support/state.ts';

const root = join(import.meta.dirname, '../..');
const golden = readdirSync(join(root, 'test/golden/estates')).map(name => `test/golden/estates/${name}/domains`);
const today = '2026-11-22';

function opened(domains: string) {
  const { estate, templates, files, places, findings } = loadEstate({
    domains: join(root, domains),
    templates: [],
    today,
  });
  if (!estate) throw new Error(`There is no estate in ${domains}.`);
  const around: Around = { estate, whole: compileDomains(estate.inventory, templates, today).whole, places, files };
  const ask = (what: string, state = nothingYet): Explanation => explain(what, findings, state, around, { all: true });
  return { estate, ask };
}

function standsSomewhere(place: Place | undefined): void {
  if (!place?.file) return;
  const line = readFileSync(resolve(place.file), 'utf8').split('\n')[(place.line ?? 0) - 1] ?? '';
  expect(line.slice((place.column ?? 0) - 1, place.column), JSON.stringify(place)).toMatch(/\S/);
}

const reasonsOf = (explanation: Explanation): Reason[] => {
  if (explanation.kind === 'records') return explanation.records.flatMap(({ reasons }) => reasons);
  if (explanation.kind === 'mailbox') return [...explanation.reasons, ...explanation.limits];
  return explanation.kind === 'none' ? explanation.reasons : [];
};

describe.each(['domains', ...golden])('%s', folder => {
  const { estate, ask } = opened(folder);

  test('each record is found by its key, and every part of it has a reason', () => {
    for (const { zone, records } of estate.zones) {
      for (const { key, name, type } of records) {
        const explanation = ask(`${zone}/${key}`);
        expect(explanation).toMatchObject({ kind: 'records', records: [{ record: { key, name, type } }] });
        const reasons = reasonsOf(explanation);
        expect(reasons.length, key).toBeGreaterThan(0);
        for (const { part, place } of reasons) {
          expect(part, key).not.toMatch(/undefined/);
          standsSomewhere(place);
        }
      }
    }
  });

  test('each record is found by its name and type too', () => {
    for (const { key, name, type } of estate.zones.flatMap(zone => zone.records)) {
      const explanation = ask(`${name.toUpperCase()}. ${type.toLowerCase()}`);
      const keys = explanation.kind === 'records' ? explanation.records.map(({ record }) => record.key) : [];
      expect(keys).toContain(key);
    }
  });

  test('each domain has its settings with their places, and each mailbox its line', () => {
    for (const { domain, mailboxes } of estate.domains) {
      const explanation = ask(domain);
      expect(explanation).toMatchObject({ kind: 'domain', domain });
      for (const { setting, value, place } of explanation.kind === 'domain' ? explanation.settings : []) {
        expect(value, setting).not.toBeUndefined();
        standsSomewhere(place);
      }
      for (const { address, aliases = [] } of mailboxes()) {
        for (const each of [address, ...aliases.map(alias => `${alias}@${domain}`)]) {
          const mailbox = ask(each);
          expect(mailbox).toMatchObject({ kind: 'mailbox', address: each });
          for (const { place } of reasonsOf(mailbox)) standsSomewhere(place);
        }
      }
    }
  });

  test('what the state has is applied, and what it lacks is not', () => {
    const state = stateOf(estate);
    for (const { zone, records } of estate.zones) {
      for (const { key, provided } of records) {
        expect(ask(`${zone}/${key}`)).toMatchObject({ records: [{ applied: { status: 'absent' } }] });
        if (!provided)
          expect(ask(`${zone}/${key}`, state)).toMatchObject({ records: [{ applied: { status: 'applied' } }] });
      }
    }
  });
});
