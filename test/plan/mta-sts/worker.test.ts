/** The Worker's module, loaded and asked as the runtime does. */
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { scriptName, workerScript } from '../../../src/plan/mta-sts/worker.ts';
import { policyText } from '../../../src/records/mta-sts.ts';

const policyOf = (...mx: string[]): string => policyText({ mode: 'enforce', maxAge: 604_800, mx });
const acme = policyOf('mx.acme.example');
const policies = new Map([
  ['mta-sts.acme.example', acme],
  ['mta-sts.news.acme.example', policyOf('mx.news.example')],
  ['mta-sts.acme-team.example', acme],
]);

async function ask(url: string, init?: RequestInit): Promise<Response> {
  const module = await import(`data:text/javascript,${encodeURIComponent(workerScript(policies))}`);
  return module.default.fetch(new Request(url, init));
}

const at = (host: string): string => `https://${host}/.well-known/mta-sts.txt`;

describe('the Worker', () => {
  test.each([...policies])('serves %s its policy, byte for byte', async (host, text) => {
    const response = await ask(at(host));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await response.text()).toBe(text);
  });

  test.each([
    'https://mta-sts.acme.example/',
    'https://mta-sts.acme.example/.well-known/mta-sts.txt/',
    at('mta-sts.other.example'),
    at('constructor'),
  ])('knows nothing of %s', async url => {
    expect((await ask(url)).status).toBe(404);
  });

  test('answers HEAD without a body and takes nothing else', async () => {
    const head = await ask(at('mta-sts.acme.example'), { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect((await ask(at('mta-sts.acme.example'), { method: 'POST', body: 'x' })).status).toBe(405);
  });

  test('is the same to the byte in whatever order the policies come', () => {
    expect(workerScript(new Map([...policies].reverse()))).toBe(workerScript(policies));
  });

  test("holds ten thousand domains in a tenth of the free plan's 3 MB", () => {
    const many = Array.from({ length: 10_000 }, (_, at) => [`mta-sts.acme-${at}.example`, acme] as const);
    expect(gzipSync(workerScript(new Map(many))).length).toBeLessThan(300_000);
  });
});

test("a script's name has what Cloudflare takes", () => {
  expect(scriptName('pool-a')).toBe('mailyard-mta-sts-pool-a');
  expect(scriptName('EU.pool_b')).toBe('mailyard-mta-sts-eu-pool_b');
  expect(scriptName('x'.repeat(90))).toHaveLength(63);
});
