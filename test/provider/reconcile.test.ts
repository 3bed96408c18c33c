import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LiveRecord } from '../../src/cloudflare/api.ts';
import { reconcile, type Situation } from '../../src/provider/zone-records/reconcile.ts';
import { refusalError } from '../../src/provider/zone-records/refusal.ts';
import { standsInTheWay } from '../../src/provider/zone-records/slots.ts';
import { ownerComment, ownerOf } from '../../src/records/owner.ts';
import type { ZoneRecord } from '../../src/records/record.ts';
import { cname, live, mx, OTHER_PROJECT, OTHER_STACK, OWNER, own, txt } from '../support/zone.ts';

const spf = txt('v=spf1 -all');
const newSpf = txt('v=spf1 mx -all');

const situation = (parts: Partial<Situation>): Situation => ({
  owner: OWNER,
  wanted: {},
  known: {},
  ids: {},
  live: [],
  adopt: false,
  ...parts,
});

/** What a reconciliation would do, short enough to read: `delete old`, `patch mx-1 as 7`. */
function outline(parts: Partial<Situation>) {
  const { batch, settled, refusals } = reconcile(situation(parts));
  return [
    ...batch.deletes.map(({ key, id }) => `delete ${key} (${id})`),
    ...batch.patches.map(({ key, id }) => `patch ${key} (${id})`),
    ...batch.posts.map(({ key }) => `post ${key}`),
    ...Object.entries(settled).map(([key, id]) => `settled ${key} (${id})`),
    ...refusals.map(({ kind, key }) => `${kind} ${key}`),
  ];
}

describe('a zone without a state', () => {
  test('gets every record, each with its mark', () => {
    const { batch } = reconcile(situation({ wanted: { spf, 'mx-1': mx('a.example') } }));
    expect(batch).toEqual({
      deletes: [],
      patches: [],
      posts: [
        { key: 'spf', record: spf, comment: 'mailyard:acme/primary:spf' },
        { key: 'mx-1', record: mx('a.example'), comment: 'mailyard:acme/primary:mx-1' },
      ],
    });
  });

  test('is recognised by its comments when the state is lost', () => {
    const here = [own('1', 'spf', spf), own('2', 'mx-1', mx('old.example'))];
    expect(outline({ wanted: { spf, 'mx-1': mx('a.example') }, live: here })).toEqual([
      'patch mx-1 (2)',
      'settled spf (1)',
    ]);
  });

  test('loses its own leftovers where they stand in the way, and keeps the rest with a note', () => {
    const here = [own('1', 'mx-2', mx('old.example')), own('2', 'extra-txt', txt('hello')), own('3', 'spf', spf)];
    const parts = { wanted: { spf, 'mx-1': mx('a.example') }, live: here };
    expect(outline(parts)).toEqual(['delete mx-2 (1)', 'post mx-1', 'settled spf (3)']);
    expect(reconcile(situation(parts)).notes).toEqual([expect.stringContaining('extra-txt')]);
  });

  test('leaves foreign records elsewhere alone and unmentioned', () => {
    const here = [
      live('1', { ...txt('hello'), name: 'www.acme.example' }),
      live('2', txt('google-site-verification=x')),
    ];
    const parts = { wanted: { spf }, live: here };
    expect(outline(parts)).toEqual(['post spf']);
    expect(reconcile(situation(parts)).notes).toEqual([]);
  });
});

describe('state, zone and wish of one record', () => {
  const known = { spf };
  const ids = { spf: '1' };
  const cases: [string, { live: ZoneRecord | undefined; wanted: ZoneRecord }, string[]][] = [
    ['all agree: nothing', { live: spf, wanted: spf }, ['settled spf (1)']],
    ['the wish is new: patched', { live: spf, wanted: newSpf }, ['patch spf (1)']],
    ['the zone has the new wish already: nothing', { live: newSpf, wanted: newSpf }, ['settled spf (1)']],
    [
      'a hand changed it and the wish is old: left for drift',
      { live: txt('v=spf1 a -all'), wanted: spf },
      ['settled spf (1)'],
    ],
    [
      'a hand changed it and the wish is new: refused',
      { live: txt('v=spf1 a -all'), wanted: newSpf },
      ['changed-by-hand spf'],
    ],
    ['a hand removed it and the wish is old: left for drift', { live: undefined, wanted: spf }, []],
    ['a hand removed it and the wish is new: refused', { live: undefined, wanted: newSpf }, ['changed-by-hand spf']],
    [
      'the zone writes the same differently: nothing',
      { live: { ...spf, name: 'Acme.example.' }, wanted: spf },
      ['settled spf (1)'],
    ],
  ];

  test.each(cases)('%s', (_, { live: there, wanted }, expected) => {
    expect(outline({ wanted: { spf: wanted }, known, ids, live: there ? [own('1', 'spf', there)] : [] })).toEqual(
      expected,
    );
  });

  test.each([
    ['gone: nothing', undefined, []],
    ['as known: deleted', spf, ['delete spf (1)']],
    ['changed by hand: refused', newSpf, ['changed-by-hand spf']],
  ])('no longer wanted and %s', (_, there, expected) => {
    expect(outline({ known, ids, live: there ? [own('1', 'spf', there)] : [] })).toEqual(expected);
  });

  test('a refusal tells both values and the way out', () => {
    const { refusals } = reconcile(
      situation({ wanted: { spf: newSpf }, known, ids, live: [own('1', 'spf', txt('v=spf1 a -all'))] }),
    );
    const error = refusalError('acme.example', refusals);
    expect(error.code).toBe('changed-by-hand');
    for (const value of ['v=spf1 a -all', 'v=spf1 -all', 'v=spf1 mx -all']) expect(error.message).toContain(value);
    expect(error.fix).toContain('--refresh');
  });

  test('a wiped comment is written again, and the record counts as adopted: nobody can tell any more', () => {
    const { batch } = reconcile(situation({ wanted: { spf }, known, ids, live: [live('1', spf)] }));
    expect(batch.patches).toMatchObject([{ id: '1', comment: 'mailyard:acme/primary:spf:adopted', commentOnly: true }]);
  });

  test('another type is a deletion and a new record in one transaction', () => {
    const key = 'dkim-s1';
    const name = 's1._domainkey.acme.example';
    const before = { ...txt('v=DKIM1; p=AA'), name };
    const wanted = cname('s1.relay.example', name);
    expect(
      outline({
        wanted: { [key]: wanted },
        known: { [key]: before },
        ids: { [key]: '1' },
        live: [own('1', key, before)],
      }),
    ).toEqual(['delete dkim-s1 (1)', 'post dkim-s1']);
  });

  test('a renamed key at the same name goes as one record and comes as another', () => {
    const [a, b] = [mx('a.example'), mx('b.example', 20)];
    expect(
      outline({
        wanted: { 'mx-1': b },
        known: { 'mx-1': a, 'mx-2': b },
        ids: { 'mx-1': '1', 'mx-2': '2' },
        live: [own('1', 'mx-1', a), own('2', 'mx-2', b)],
      }),
    ).toEqual(['delete mx-2 (2)', 'patch mx-1 (1)']);
  });
});

describe('a record whose key changed in a run that was cut off', () => {
  test('is the one that its comment names, and is not deleted for the key that the state remembers', () => {
    const b = mx('b.example', 20);
    const parts = { wanted: { 'mx-1': b }, known: { 'mx-2': b }, ids: { 'mx-2': '2' }, live: [own('2', 'mx-1', b)] };
    expect(outline(parts)).toEqual(['settled mx-1 (2)']);
  });

  test('is deleted once where two old keys mean it', () => {
    const parts = { known: { spf, dmarc: spf }, ids: { dmarc: '1' }, live: [own('1', 'spf', spf)] };
    expect(outline(parts)).toEqual(['delete spf (1)']);
  });
});

describe("someone else's record in a slot", () => {
  const selector = 's1._domainkey.acme.example';
  const bounce = 'bounce.acme.example';
  const slots: [string, string, ZoneRecord, ZoneRecord][] = [
    ['a second SPF', 'spf', spf, txt('v=spf1 include:web.example ~all')],
    ['an SPF in other case', 'spf', spf, txt('V=SPF1 -all')],
    ['another MX', 'mx-1', mx('a.example'), mx('b.example')],
    [
      'another DMARC',
      'dmarc',
      txt('v=DMARC1; p=none', '_dmarc.acme.example'),
      txt('v=DMARC1; p=reject', '_dmarc.acme.example'),
    ],
    [
      'a CNAME where DMARC stands',
      'dmarc',
      txt('v=DMARC1; p=none', '_dmarc.acme.example'),
      cname('x.example', '_dmarc.acme.example'),
    ],
    ['a key at the selector', 'dkim-s1', cname('x.example', selector), txt('v=DKIM1; p=AA', selector)],
    ['anything at the return path', 'return-path@bounce', mx('x.example', 10, bounce), txt('hello', bounce)],
    [
      'an address where a CNAME is wanted',
      'extra-cname@www',
      cname('x.example', 'www.acme.example'),
      { name: 'www.acme.example', type: 'A', content: '192.0.2.1', ttl: 1 },
    ],
    [
      'a CNAME where SPF of a host is wanted',
      'spf@www',
      txt('v=spf1 -all', 'www.acme.example'),
      cname('x.example', 'www.acme.example'),
    ],
    ['the same value with another TTL', 'verification-x', txt('code'), { ...txt('code'), ttl: 60 }],
  ];

  test.each(slots)('%s is refused and nothing else is decided for it', (_, key, wanted, there) => {
    expect(outline({ wanted: { [key]: wanted }, live: [live('9', there)] })).toContain(`foreign ${key}`);
  });

  test('of another Mailyard project is refused by its name', () => {
    const { refusals } = reconcile(
      situation({ wanted: { spf }, live: [live('9', newSpf, ownerComment(OTHER_PROJECT, 'spf'))], adopt: true }),
    );
    expect(refusals.map(({ kind }) => kind)).toEqual(['foreign']);
    expect(refusalError('acme.example', refusals).message).toContain('"other"');
  });

  test.each([false, true])('that Email Routing wrote is refused, adopt %s', adopt => {
    const there = { ...live('9', mx('route1.mx.example')), readOnly: true };
    expect(outline({ wanted: { 'mx-1': mx('a.example') }, live: [there], adopt })).toEqual([
      'post mx-1',
      'read-only mx-1',
    ]);
  });

  test('at the apex a CNAME does not block TXT and MX: Cloudflare flattens it', () => {
    const wanted = { spf, 'mx-1': mx('a.example') };
    expect(outline({ wanted, live: [live('9', cname('web.example'))] })).toEqual(['post spf', 'post mx-1']);
  });

  test('with a mark of ours in the state, but wiped in the zone, is told and not passed over', () => {
    const [a, b] = [mx('a.example'), mx('b.example', 20)];
    const known = { 'mx-1': a, 'mx-2': b };
    expect(
      outline({
        wanted: { 'mx-1': a },
        known,
        ids: { 'mx-1': '1', 'mx-2': '2' },
        live: [own('1', 'mx-1', a), live('2', b)],
      }),
    ).toEqual(['settled mx-1 (1)', 'surplus mx-1']);
  });

  test('beside ours is refused, and adopting is not advised: it would be one too many', () => {
    const there = live('2', txt('v=spf1 include:other.example ~all'));
    const { refusals } = reconcile(
      situation({ wanted: { spf: newSpf }, known: { spf }, ids: { spf: '1' }, live: [own('1', 'spf', spf), there] }),
    );
    expect(refusals.map(({ kind }) => kind)).toEqual(['surplus']);
    expect(refusalError('acme.example', refusals).fix).not.toContain('adopt: true');
  });

  test('an id of ours that another project has marked since is not ours', () => {
    const there = live('1', spf, ownerComment(OTHER_PROJECT, 'spf', true));
    expect(outline({ wanted: { spf: newSpf }, known: { spf }, ids: { spf: '1' }, live: [there] })).toEqual([
      'changed-by-hand spf',
      'foreign spf',
    ]);
    expect(outline({ known: { spf }, ids: { spf: '1' }, live: [there] })).toEqual([]);
  });
});

describe('adopt', () => {
  test('takes over what stands in the slot: equal content is only marked', () => {
    const { batch } = reconcile(situation({ wanted: { spf }, live: [live('9', spf)], adopt: true }));
    expect(batch.patches).toEqual([
      { key: 'spf', id: '9', record: spf, comment: 'mailyard:acme/primary:spf:adopted', commentOnly: true },
    ]);
  });

  test('gives each record of a set the key of its own value, whatever the order', () => {
    const [a, b] = [mx('a.example'), mx('b.example', 20)];
    const { batch, refusals } = reconcile(
      situation({ wanted: { 'mx-1': a, 'mx-2': b }, live: [live('8', b)], adopt: true }),
    );
    expect(refusals).toEqual([]);
    expect(batch.posts.map(({ key }) => key)).toEqual(['mx-1']);
    expect(batch.patches).toMatchObject([{ key: 'mx-2', id: '8', record: b }]);
  });

  test('changes what differs', () => {
    const { batch } = reconcile(situation({ wanted: { spf: newSpf }, live: [live('9', spf)], adopt: true }));
    expect(batch.patches).toMatchObject([{ key: 'spf', id: '9', record: newSpf }]);
  });

  test('refuses what is left over in the slot, and does not advise adopt again', () => {
    const here = [live('8', mx('a.example')), live('9', mx('b.example', 20))];
    const { refusals } = reconcile(situation({ wanted: { 'mx-1': mx('a.example') }, live: here, adopt: true }));
    expect(refusals).toMatchObject([{ kind: 'surplus', live: { id: '9' } }]);
    const error = refusalError('acme.example', refusals);
    expect(error.code).toBe('slot-taken');
    expect(error.fix).not.toContain('adopt: true');
  });

  test('refuses a record of another type in the slot', () => {
    const name = 's1._domainkey.acme.example';
    const parts = {
      wanted: { 'dkim-s1': cname('x.example', name) },
      live: [live('9', txt('v=DKIM1; p=AA', name))],
      adopt: true,
    };
    expect(outline(parts)).toEqual(['post dkim-s1', 'surplus dkim-s1']);
  });

  test('stays in the comment of the record ever after', () => {
    const there = live('1', spf, ownerComment(OWNER, 'spf', true));
    const { batch } = reconcile(
      situation({ wanted: { spf: newSpf }, known: { spf }, ids: { spf: '1' }, live: [there] }),
    );
    expect(batch.patches).toMatchObject([{ comment: 'mailyard:acme/primary:spf:adopted' }]);
  });
});

describe('a domain that moves between segments', () => {
  const theirs = (id: string, key: string, record: ZoneRecord) => live(id, record, ownerComment(OTHER_STACK, key));

  test('is taken from the other stack, key by key, without a change of value', () => {
    const [a, b] = [mx('a.example'), mx('b.example', 20)];
    const here = [theirs('2', 'mx-2', b), theirs('1', 'mx-1', a), theirs('3', 'spf', spf)];
    const wanted = { 'mx-1': a, 'mx-2': b, spf };
    const { batch, refusals } = reconcile(situation({ wanted, live: here }));
    expect(refusals).toEqual([]);
    expect(batch.deletes).toEqual([]);
    expect(batch.posts).toEqual([]);
    expect(batch.patches.map(({ key, id, comment }) => [key, id, comment])).toEqual([
      ['mx-1', '1', 'mailyard:acme/primary:mx-1'],
      ['mx-2', '2', 'mailyard:acme/primary:mx-2'],
      ['spf', '3', 'mailyard:acme/primary:spf'],
    ]);
  });

  test('keeps each record with its key where the values change on the way', () => {
    const here = [theirs('2', 'mx-2', mx('b.example', 20)), theirs('1', 'mx-1', mx('a.example'))];
    const { batch } = reconcile(
      situation({ wanted: { 'mx-1': mx('c.example'), 'mx-2': mx('d.example', 20) }, live: here }),
    );
    expect(batch.patches.map(({ key, id }) => [key, id])).toEqual([
      ['mx-1', '1'],
      ['mx-2', '2'],
    ]);
  });

  test('takes its new values at once, and what was adopted stays so', () => {
    const there = live('3', spf, ownerComment(OTHER_STACK, 'spf', true));
    const { batch } = reconcile(situation({ wanted: { spf: newSpf }, live: [there] }));
    expect(batch.patches).toEqual([
      { key: 'spf', id: '3', record: newSpf, comment: 'mailyard:acme/primary:spf:adopted' },
    ]);
  });

  test('leaves nothing to delete for the stack that it left', () => {
    expect(outline({ known: { spf }, ids: { spf: '3' }, live: [theirs('3', 'spf', spf)] })).toEqual([]);
  });

  test('and comes back is taken from where it was, whatever the state here remembers of it', () => {
    const parts = { wanted: { spf: newSpf }, known: { spf: newSpf }, ids: { spf: '3' } };
    const { batch, settled, refusals } = reconcile(situation({ ...parts, live: [theirs('3', 'spf', spf)] }));
    expect([settled, refusals]).toEqual([{}, []]);
    expect(batch.patches).toEqual([{ key: 'spf', id: '3', record: newSpf, comment: 'mailyard:acme/primary:spf' }]);
    const { batch: third } = reconcile(
      situation({ ...parts, known: { spf }, live: [theirs('3', 'spf', txt('v=spf1 ~all'))] }),
    );
    expect(third.patches).toHaveLength(1);
  });

  test("does not touch the other stack's records of other names", () => {
    const elsewhere = { ...spf, name: 'news.acme.example' };
    expect(outline({ wanted: { spf }, live: [theirs('3', 'spf@news', elsewhere)] })).toEqual(['post spf']);
  });
});

describe('whatever stands in a zone', () => {
  const names = ['acme.example', '_dmarc.acme.example', 's1._domainkey.acme.example', 'bounce.acme.example'];
  const value = fc.oneof(
    fc
      .constantFrom('v=spf1 -all', 'v=DMARC1; p=none', 'v=DKIM1; p=AA', 'hello')
      .map(content => ({ type: 'TXT' as const, content })),
    fc.constantFrom('a.example', 'b.example').map(content => ({ type: 'MX' as const, content, priority: 10 })),
    fc.constantFrom('a.example', 'b.example').map(content => ({ type: 'CNAME' as const, content })),
  );
  const record = fc
    .tuple(fc.constantFrom(...names), value)
    .map(([name, value]): ZoneRecord => ({ name, ttl: 3600, ...value }));
  const keys = ['spf', 'dmarc', 'mx-1', 'mx-2', 'dkim-s1', 'return-path@bounce', 'extra-txt'];
  const records = fc.dictionary(fc.constantFrom(...keys), record, { noNullPrototype: true });
  const owners = fc.constantFrom(undefined, OWNER, OTHER_STACK, OTHER_PROJECT);
  const comment = fc
    .tuple(owners, fc.constantFrom(...keys), fc.boolean())
    .map(([owner, key, adopted]) => (owner ? ownerComment(owner, key, adopted) : ''));
  const zone = fc
    .array(fc.tuple(record, comment, fc.boolean()), { maxLength: 8 })
    .map(list =>
      list.map(([record, comment, readOnly], index): LiveRecord => ({ ...record, id: `${index}`, comment, readOnly })),
    );
  const ids = fc.dictionary(fc.constantFrom(...keys), fc.constantFrom<string>('0', '1', '2', '3'), {
    noNullPrototype: true,
  });
  const situations = fc.record({
    wanted: records,
    known: records,
    ids,
    live: zone,
    adopt: fc.boolean(),
    owner: fc.constant(OWNER),
  });

  test('nothing foreign is ever written or deleted', () => {
    fc.assert(
      fc.property(situations, parts => {
        const { batch } = reconcile(parts);
        for (const { key, id } of [...batch.deletes, ...batch.patches]) {
          const there = parts.live.find(record => record.id === id) as LiveRecord;
          const mark = ownerOf(there.comment);
          if (mark) expect(mark.project).toBe(OWNER.project);
          const known = Object.values<string>(parts.ids).includes(id);
          const wanted = parts.wanted[key];
          const adopted = parts.adopt && wanted !== undefined && standsInTheWay(there, wanted, key);
          expect(mark !== undefined || known || adopted).toBe(true);
        }
        for (const { id } of batch.deletes) {
          const mark = ownerOf(parts.live.find(record => record.id === id)?.comment ?? '');
          if (mark?.stack !== OWNER.stack) expect(Object.values(parts.ids)).toContain(id);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('no record is touched twice, and each wanted key is settled, written or refused once', () => {
    fc.assert(
      fc.property(situations, parts => {
        const { batch, settled, refusals } = reconcile(parts);
        const touched = [...batch.deletes, ...batch.patches].map(({ id }) => id);
        expect(new Set(touched).size).toBe(touched.length);
        for (const key of Object.keys(parts.wanted)) {
          const written = [...batch.patches, ...batch.posts].filter(change => change.key === key).length;
          const decided = written + (key in settled ? 1 : 0);
          const waits = key in parts.known || refusals.some(refusal => refusal.key === key);
          expect(decided === 1 || (decided === 0 && waits)).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
