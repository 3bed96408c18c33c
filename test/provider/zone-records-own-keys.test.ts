/** DKIM keys that the ledger knows stand in the same zone: no plan changes them, removes them or speaks of them. */
import { expect, it } from 'vitest';
import { imported } from '../../src/provider/zone-records/observe.ts';
import { reconcile } from '../../src/provider/zone-records/reconcile.ts';
import { ownKeyMark } from '../../src/records/own-key.ts';
import { OWNER, own, txt } from '../support/zone.ts';

const NAME = 'my20261126a._domainkey.acme.example';
const key = own('id-1', ownKeyMark(NAME, 'acme.example'), txt('v=DKIM1; p=abc', NAME));
const about = (wanted: Record<string, ReturnType<typeof txt>>) => ({
  ...{ owner: OWNER, wanted, known: {}, ids: {}, live: [key], adopt: false },
});

it('is left alone without a word', () => {
  const { batch, notes, refusals } = reconcile(about({}));
  expect({ batch, notes, refusals }).toEqual({
    batch: { deletes: [], patches: [], posts: [] },
    notes: [],
    refusals: [],
  });
});

it('is no part of a zone that is imported by its marks', () => {
  expect(imported('acme.example', OWNER, [key]).inputs.records).toEqual({});
});

it('is never deleted for a record that the inventory wants at its name', () => {
  const { batch, refusals } = reconcile(about({ 'dkim-other': txt('v=DKIM1; p=xyz', NAME) }));
  expect(batch.deletes).toEqual([]);
  expect(refusals.map(({ kind }) => kind)).toEqual(['foreign']);
});

it('has a mark that tells hosts of one zone apart', () => {
  expect(ownKeyMark('my1._domainkey.news.acme.example', 'acme.example')).toBe('dkim-key-my1@news');
  expect(ownKeyMark(NAME, 'acme.example')).toBe('dkim-key-my20261126a');
});
