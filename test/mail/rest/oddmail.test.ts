/** The same adapter with another description: whatever Mailhost does one way, this API does another. */
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import type { MailboxSettings } from '../../../src/mail/mailbox.ts';
import { factsFrom } from '../../../src/mail/rest/facts.ts';
import { sandboxClock } from '../../../src/sandbox/clock.ts';
import { connected } from './connected.ts';
import { type SecondTwin, secondTemplate, startSecondTwin } from './second-api.ts';

const NOW = Date.parse('2026-11-26T09:00:00Z');
let twin: SecondTwin;
beforeEach(async () => {
  twin = await startSecondTwin(sandboxClock(NOW));
  onTestFinished(() => twin.close());
});

const wanted: MailboxSettings = {
  ...{ address: 'alex@acme.example', state: 'active', name: 'Alex Reed', smtpAccess: false, dailyLimit: 40 },
  aliases: ['a.reed@acme.example', 'hi@acme.example'],
  forwardTo: ['inbox@acme.example', 'log@acme.example'],
};

test('says what it can do', () => {
  const { capabilities, account } = factsFrom(secondTemplate);
  expect(capabilities).toEqual({
    ...{ 'domain.create': 'manual', 'domain.verify': 'manual', 'domain.delete': 'manual' },
    ...{ 'mailbox.create': 'api', 'mailbox.delete': 'api', 'mailbox.password': 'api', 'mailbox.suspend': 'api' },
    ...{ name: 'api', aliases: 'api', forwarding: 'api', sendLimit: 'api', smtpAccess: 'api', lastActivity: 'api' },
  });
  expect(Object.keys(account)).toEqual(['url', 'tenant', 'login']);
});

test('a mailbox from its making to its end', async () => {
  const { service, mailboxes } = connected(secondTemplate, twin);
  await service.check();
  const { password, ...made } = await mailboxes.create(wanted, 'a password of ours');
  expect(password).toBe('made-for-u-1');
  expect(made).toEqual({ address: wanted.address, state: 'active', name: 'Alex Reed', dailyLimit: 40 });
  await mailboxes.update(wanted, made);
  expect(twin.users.get('u-1')).toMatchObject({
    ...{ person: { called: 'Alex Reed' }, also: ['a.reed', 'hi'], caps: { day: 40 }, access: 'new', smtp: 'nay' },
    copies: 'inbox@acme.example,log@acme.example',
  });
  expect(await mailboxes.list('acme.example')).toEqual([{ ...wanted, created: NOW, lastActivity: null }]);

  const suspended = { ...wanted, state: 'suspended', dailyLimit: null } as const;
  await mailboxes.update({ ...suspended, name: undefined }, wanted);
  expect(await mailboxes.read(wanted.address)).toMatchObject(suspended);
  twin.resetCalls();
  await mailboxes.update({ ...wanted, dailyLimit: null }, suspended);
  expect(await mailboxes.read(wanted.address)).toMatchObject({ state: 'active' });
  expect(twin.calls.map(({ path }) => path)).toEqual(['/main/users/u-1/open', '/main/domains/acme.example/users']);
  expect(await mailboxes.setPassword(wanted.address, 'unused')).toEqual({ password: 'remade-for-u-1' });
  await mailboxes.delete(wanted.address);
  await mailboxes.delete(wanted.address);
  expect(twin.users.size).toBe(0);
  expect(await mailboxes.read(wanted.address)).toBeUndefined();
});

test('its own key is looked for where nobody has seen it yet, once', async () => {
  twin.users.set('u-9', { ...user('alex', 'u-9') });
  const { mailboxes } = connected(secondTemplate, twin);
  await mailboxes.setPassword('alex@acme.example', 'unused');
  await mailboxes.setPassword('alex@acme.example', 'unused');
  expect(twin.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
    ...['GET /main/domains/acme.example/users', 'POST /main/users/u-9/secret', 'POST /main/users/u-9/secret'],
  ]);
  await expect(mailboxes.setPassword('no@acme.example', 'unused')).rejects.toMatchObject({ kind: 'missing' });
});

test('errors inside HTTP 200: taken, wrong login, anything else', async () => {
  const { mailboxes } = connected(secondTemplate, twin);
  await mailboxes.create(wanted, '');
  await expect(mailboxes.create(wanted, '')).rejects.toMatchObject({
    kind: 'exists',
    message: expect.stringContaining('No.; alex is taken.'),
  });
  expect(twin.count({ method: 'PUT' })).toBe(2);
  const { name: _, ...nameless } = wanted;
  await expect(mailboxes.create({ ...nameless, address: 'sam@acme.example' }, '')).rejects.toMatchObject({
    kind: 'refused',
  });
  const stranger = connected(secondTemplate, twin, { account: { login: 'eve' } });
  await expect(stranger.service.check()).rejects.toMatchObject({ kind: 'credentials', fix: 'Look at the login.' });
});

test('a PUT that makes is not sent again either', async () => {
  const { mailboxes } = connected(secondTemplate, twin);
  twin.faults.add({ kind: 'applied-but-connection-lost', method: 'PUT' });
  await expect(mailboxes.create(wanted, '')).rejects.toMatchObject({ kind: 'lost' });
  expect(twin.users.size).toBe(1);
});

test('a rate limit inside HTTP 200 is waited out', async () => {
  const { mailboxes } = connected(secondTemplate, twin);
  twin.faults.add({ kind: 'rate-limit' }, { kind: 'rate-limit' });
  expect(await mailboxes.list('acme.example')).toEqual([]);
  expect(twin.count()).toBe(3);
});

test('cursors lead over 1,000 in 20 pages', async () => {
  for (let i = 0; i < 1000; i++) twin.users.set(`u-${i}`, user(`u${i}`, `u-${i}`));
  const { mailboxes } = connected(secondTemplate, twin);
  expect(await mailboxes.list('acme.example')).toHaveLength(1000);
  expect(twin.count()).toBe(20);
});

test('a word that the template does not know is said, never guessed', async () => {
  twin.users.set('u-1', { ...user('alex', 'u-1'), access: 'locked' });
  await expect(connected(secondTemplate, twin).mailboxes.list('acme.example')).rejects.toMatchObject({
    message:
      'Oddmail shows alex@acme.example in a way that its template does not know: `locked` is no word of `fields.state`.',
    fix: 'Add the word to that field of the template: a list holds several.',
  });
});

const user = (local: string, uid: string) => ({
  ...{ uid, domain: 'acme.example', local, person: { called: local }, also: [], copies: '', caps: { day: 0 } },
  ...({ access: 'open', smtp: 'yea', since: 1, seen: 0, secret: '' } as const),
});
