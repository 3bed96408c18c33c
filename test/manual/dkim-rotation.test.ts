/** DKIM keys that only a person can change: when `mailyard todo` asks for it, and what it waits for. */
import { expect, test } from 'vitest';
import type { DnsAnswer } from '../../src/dns/answer.ts';
import { builtIn } from '../../src/inventory/defaults.ts';
import { rotationTasks } from '../../src/manual/dkim-rotation.ts';
import { lookAtAll } from '../../src/manual/look.ts';
import { aDomain, anEstate, type DomainParts, templates } from '../support/estate.ts';

const tasks = (name: string, parts: DomainParts = {}, today = '2026-11-26', rotate = '90d') =>
  rotationTasks(
    anEstate(
      [aDomain({ mailProvider: name, dkim: { ...builtIn.dkim, rotate, signers: [{ name }] }, ...parts })],
      {},
      today,
    ),
    templates(),
  );
const google = (dkimSelector?: string) => ({
  values: { 'google-workspace': { dkimKey: 'v=DKIM1; k=rsa; p=AAAA', ...(dkimSelector && { dkimSelector }) } },
});

test('a key at Google whose selector has no date, or an old one, is to be changed to one of today', () => {
  expect(tasks('google-workspace', google())).toMatchObject([
    {
      id: 'dkim-new-key',
      text: expect.stringContaining('does not say how old it is'),
      values: ['Prefix selector: my20261126a'],
      paste: [{ key: 'values.google-workspace.dkimSelector' }, { key: 'values.google-workspace.dkimKey' }],
    },
  ]);
  expect(tasks('google-workspace', google('my20260801a'))).toMatchObject([
    { id: 'dkim-new-key', text: expect.stringContaining('of 2026-08-01, and keys are changed after 90 days') },
  ]);
});

test('then it is to sign with it, once the DNS has it, until the inventory says that it does', async () => {
  const [task, ...others] = tasks('google-workspace', google('my20261120a'));
  expect(others).toEqual([]);
  expect(task).toMatchObject({ id: 'dkim-start-authentication', doneKey: 'google-workspace-dkim-my20261120a' });
  const eyes = (answer: Partial<DnsAnswer>) => ({
    dns: async () => ({ status: 'answer', records: [], ...answer }) as DnsAnswer,
    value: () => undefined,
    provider: async () => Promise.reject(new Error('nobody asks it')),
  });
  const look = async (answer: Partial<DnsAnswer>) => (await lookAtAll([task as never], eyes(answer)))[0];
  expect(await look({ status: 'nxdomain' })).toMatchObject({
    state: 'open',
    seen: expect.stringContaining('has to wait'),
  });
  expect(await look({ status: 'timeout' })).toMatchObject({ state: 'unknown' });
  const record = {
    name: 'my20261120a._domainkey.acme.example',
    type: 'TXT',
    ttl: 60,
    content: 'v=DKIM1; k=rsa; p=AAAA',
  };
  expect(await look({ records: [record] as never })).toMatchObject({
    state: 'open',
    seen: 'Nobody but you can see whether it is done.',
  });
  const [said] = tasks('google-workspace', { ...google('my20261120a'), done: ['google-workspace-dkim-my20261120a'] });
  expect(said).toMatchObject({ said: true });
});

test('Microsoft is to be told once in each turn, and the next turn asks again', () => {
  const [task] = tasks('microsoft-365');
  expect(task).toMatchObject({
    id: 'dkim-rotate',
    values: ['Rotate-DkimSigningConfig -Identity acme.example -KeySize 2048'],
    said: false,
  });
  const done = [task?.doneKey ?? ''];
  expect(tasks('microsoft-365', { done })).toMatchObject([{ said: true }]);
  expect(tasks('microsoft-365', { done }, '2027-02-24')).toMatchObject([{ said: false }]);
});

test('nothing is asked where keys stay for ever, or of a domain that is retired', () => {
  expect(tasks('microsoft-365', {}, '2026-11-26', 'never')).toEqual([]);
  const lifecycle = { state: 'retired' as const, since: '2026-11-20', graceDays: 30 };
  expect(tasks('google-workspace', { ...google(), lifecycle })).toEqual([]);
});
