import { describe, expect, test } from 'vitest';
import type { ZoneRecord } from '../../src/records/record.ts';
import { acme, callsOf, cname, mx, stackOn, startTwin, txt, ZONE, zoneText } from './stack.ts';

const spf = (content: string) => ({ spf: txt(ZONE, content) });
const commentsOf = (lines: string[]) => lines.map(line => line.replace(/^.*; /, ''));

describe('the calls that a zone costs', () => {
  test('creating lists the zones once, then one list and one batch; nothing changed costs nothing; one change costs two', async () => {
    const twin = await startTwin();
    const stack = stackOn(twin);
    await stack.up(acme());
    expect(callsOf(twin)).toEqual(['zones', 'list', 'batch']);
    expect(commentsOf(zoneText(twin))).toEqual(
      ['return-path-relay', 'mx-1', 'dmarc', 'spf', 'dkim-provider'].map(key => `mailyard:mail/pool-a:${key}`),
    );

    await stack.up(acme());
    expect(callsOf(twin)).toEqual([]);

    await stack.up(acme(spf('v=spf1 include:_spf.provider.example ~all')));
    expect(callsOf(twin)).toEqual(['list', 'batch']);
    expect(zoneText(twin)).toContain(
      `TXT ${ZONE} "v=spf1 include:_spf.provider.example ~all" ; mailyard:mail/pool-a:spf`,
    );
    expect(twin.records(ZONE)).toHaveLength(5);
  });

  test('a domain that only retires changes the state without a call', async () => {
    const twin = await startTwin();
    const stack = stackOn(twin);
    await stack.up(acme());
    callsOf(twin);
    await stack.up(acme({}, { domains: { [ZONE]: 'retired' } }));
    expect(callsOf(twin)).toEqual([]);
    expect(stack.state?.inputs.domains).toEqual({ [ZONE]: 'retired' });
    expect(Object.keys(stack.state?.outputs ?? {})).toEqual(['zoneId', 'ids']);
  });

  test('250 records of a free zone go in two batches, of 200 and of 50', async () => {
    const twin = await startTwin({ zones: [] });
    twin.addZone(ZONE, { plan: 'free', quota: 1000 });
    const records = Object.fromEntries(
      Array.from({ length: 250 }, (_, index) => [`extra-${index}`, txt(`n${index}.${ZONE}`, `number ${index}`)]),
    );
    const stack = stackOn(twin);
    await stack.up(acme({}, { records }));
    expect(callsOf(twin)).toEqual(['zones', 'list', 'batch', 'batch']);
    expect(twin.records(ZONE)).toHaveLength(250);
    expect(Object.keys(stack.state?.outputs.ids ?? {})).toHaveLength(250);
  });
});

describe('what others own', () => {
  const foreign: [what: string, key: string, add: Record<string, unknown>][] = [
    ['a second SPF', 'spf', { name: ZONE, type: 'TXT', content: 'v=spf1 ip4:192.0.2.1 -all', ttl: 300 }],
    ['another MX', 'mx-1', { name: ZONE, type: 'MX', content: 'old.example', priority: 5 }],
    [
      'a CNAME on the return path',
      'return-path-relay',
      { name: `bounce.${ZONE}`, type: 'CNAME', content: 'a.example' },
    ],
    [
      'a key at our selector',
      'dkim-provider',
      { name: `s1._domainkey.${ZONE}`, type: 'TXT', content: '"v=DKIM1; p=x"' },
    ],
    ['a second DMARC', 'dmarc', { name: `_dmarc.${ZONE}`, type: 'TXT', content: '"v=DMARC1; p=reject"' }],
  ];

  test.each(foreign)(
    '%s refuses the whole zone, in the preview and in the update, and stays as it is',
    async (_what, key, add) => {
      const twin = await startTwin();
      twin.editByHand(ZONE, { add });
      const before = twin.snapshot();
      const stack = stackOn(twin);
      const refusal = {
        code: 'slot-taken',
        message: expect.stringContaining(`${key}: `),
        fix: expect.stringContaining('adopt: true'),
      };
      await expect(stack.preview(acme())).rejects.toMatchObject(refusal);
      await expect(stack.up(acme())).rejects.toMatchObject(refusal);
      expect(twin.snapshot()).toEqual(before);
      expect(callsOf(twin)).not.toContain('batch');
    },
  );

  test('records outside of the mail slots stay as they are, through create, update and destroy', async () => {
    const twin = await startTwin();
    twin.editByHand(ZONE, { add: { name: ZONE, type: 'A', content: '192.0.2.80', proxied: true } });
    twin.editByHand(ZONE, { add: { name: ZONE, type: 'TXT', content: 'site-verification=1', comment: 'web team' } });
    twin.editByHand(ZONE, { add: { name: 'www', type: 'CNAME', content: ZONE } });
    const theirs = twin.records(ZONE);
    const stack = stackOn(twin, { allow: [`domain=${ZONE}`] });
    await stack.up(acme());
    await stack.up(acme(spf('v=spf1 -all')));
    await stack.refresh();
    await stack.destroy();
    expect(twin.records(ZONE)).toEqual(theirs);
  });

  test('a preview of an empty zone reads and writes nothing', async () => {
    const twin = await startTwin();
    await stackOn(twin).preview(acme());
    expect(callsOf(twin)).toEqual(['zones', 'list']);
    expect(twin.records(ZONE)).toEqual([]);
  });

  test.each([false, true])('records of Email Routing are never touched (adopt: %s)', async adopt => {
    const twin = await startTwin();
    twin.editByHand(ZONE, {
      add: { name: ZONE, type: 'MX', content: 'route1.mx.example', priority: 9 },
      readOnly: true,
    });
    const before = twin.snapshot();
    await expect(stackOn(twin).up(acme({}, { adopt }))).rejects.toMatchObject({
      code: 'slot-read-only',
      fix: expect.stringContaining('Email Routing'),
    });
    expect(twin.snapshot()).toEqual(before);
  });

  test('adopting keeps an equal value to the byte, changes a different one, and destroying leaves both in place', async () => {
    const twin = await startTwin();
    const wanted = acme({}, { adopt: true });
    // Unquoted, as most people enter it: rewriting it would change what their tools read.
    twin.editByHand(ZONE, { add: { name: ZONE, type: 'TXT', content: wanted.records.spf?.content, ttl: 3600 } });
    twin.editByHand(ZONE, { add: { name: ZONE, type: 'MX', content: 'old.example', priority: 5 } });
    const stack = stackOn(twin, { allow: [`domain=${ZONE}`] });
    await stack.up(wanted);
    expect(callsOf(twin)).toEqual(['zones', 'list', 'batch']);
    expect(zoneText(twin)).toContain(
      `TXT ${ZONE} v=spf1 include:_spf.provider.example -all ; mailyard:mail/pool-a:spf:adopted`,
    );
    expect(zoneText(twin)).toContain(`MX ${ZONE} 1 mx.provider.example ; mailyard:mail/pool-a:mx-1:adopted`);
    expect(twin.records(ZONE)).toHaveLength(5);

    await stack.refresh();
    await stack.up(wanted);
    expect(callsOf(twin)).toEqual(['list']);

    await stack.destroy();
    expect(zoneText(twin)).toEqual([
      `MX ${ZONE} 1 mx.provider.example`,
      `TXT ${ZONE} v=spf1 include:_spf.provider.example -all`,
    ]);
  });

  test('another project of Mailyard is foreign too, and is named', async () => {
    const twin = await startTwin();
    await stackOn(twin, { project: 'other' }).up(acme());
    const before = twin.snapshot();
    await expect(stackOn(twin).up(acme({}, { adopt: true }))).rejects.toMatchObject({
      code: 'slot-taken',
      message: expect.stringContaining('the Mailyard project "other" owns it'),
      fix: expect.stringMatching(/^Take it out of that project first/),
    });
    expect(twin.snapshot()).toEqual(before);
  });
});

describe('what people change by hand', () => {
  test('a record that an update would overwrite refuses the zone with both values', async () => {
    const twin = await startTwin();
    const stack = stackOn(twin);
    await stack.up(acme(spf('v=spf1 -all')));
    twin.editByHand(ZONE, { change: { content: '"v=spf1 -all"' }, to: { content: '"v=spf1 ip4:192.0.2.9 -all"' } });
    const before = twin.snapshot();
    const change = acme({ ...spf('v=spf1 ~all'), 'mx-1': mx(1, 'mx2.provider.example') });
    await expect(stack.up(change)).rejects.toMatchObject({
      code: 'changed-by-hand',
      message: expect.stringMatching(/"v=spf1 ip4:192\.0\.2\.9 -all".*"v=spf1 -all".*"v=spf1 ~all"/s),
    });
    expect(twin.snapshot()).toEqual(before);
    expect(stack.state?.inputs.records.spf?.content).toBe('v=spf1 -all');
  });

  test('a refresh takes it into the state, and the next update puts it right', async () => {
    const twin = await startTwin();
    const stack = stackOn(twin);
    await stack.up(acme());
    const clean = zoneText(twin);
    twin.editByHand(ZONE, { change: { type: 'MX' }, to: { content: 'elsewhere.example', priority: 3 } });
    await stack.refresh();
    expect(stack.state?.inputs.records['mx-1']).toEqual({ ...mx(3, 'elsewhere.example') });
    callsOf(twin);
    await stack.up(acme());
    expect(callsOf(twin)).toEqual(['list', 'batch']);
    expect(zoneText(twin)).toEqual(clean);
  });

  test('a record removed by hand is missing after a refresh and comes back with the next update', async () => {
    const twin = await startTwin();
    const stack = stackOn(twin);
    await stack.up(acme());
    const clean = zoneText(twin);
    twin.editByHand(ZONE, { remove: { name: `_dmarc.${ZONE}` } });
    await expect(stack.up(acme({ dmarc: txt(`_dmarc.${ZONE}`, 'v=DMARC1; p=quarantine') }))).rejects.toMatchObject({
      code: 'changed-by-hand',
      message: expect.stringContaining('no record'),
    });
    await stack.refresh();
    expect(Object.keys(stack.state?.inputs.records ?? {})).not.toContain('dmarc');
    expect(Object.keys(stack.state?.outputs.ids ?? {})).not.toContain('dmarc');
    await stack.up(acme());
    expect(zoneText(twin)).toEqual(clean);
  });

  test('a second SPF that somebody added is told by a refresh and stops the next change of ours', async () => {
    const twin = await startTwin();
    const stack = stackOn(twin);
    await stack.up(acme());
    twin.editByHand(ZONE, { add: { name: ZONE, type: 'TXT', content: 'v=spf1 +all' } });
    await stack.refresh();
    expect(stack.notes).toEqual([`TXT ${ZONE} "v=spf1 +all" stands beside spf and is not Mailyard's.`]);
    await expect(stack.up(acme(spf('v=spf1 -all')))).rejects.toMatchObject({ code: 'slot-taken' });
  });

  test('destroying leaves what lost its mark, and does not mind what is gone', async () => {
    const twin = await startTwin();
    const stack = stackOn(twin, { allow: [`domain=${ZONE}`] });
    await stack.up(acme());
    twin.editByHand(ZONE, { change: { type: 'MX' }, to: { comment: 'mine now' } });
    twin.editByHand(ZONE, { remove: { name: `_dmarc.${ZONE}` } });
    await stack.destroy();
    expect(zoneText(twin)).toEqual([`MX ${ZONE} 1 mx.provider.example ; mine now`]);
  });
});

describe('ownership that outlives the state', () => {
  test('after a kill between batch and state the next create finds its records and writes nothing', async () => {
    const twin = await startTwin();
    const stack = stackOn(twin);
    await stack.up(acme());
    const ids = stack.state?.outputs.ids;
    const before = twin.snapshot();
    stack.loseState();
    callsOf(twin);
    await stack.up(acme());
    expect(callsOf(twin)).toEqual(['list']);
    expect(twin.snapshot()).toEqual(before);
    expect(stack.state?.outputs.ids).toEqual(ids);
  });

  test('with a lost state and another inventory only the difference is written', async () => {
    const twin = await startTwin();
    const stack = stackOn(twin);
    await stack.up(acme());
    const untouched = twin.records(ZONE).filter(({ type }) => type !== 'MX');
    stack.loseState();
    await stack.up(acme({ 'mx-1': mx(1, 'mx9.provider.example') }));
    expect(twin.records(ZONE).filter(({ type }) => type !== 'MX')).toEqual(untouched);
    expect(zoneText(twin)).toContain(`MX ${ZONE} 1 mx9.provider.example ; mailyard:mail/pool-a:mx-1`);
    expect(twin.records(ZONE)).toHaveLength(5);
  });

  test('a zone is imported by its name alone', async () => {
    const twin = await startTwin();
    twin.editByHand(ZONE, { add: { name: 'www', type: 'A', content: '192.0.2.80' } });
    const stack = stackOn(twin);
    await stack.up(acme());
    const imported = await stack.importZone();
    expect(imported).toEqual(stack.state);
    expect(stack.type.diff(imported?.inputs as never, acme())).toEqual({ changed: false, replaces: [], detailed: {} });
  });

  test('a domain moves to another stack: who gains takes it over, who loses removes nothing of it', async () => {
    const twin = await startTwin();
    const [loser, gainer] = [stackOn(twin), stackOn(twin, { stack: 'pool-b' })];
    await loser.up(acme());
    const ids = loser.state?.outputs.ids;
    await gainer.up(acme());
    expect(gainer.state?.outputs.ids).toEqual(ids);
    expect(zoneText(twin).every(line => line.includes('; mailyard:mail/pool-b:'))).toBe(true);
    const before = twin.snapshot();
    callsOf(twin);
    await loser.destroy();
    expect(callsOf(twin)).toEqual(['list']);
    expect(twin.snapshot()).toEqual(before);
  });

  test('a subdomain in a zone of another stack comes and moves without touching the rest', async () => {
    const twin = await startTwin();
    const news = `news.${ZONE}`;
    const newsRecords = { 'mx-1@news': mx(1, 'mx.provider.example', news), 'spf@news': txt(news, 'v=spf1 -all') };
    const [parent, child] = [stackOn(twin, { stack: 'primary' }), stackOn(twin, { stack: 'transactional' })];
    const both = acme(newsRecords, { domains: { [ZONE]: 'live', [news]: 'live' } });
    await parent.up(both);
    const before = twin.records(ZONE).filter(({ name }) => name !== news);

    // Nobody has taken it over yet: then it would vanish.
    await expect(parent.up(acme())).rejects.toMatchObject({ code: 'guard', message: expect.stringContaining(news) });
    expect(twin.records(ZONE)).toHaveLength(7);

    await child.up({ zone: ZONE, records: newsRecords, domains: { [news]: 'live' } });
    callsOf(twin);
    await parent.up(acme());
    expect(callsOf(twin)).toEqual(['list']);
    expect(twin.records(ZONE).filter(({ name }) => name !== news)).toEqual(before);
    expect(commentsOf(zoneText(twin).filter(line => line.includes(` ${news} `)))).toEqual([
      'mailyard:mail/transactional:mx-1@news',
      'mailyard:mail/transactional:spf@news',
    ]);
  });
});

describe('a domain that would vanish', () => {
  test('is refused while it is live, and the override is printed', async () => {
    const twin = await startTwin();
    const stack = stackOn(twin);
    await stack.up(acme());
    const before = twin.snapshot();
    await expect(stack.destroy()).rejects.toMatchObject({
      code: 'guard',
      fix: expect.stringContaining(`--allow domain=${ZONE}`),
    });
    expect(twin.snapshot()).toEqual(before);
  });

  test('goes when it is allowed by name', async () => {
    const twin = await startTwin();
    const stack = stackOn(twin, { allow: [`domain=${ZONE}`] });
    await stack.up(acme());
    callsOf(twin);
    await stack.destroy();
    expect(callsOf(twin)).toEqual(['list', 'batch']);
    expect(twin.records(ZONE)).toEqual([]);
  });

  test('goes when it was retired', async () => {
    const twin = await startTwin();
    const stack = stackOn(twin);
    await stack.up(acme());
    await stack.up(acme({}, { domains: { [ZONE]: 'retired' } }));
    await stack.destroy();
    expect(twin.records(ZONE)).toEqual([]);
  });

  test('a delete that Cloudflare refuses in part can be run again', async () => {
    const twin = await startTwin();
    const stack = stackOn(twin, { allow: [`domain=${ZONE}`] });
    await stack.up(acme());
    twin.faults.add({ kind: 'refuse-record', record: { type: 'MX' }, code: 1004, message: 'locked' });
    await expect(stack.destroy()).rejects.toMatchObject({ code: 'refused', message: expect.stringContaining('mx-1') });
    // What stands at the same name goes together with it.
    expect(zoneText(twin).map(line => line.split(' ', 2).join(' '))).toEqual([`MX ${ZONE}`, `TXT ${ZONE}`]);
    twin.faults.clear();
    await stack.destroy();
    expect(twin.records(ZONE)).toEqual([]);
  });
});

describe('records as Cloudflare takes them', () => {
  test('another type at the same key goes in one batch', async () => {
    const twin = await startTwin();
    const stack = stackOn(twin);
    await stack.up(acme());
    callsOf(twin);
    await stack.up(acme({ 'return-path-relay': txt(`bounce.${ZONE}`, 'v=spf1 -all') }));
    expect(callsOf(twin)).toEqual(['list', 'batch']);
    expect(zoneText(twin).filter(line => line.includes(`bounce.${ZONE}`))).toEqual([
      `TXT bounce.${ZONE} "v=spf1 -all" ; mailyard:mail/pool-a:return-path-relay`,
    ]);
    const id = twin.records(ZONE).find(({ name }) => name === `bounce.${ZONE}`)?.id;
    expect(stack.state?.outputs.ids['return-path-relay']).toBe(id);
  });

  test('every kind of value reads back without drift', async () => {
    const twin = await startTwin();
    const records: Record<string, ZoneRecord> = {
      'extra-long': txt(`long.${ZONE}`, `${'x'.repeat(254)}é${'y'.repeat(200)}`),
      'extra-quotes': txt(`quotes.${ZONE}`, 'say "hello" and C:\\temp; done'),
      'extra-unicode': txt(`unicode.${ZONE}`, 'Grüße 🚀'),
      'autodiscover-srv': {
        ...{ name: `_autodiscover._tcp.${ZONE}`, type: 'SRV', content: '0 443 autodiscover.provider.example' },
        ...{ priority: 10, ttl: 3600 },
      },
      'caa-1': { name: ZONE, type: 'CAA', content: '0 issue "ca.example"', ttl: 3600 },
      'extra-https': { name: `www.${ZONE}`, type: 'HTTPS', content: '1 . alpn="h3,h2"', ttl: 3600 },
      'extra-tlsa': { name: `_25._tcp.${ZONE}`, type: 'TLSA', content: `3 1 1 ${'AB'.repeat(32)}`, ttl: 3600 },
      'extra-web': { name: `web.${ZONE}`, type: 'A', content: '192.0.2.1', ttl: 3600, proxied: true },
      'extra-v6': { name: `six.${ZONE}`, type: 'AAAA', content: '2001:DB8:0:0::1', ttl: 3600 },
      'mx-1': mx(0, '.'),
    };
    const stack = stackOn(twin);
    await stack.up(acme({}, { records }));
    await stack.refresh();
    expect(stack.state?.inputs.records).toEqual(records);
    callsOf(twin);
    await stack.up(acme({}, { records }));
    expect(callsOf(twin)).toEqual([]);

    // Without a state as well: equality does not depend on who wrote it.
    stack.loseState();
    await stack.up(acme({}, { records }));
    expect(callsOf(twin)).toEqual(['list']);
  });

  test('a zone whose registrar does not point here yet is written, with a warning', async () => {
    const twin = await startTwin({ zones: [] });
    twin.addZone(ZONE, { status: 'pending' });
    const stack = stackOn(twin);
    await stack.up(acme());
    expect(twin.records(ZONE)).toHaveLength(5);
    expect(stack.notes).toEqual([expect.stringContaining(`${ZONE} is pending`)]);
  });

  test('what carries our mark but is in no plan is left alone, with a warning', async () => {
    const twin = await startTwin();
    twin.editByHand(ZONE, { add: { name: 'x', type: 'TXT', content: 'y', comment: 'mailyard:mail/pool-a:extra-x' } });
    const stack = stackOn(twin);
    await stack.up(acme());
    expect(twin.records(ZONE)).toHaveLength(6);
    expect(stack.notes).toEqual([expect.stringContaining('extra-x')]);
  });

  test("a record with a resource of its own is no leftover of the zone, nor are the zone's records of it", async () => {
    const twin = await startTwin();
    const zone = stackOn(twin);
    await zone.up(acme());
    const policy = { 'mta-sts': txt(`_mta-sts.${ZONE}`, 'v=STSv1; id=1') };
    const part = stackOn(twin, { zone: `${ZONE}/mta-sts-record` });
    await part.up({ zone: ZONE, records: policy, domains: {} });
    await zone.up(acme(spf('v=spf1 ~all')));
    expect([zone.notes, part.notes]).toEqual([[], []]);
    expect(twin.records(ZONE)).toHaveLength(6);
    await part.up({ zone: ZONE, records: {}, domains: {} });
    expect(twin.records(ZONE)).toHaveLength(5);
  });

  test('taking one key away deletes that record and no other', async () => {
    const twin = await startTwin();
    const stack = stackOn(twin);
    await stack.up(acme({ 'extra-1': cname(`www.${ZONE}`, 'host.example') }));
    const others = twin.records(ZONE).filter(({ name }) => name !== `www.${ZONE}`);
    callsOf(twin);
    await stack.up(acme());
    expect(callsOf(twin)).toEqual(['list', 'batch']);
    expect(twin.records(ZONE)).toEqual(others);
  });
});
