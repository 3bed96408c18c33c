/** Several accounts: each segment's token is in a variable of its own, and only its name is written anywhere. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { estateYaml, segmentYaml } from './estates.ts';
import { openSite } from './site.ts';

const OTHER = 'fedcba9876543210fedcba9876543210';

async function twoAccounts() {
  const site = await openSite({
    'estate.yaml': estateYaml,
    'primary.yaml': segmentYaml('primary', ['a.example']),
    'pool-a.yaml': segmentYaml('pool-a', ['b.example'], { cloudflare: { token: 'POOL_TOKEN' } }),
  });
  site.twin.addZone('a.example');
  site.twin.addZone('b.example', { account: OTHER });
  return { ...site, pool: site.twin.addToken({ name: 'pool', account: OTHER }) };
}

test('each segment is written, read and taken down with its own token, which no file holds', async () => {
  const { call, twin, checkpoint, pool } = await twoAccounts();
  const env = { POOL_TOKEN: pool };
  expect((await call('up --yes', env)).code).toBe(0);
  expect([twin.count({ method: 'POST', token: 'sandbox' }), twin.count({ method: 'POST', token: 'pool' })]).toEqual([
    1, 1,
  ]);
  expect((await call('drift', env)).code).toBe(0);
  expect((await call('plan --refresh', env)).code).toBe(0);
  const state = readFileSync(checkpoint('pool-a'), 'utf8');
  expect(state).toContain('"token":"POOL_TOKEN"');
  expect(state).not.toContain(pool);
  expect((await call('destroy --yes', env)).code).toBe(0);
  expect([twin.records('a.example'), twin.records('b.example')]).toEqual([[], []]);
});

test('another variable is taken into the state, so that a later destroy knows it', async () => {
  const { call, write, twin, checkpoint, pool } = await twoAccounts();
  expect((await call('up --yes', { POOL_TOKEN: pool })).code).toBe(0);
  write({ 'pool-a.yaml': segmentYaml('pool-a', ['b.example'], { cloudflare: { token: 'OTHER_TOKEN' } }) });
  twin.resetCalls();
  expect((await call('up --yes', { OTHER_TOKEN: pool })).code).toBe(0);
  expect(twin.count()).toBe(0);
  expect(readFileSync(checkpoint('pool-a'), 'utf8')).toContain('"token":"OTHER_TOKEN"');
});

test('a token that is missing is told by the name of its variable, before any call', async () => {
  const { call, twin } = await twoAccounts();
  const { error } = await call('up --yes');
  expect(error?.message).toBe('POOL_TOKEN is not set.');
  expect(twin.count()).toBe(0);
  expect((await call('up --yes --segment primary')).code).toBe(0);
});

test('with a token for every segment CLOUDFLARE_API_TOKEN is not needed', async () => {
  const { call, pool } = await twoAccounts();
  const env = { CLOUDFLARE_API_TOKEN: '', POOL_TOKEN: pool };
  expect((await call('up --yes --segment pool-a', env)).code).toBe(0);
});

test('the token itself in the place of its name is refused, and not repeated', async () => {
  const { call, write, pool } = await twoAccounts();
  write({ 'pool-a.yaml': segmentYaml('pool-a', ['b.example'], { cloudflare: { token: pool } }) });
  const { stdout, code } = await call('check');
  expect(code).toBe(2);
  expect(stdout).toContain('never the token itself');
  expect(stdout).not.toContain(pool);
});
