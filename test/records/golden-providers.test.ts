import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { RelayUse } from '../../src/inventory/model.ts';
import { templates } from '../support/estate.ts';
import { bindLine, contextOf, recordsOf } from '../support/records.ts';

const folder = new URL('../golden/providers/', import.meta.url);
const names = readdirSync(folder)
  .filter(file => file.endsWith('.yaml'))
  .map(file => basename(file, '.yaml'));

interface Golden {
  template: string;
  domain: string;
  variables: Record<string, string>;
  values: Record<string, string>;
}

/** The domain as its owner would write it, with this provider and nothing else. */
function domainOf({ template, domain, variables, values }: Golden) {
  const isRelay = templates().providers.get(template)?.kind === 'relay';
  if (isRelay)
    return { domain, relays: [{ name: template, ...variables } as RelayUse], values: { [template]: values } };
  return { domain, mailProvider: template, values: { [template]: { ...variables, ...values } } };
}

describe('the records of each provider, as its documentation shows them', () => {
  test.each(names)('%s', name => {
    const golden = parse(readFileSync(new URL(`${name}.yaml`, folder), 'utf8')) as Golden;
    const expected = readFileSync(new URL(`${name}.zone`, folder), 'utf8')
      .trim()
      .split('\n');
    const domain = domainOf(golden);
    for (const sender of contextOf(domain).senders) {
      expect(sender.rendering).toMatchObject({ missing: [], malformed: [] });
    }
    const lines = recordsOf(domain)
      .filter(record => record.role !== 'dmarc')
      // A relay's domain has an apex SPF of its own that refuses everyone: not the relay's doing.
      .filter(record => !(domain.relays && record.key === 'spf'))
      .map(bindLine);
    expect(lines.toSorted()).toEqual(expected.toSorted());
  });

  test('every template that ships has its golden zone', () => {
    expect([...templates().providers.keys()].sort()).toEqual(names);
  });
});
