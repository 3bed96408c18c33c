/** `--wait`: what is not served yet is looked at again, with growing pauses, until it is, or time or patience ends. */
import { expect, test } from 'vitest';
import type { Target } from '../../src/audit/audit.ts';
import type { DomainAudit } from '../../src/audit/audit-domain.ts';
import { checkResult, fail, pass } from '../../src/audit/verdict.ts';
import { waitUntilServed } from '../../src/audit/wait.ts';

const targets: Target[] = [{ domain: 'a.example' }, { domain: 'b.example' }];

function found(domain: string, good: boolean): DomainAudit {
  const findings = [good ? pass('mx', 'There.') : fail('mx-none', 'Not there.')];
  return { domain, verdict: good ? 'pass' : 'fail', checks: [checkResult('mx', findings)], records: [] };
}

interface Story {
  looks: string[][];
  pauses: number[];
}

/** `b.example` is served from its nth look on. The clock moves only by sleeping. */
async function wait(servedAt: number, { timeoutMs = 600_000, abortAfter = Number.POSITIVE_INFINITY } = {}) {
  const story: Story = { looks: [], pauses: [] };
  const controller = new AbortController();
  let now = 0;
  const { audits, ended } = await waitUntilServed(targets, {
    look: async open => {
      story.looks.push(open.map(({ domain }) => domain));
      return open.map(({ domain }) => found(domain, domain === 'a.example' || story.looks.length >= servedAt));
    },
    timeoutMs,
    now: () => now,
    sleep: async ms => {
      story.pauses.push(ms);
      now += ms;
      if (story.pauses.length >= abortAfter) controller.abort();
    },
    signal: controller.signal,
  });
  return { ...story, ended, verdicts: audits.map(({ domain, verdict }) => `${domain} ${verdict}`) };
}

test('what is served at once is looked at once', async () => {
  expect(await wait(1)).toMatchObject({ looks: [['a.example', 'b.example']], pauses: [], ended: 'settled' });
});

test('only what is missing is looked at again, after pauses that grow', async () => {
  const { looks, pauses, ended, verdicts } = await wait(4);
  expect(looks.slice(1)).toEqual([['b.example'], ['b.example'], ['b.example']]);
  expect(pauses).toEqual([2000, 3000, 4500]);
  expect({ ended, verdicts }).toEqual({ ended: 'settled', verdicts: ['a.example pass', 'b.example pass'] });
});

test('no pause is longer than a minute', async () => {
  expect(Math.max(...(await wait(20)).pauses)).toBe(60_000);
});

test('the time ends it, with a last look at its very end', async () => {
  const { pauses, ended, verdicts } = await wait(99, { timeoutMs: 10_000 });
  expect({ total: pauses.reduce((sum, each) => sum + each), ended }).toEqual({ total: 10_000, ended: 'timeout' });
  expect(verdicts).toEqual(['a.example pass', 'b.example fail']);
});

test('Ctrl-C ends it with what was seen last', async () => {
  expect(await wait(99, { abortAfter: 2 })).toMatchObject({
    ended: 'interrupted',
    verdicts: ['a.example pass', 'b.example fail'],
  });
});
