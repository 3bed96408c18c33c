import { describe, expect, test } from 'vitest';
import type { Estate } from '../../../src/estate/estate.ts';
import { listDecisions } from '../../../src/ledger/decisions.ts';
import { countsOf } from '../../../src/ledger/event-counts.ts';
import { holdsNow } from '../../../src/ledger/holds.ts';
import type { Ledger } from '../../../src/ledger/ledger.ts';
import { openNotices } from '../../../src/ledger/notices.ts';
import { move } from '../../../src/ledger/warmup.ts';
import { aDomain, anEstate } from '../../support/estate.ts';
import { NOON } from '../../support/runtime.ts';
import { served } from './serving.ts';

const TOKEN = 'a-long-random-text';
const sent = {
  kind: 'sent',
  at: '2026-11-22T11:00:00Z',
  mailbox: 'alex@acme.example',
  recipient: 'bo@gmail.com',
  message: 'm1',
};
const bounced = { ...sent, kind: 'bounced', reply: '550 5.1.1 no such user' };
const SPAN = { from: NOON - 86_400_000, to: NOON };

async function daemon(estate?: Estate) {
  const { url, ledger } = await served({ env: { MAILYARD_API_TOKEN: TOKEN }, ...(estate && { estate }) });
  const post = async (body: unknown, token = TOKEN) => {
    const answer = await fetch(`${url}/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: answer.status, document: (await answer.json()) as Record<string, unknown> };
  };
  const counts = () => countsOf(ledger, { unit: 'domain', name: 'acme.example', ...SPAN });
  return { post, counts, ledger };
}

test('an array, one event, or lines: each is counted once', async () => {
  const { post, counts } = await daemon();
  expect(await post([sent, bounced])).toMatchObject({ status: 200, document: { version: 1, events: 2, taken: 2 } });
  expect(await post(sent)).toMatchObject({ document: { events: 1, taken: 0, known: 1 } });
  const lines = [bounced, { ...sent, message: 'm2' }].map(each => JSON.stringify(each)).join('\n');
  expect(await post(`${lines}\n`)).toMatchObject({ document: { events: 2, taken: 1, known: 1 } });
  expect(await counts()).toMatchObject({ sent: 2, bounced: { recipient: 1 } });
});

test('what is good is in, and what is not is told by its place', async () => {
  const { post, counts } = await daemon();
  const { status, document } = await post([{ ...sent, kind: 'snt' }, sent, 5, { ...sent, mesage: 'x' }]);
  expect(status).toBe(200);
  expect(document).toMatchObject({
    events: 4,
    taken: 1,
    refused: [
      { index: 0, fix: 'Did you mean `sent`?' },
      { index: 2, message: 'An event is a JSON object.' },
      { index: 3, message: '`mesage` is no key of an event.', fix: 'Did you mean `message`?' },
    ],
  });
  expect(await counts()).toMatchObject({ sent: 1 });
});

test('nothing good in it: 422; no event: 400; no JSON: 400', async () => {
  const { post, counts } = await daemon();
  expect(await post([{}])).toMatchObject({ status: 422, document: { taken: 0 } });
  expect(await post('x\ny')).toMatchObject({ status: 422, document: { refused: [{ index: 0 }, { index: 1 }] } });
  for (const body of ['', '[]'])
    expect(await post(body)).toMatchObject({ status: 400, document: { error: { code: 'no-events' } } });
  expect(await post('[{"kind":')).toMatchObject({ status: 400, document: { error: { code: 'bad-json' } } });
  const many = Array.from({ length: 10_001 }, () => 1);
  expect(await post(many)).toMatchObject({ status: 400, document: { error: { code: 'too-many-events' } } });
  expect(await counts()).toMatchObject({ sent: 0 });
});

test('without the token nothing is taken', async () => {
  const { post, counts } = await daemon();
  expect(await post([sent], 'another')).toMatchObject({ status: 401 });
  expect(await counts()).toMatchObject({ sent: 0 });
});

test('above 0.08 % complaints the alert is there with the answer', async () => {
  const { post, ledger } = await daemon();
  const many = Array.from({ length: 1100 }, (_, index) => ({ ...sent, message: `m${index}` }));
  expect((await post(many)).document.alerts).toEqual([]);
  const { document } = await post([{ ...sent, kind: 'complained', message: 'm5' }]);
  expect(document.alerts).toMatchObject([{ key: 'complaints/acme.example', level: 'warning' }]);
  expect(await openNotices(ledger)).toMatchObject([
    {
      title: 'acme.example: 0.0909 % of its messages were complained about in the last 7 days, and 0.08 % is the limit',
    },
  ]);
});

describe('a message that is refused because of who sends', () => {
  const refusal = { ...sent, kind: 'bounced', reply: '550 5.7.1 blocked: poor reputation of the sending domain' };
  const warming = { unit: 'domain', name: 'acme.example', schedule: 'six-week', week: 2, factor: 1 } as const;

  async function warmed(mode: 'enforce' | 'observe') {
    const domain = aDomain({
      ...{ mailProvider: 'migadu', mailboxes: [{ user: 'alex', name: 'Alex Reed' }] },
      warmup: { domain: 'six-week', mailbox: 'none', start: '2026-11-09' },
      modes: { dkim: 'observe', warmup: mode, blocklists: 'observe', health: 'observe' },
    } as never);
    const asked = await daemon(anEstate([domain]));
    await move(asked.ledger, undefined, { ...warming, state: 'warming', since: '2026-11-20' }, NOON);
    return asked;
  }

  const REFUSED = 'acme.example: receivers refused a message in the last 24 hours for who sends';
  const titles = async (ledger: Ledger) => (await openNotices(ledger)).map(({ title }) => title);

  test('holds the warm-up of its domain with the call that tells it, once', async () => {
    const { post, ledger } = await warmed('enforce');
    expect((await post([sent, { ...bounced, message: 'm2' }])).document).toMatchObject({ warmups: [] });
    expect((await post(refusal)).document).toMatchObject({ warmups: [{ subject: 'acme.example', outcome: 'held' }] });
    expect(await holdsNow(ledger, NOON)).toMatchObject([
      { name: 'acme.example', cause: 'warmup', why: 'Receivers refuse it because of who sends.' },
    ]);
    expect(await titles(ledger)).toEqual([REFUSED, 'acme.example is held: nothing is sent.']);
    expect((await post(refusal)).document).toMatchObject({ known: 1, warmups: [] });
    expect((await post({ ...refusal, message: 'm3' })).document).toMatchObject({ taken: 1, warmups: [] });
    expect(await listDecisions(ledger, { job: 'warmup' })).toHaveLength(1);
  });

  test('is told as loudly where nothing may be done about it', async () => {
    const { post, ledger } = await warmed('observe');
    expect((await post(refusal)).document).toMatchObject({ warmups: [{ outcome: 'observed' }] });
    expect(await holdsNow(ledger, NOON)).toEqual([]);
    expect(await titles(ledger)).toEqual([REFUSED, 'acme.example should send nothing, and goes on sending.']);
  });
});
