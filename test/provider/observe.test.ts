import { describe, expect, test } from 'vitest';
import { imported, observe } from '../../src/provider/zone-records/observe.ts';
import { ownerComment } from '../../src/records/owner.ts';
import { cname, live, mx, OTHER_PROJECT, OTHER_STACK, OWNER, own, txt } from '../support/zone.ts';

const spf = txt('v=spf1 -all');
const www = cname('pages.example', 'www.acme.example');

describe('a zone seen through the keys of one stack', () => {
  test('keeps the known form of a value that means the same', () => {
    const known = { 'extra-cname@www': www };
    const here = [own('1', 'extra-cname@www', { ...www, content: 'Pages.Example.' })];
    const seen = observe(OWNER, known, { 'extra-cname@www': '1' }, here);
    expect(seen).toEqual({ records: known, ids: { 'extra-cname@www': '1' }, intruders: [] });
    expect(seen.records['extra-cname@www']).toBe(www);
  });

  test('has the live value of what a hand changed, without id and comment', () => {
    const changed = { ...spf, content: 'v=spf1 a -all' };
    expect(observe(OWNER, { spf }, { spf: '1' }, [own('1', 'spf', changed)]).records).toEqual({ spf: changed });
  });

  test('misses what is gone', () => {
    expect(observe(OWNER, { spf, www }, { spf: '1', www: '2' }, [own('1', 'spf', spf)])).toEqual({
      records: { spf },
      ids: { spf: '1' },
      intruders: [],
    });
  });

  test('finds by comment what has another id now, adopted or not', () => {
    const here = [live('8', spf, ownerComment(OWNER, 'spf', true)), own('9', 'mx-1', mx('a.example'))];
    expect(observe(OWNER, { spf, 'mx-1': mx('a.example') }, { spf: '1' }, here).ids).toEqual({ spf: '8', 'mx-1': '9' });
  });

  test('knows by its id a record whose comment was wiped', () => {
    expect(observe(OWNER, { spf }, { spf: '1' }, [live('1', spf)]).ids).toEqual({ spf: '1' });
  });

  test.each([
    ['another stack', OTHER_STACK],
    ['another project', OTHER_PROJECT],
  ])('no longer has what %s took over', (_, owner) => {
    expect(observe(OWNER, { spf }, { spf: '1' }, [own('1', 'spf', spf, owner)]).records).toEqual({});
  });

  test('tells of each intruder once, and of none that belongs to the project', () => {
    const known = { 'mx-1': mx('a.example'), 'mx-2': mx('b.example', 20), spf };
    const here = [
      own('1', 'mx-1', mx('a.example')),
      own('2', 'mx-2', mx('b.example', 20)),
      own('3', 'spf', spf),
      live('4', mx('c.example', 30)),
      live('5', txt('v=spf1 a ~all')),
      live('6', txt('hello')),
      own('7', 'mx-1@x', mx('d.example', 40), OTHER_STACK),
    ];
    const { intruders } = observe(OWNER, known, { 'mx-1': '1', 'mx-2': '2', spf: '3' }, here);
    expect(intruders.map(({ key, live: { id } }) => [key, id])).toEqual([
      ['mx-1', '4'],
      ['spf', '5'],
    ]);
  });
});

describe('an import by the name of the zone', () => {
  test("takes what carries this stack's mark, and the domains that have a DMARC record", () => {
    const dmarc = txt('v=DMARC1; p=none', '_dmarc.acme.example');
    const news = txt('v=DMARC1; p=none', '_dmarc.news.acme.example');
    const here = [
      own('1', 'spf', spf),
      own('2', 'dmarc', dmarc),
      own('3', 'dmarc@news', news),
      own('4', 'spf', spf, OTHER_STACK),
      own('5', 'spf', spf, OTHER_PROJECT),
      live('6', txt('hello')),
    ];
    expect(imported('acme.example', OWNER, here)).toEqual({
      inputs: {
        zone: 'acme.example',
        records: { dmarc, 'dmarc@news': news, spf },
        domains: { 'acme.example': 'live', 'news.acme.example': 'live' },
      },
      ids: { spf: '1', dmarc: '2', 'dmarc@news': '3' },
    });
  });

  test('of a zone without our marks has nothing', () => {
    expect(imported('acme.example', OWNER, [live('1', spf)])).toEqual({
      inputs: { zone: 'acme.example', records: {}, domains: {} },
      ids: {},
    });
  });
});
