/** Values that the engine does not know yet: in previews, and where it asks what would become of a zone. */
import { expect, test } from 'vitest';
import type { ZoneRecordsInputs } from '../../src/estate/resource.ts';
import { parseAllow } from '../../src/plan/allow.ts';
import { UNKNOWN } from '../../src/provider/unknown.ts';
import { checkZoneRecords } from '../../src/provider/zone-records/check.ts';
import { zoneDiff } from '../../src/provider/zone-records/diff.ts';

const zone = (records: unknown): ZoneRecordsInputs => ({
  zone: 'acme.example',
  records: records as ZoneRecordsInputs['records'],
  domains: { 'acme.example': 'live' },
});
const known = { name: 'a.acme.example', type: 'CNAME', content: 'a.example.net', ttl: 3600 };

test('a record whose name and content another resource has yet to give is let through', () => {
  const waiting = { ...known, name: UNKNOWN, content: UNKNOWN };
  expect(checkZoneRecords(undefined, zone({ waiting }), parseAllow([])).failures).toEqual([]);
  const nameless = { ...known, name: undefined };
  expect(checkZoneRecords(undefined, zone({ nameless }), parseAllow([])).failures).toHaveLength(1);
});

test('all records unknown: something changes, and the zone stays', () => {
  expect(zoneDiff(zone({ known }), zone(UNKNOWN))).toMatchObject({ changed: true, replaces: [] });
});
