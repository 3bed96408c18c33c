/** How domains stand, read in a few queries. */

import type { Kysely, LogEvent } from 'kysely';
import { expect, it } from 'vitest';
import { addDkimKey } from '../../src/ledger/dkim.ts';
import { standingOf } from '../../src/ledger/standing.ts';
import { onEachLedger } from '../support/ledger.ts';
import { troubled, WRITTEN } from '../support/standing.ts';

onEachLedger('how domains stand', places => {
  it('is all that the ledger has of each, and nothing of the others', async () => {
    const ledger = await places.open();
    await troubled(ledger, 'a.example');
    await troubled(ledger, 'b.example');
    const subjects = [
      { domain: 'a.example', names: ['bounce.a.example'] },
      { domain: 'c.example', names: [] },
    ];
    const standings = await standingOf(ledger, subjects, WRITTEN);
    expect([...standings.keys()]).toEqual(['a.example', 'c.example']);
    const { listings, holds, warmups, rings, rotations, notices, pending } = standings.get('a.example') ?? never();
    expect(listings.map(({ target, list, since }) => [target, list, since])).toEqual([
      ['a.example', 'spamhaus-dbl', WRITTEN],
      ['bounce.a.example', 'surbl', WRITTEN],
    ]);
    expect(holds.map(({ name, cause }) => [name, cause])).toEqual([
      ['a.example', 'blocklists'],
      ['sam@a.example', 'told'],
    ]);
    expect(warmups.map(({ name, week }) => [name, week])).toEqual([
      ['a.example', 2],
      ['alex@a.example', 2],
      ['sam@a.example', 2],
    ]);
    const DAY = 86_400_000;
    expect(rings).toEqual([
      {
        ...{ domain: 'a.example', signer: 'opendkim', algorithm: 'rsa-2048', rotated: WRITTEN - 3 * DAY },
        active: { selector: 'my20261101a', phase: 'active', since: WRITTEN - 3 * DAY },
        next: { selector: 'my20261124a', phase: 'published', since: WRITTEN, problem: 'a server lacks it' },
        leaving: [{ selector: 'my20260801a', phase: 'retiring', since: WRITTEN - 3 * DAY }],
      },
    ]);
    expect(rotations.map(({ signer }) => signer)).toEqual(['microsoft-365']);
    // That it is listed is told above.
    expect(notices.map(({ key }) => key)).toEqual(['bounces/a.example']);
    expect(pending).toMatchObject([{ domain: 'a.example', action: 'dkim.rotate' }]);
    expect(standings.get('c.example')).toEqual({
      domain: 'c.example',
      ...{ listings: [], holds: [], warmups: [], rings: [], rotations: [], notices: [], pending: [] },
    });
    expect(JSON.stringify([...standings.values()])).not.toContain('secret');
  });

  it('knows the keys of hosts below a domain, and not those above it', async () => {
    const ledger = await places.open();
    const key = { signer: 'opendkim', algorithm: 'rsa-2048', record: '', stands: 'key', urgent: false } as const;
    for (const domain of ['a.example', 'mail.a.example'])
      await addDkimKey(ledger, { ...key, domain, selector: 's', phase: 'active', generatedAt: 1, activeAt: 1 });
    const subjects = [
      { domain: 'a.example', names: ['mail.a.example'] },
      { domain: 'mail.a.example', names: ['a.example'] },
    ];
    const standings = await standingOf(ledger, subjects, WRITTEN);
    const signs = (domain: string) => standings.get(domain)?.rings.map(ring => ring.domain);
    expect(signs('a.example')).toEqual(['a.example', 'mail.a.example']);
    expect(signs('mail.a.example')).toEqual(['mail.a.example']);
  });

  it('takes as many queries for a thousand domains as for one', async () => {
    const ledger = await places.open();
    await troubled(ledger, 'd7.example');
    const asked: LogEvent[] = [];
    const counting = { ...ledger, db: counted(ledger.db, asked) };
    const subjects = Array.from({ length: 1000 }, (_, at) => ({
      domain: `d${at}.example`,
      names: [`m.d${at}.example`],
    }));
    const all = await standingOf(counting, subjects, WRITTEN);
    expect([...all.values()].filter(({ holds }) => holds.length > 0).map(({ domain }) => domain)).toEqual([
      'd7.example',
    ]);
    const many = asked.length;
    await standingOf(counting, subjects.slice(7, 8), WRITTEN);
    expect(asked.length - many).toBe(many);
  });
});

/** The same database, whose queries are written down. */
const counted = <T>(db: Kysely<T>, asked: LogEvent[]): Kysely<T> =>
  db.withPlugin({
    transformQuery: ({ node }) => {
      asked.push(node as never);
      return node;
    },
    transformResult: async ({ result }) => result,
  });

function never(): never {
  throw new Error('It is not there.');
}
