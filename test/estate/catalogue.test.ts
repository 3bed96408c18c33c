import { expect, test } from 'vitest';
import { catalogue, severityOf } from '../../src/estate/rules/index.ts';

test('every rule has an id of its own, a title and a reference', () => {
  expect(new Set(catalogue.map(({ id }) => id)).size).toBe(catalogue.length);
  for (const { id, title, reference } of catalogue) {
    expect(id).toMatch(/^[a-z][a-z0-9-]+$/);
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(reference).not.toBe('');
  }
});

test('the level of a rule is its own, and of no rule none that asks for a reason', () => {
  expect([severityOf('no-mx'), severityOf('spf-too-many-lookups'), severityOf('no-such')]).toEqual([
    'warning',
    'error',
    'info',
  ]);
});
