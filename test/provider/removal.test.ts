import { expect, test } from 'vitest';
import { removal } from '../../src/provider/zone-records/removal.ts';
import { ownerComment } from '../../src/records/owner.ts';
import { live, OWNER, txt } from '../support/zone.ts';

test('a record whose key is too long for its mark is removed even when the state has lost its id', () => {
  const key = `consent-${'x'.repeat(90)}.example`;
  const record = txt('a._report._dmarc.acme.example', 'v=DMARC1');
  const inputs = { zone: 'acme.example', records: { [key]: record }, domains: {} };
  const there = live('7', record, ownerComment(OWNER, key));
  const { deletes } = removal(OWNER, inputs, { zoneId: 'z', ids: {} }, [there]);
  expect(deletes.map(({ key, id }) => [key, id])).toEqual([[key, '7']]);
});
