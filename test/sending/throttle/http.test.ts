/** `POST /v1/throttle` over HTTP, as the daemon serves it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import got from 'got';
import { expect, onTestFinished, test } from 'vitest';
import type { Ledger } from '../../../src/ledger/ledger.ts';
import { daemonApp } from '../../../src/runtime/http/app.ts';
import { listen } from '../../../src/runtime/http/listen.ts';
import { silentLog } from '../../../src/runtime/runtime.ts';
import { aDomain, anEstate } from '../../support/estate.ts';
import { onEachLedger } from '../../support/ledger.ts';
import { aRuntime, NOON } from '../../support/runtime.ts';

const TOKEN = 'a-long-random-text-of-a-test';

async function serving(ledger: Ledger) {
  const estate = anEstate([aDomain({ mailboxes: [{ user: 'alex' }, { user: 'sam' }] })]);
  const runtime = await aRuntime({ ledger, estate });
  const env = { MAILYARD_API_TOKEN: TOKEN };
  const parts = { ledger, jobs: [], env, log: silentLog, now: () => NOON, since: 0, runtime: () => runtime };
  const server = await listen(daemonApp(parts), { host: '127.0.0.1', port: 0 });
  onTestFinished(() => server.close());
  const http = got.extend({
    ...{ prefixUrl: `${server.url}/v1`, throwHttpErrors: false, retry: { limit: 0 } },
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  return async (path: string, json: unknown, headers = {}) => {
    const { statusCode, body } = await http.post(path, { json, headers });
    return { status: statusCode, body: JSON.parse(body) };
  };
}

const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../../schema/throttle.schema.json'), 'utf8'));
const isAnswer = new Ajv({ strict: false })
  .addSchema(schema)
  .compile({ $ref: 'throttle.schema.json#/definitions/answer' });

onEachLedger('the throttler over HTTP', places => {
  test('answers yes and no with 200 and the same document, and takes what it allows', async () => {
    const post = await serving(await places.open());
    const yes = await post('throttle', { mailbox: 'alex@acme.example', receiver: 'gmail', count: 4, key: 'letter-1' });
    const no = await post('throttle', { mailbox: 'alex@acme.example', count: 4 });
    expect([yes.status, no.status]).toEqual([200, 200]);
    expect(yes.body).toMatchObject({ version: 1, allowed: true, key: 'letter-1', receiver: 'gmail', messages: 4 });
    expect(no.body).toMatchObject({ version: 1, allowed: false, until: '2026-11-22T13:00:00.000Z' });
    for (const { body } of [yes, no]) expect([isAnswer(body), isAnswer.errors]).toEqual([true, null]);
    expect((await post('throttle/release', { key: 'letter-1' })).body).toEqual({
      version: 1,
      key: 'letter-1',
      released: true,
    });
    const look = await post('throttle', { mailbox: 'alex@acme.example', take: false });
    expect(look.body).toMatchObject({
      allowed: true,
      limits: expect.arrayContaining([expect.objectContaining({ used: 0 })]),
    });
    expect(look.body.key).toBeUndefined();
  });

  test('answers a batch in its order, each request by itself', async () => {
    const post = await serving(await places.open());
    const { status, body } = await post('throttle', {
      requests: [{ mailbox: 'alex@acme.example' }, { mailbox: 'nobody@acme.example' }, { mailbox: 'sam@acme.example' }],
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      version: 1,
      answers: [
        { allowed: true, mailbox: 'alex@acme.example' },
        { error: { code: 'unknown-mailbox' } },
        { allowed: true, mailbox: 'sam@acme.example' },
      ],
    });
  });

  test('refuses what it does not understand in words, and whoever has no token', async () => {
    const post = await serving(await places.open());
    const refusals = [
      [{}, /`mailbox`/],
      [{ mailbox: 'alex@acme.example', cuont: 2 }, /`cuont`/],
      [{ mailbox: 'alex@acme.example', count: 'two' }, /count/],
      [{ requests: [] }, /empty/],
    ] as const;
    for (const [body, message] of refusals) {
      const refused = await post('throttle', body);
      expect(refused).toMatchObject({ status: 400, body: { version: 1, error: { code: 'bad-request' } } });
      expect(refused.body.error.message).toMatch(message);
    }
    expect(await post('throttle', { mailbox: 'nobody@acme.example' })).toMatchObject({
      status: 400,
      body: { error: { code: 'unknown-mailbox' } },
    });
    expect(await post('throttle/release', { key: 'never' })).toMatchObject({
      status: 400,
      body: { error: { code: 'unknown-grant' } },
    });
    expect((await post('throttle', {}, { authorization: 'Bearer wrong' })).status).toBe(401);
  });
});
