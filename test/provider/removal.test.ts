import { describe, expect, test } from 'vitest';
import { parseAllow } from '../../src/plan/allow.ts';
import { refuseVanishing, removal } from '../../src/provider/zone-records/removal.ts';
import { ownerComment } from '../../src/records/owner.ts';
import { live, mx, OTHER_STACK, OWNER, own, txt } from '../support/zone.ts';

test('a record whose key is too long for its mark is removed even when the state has lost its id', () => {
  const key = `consent-${'x'.repeat(90)}.example`;
  const record = txt('a._report._dmarc.acme.example', 'v=DMARC1');
  const inputs = { zone: 'acme.example', records: { [key]: record }, domains: {} };
  const there = live('7', record, ownerComment(OWNER, key));
  const { deletes } = removal(OWNER, inputs, { zoneId: 'z', ids: {} }, [there]);
  expect(deletes.map(({ key, id }) => [key, id])).toEqual([[key, '7']]);
});

describe('a live domain that leaves its stack', () => {
  const records = {
    'mx-1': mx('a.example'),
    spf: txt('v=spf1 -all'),
    dmarc: txt('v=DMARC1; p=none', '_dmarc.acme.example'),
    'dkim-s1': txt('v=DKIM1; p=AA', 's1._domainkey.acme.example'),
    'extra-txt@x': txt('hello', 'x.acme.example'),
  };
  const olds = { zone: 'acme.example', records, domains: { 'acme.example': 'live' as const } };
  type Key = keyof typeof records;

  /** Whose each record is by its mark; what is in neither list is gone. */
  function refusal(ours: Key[], theirs: Key[], allow: string[] = []): unknown {
    const there = [
      ...ours.map((key, index) => own(`o${index}`, key, records[key])),
      ...theirs.map((key, index) => own(`t${index}`, key, records[key], OTHER_STACK)),
    ];
    const batch = removal(OWNER, olds, { zoneId: 'z', ids: {} }, there);
    expect(batch.deletes.map(({ key }) => key)).toEqual(ours);
    try {
      refuseVanishing({ owner: OWNER, olds, news: { ...olds, domains: {} }, batch, live: there }, parseAllow(allow));
      return 'goes';
    } catch (error) {
      return (error as Error).message;
    }
  }

  test('is kept while no other stack has it', () => {
    expect(refusal(['mx-1', 'spf', 'dmarc'], [])).toBe(
      'acme.example is live, and its mail records would all be removed.',
    );
    expect(refusal(['extra-txt@x'], ['dkim-s1'])).toContain('is live');
    expect(refusal(['mx-1', 'spf'], [], ['domain=acme.example'])).toBe('goes');
  });

  test('leaves what the other stack has no use for', () => {
    expect(refusal(['extra-txt@x'], ['mx-1', 'spf', 'dmarc', 'dkim-s1'])).toBe('goes');
  });

  test.each([
    ['mx-1', 'last-mx=acme.example', 'lose its last MX'],
    ['spf', 'spf=acme.example', 'lose its SPF record'],
    ['dmarc', 'dmarc=acme.example', 'lose its DMARC record'],
    ['dkim-s1', 'dkim=s1._domainkey.acme.example', 'lose its DKIM key'],
  ] as const)('does not lose its %s, which only this stack still holds', (key, allow, message) => {
    const theirs = (['mx-1', 'spf', 'dmarc', 'dkim-s1'] as const).filter(other => other !== key);
    expect(refusal([key], theirs)).toContain(message);
    expect(refusal([key], theirs, [allow])).toBe('goes');
  });
});
