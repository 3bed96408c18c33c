import { beforeEach, describe, expect, test } from 'vitest';
import { facts } from '../../src/mail/mailgun/facts.ts';
import { mailgun } from '../../src/mail/mailgun/index.ts';
import { ANALYST_KEY, startMailgunTwin } from '../../src/sandbox/mail/mailgun/twin.ts';
import { generatePassword } from '../../src/secrets/password.ts';
import { type AtTwin, atTwin } from './connected.ts';

const DOMAIN = 'mg.acme.example';
const dns = new Map<string, string[]>();
let at: AtTwin;

beforeEach(async () => {
  dns.clear();
  at = await atTwin(mailgun, startMailgunTwin, { lookup: async (name, type) => dns.get(`${name} ${type}`) ?? [] });
});

describe('a domain', () => {
  test('is added in one call that gives the targets of its keys', async () => {
    const added = await at.service.domains.add(DOMAIN);
    expect(Object.keys(added.values)).toEqual(Object.keys(facts.gives));
    expect(added.values.dkimTarget1).toMatch(/^pdk1\._domainkey\.[0-9a-f]{6}\.dkim1\.mailgun\.com$/);
    expect(at.sent()).toEqual(['POST /v4/domains']);
    at.twin.clock.advance(1000);
    expect(await at.service.domains.read(DOMAIN)).toEqual(added);
    expect(await at.service.domains.read('mg.none.example')).toBeUndefined();
  });

  test('is there already, though Mailgun says only that the request is bad', async () => {
    at.twin.addDomain(DOMAIN);
    await expect(at.service.domains.add(DOMAIN)).rejects.toMatchObject({ kind: 'exists' });
    await expect(at.service.domains.add('acme')).rejects.toMatchObject({ kind: 'refused' });
  });

  test('that signs with a key of its own as TXT says the way out', async () => {
    const answer = { domain: { name: DOMAIN, state: 'active' }, sending_dns_records: [] };
    at.twin.faults.add({ kind: 'answer', answer: { status: 200, body: answer } });
    expect(await at.service.domains.read(DOMAIN)).toMatchObject({
      values: {},
      otherKey: { kind: 'refused', fix: expect.stringContaining('Automatic Sender Security') },
    });
  });

  test('is not found at first, then says which records it misses, then is ready', async () => {
    const { values } = await at.service.domains.add(DOMAIN);
    const verify = () => at.service.domains.verify(DOMAIN);
    expect(await verify()).toEqual({
      ready: false,
      waitingFor: 'the domain itself, which is not found right after it was added',
    });
    at.twin.clock.advance(1000);
    dns.set(`${DOMAIN} TXT`, ['v=spf1 include:mailgun.org -all']);
    dns.set(`pdk1._domainkey.${DOMAIN} CNAME`, [values.dkimTarget1 ?? '']);
    expect(await verify()).toEqual({
      ready: false,
      waitingFor: `CNAME pdk2._domainkey.${DOMAIN}, which it does not see yet`,
    });
    dns.set(`pdk2._domainkey.${DOMAIN} CNAME`, [values.dkimTarget2 ?? '']);
    expect(await verify()).toEqual({ ready: true });
  });

  test('that Mailgun has disabled will not become ready by waiting', async () => {
    const domain = { name: DOMAIN, state: 'disabled', disabled: { code: 'blacklisted', reason: 'bad customer' } };
    at.twin.faults.add({ kind: 'answer', answer: { status: 200, body: { domain, sending_dns_records: [] } } });
    await expect(at.service.domains.verify(DOMAIN)).rejects.toMatchObject({
      kind: 'refused',
      message: `Mailgun has disabled ${DOMAIN} (bad customer).`,
    });
  });

  test('is removed, and what is not there is done', async () => {
    at.twin.addDomain(DOMAIN);
    await at.service.domains.remove?.(DOMAIN);
    at.twin.clock.advance(1000);
    await at.service.domains.remove?.(DOMAIN);
    expect(at.sent()).toEqual([`DELETE /v3/domains/${DOMAIN}`, `DELETE /v3/domains/${DOMAIN}`]);
  });
});

describe('a login', () => {
  const alex = { address: `alex@${DOMAIN}`, state: 'active' as const };
  const create = () => at.service.mailboxes.create(alex, 'correct horse');

  test('is made in one call, with our password', async () => {
    at.twin.addDomain(DOMAIN);
    expect(await create()).toEqual({ ...alex, created: Date.UTC(2026, 10, 26) });
    expect(at.sent()).toEqual([`POST /v3/domains/${DOMAIN}/credentials`]);
    expect(at.twin.mailboxes()).toMatchObject([{ ...alex, password: 'correct horse' }]);
    expect(await at.service.mailboxes.read(alex.address)).toEqual({ ...alex, created: Date.UTC(2026, 10, 26) });
  });

  test('waits for a domain that was just added, and not for ever for one that is not there', async () => {
    await at.service.domains.add(DOMAIN);
    at.sent();
    await create();
    expect(at.sent()).toHaveLength(2);
    const nowhere = { ...alex, address: 'alex@mg.none.example' };
    await expect(at.service.mailboxes.create(nowhere, 'correct horse')).rejects.toMatchObject({ kind: 'missing' });
    expect(at.sent()).toHaveLength(5);
  });

  test('that is there already is told by looking, and so is what is wrong', async () => {
    at.twin.addDomain(DOMAIN);
    await create();
    await expect(create()).rejects.toMatchObject({ kind: 'exists', message: `Mailgun already has ${alex.address}.` });
    const sam = { ...alex, address: `sam@${DOMAIN}` };
    await expect(at.service.mailboxes.create(sam, 'four')).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('must NOT have fewer than 5 characters'),
    });
  });

  test('is found on a later page, without asking for more than that', async () => {
    at.twin.addDomain(DOMAIN);
    for (let index = 0; index < 2500; index++) at.twin.put({ address: `user${index}@${DOMAIN}` });
    expect(await at.service.mailboxes.read(`user1500@${DOMAIN}`)).toMatchObject({ state: 'active' });
    expect(at.sent()).toHaveLength(2);
    expect(await at.service.mailboxes.list(DOMAIN)).toHaveLength(2500);
    expect(at.sent()).toHaveLength(3);
    expect(await at.service.mailboxes.list('mg.none.example')).toEqual([]);
  });

  test('gets another password, is deleted, and is gone already', async () => {
    at.twin.addDomain(DOMAIN);
    await create();
    await at.service.mailboxes.setPassword?.(alex.address, 'battery staple');
    expect(at.twin.mailboxes()).toMatchObject([{ password: 'battery staple' }]);
    await at.service.mailboxes.delete(alex.address);
    await at.service.mailboxes.delete(alex.address);
    expect(at.twin.mailboxes()).toEqual([]);
  });

  test('has passwords that Mailgun takes', () => {
    expect(generatePassword(facts.passwords).length).toBeLessThanOrEqual(32);
  });
});

describe('the account', () => {
  test('is proven by one call', async () => {
    await at.service.check();
    expect(at.sent()).toEqual(['GET /v4/domains']);
  });

  test('of another region, or a wrong key, is one clear error without the key in it', async () => {
    const service = at.again({ region: 'eu' }, { env: { MAILGUN_API_KEY: 'a-wrong-key' } });
    const error = await service.check().catch(reason => reason);
    expect(error).toMatchObject({ kind: 'credentials', fix: expect.stringContaining('its region is eu') });
    expect(JSON.stringify([error.message, error.fix])).not.toContain('a-wrong-key');
  });

  test('without a key is asked for one before any call', () => {
    expect(() => at.again({}, { env: {} })).toThrow('MAILGUN_API_KEY is not set');
  });

  test('whose key may only read says which role may write', async () => {
    at.twin.addDomain(DOMAIN);
    const service = at.again({}, { env: { MAILGUN_API_KEY: ANALYST_KEY } });
    await service.check();
    const alex = { address: `alex@${DOMAIN}`, state: 'active' as const };
    await expect(service.mailboxes.create(alex, 'correct horse')).rejects.toMatchObject({
      kind: 'forbidden',
      fix: expect.stringContaining('the role Admin'),
    });
    expect(at.twin.mailboxes()).toEqual([]);
  });
});
