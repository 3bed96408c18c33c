import { generateKeyPairSync } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { LiveMailbox, MailboxSettings } from '../../src/mail/mailbox.ts';
import { forwardedBy, scriptFor } from '../../src/mail/mailcow/forwarding.ts';
import { mailcow } from '../../src/mail/mailcow/index.ts';
import { localTime } from '../../src/mail/mailcow/local-time.ts';
import { READ_ONLY_KEY, startMailcowTwin } from '../../src/sandbox/mail/mailcow/twin.ts';
import { type AtTwin, atTwin } from './connected.ts';

let at: AtTwin;
beforeEach(async () => {
  at = await atTwin(mailcow, startMailcowTwin);
  at.twin.addDomain('acme.example');
});

const alex = { address: 'alex@acme.example', state: 'active' as const, name: 'Alex Reed' };
const password = 'Zk7-quiet-otter-19';
const create = (more: Partial<MailboxSettings> = {}) => at.service.mailboxes.create({ ...alex, ...more }, password);
const raw = (path: string, body: unknown) =>
  fetch(`${at.twin.origin}/api/v1/${path}`, {
    method: 'POST',
    headers: { 'x-api-key': at.twin.env.MAILCOW_API_KEY ?? '', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

describe('a mailbox', () => {
  test('is made in one call, its limit with it', async () => {
    const wanted = { state: 'suspended' as const, dailyLimit: 40, smtpAccess: false };
    expect(await create(wanted)).toEqual({ ...alex, ...wanted, aliases: [], forwardTo: [] });
    expect(at.sent()).toEqual(['POST /api/v1/add/mailbox']);
    expect(at.twin.mailboxes()).toMatchObject([{ ...alex, ...wanted, password }]);
  });

  test('is changed by what differs, in as many calls as mailcow has objects for it', async () => {
    const now = await create({ dailyLimit: 40 });
    at.sent();
    await at.service.mailboxes.update({ ...alex, dailyLimit: 40 }, now);
    expect(at.sent()).toEqual([]);
    await at.service.mailboxes.update({ ...alex, state: 'suspended', name: 'A. Reed', smtpAccess: false }, now);
    expect(at.sent()).toEqual(['POST /api/v1/edit/mailbox']);
    const more = {
      ...alex,
      dailyLimit: null,
      aliases: ['a@acme.example', 'b@acme.example'],
      forwardTo: ['i@else.example'],
    };
    await at.service.mailboxes.update(more, now);
    expect(at.sent()).toEqual([
      ...['POST /api/v1/edit/rl-mbox', 'POST /api/v1/add/alias'],
      ...['GET /api/v1/get/filters/alex%40acme.example', 'POST /api/v1/add/filter'],
    ]);
    const { smtpAccess, created, ...there } = (await at.service.mailboxes.read(alex.address)) as LiveMailbox;
    expect(created).toBe(Date.UTC(2026, 10, 26));
    expect(there).toEqual({ ...more, state: 'suspended', name: 'A. Reed' });
    at.sent();
    await at.service.mailboxes.update({ ...more, aliases: ['b@acme.example'], forwardTo: [] }, there);
    expect(at.sent()).toEqual([
      ...['POST /api/v1/edit/mailbox', 'GET /api/v1/get/alias/all/acme.example', 'POST /api/v1/delete/alias'],
      ...['GET /api/v1/get/filters/alex%40acme.example', 'POST /api/v1/delete/filter'],
    ]);
    expect(at.twin.mailboxes()).toMatchObject([
      { ...alex, aliases: ['b@acme.example'], forwardTo: [], dailyLimit: null },
    ]);
  });

  test('is listed with all others of its domain in three calls, and never with those of another', async () => {
    at.twin.addDomain('other.example');
    for (const address of [alex.address, 'sam@acme.example', 'kim@other.example'])
      at.twin.put({
        address,
        aliases: [`x.${address}`],
        forwardTo: ['i@else.example'],
        lastActivity: 1_700_000_000_000,
      });
    const listed = await at.service.mailboxes.list('acme.example');
    expect(listed.map(({ address, aliases }) => [address, aliases])).toEqual([
      [alex.address, [`x.${alex.address}`]],
      ['sam@acme.example', ['x.sam@acme.example']],
    ]);
    expect(listed[0]).toMatchObject({ forwardTo: ['i@else.example'], lastActivity: 1_700_000_000_000 });
    expect(at.sent()).toHaveLength(3);
    // mailcow itself shows all of the server.
    expect(await at.service.mailboxes.list('none.example')).toEqual([]);
  });

  test('that nobody has used says nothing about when it was used: mailcow may hide it', async () => {
    await create();
    expect(await at.service.mailboxes.read(alex.address)).not.toHaveProperty('lastActivity');
    expect(await at.service.mailboxes.read('none@acme.example')).toBeUndefined();
  });

  test('shows a limit by the hour as what it comes to in a day, and that of its domain not at all', async () => {
    await create();
    await raw('edit/rl-mbox', { items: [alex.address], attr: { rl_value: '5', rl_frame: 'h' } });
    expect((await at.service.mailboxes.read(alex.address))?.dailyLimit).toBe(120);
    await raw('edit/rl-mbox', { items: [alex.address], attr: { rl_value: '', rl_frame: 'h' } });
    await raw('edit/rl-domain', { items: ['acme.example'], attr: { rl_value: '5', rl_frame: 'h' } });
    expect((await at.service.mailboxes.read(alex.address))?.dailyLimit).toBeNull();
  });

  test('of which nothing may be sent is never given a limit of 0, which would be none', async () => {
    await expect(create({ dailyLimit: 0 })).rejects.toMatchObject({
      kind: 'refused',
      fix: expect.stringContaining('smtpAccess: false'),
    });
    expect(at.twin.mailboxes()).toEqual([]);
  });

  test('takes a new password, and goes without a trace', async () => {
    await create();
    await at.service.mailboxes.update({ ...alex, aliases: ['a@acme.example'] }, alex);
    expect(await at.service.mailboxes.setPassword?.(alex.address, `${password}!`)).toEqual({});
    expect(at.twin.mailboxes()[0]?.password).toBe(`${password}!`);
    await at.service.mailboxes.delete(alex.address);
    await at.service.mailboxes.delete(alex.address);
    expect(await create({ address: 'a@acme.example' })).toBeDefined();
  });
});

describe('aliases', () => {
  test('that lead elsewhere too, or are off, are somebody else’s', async () => {
    await create();
    await raw('add/alias', { address: 'team@acme.example', goto: `${alex.address},sam@else.example`, active: '1' });
    await raw('add/alias', { address: 'off@acme.example', goto: alex.address, active: '0' });
    const live = (await at.service.mailboxes.read(alex.address)) as MailboxSettings;
    expect(live.aliases).toEqual([]);
    await at.service.mailboxes.update({ ...alex, aliases: [] }, { ...live, aliases: ['team@acme.example'] });
    expect(at.twin.count({ path: 'delete/alias' })).toBe(0);
  });

  test('that begin with digits are deleted by number, and no other with them', async () => {
    await create();
    const first = { ...alex, aliases: ['keep@acme.example'] };
    await at.service.mailboxes.update(first, { ...alex, aliases: [] });
    const id = (
      (await (
        await fetch(`${at.twin.origin}/api/v1/get/alias/all`, {
          headers: { 'x-api-key': at.twin.env.MAILCOW_API_KEY ?? '' },
        })
      ).json()) as { id: number }[]
    )[0]?.id;
    const both = { ...alex, aliases: [`${id}up@acme.example`, 'keep@acme.example'].sort() };
    await at.service.mailboxes.update(both, first);
    await at.service.mailboxes.update(first, both);
    expect(at.twin.mailboxes()[0]?.aliases).toEqual(['keep@acme.example']);
  });

  test('stay in the domain of their mailbox', async () => {
    const abroad = { ...alex, aliases: ['alex@other.example'] };
    await expect(create(abroad)).rejects.toMatchObject({ kind: 'refused' });
    await expect(at.service.mailboxes.update(abroad, alex)).rejects.toMatchObject({ kind: 'refused' });
    expect(at.twin.count()).toBe(0);
  });

  test('that are taken are told by name, and the others stand', async () => {
    await create();
    await create({ address: 'sam@acme.example' });
    const wanted = { ...alex, aliases: ['new@acme.example', 'sam@acme.example'] };
    await expect(at.service.mailboxes.update(wanted, { ...alex, aliases: [] })).rejects.toMatchObject({
      kind: 'exists',
      message: expect.stringContaining('is_alias_or_mailbox sam@acme.example'),
    });
    expect((await at.service.mailboxes.read(alex.address))?.aliases).toEqual(['new@acme.example']);
  });
});

describe('forwarding', () => {
  const forward = (to: string[], from: string[] = []) =>
    at.service.mailboxes.update({ ...alex, forwardTo: to }, { ...alex, forwardTo: from });

  test('is a filter that sends copies, changed in its place', async () => {
    await create();
    await forward(['a@else.example', 'b@else.example']);
    await forward(['b@else.example'], ['a@else.example', 'b@else.example']);
    expect(at.twin.mailboxes()[0]?.forwardTo).toEqual(['b@else.example']);
    expect(at.twin.count({ path: 'add/filter' })).toBe(1);
  });

  test('never puts out a filter of the mailbox’s own', async () => {
    await create();
    await raw('add/filter', {
      ...{
        username: alex.address,
        script_data: 'discard;',
        script_desc: 'Mine',
        filter_type: 'prefilter',
        active: '1',
      },
    });
    await expect(forward(['a@else.example'])).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('active prefilter'),
    });
    expect(at.twin.count({ path: 'add/filter' })).toBe(1);
  });

  test.each([
    [scriptFor(['a@x.example', '"o\'dd\\y"@x.example']), ['a@x.example', '"o\'dd\\y"@x.example']],
    ['require "copy";\n# to the boss\nredirect :copy "Boss@x.example" ;', ['boss@x.example']],
    ['require ["copy"];\nredirect "a@x.example";', undefined],
    ['require ["copy","fileinto"];\nredirect :copy "a@x.example";\nfileinto "X";', undefined],
    ['if true { redirect :copy "a@x.example"; }', undefined],
    ['', []],
  ])('%j sends copies to %j', (script_data, to) => {
    const filter = { id: 1, username: alex.address, active: 1, filter_type: 'prefilter', script_data };
    expect(forwardedBy(filter)).toEqual(to);
    expect(forwardedBy({ ...filter, active: 0 })).toBeUndefined();
    expect(forwardedBy({ ...filter, filter_type: 'postfilter' })).toBeUndefined();
  });
});

describe('a domain', () => {
  test('has room for more than ten mailboxes, and gives its key in one text', async () => {
    for (const splitDkim of [false, true]) {
      at = await atTwin(mailcow, startMailcowTwin, { splitDkim });
      const { values } = await at.service.domains.add('new.example');
      expect(values.dkimKey).toMatch(/^v=DKIM1;k=rsa;t=s;s=email;p=[A-Za-z0-9+/]+=*$/);
      for (let i = 0; i < 12; i++) await create({ address: `u${i}@new.example` });
      expect(await at.service.domains.read('new.example')).toEqual({ values });
      await expect(at.service.domains.add('new.example')).rejects.toMatchObject({ kind: 'exists' });
    }
  });

  test('that was there without a key gets one', async () => {
    await raw('delete/dkim', ['acme.example']);
    await expect(at.service.domains.add('acme.example')).rejects.toMatchObject({ kind: 'exists' });
    expect((await at.service.domains.read('acme.example'))?.values).toHaveProperty('dkimKey');
  });

  test('that is another name of one says so, and gets no key', async () => {
    await raw('add/alias-domain', { alias_domain: 'acme.test', target_domain: 'acme.example', active: '1' });
    const message = 'acme.test is an alias domain of acme.example at mailcow, and has no mailboxes of its own.';
    await expect(at.service.domains.add('acme.test')).rejects.toMatchObject({ message });
    await expect(at.service.domains.read('acme.test')).rejects.toMatchObject({ message });
    expect(at.twin.count({ path: 'add/dkim' })).toBe(0);
  });

  test('that signs with another selector says how to write it', async () => {
    const other = at.again({ dkimSelector: 's1' });
    expect(await other.domains.read('acme.example')).toMatchObject({
      values: {},
      otherKey: { fix: expect.stringContaining('dkimSelector: dkim') },
    });
    expect((await other.domains.add('new.example')).values).toHaveProperty('dkimKey');
    expect(await other.dkim.read('new.example')).toMatchObject({ selector: 's1' });
  });

  test('is removed, and not there is done', async () => {
    await at.service.domains.remove?.('acme.example');
    await at.service.domains.remove?.('acme.example');
    expect(await at.service.domains.read('acme.example')).toBeUndefined();
    await expect(create()).rejects.toMatchObject({
      message: 'mailcow does not have acme.example, so it cannot make alex@acme.example.',
    });
  });

  test('whose limit is reached says which and where', async () => {
    await raw('edit/domain', { items: ['acme.example'], attr: { mailboxes: '0' } });
    await expect(create()).rejects.toMatchObject({
      kind: 'refused',
      fix: expect.stringContaining('Max. possible mailboxes'),
    });
  });
});

test('DKIM keys are read, made, and taken from us with a selector of our own', async () => {
  expect(await at.service.dkim.read('acme.example')).toMatchObject({ selector: 'dkim' });
  await raw('delete/dkim', ['acme.example']);
  expect(await at.service.dkim.read('acme.example')).toBeUndefined();
  expect(await at.service.dkim.make?.('acme.example', 's2')).toMatchObject({
    selector: 's2',
    record: expect.stringMatching(/^v=DKIM1;/),
  });
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  await at.service.dkim.import?.(
    'acme.example',
    'my20261126a',
    privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  );
  expect(await at.service.dkim.read('acme.example')).toEqual({
    selector: 'my20261126a',
    record: `v=DKIM1;k=rsa;t=s;s=email;p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`,
  });
});

test.each([
  ['2026-11-26 12:00:00', 'Europe/Berlin', '2026-11-26T11:00:00Z'],
  ['2026-07-01 00:30:00', 'America/New_York', '2026-07-01T04:30:00Z'],
  ['2026-10-25 02:30:00', 'Europe/Berlin', '2026-10-25T00:30:00Z'],
  ['2026-03-29 02:30:00', 'Europe/Berlin', undefined],
  ['0000-00-00 00:00:00', 'UTC', undefined],
])('%s in %s is %s', (text, zone, moment) => {
  expect(localTime(zone)(text)).toBe(moment && Date.parse(moment));
});

test('without the time zone nobody knows when a mailbox was made; what is no time zone is said', async () => {
  await create();
  expect(await at.again({ timezone: undefined }).mailboxes.read(alex.address)).not.toHaveProperty('created');
  expect(() => at.again({ timezone: 'Europe/Berln' })).toThrow(
    expect.objectContaining({ code: 'account', fix: expect.stringContaining('MAILCOW_TZ') }),
  );
});

describe('the key', () => {
  test('is tried by a call that writes nothing', async () => {
    await at.service.check();
    expect(at.sent()).toEqual(['POST /api/v1/edit/mailbox']);
  });

  test('that may only look, is wrong, or comes from elsewhere is one clear error each', async () => {
    const failure = (key: string) =>
      at
        .again({}, { env: { MAILCOW_API_KEY: key } })
        .check()
        .catch(error => error);
    expect(await failure(READ_ONLY_KEY)).toMatchObject({
      kind: 'forbidden',
      fix: expect.stringContaining('read-write access'),
    });
    expect(await failure('wrong-key-of-ours')).toMatchObject({
      kind: 'credentials',
      message:
        'mailcow (self-hosted) rejected the credentials when asked to look at the account (HTTP 401: authentication failed).',
      fix: expect.stringContaining('bans the address'),
    });
    at = await atTwin(mailcow, startMailcowTwin, { allowed: false });
    await expect(at.service.check()).rejects.toMatchObject({
      kind: 'forbidden',
      fix: expect.stringContaining('the address that Mailyard calls from'),
    });
  });
});
