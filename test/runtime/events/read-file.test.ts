import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { countsOf } from '../../../src/ledger/event-counts.ts';
import type { Ledger } from '../../../src/ledger/ledger.ts';
import { openLedger } from '../../../src/ledger/open.ts';
import { importLines } from '../../../src/runtime/events/import.ts';
import { openEventFile } from '../../../src/runtime/events/read-file.ts';
import { receiversOf } from '../../../src/runtime/events/receivers.ts';
import { templates } from '../../support/estate.ts';
import { NOON } from '../../support/runtime.ts';

let ledger: Ledger;

beforeAll(async () => {
  ledger = await openLedger({ file: ':memory:' });
  return () => ledger.close();
});

const telling = { source: 'import', tellsComplaints: false, receiverOf: receiversOf(templates()) };

async function imported(content: string | Buffer, name = 'events.csv', signal = new AbortController().signal) {
  const folder = mkdtempSync(join(tmpdir(), 'mailyard-events-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, name);
  writeFileSync(path, content);
  for (const table of ['messages', 'event_totals', 'domain_totals'] as const)
    await ledger.db.deleteFrom(table).execute();
  const { format, unread, lines } = await openEventFile(path);
  const done = await importLines({ ledger, now: () => NOON, signal }, lines, telling);
  const span = { from: 0, to: NOON };
  const counts = await countsOf(ledger, { unit: 'domain', name: 'acme.example', ...span });
  return {
    ...done,
    format,
    unread: [...unread],
    counts,
    problems: done.problems.map(({ line, problem }) => [line, problem.message]),
  };
}

const AT = '2026-11-21T10:00:00Z';
const json = (parts: object) => JSON.stringify({ kind: 'sent', at: AT, mailbox: 'alex@acme.example', ...parts });

describe('JSON lines', () => {
  test('are known by their content, with blank lines, a mark of byte order and any end of line', async () => {
    const text = `\uFEFF${json({ id: '1' })}\r\n\n${json({ id: '2' })}`;
    expect(await imported(text, 'events.txt')).toMatchObject({ format: 'jsonl', lines: 2, taken: 2, bad: 0 });
  });

  test('a bad line is told by its number, and the others are in', async () => {
    const text = [json({ id: '1' }), '{"kind"', '5', json({ id: '2', kind: 'snt' }), json({ id: '3' })].join('\n');
    const { taken, bad, problems } = await imported(text);
    expect([taken, bad]).toEqual([2, 3]);
    expect(problems.map(([line]) => line)).toEqual([2, 3, 4]);
    expect(problems[1]).toEqual([3, 'An event is a JSON object.']);
  });

  test("in other programs' words", async () => {
    const text = [
      '{"event":"processed","timestamp":1795687200,"email":"bo@gmail.com","from":"Alex <alex@acme.example>","sg_message_id":"a","ip":"192.0.2.1","category":["x"]}',
      '{"Type":"HardBounce","BouncedAt":"2026-11-21T10:00:00Z"}',
      '{"event":"hard_bounce","eventTime":"2026-11-21 11:00:00","to":"bo@gmail.com","sender":"alex@acme.example","messageId":"a"}',
      '{"event":"spam_complaint","date":"2026-11-21T11:00:00+01:00","to":"bo@gmail.com","sender":"alex@acme.example","messageId":"a"}',
    ];
    const { problems, counts, unread } = await imported(text.join('\n').replace('1795687200', '1795255200'));
    expect(unread).toEqual(['ip', 'category']);
    expect(problems).toEqual([[2, 'An event needs `mailbox` or `domain`.']]);
    expect(counts).toMatchObject({
      sent: 1,
      delivered: 0,
      bounced: { unknown: 1 },
      complained: 1,
      complaintsKnown: true,
    });
  });

  test('a slip of the pen in a key is told, and not left out in silence', async () => {
    const { problems } = await imported(json({ id: '1', recipiant: 'bo@gmail.com' }));
    expect(problems).toEqual([[1, '`recipiant` is no key of an event.']]);
  });

  test('an array is none, and the way out is said', async () => {
    await expect(imported(`[${json({ id: '1' })}]`)).rejects.toMatchObject({
      code: 'events-unreadable',
      fix: expect.stringContaining("jq -c '.[]'"),
    });
  });

  test('a line without an end does not fill the memory', async () => {
    const { cut } = await imported(`${json({ id: '1' })}\n{"kind":"${'x'.repeat(1_500_000)}`);
    expect(cut).toMatchObject({ code: 'events-unreadable', message: expect.stringContaining('more than 1000000') });
  });
});

describe('CSV', () => {
  test('has headings as rows have values: in quotes, with a separator within', async () => {
    const text = `"kind","at","mailbox","id","Name, as shown"\nsent,${AT},alex@acme.example,1,"Reed, Alex"`;
    expect(await imported(text)).toMatchObject({ taken: 1, bad: 0, unread: ['Name, as shown'] });
  });

  test('with quotes, line breaks within them, and columns of its own', async () => {
    const text = [
      '"Event Type","Timestamp","From","To","Campaign","Reason"',
      `Bounce,${AT},"Reed, Alex <alex@acme.example>",bo@gmail.com,c1,"550 5.1.1`,
      'User unknown"',
      `Bounce,${AT},alex@acme.example,li@gmail.com,c1,"550 5.7.1 blocked using ""a DNSBL"""`,
      `Soft Bounce,${AT},alex@acme.example,ko@gmail.com,c1,`,
    ].join('\r\n');
    const { unread, problems, counts } = await imported(text);
    expect(problems).toEqual([]);
    expect(unread).toEqual(['Campaign']);
    expect(counts.bounced).toEqual({ recipient: 1, sender: 1, content: 0, temporary: 1, unknown: 0 });
  });

  test.each([';', '\t'])('with %j between its columns', async between => {
    const rows = [
      ['kind', 'at', 'mailbox', 'id'],
      ['sent', AT, 'alex@acme.example', '1'],
    ];
    expect(await imported(rows.map(row => row.join(between)).join('\n'))).toMatchObject({ taken: 1, bad: 0 });
  });

  test('bad lines by their number, also behind a value of several lines', async () => {
    const text = [
      'kind,at,mailbox,id,reply',
      `sent,${AT},alex@acme.example,1,"a`,
      'b"',
      `sent,${AT},alex@acme.example`,
      `sent,yesterday,alex@acme.example,2,`,
      `sent,${AT},nobody,3,`,
      `sent,${AT},alex@acme.example,,`,
      `sent,${AT},alex@acme.example,4,`,
    ].join('\n');
    const { taken, problems } = await imported(text);
    expect(taken).toBe(2);
    expect(problems).toEqual([
      [4, 'This line has 3 columns, and the first one names 5.'],
      [5, '`yesterday` is no time.'],
      [6, '`nobody` is not a mail address: it has no @.'],
      [7, 'Nothing tells this event from another one.'],
    ]);
  });

  test.each([
    ['at,mailbox', 'what happened'],
    ['kind,mailbox', 'when'],
    ['kind,at', 'who sent'],
    ['', 'what happened'],
  ])('without a needed column: %s', async (head, missing) => {
    await expect(imported(`${head}\nx,y`)).rejects.toThrow(new RegExp(`events.csv:1: no column says ${missing}`));
  });
});

test('what gzip made is read as it was', async () => {
  const { taken } = await imported(gzipSync(json({ id: '1' })), 'events.jsonl.gz');
  expect(taken).toBe(1);
});

test('a file that breaks off leaves what was read until there, and says so', async () => {
  const lines = Array.from({ length: 60_000 }, (_, id) => json({ id: `${id}-${Math.random()}` })).join('\n');
  const zipped = gzipSync(lines);
  const { cut, taken } = await imported(zipped.subarray(0, zipped.length / 2), 'events.gz');
  expect(cut).toMatchObject({ message: expect.stringContaining('cannot be read') });
  expect(taken).toBeGreaterThan(10_000);
});

test('told to stop it stops, and the same file again counts nothing twice', async () => {
  const stopped = AbortSignal.abort();
  const text = [json({ id: '1' }), json({ id: '2' })].join('\n');
  expect(await imported(text, 'events.jsonl', stopped)).toMatchObject({ taken: 0, cut: { code: 'interrupted' } });
});

test('events of a time to come, of no time, or of 90 days ago', async () => {
  const text = [
    json({ id: '1', at: '2026-11-24T12:00:01Z' }),
    json({ id: '2', at: '2026-02-30T12:00:00Z' }),
    json({ id: '3', at: 12 }),
    json({ id: '4', at: '2026-08-01T00:00:00Z' }),
    json({ id: '5', at: NOON }),
  ].join('\n');
  const { problems, tooOld, taken } = await imported(text);
  expect([tooOld, taken]).toEqual([1, 1]);
  expect(problems).toEqual([
    [1, '`at` is 2026-11-24T12:00:01.000Z, which is still to come.'],
    [2, '`2026-02-30T12:00:00Z` is no time.'],
    [3, '`at` is 12, which is no time since 1970.'],
  ]);
});

test('a recipient stands nowhere in the ledger', async () => {
  const bounced = {
    kind: 'bounced',
    recipient: 'bo.lee@receiver.example',
    reply: '550 <bo.lee@receiver.example> gone',
  };
  await imported(json({ ...bounced, message: '<m1@acme.example>' }));
  const rows = await ledger.db.selectFrom('messages').selectAll().execute();
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toMatch(/bo\.lee|receiver\.example/);
});
