/**
 * The twin of mailcow against data/web/api/openapi.yaml and the PHP behind it (mailcow/mailcow-dockerized, source of 2026-08-05):
 * every published field of the bodies with a value of its example, and one of another type.
 */
import { generateKeyPairSync } from 'node:crypto';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { sandboxClock } from '../../../src/sandbox/clock.ts';
import { type MailcowTwinOptions, READ_ONLY_KEY, startMailcowTwin } from '../../../src/sandbox/mail/mailcow/twin.ts';
import type { MailTwin } from '../../../src/sandbox/mail/twin.ts';
import { caller } from './caller.ts';

let twin: MailTwin;
const start = async (options: MailcowTwinOptions = {}) => {
  const started = await startMailcowTwin({ clock: sandboxClock(Date.UTC(2026, 10, 26, 12)), ...options });
  onTestFinished(() => started.close());
  started.addDomain('acme.example');
  return started;
};
beforeEach(async () => {
  twin = await start();
});

const headers = (key = twin.env.MAILCOW_API_KEY ?? '') => ({ 'x-api-key': key });
const post = (path: string, body: unknown, more: Record<string, string> = {}) =>
  caller(twin, { ...headers(), ...more })('POST', `/api/v1/${path}`, body);
const get = async (path: string) => (await caller(twin, headers())('GET', `/api/v1/get/${path}`)).body;

/** What was said of each thing, as `danger object_exists alex@acme.example`. */
async function said(path: string, body: unknown): Promise<string[]> {
  const { body: outcomes } = await post(path, body);
  return [outcomes].flat().map(({ type, msg }) => [type, ...[msg].flat()].join(' '));
}

const password = { password: 'atedismonsin', password2: 'atedismonsin' };
const alex = { local_part: 'alex', domain: 'acme.example', name: 'Alex Reed', ...password };
const address = 'alex@acme.example';
const script = { script_data: 'keep;', script_desc: 'Mine', filter_type: 'prefilter' };

type Field = [name: string, good: unknown, bad: unknown];
const domainFields: Field[] = [
  ...([
    ['active', '1', 'yes'],
    ['aliases', '400', 'many'],
    ['backupmx', '0', 2],
    ['defquota', '3072', '3 GB'],
  ] as Field[]),
  ...([
    ['description', 'some decsription', 7],
    ['gal', '1', 'on'],
    ['mailboxes', '10', null],
    ['maxquota', '10240', {}],
  ] as Field[]),
  ...([
    ['quota', '10240', []],
    ['relay_all_recipients', '0', '2'],
    ['relay_unknown_only', false, 'no'],
  ] as Field[]),
  ...([
    ['rl_frame', 's', 'w'],
    ['rl_value', '10', 'ten'],
    ['tags', ['tag1', 'tag2'], 'tag1'],
  ] as Field[]),
];
const mailboxFields: Field[] = [
  ...([
    ['active', '1', 3],
    ['name', 'Full name', 7],
    ['authsource', 'mailcow', 'imap'],
    ['quota', '3072', '3 GB'],
  ] as Field[]),
  ...([
    ['force_pw_update', '1', 'yes'],
    ['force_tfa', '1', 2],
    ['tls_enforce_in', '1', 'on'],
  ] as Field[]),
  ...([
    ['tls_enforce_out', true, 'on'],
    ['tags', ['tag1', 'tag2'], 'tag1'],
    ['sogo_access', '1', 'on'],
  ] as Field[]),
  ...([
    ['imap_access', '0', 'off'],
    ['smtp_access', '0', 'off'],
  ] as Field[]),
];
const aliasFields: Field[] = [
  ...([
    ['active', '1', 'yes'],
    ['goto_ham', false, 'no'],
    ['goto_null', false, 'no'],
    ['goto_spam', false, 'no'],
  ] as Field[]),
  ...([
    ['sogo_visible', '1', 'yes'],
    ['sender_allowed', '1', 'yes'],
    ['internal', '0', 'no'],
  ] as Field[]),
  ...([
    ['private_comment', 'private comment', 7],
    ['public_comment', 'public comment', 7],
  ] as Field[]),
];

/** A call, what it needs, what it may have. */
const published: [path: string, base: object, fields: Field[]][] = [
  [
    'add/domain',
    { domain: 'new.example' },
    [...domainFields, ['domain', 'new.example', 7], ['restart_sogo', '10', 'yes']],
  ],
  [
    'add/mailbox',
    alex,
    [...mailboxFields, ['local_part', 'alex', 7], ['domain', 'acme.example', 7], ['rl_value', '30', 'x']],
  ],
  [
    'add/alias',
    { address: 'hi@acme.example', goto: address },
    [...aliasFields, ['address', 'hi@acme.example', 7], ['goto', address, [address]]],
  ],
  [
    'add/dkim',
    { domains: 'other.example', key_size: '2048' },
    [
      ['dkim_selector', 'dkim', 7],
      ['domains', 'other.example', []],
      ['key_size', 2048, 'long'],
    ],
  ],
  [
    'add/filter',
    { username: address, ...script },
    [
      ['active', '1', 'yes'],
      ['filter_type', 'postfilter', 'midfilter'],
      ['script_desc', 'Mine', 7],
    ],
  ],
];
const edits: [path: string, item: string, fields: Field[]][] = [
  ['edit/domain', 'acme.example', [...domainFields, ['relayhost', '2', 'none']]],
  ['edit/mailbox', address, [...mailboxFields, ['sender_acl', ['default', '*'], 'default']]],
  [
    'edit/rl-mbox',
    address,
    [
      ['rl_value', '10', 'x'],
      ['rl_frame', 'h', 'w'],
    ],
  ],
  ['edit/rl-mbox/', address, [['rl_frame', 'd', 'w']]],
];

describe('what is published is taken, and nothing else', () => {
  test.each(published)('%s', async (path, base, fields) => {
    for (const [field, good, bad] of fields) {
      const { status } = await post(path, { ...base, [field]: bad });
      expect([field, status]).toEqual([field, 400]);
      const taken = await post(path, { ...base, [field]: good });
      expect([field, taken.status]).toEqual([field, 200]);
    }
    expect((await post(path, { ...base, colour: 'red' })).status).toBe(400);
    expect((await post(path, {})).status).toBe(400);
  });

  test.each(edits)('%s', async (path, item, fields) => {
    await post('add/mailbox', alex);
    for (const [field, good, bad] of fields) {
      const frame = field === 'rl_value' ? { rl_frame: 'd' } : {};
      expect([field, (await post(path, { items: [item], attr: { ...frame, [field]: bad } })).status]).toEqual([
        field,
        400,
      ]);
      expect([field, await said(path, { items: [item], attr: { ...frame, [field]: good } })]).toEqual([
        field,
        [expect.stringMatching(/^success/)],
      ]);
    }
    expect((await post(path, { items: [item], attr: { colour: 'red' } })).status).toBe(400);
    expect((await post(path, { items: [item] })).status).toBe(400);
    expect((await post(path, { attr: {} })).status).toBe(400);
  });

  test('in JSON that says it is JSON', async () => {
    expect(await post('add/mailbox', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' })).toMatchObject({
      status: 200,
      body: { type: 'error', msg: 'Cannot find attributes in post data' },
    });
    expect((await post('add/mailbox', '{', { 'content-type': 'application/json' })).status).toBe(400);
    expect((await post('delete/mailbox', { username: address })).status).toBe(400);
    expect(await post('add/nothing', {})).toMatchObject({ status: 404, body: { msg: 'route not found' } });
  });
});

describe('the key', () => {
  const asked = (key: string) => caller(twin, headers(key));

  test('is known, and its caller', async () => {
    for (const key of ['', 'no'])
      expect(await asked(key)('GET', '/api/v1/get/domain/all')).toMatchObject({
        status: 401,
        body: { msg: 'authentication failed' },
      });
    twin = await start({ allowed: false });
    expect(await asked(twin.env.MAILCOW_API_KEY ?? '')('GET', '/api/v1/get/domain/all')).toMatchObject({
      status: 401,
      body: { type: 'error', msg: 'api access denied for ip 127.0.0.1' },
    });
  });

  test('that may only look is refused what writes', async () => {
    expect((await asked(READ_ONLY_KEY)('GET', '/api/v1/get/domain/all')).status).toBe(200);
    for (const path of ['add/mailbox', 'edit/mailbox', 'delete/mailbox'])
      expect(await asked(READ_ONLY_KEY)('POST', `/api/v1/${path}`, {})).toMatchObject({
        status: 403,
        body: { msg: 'API read/write access denied' },
      });
  });
});

describe('a domain', () => {
  test('comes with a key, and is there once', async () => {
    expect(await said('add/domain', { domain: 'New.example' })).toEqual([
      'success dkim_added new.example',
      'success domain_added new.example',
    ]);
    expect(await said('add/domain', { domain: 'new.example' })).toEqual(['danger domain_exists new.example']);
    expect(await get('domain/new.example')).toMatchObject({
      domain_name: 'new.example',
      active: 1,
      max_num_mboxes_for_domain: 10,
      mboxes_left: 10,
    });
    expect(await get('dkim/new.example')).toMatchObject({
      dkim_selector: 'dkim',
      dkim_txt: expect.stringMatching(/^v=DKIM1;k=rsa;t=s;s=email;p=MII/),
    });
    expect([await get('domain/none.example'), await get('dkim/none.example')]).toEqual([{}, {}]);
  });

  test('keeps to its limits', async () => {
    expect(await said('add/domain', { domain: 'a.example', quota: '10', maxquota: '20' })).toEqual([
      'danger mailbox_quota_exceeds_domain_quota',
    ]);
    expect(await said('add/domain', { domain: 'a.example', maxquota: 0, quota: 0 })).toEqual(['danger maxquota_empty']);
    expect(await said('add/domain', { domain: 'a_b' })).toEqual(['danger domain_invalid']);
    await post('add/domain', { domain: 'small.example', mailboxes: '1', aliases: 1 });
    const small = { ...alex, domain: 'small.example' };
    expect(await said('add/mailbox', { ...small, quota: 20_000 })).toEqual(['danger mailbox_quota_exceeded 10240']);
    await post('add/mailbox', small);
    expect(await said('add/mailbox', { ...small, local_part: 'sam' })).toEqual(['danger max_mailbox_exceeded 1 1']);
    const aliases = { address: 'a@small.example,b@small.example', goto: 'alex@small.example', active: 1 };
    expect(await said('add/alias', aliases)).toEqual([
      expect.stringMatching(/^success alias_added a@/),
      'danger max_alias_exceeded',
    ]);
  });

  test('may have other names, under which it is shown', async () => {
    const alias = { alias_domain: 'acme.test', target_domain: 'acme.example', active: '1' };
    expect(await said('add/alias-domain', { ...alias, target_domain: 'none.example' })).toEqual([
      'danger access_denied',
    ]);
    expect(await said('add/alias-domain', alias)).toEqual(['success aliasd_added acme.test']);
    expect(await said('add/alias-domain', alias)).toEqual(['danger alias_domain_invalid acme.test']);
    expect(await said('add/domain', { domain: 'acme.test' })).toEqual(['danger domain_exists acme.test']);
    expect(await get('domain/acme.test')).toMatchObject({ domain_name: 'acme.example' });
  });

  test('is removed once it is empty, and twice', async () => {
    await post('add/mailbox', alex);
    expect(await said('delete/domain', ['acme.example'])).toEqual(['danger domain_not_empty acme.example']);
    await post('delete/mailbox', [address]);
    for (let i = 0; i < 2; i++)
      expect(await said('delete/domain', ['acme.example'])).toEqual(['success domain_removed acme.example']);
    expect(await get('dkim/acme.example')).toEqual({});
  });
});

describe('a mailbox', () => {
  test('is made once, and no alias stands in its place', async () => {
    expect(await said('add/mailbox', { ...alex, rl_value: '30', rl_frame: 'd', active: '2' })).toEqual([
      'success rl_saved alex@acme.example',
      'success mailbox_added alex@acme.example',
    ]);
    expect(await get(`mailbox/${address}`)).toMatchObject({
      ...{ username: address, name: 'Alex Reed', active: 2, local_part: 'alex', created: '2026-11-26 13:00:00' },
      ...{ rl: { value: '30', frame: 'd' }, rl_scope: 'mailbox', last_smtp_login: 0, attributes: { smtp_access: '1' } },
    });
    expect(await said('add/mailbox', { ...alex, local_part: ' ALEX ' })).toEqual([
      'danger object_exists alex@acme.example',
    ]);
    await post('add/alias', { address: 'hi@acme.example', goto: address, active: '1' });
    expect(await said('add/mailbox', { ...alex, local_part: 'hi' })).toEqual(['danger is_alias hi@acme.example']);
    // hasDomainAccess is asked long before domain_not_found.
    expect(await said('add/mailbox', { ...alex, domain: 'none.example' })).toEqual(['danger access_denied']);
    expect(await said('add/mailbox', { ...alex, local_part: 'a b' })).toEqual(['danger mailbox_invalid']);
  });

  test('has a password that is long enough, twice the same', async () => {
    expect(await said('add/mailbox', { ...alex, password2: 'other' })).toEqual(['danger password_mismatch']);
    expect(await said('add/mailbox', { ...alex, password: 'abc', password2: 'abc' })).toEqual([
      'danger password_complexity',
    ]);
    await post('add/mailbox', alex);
    expect(await said('edit/mailbox', { items: [address], attr: { password: 'new one' } })).toEqual([
      'danger password_complexity',
    ]);
    await post('edit/mailbox', { items: [address], attr: { password: 'new one', password2: 'new one' } });
    expect(twin.mailboxes()[0]?.password).toBe('new one');
  });

  test('keeps what an edit leaves out or empty', async () => {
    await post('add/mailbox', alex);
    await post('edit/mailbox', { items: address, attr: { name: '', active: '0', smtp_access: '0' } });
    expect(await get(`mailbox/${address}`)).toMatchObject({
      name: 'Alex Reed',
      active: 0,
      attributes: { smtp_access: '0', imap_access: '1' },
    });
    expect(await said('edit/mailbox', { items: [], attr: {} })).toEqual(['success Task completed']);
  });

  test('that is not there is denied, and shown as nothing', async () => {
    const none = 'none@acme.example';
    expect(await said('edit/mailbox', { items: [none], attr: { name: 'A' } })).toEqual(['danger access_denied']);
    expect(await said('edit/rl-mbox', { items: [none], attr: { rl_value: 1, rl_frame: 'd' } })).toEqual([
      'danger access_denied',
    ]);
    expect(await said('delete/mailbox', [none])).toEqual(['danger access_denied']);
    expect([await get(`mailbox/${none}`), await get(`filters/${none}`), await get('alias/all/acme.example')]).toEqual([
      {},
      {},
      {},
    ]);
  });

  test('has a limit of its own, or its domain has one, or none', async () => {
    await post('add/mailbox', alex);
    expect(await get(`mailbox/${address}`)).toMatchObject({ rl: false, rl_scope: 'domain' });
    await post('edit/rl-domain', { items: ['acme.example'], attr: { rl_value: '900', rl_frame: 'h' } });
    expect(await get(`mailbox/${address}`)).toMatchObject({ rl: { value: '900', frame: 'h' }, rl_scope: 'domain' });
    await post('edit/rl-mbox', { items: [address], attr: { rl_value: 5, rl_frame: 'h' } });
    expect(await get(`rl-mbox/${address}`)).toEqual({ value: '5', frame: 'h' });
    await post('edit/rl-mbox', { items: [address], attr: { rl_value: 0, rl_frame: 'd' } });
    expect(await get(`rl-mbox/${address}`)).toEqual({});
    expect(await said('edit/rl-mbox', { items: [address], attr: { rl_value: 5 } })).toEqual(['danger rl_timeframe']);
  });

  test('is listed with those of its domain, and of a domain that is not there all are', async () => {
    twin.addDomain('other.example');
    await post('add/mailbox', alex);
    await post('add/mailbox', { ...alex, domain: 'other.example' });
    expect(await get('mailbox/all')).toHaveLength(2);
    expect(await get('mailbox/all/acme.example')).toHaveLength(1);
    expect(await get('mailbox/all/none.example')).toHaveLength(2);
  });
});

describe('aliases', () => {
  beforeEach(() => post('add/mailbox', alex));

  test('come several at once, each with its outcome', async () => {
    const body = { address: 'hi@acme.example, sales@acme.example,hi@acme.example', goto: address, active: '1' };
    expect(await said('add/alias', body)).toEqual([
      ...[expect.stringMatching(/^success alias_added hi@/), expect.stringMatching(/^success alias_added sales@/)],
      'danger is_alias_or_mailbox hi@acme.example',
    ]);
    expect(await said('add/alias', { address: 'hi@none.example', goto: address })).toEqual([
      'danger domain_not_found none.example',
    ]);
    expect(await said('add/alias', { address: 'new@acme.example', goto: 'nobody' })).toEqual([
      'danger goto_invalid nobody',
    ]);
    // The mailbox's own address cannot lead elsewhere as well: so forwarding is no alias.
    expect(await said('add/alias', { address, goto: 'inbox@else.example' })).toEqual([
      `danger is_alias_or_mailbox ${address}`,
    ]);
  });

  test('are deleted by number, and digits at the beginning of an address are a number', async () => {
    await post('add/alias', { address: 'hi@acme.example', goto: address, active: '1' });
    const [{ id }] = await get('alias/all/acme.example');
    expect(await said('delete/alias', [`${id}up@acme.example`])).toEqual(['success alias_removed hi@acme.example']);
    expect(await said('delete/alias', [id])).toEqual(['danger access_denied']);
  });

  test('go with their mailbox, unless they lead elsewhere too', async () => {
    await post('add/alias', { address: 'hi@acme.example', goto: address, active: '1' });
    await post('add/alias', { address: 'team@acme.example', goto: `${address},sam@else.example`, active: '1' });
    await post('delete/mailbox', [address]);
    expect(await get('alias/all')).toMatchObject([{ address: 'team@acme.example', goto: 'sam@else.example' }]);
  });
});

test('one filter of a type is active', async () => {
  await post('add/mailbox', alex);
  for (const filter_type of ['prefilter', 'postfilter', 'prefilter'])
    await post('add/filter', { username: address, ...script, filter_type, active: '1' });
  const filters = await get(`filters/${address}`);
  expect(filters.map(({ active }: { active: number }) => active)).toEqual([0, 1, 1]);
  await post('edit/filter', { items: [filters[0].id], attr: { active: '1' } });
  expect((await get('filters/all')).map(({ active }: { active: number }) => active)).toEqual([1, 1, 0]);
  expect(await said('delete/filter', [filters[0].id, 999])).toEqual([
    `success delete_filter ${filters[0].id}`,
    'danger access_denied',
  ]);
  expect(await said('add/filter', { username: 'none@acme.example', ...script })).toEqual(['danger access_denied']);
});

test('DKIM keys are made, imported over the old one where that is said, and shown in parts where the server splits them', async () => {
  expect(await said('add/dkim', { domains: 'acme.example', key_size: 2048 })).toEqual([
    'danger dkim_domain_or_sel_invalid acme.example',
  ]);
  const pem = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
  const key = { domain: 'acme.example', dkim_selector: 'my1', private_key_file: pem };
  expect(await said('add/dkim_import', key)).toEqual(['danger dkim_domain_or_sel_exists acme.example']);
  expect(await said('add/dkim_import', { ...key, private_key_file: 'no' })).toEqual([
    expect.stringMatching(/^danger private_key_error/),
  ]);
  expect(await said('add/dkim_import', { ...key, overwrite_existing: '1' })).toEqual([
    'success dkim_added acme.example',
  ]);
  expect(await get('dkim/acme.example')).toMatchObject({ dkim_selector: 'my1', privkey: '' });
  expect(await said('delete/dkim', ['acme.example'])).toEqual(['success dkim_removed acme.example']);
  expect(await get('dkim/acme.example')).toEqual({});
  twin = await start({ splitDkim: true });
  expect((await get('dkim/acme.example')).dkim_txt).toMatch(/^"v=DKIM1;[^"]{247}" "[^"]+"$/);
});
