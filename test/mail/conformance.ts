/**
 * The one story of every adapter: the resource types as the engine runs them, over HTTP to the provider's twin. What is
 * particular to a provider has its own tests; what users may rely on at all of them stands here.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { applyEmbedded, refreshEmbedded } from '../../src/engine/embedded.ts';
import type { EngineResult } from '../../src/engine/engine.ts';
import {
  MAIL_DOMAIN,
  MAIL_DOMAIN_READY,
  MAILBOX,
  type MailboxInputs,
  type Resource,
} from '../../src/estate/resource.ts';
import { readTemplates } from '../../src/inventory/templates.ts';
import type { MailAdapter } from '../../src/mail/adapter.ts';
import { type CapabilityName, can } from '../../src/mail/capabilities.ts';
import type { ConnectOptions } from '../../src/mail/connect.ts';
import { differing, type MailboxSettings } from '../../src/mail/mailbox.ts';
import { mailProviders } from '../../src/mail/providers.ts';
import { mailDomain } from '../../src/provider/mail-domain/mail-domain.ts';
import { mailDomainReady } from '../../src/provider/mail-domain/mail-domain-ready.ts';
import { mailbox } from '../../src/provider/mailbox/mailbox.ts';
import type { ResourceType } from '../../src/provider/provider.ts';
import { renderTemplate } from '../../src/records/template.ts';
import { sandboxClock } from '../../src/sandbox/clock.ts';
import type { Fault, FaultTarget } from '../../src/sandbox/http/faults.ts';
import type { Answer } from '../../src/sandbox/http/request.ts';
import type { MailTwin, MailTwinOptions } from '../../src/sandbox/mail/twin.ts';
import { generateKey, openKeys, unseal } from '../../src/secrets/seal.ts';
import { mailboxContext } from '../../src/secrets/stored.ts';
import { fileBackend } from '../../src/state/backend.ts';
import { readState } from '../../src/state/read.ts';

export interface Subject {
  adapter: MailAdapter;
  start(options: MailTwinOptions): Promise<MailTwin>;
  /** The one call that makes a mailbox. */
  create: FaultTarget;
  /** The calls that list a domain's mailboxes: at most so many for 1,000 of them, or for `most` where it lists no more. */
  listing: FaultTarget & { callsForThousand: number; most?: number };
  /** The secret whose wrong value the provider refuses. */
  secret: string;
  /** How the provider says that a right is missing; the message must name the way out. */
  forbidden?: { answer: Answer; names: RegExp };
  /** Variables that its template needs, for the records of a domain. */
  variables?: Record<string, string>;
  /** Folders of templates beside the built-in ones. */
  templates?: string[];
}

const DOMAIN = 'acme-hello.example';
const PROJECT = 'acme';

export function conformance({ adapter, start, ...subject }: Subject): void {
  const { facts } = adapter;
  const has = (name: CapabilityName) => can(facts, name);
  const key = generateKey();
  const clock = sandboxClock(Date.UTC(2026, 10, 26, 12));
  const dns = new Map<string, string[]>();
  let folder: string;
  let twin: MailTwin;
  /** Everything that was said to anybody. */
  let said: string[];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mailyard-story-'));
    dns.clear();
    said = [];
    twin = await start({ clock, lookup: async (name, type) => dns.get(`${type} ${name}`) ?? [] });
  });

  /** No password and no key stands in the clear anywhere, whatever happened. */
  afterEach(async () => {
    await twin.close();
    const secrets = [...twin.mailboxes().flatMap(({ password }) => password ?? []), ...Object.values(twin.env), key];
    const written = [...said, ...filesIn(folder)].join('\n');
    for (const secret of secrets) expect(written.includes(secret), `a secret stands in the clear`).toBe(false);
    rmSync(folder, { recursive: true });
  });

  const backend = () => fileBackend(join(folder, 'state'), true);

  /** A process of its own: nothing is remembered from the one before. */
  function types(options: Partial<ConnectOptions> = {}): ResourceType[] {
    const sleep = async (milliseconds: number) => clock.advance(milliseconds);
    const note = (_urn: string, text: string) => void said.push(text);
    const providers = mailProviders({
      ...{ adapter: async () => adapter, title: () => facts.name, env: twin.env, clock: clock.now, sleep },
      ...{ rate: { calls: 1_000_000, seconds: 1 }, folder: join(folder, 'cache'), timeout: 1500, random: () => 0 },
      onWait: ({ reason }) => void said.push(reason),
      ...options,
    });
    const waiting = { patience: 900_000, now: clock.now, sleep };
    return [
      mailDomain({ providers }),
      mailDomainReady({ providers, waiting, note }),
      mailbox({
        providers,
        keys: () => openKeys(key),
        listed: address => box(address.slice(0, address.indexOf('@'))).inputs as MailboxInputs,
        note,
      }),
    ] as unknown as ResourceType[];
  }

  async function up(resources: Resource[], options: Partial<ConnectOptions> = {}): Promise<EngineResult> {
    const stacks = [{ stack: 'pool-a', resources }];
    const result = await applyEmbedded({ backend: backend(), project: PROJECT, types: types(options), stacks });
    said.push(JSON.stringify(result));
    return result;
  }

  async function refresh(): Promise<EngineResult> {
    const result = await refreshEmbedded({ backend: backend(), project: PROJECT, types: types(), stacks: ['pool-a'] });
    said.push(JSON.stringify(result));
    return result;
  }

  const stored = async (name: string) => {
    const { stacks } = await readState(backend(), PROJECT);
    return stacks[0]?.resources.find(resource => resource.name === name);
  };

  const account = () => ({ provider: facts.name, account: twin.account });
  const domainParts = (): Resource[] => [
    ...(has('domain.create')
      ? [{ type: MAIL_DOMAIN, name: `${DOMAIN}/mail`, inputs: { domain: DOMAIN, ...account() }, dependsOn: [] }]
      : []),
    ...(has('domain.verify')
      ? [
          {
            type: MAIL_DOMAIN_READY,
            name: `${DOMAIN}/mail-ready`,
            inputs: { domain: DOMAIN, ...account() },
            dependsOn: [],
          },
        ]
      : []),
  ];

  const settings = (user: string, changed: Partial<MailboxSettings> = {}): MailboxSettings => ({
    address: `${user}@${DOMAIN}`,
    state: 'active',
    ...(has('name') && { name: 'Alex Reed' }),
    ...(has('aliases') && { aliases: [] }),
    ...(has('forwarding') && { forwardTo: [] }),
    ...(has('sendLimit') && { dailyLimit: 40 }),
    ...changed,
  });

  function box(user: string, changed: Partial<MailboxInputs> = {}, retain = true): Resource {
    return {
      type: MAILBOX,
      name: `${DOMAIN}/mailbox/${user}`,
      inputs: { ...account(), ...settings(user), ...changed },
      dependsOn: [],
      ...(retain && { options: { retainOnDelete: true } }),
    };
  }

  const at = (user: string) => twin.mailboxes().find(({ address }) => address === `${user}@${DOMAIN}`);
  const writes = (run: () => Promise<unknown>) => {
    twin.resetCalls();
    return run().then(() => twin.calls.filter(({ status }) => status < 400).length);
  };
  const creates = () => twin.calls.filter(call => hits(subject.create, call)).length;

  async function expectSealed(user: string): Promise<void> {
    const { password } = ((await stored(`${DOMAIN}/mailbox/${user}`))?.outputs ?? {}) as { password: string };
    expect(unseal(openKeys(key), password, mailboxContext(`${user}@${DOMAIN}`))).toBe(at(user)?.password);
  }

  if (has('domain.create'))
    describe('a domain', () => {
      if (!has('domain.verify'))
        test('is added once with what its records need, and a second run calls nobody', async () => {
          expect((await up(domainParts())).failed).toEqual([]);
          expect(twin.domains()).toEqual([{ domain: DOMAIN, ready: true }]);
          expect(Object.keys((await stored(`${DOMAIN}/mail`))?.outputs ?? {})).toEqual(
            expect.arrayContaining(Object.keys(facts.gives)),
          );
          twin.resetCalls();
          expect((await up(domainParts())).done).toEqual([]);
          expect(twin.count()).toBe(0);
        });
      else
        test('is added once, waits for its records, and is ready when they are there', async () => {
          const [domain, ready] = domainParts() as [Resource, Resource];
          expect((await up([domain])).failed).toEqual([]);
          expect(twin.domains().map(each => each.domain)).toEqual(
            facts.gives && twin.domains().length === 0 ? [] : [DOMAIN],
          );
          const impatient = await up([domain, ready]);
          expect(impatient.failed).toMatchObject([{ code: 'domain-not-ready', type: MAIL_DOMAIN_READY }]);

          publish((await stored(`${DOMAIN}/mail`))?.outputs as Record<string, string>);
          expect((await up([domain, ready])).failed).toEqual([]);
          expect(twin.domains()).toEqual([{ domain: DOMAIN, ready: true }]);
          const added = twin.count();
          expect((await up([domain, ready])).done).toEqual([]);
          expect(twin.count()).toBe(added);
        });

      test('that the account has already is taken as it is', async () => {
        twin.addDomain(DOMAIN);
        expect((await up(domainParts())).failed).toEqual([]);
        expect(twin.domains()).toEqual([{ domain: DOMAIN, ready: true }]);
      });
    });

  /** What the estate would write of the provider's records, with what it gave. */
  function publish(values: Record<string, string>): void {
    const template = readTemplates(subject.templates).templates.providers.get(facts.name);
    if (!template) throw new Error(`no template ${facts.name}`);
    const use = { domain: DOMAIN, zone: DOMAIN, values: { ...subject.variables, ...values } };
    for (const { name, type, content, priority } of renderTemplate(template, use).drafts) {
      const value = type === 'MX' ? `${priority} ${content}` : content;
      dns.set(`${type} ${name}`, [...(dns.get(`${type} ${name}`) ?? []), value]);
    }
    const spf = `v=spf1 ${renderTemplate(template, use).spfTerms.join(' ')} -all`;
    dns.set(`TXT ${DOMAIN}`, [...(dns.get(`TXT ${DOMAIN}`) ?? []), spf]);
    dns.set(`TXT _dmarc.${DOMAIN}`, ['v=DMARC1; p=none']);
  }

  describe('a mailbox', () => {
    beforeEach(() => twin.addDomain(DOMAIN));

    test('comes up once with its settings, its password sealed, and a second run calls nobody', async () => {
      expect((await up([box('alex')])).failed).toEqual([]);
      expect(differing(settings('alex'), at('alex') as MailboxSettings)).toEqual([]);
      await expectSealed('alex');
      expect(await writes(() => up([box('alex')]))).toBe(0);
      expect(twin.count()).toBe(0);
    });

    test.each(fields(has))('is changed in its %s, and back', async (_, one, other) => {
      await up([box('alex', one)]);
      expect(differing(settings('alex', one), at('alex') as MailboxSettings)).toEqual([]);
      expect((await up([box('alex', other)])).failed).toEqual([]);
      expect(differing(settings('alex', other), at('alex') as MailboxSettings)).toEqual([]);
      expect((await up([box('alex', one)])).failed).toEqual([]);
      expect(differing(settings('alex', one), at('alex') as MailboxSettings)).toEqual([]);
      expect(twin.mailboxes()).toHaveLength(1);
    });

    test.each(drifts(has))('that a hand changed in its %s is found and put right', async (_, byHand) => {
      await up([box('alex')]);
      twin.put({ address: `alex@${DOMAIN}`, ...byHand });
      expect(differing(settings('alex'), at('alex') as MailboxSettings)).not.toEqual([]);
      expect((await refresh()).done).toHaveLength(1);
      expect((await up([box('alex')])).done).toMatchObject([{ op: 'update' }]);
      expect(differing(settings('alex'), at('alex') as MailboxSettings)).toEqual([]);
    });

    test('that a hand removed is found missing and made again', async () => {
      await up([box('alex')]);
      twin.remove(`alex@${DOMAIN}`);
      expect((await refresh()).done).toMatchObject([{ gone: true }]);
      expect((await up([box('alex')])).done).toMatchObject([{ op: 'create' }]);
      await expectSealed('alex');
    });

    test('that is there already as wanted is taken over, and nobody pretends to know its password', async () => {
      twin.put({ ...settings('alex'), password: 'of somebody else' });
      expect((await up([box('alex')])).failed).toEqual([]);
      expect(twin.mailboxes()).toHaveLength(1);
      expect(at('alex')?.password).toBe('of somebody else');
      expect((await stored(`${DOMAIN}/mailbox/alex`))?.outputs).not.toHaveProperty('password');
    });

    if (has('name'))
      test('that is there already and differs is refused with the difference, and taken over where that is asked for', async () => {
        twin.put({ ...settings('alex'), name: 'Somebody Else' });
        const refused = await up([box('alex')]);
        expect(refused.failed).toMatchObject([{ code: 'mailbox-differs' }]);
        expect(refused.failed[0]?.message).toContain('"Somebody Else"');
        expect(at('alex')?.name).toBe('Somebody Else');
        expect((await up([box('alex', { adopt: true })])).failed).toEqual([]);
        expect(at('alex')?.name).toBe('Alex Reed');
      });

    test('is imported by its address, and of it what the inventory speaks of', async () => {
      twin.put(settings('alex'));
      const type = types().find(each => each.type === MAILBOX) as ResourceType;
      const found = await type.read({ urn: 'urn', id: `alex@${DOMAIN}` });
      expect(found?.inputs).toEqual(box('alex').inputs);
      expect(await type.read({ urn: 'urn', id: `nobody@${DOMAIN}` })).toBeUndefined();
    });

    test('leaves the state and stays at its provider when it leaves the list', async () => {
      await up([box('alex')]);
      expect(await writes(() => up([]))).toBe(0);
      expect(at('alex')).toBeDefined();
      expect(await stored(`${DOMAIN}/mailbox/alex`)).toBeUndefined();
    });

    test('is deleted only once it was suspended', async () => {
      await up([box('alex', {}, false)]);
      if (has('mailbox.suspend') && !facts.sendsOnly) {
        expect((await up([])).failed).toMatchObject([{ code: 'mailbox-active' }]);
        expect((await up([box('alex', { state: 'suspended' }, false)])).failed).toEqual([]);
        expect(at('alex')?.state).toBe('suspended');
      }
      expect((await up([])).failed).toEqual([]);
      expect(at('alex')).toBeUndefined();
    });

    test('that is gone already is deleted without a word', async () => {
      await up([box('alex', { ...(has('mailbox.suspend') && { state: 'suspended' }) }, false)]);
      twin.remove(`alex@${DOMAIN}`);
      expect((await up([])).failed).toEqual([]);
      expect(await stored(`${DOMAIN}/mailbox/alex`)).toBeUndefined();
    });

    if (has('mailbox.password'))
      test('takes a new password', async () => {
        await up([box('alex')]);
        const provider = await mailProviders({
          ...{ adapter: async () => adapter, title: () => facts.name, env: twin.env, clock: clock.now },
          ...{ folder: join(folder, 'cache'), rate: { calls: 1e6, seconds: 1 } },
        }).open(facts.name, twin.account);
        const before = at('alex')?.password;
        const made = await provider.service.mailboxes?.setPassword?.(`alex@${DOMAIN}`, 'Another-One-2026.x');
        expect(at('alex')?.password).toBe(made?.password ?? 'Another-One-2026.x');
        expect(at('alex')?.password).not.toBe(before);
      });
  });

  describe('what goes wrong', () => {
    beforeEach(() => twin.addDomain(DOMAIN));

    const twice: [string, Fault][] = [
      ['429 with Retry-After', { kind: 'rate-limit', retryAfter: 7, blockSeconds: 7 }],
      ['429 without Retry-After', { kind: 'rate-limit', retryAfter: null, blockSeconds: 3 }],
      ['500', { kind: 'server-error' }],
      ['a page of HTML', { kind: 'bad-gateway' }],
      ['a connection that breaks before', { kind: 'connection-lost' }],
      ['a connection that breaks after the mailbox was made', { kind: 'applied-but-connection-lost' }],
      ['no answer', { kind: 'hang' }],
    ];
    test.each(twice)('%s: exactly one mailbox, as wanted', async (_, fault) => {
      twin.faults.add({ ...subject.create, ...fault });
      expect((await up([box('alex')])).failed).toEqual([]);
      expect(twin.faults.pending).toEqual([]);
      expect(twin.mailboxes()).toHaveLength(1);
      expect(differing(settings('alex'), at('alex') as MailboxSettings)).toEqual([]);
      const { password } = ((await stored(`${DOMAIN}/mailbox/alex`))?.outputs ?? {}) as { password?: string };
      if (password !== undefined) await expectSealed('alex');
      expect(await writes(() => up([box('alex')]))).toBe(0);
    });

    test('429 everywhere for a while, and the run goes on', async () => {
      twin.faults.add({ kind: 'rate-limit', blockSeconds: 5, times: 3 });
      expect((await up([box('alex'), box('sam')])).failed).toEqual([]);
      expect(twin.mailboxes()).toHaveLength(2);
      expect(said.join('\n')).toContain('429');
    });

    test('an outage that lasts: one clear failure, nothing made, and the next run makes it once', async () => {
      twin.faults.add({ ...subject.create, kind: 'server-error', times: 50 });
      const { failed } = await up([box('alex')]);
      expect(failed).toMatchObject([{ code: 'provider-unreachable' }]);
      expect(failed[0]?.message).toContain(`alex@${DOMAIN}`);
      twin.faults.clear();
      expect((await up([box('alex')])).failed).toEqual([]);
      expect(twin.mailboxes()).toHaveLength(1);
    });

    test('wrong credentials: one clear error, before anything is done', async () => {
      const { failed } = await up([box('alex'), box('sam')], {
        env: { ...twin.env, [subject.secret]: wrong(twin.env[subject.secret]) },
      });
      expect(failed.map(({ code }) => code)).toEqual(['credentials-rejected', 'credentials-rejected']);
      expect(new Set(failed.map(({ message }) => message)).size).toBe(1);
      expect(failed[0]?.fix).toBeDefined();
      expect(twin.mailboxes()).toEqual([]);
      expect(creates()).toBe(0);
    });

    test('a missing secret is named with the place where it is found', async () => {
      const { failed } = await up([box('alex')], { env: {} });
      expect(failed).toMatchObject([{ code: 'secret-missing' }]);
      expect(twin.count()).toBe(0);
    });

    if (subject.forbidden) {
      const { answer, names } = subject.forbidden;
      test('a missing right is named', async () => {
        twin.faults.add({ ...subject.create, kind: 'answer', answer });
        const { failed } = await up([box('alex')]);
        expect(failed).toMatchObject([{ code: 'forbidden' }]);
        expect(`${failed[0]?.message} ${failed[0]?.fix}`).toMatch(names);
        expect(twin.mailboxes()).toEqual([]);
      });
    }

    test('no key: nothing is made whose password could not be kept', async () => {
      const [type] = types().filter(each => each.type === MAILBOX);
      const keyless = mailbox({
        ...{ providers: mailProviders({ adapter: async () => adapter, title: () => facts.name, env: twin.env }) },
        ...{ keys: () => openKeys(undefined), listed: () => undefined, note: () => {} },
      });
      expect(type).toBeDefined();
      const inputs = box('alex').inputs as MailboxInputs;
      await expect(keyless.create({ urn: 'urn', inputs, preview: false })).rejects.toMatchObject({
        code: 'key-missing',
      });
      expect(twin.count()).toBe(0);
    });
  });

  test('1,000 mailboxes are listed page by page, once for all that look', async () => {
    twin.addDomain(DOMAIN);
    const { most = 1000 } = subject.listing;
    const users = Array.from({ length: most }, (_, index) => `user${index}`);
    const last = `user${most - 1}`;
    for (const user of users) twin.put(settings(user));
    const provider = await mailProviders({
      ...{ adapter: async () => adapter, title: () => facts.name, env: twin.env, clock: clock.now },
      ...{ sleep: async milliseconds => clock.advance(milliseconds), folder: join(folder, 'cache') },
      rate: { calls: 1e6, seconds: 1 },
    }).open(facts.name, twin.account);
    twin.resetCalls();
    const [listed] = await Promise.all(users.slice(0, 20).map(() => provider.listed(DOMAIN)));
    expect(listed?.size).toBe(most);
    expect(differing(settings(last), listed?.get(`${last}@${DOMAIN}`) as MailboxSettings)).toEqual([]);
    expect(twin.calls.filter(call => hits(subject.listing, call)).length).toBeLessThanOrEqual(
      subject.listing.callsForThousand,
    );
  }, 60_000);
}

type Changed = Partial<MailboxSettings>;

function fields(has: (name: CapabilityName) => boolean): [string, Changed, Changed][] {
  const all: [CapabilityName, string, Changed, Changed][] = [
    ['name', 'name', { name: 'Alex Reed' }, { name: 'Álex “Lex” Reed-Müller' }],
    ['mailbox.suspend', 'state', { state: 'active' }, { state: 'suspended' }],
    ['aliases', 'aliases', { aliases: [] }, { aliases: [`a.reed@${DOMAIN}`, `areed@${DOMAIN}`] }],
    ['forwarding', 'forwarding', { forwardTo: [] }, { forwardTo: ['inbox@acme.example'] }],
    ['sendLimit', 'send limit', { dailyLimit: 40 }, { dailyLimit: 55 }],
    ['signature', 'signature', { signature: '<p>Alex</p>' }, { signature: '<p>Alex Reed, Acme</p>' }],
    ['smtpAccess', 'SMTP access', { smtpAccess: true }, { smtpAccess: false }],
  ];
  return all.filter(([name]) => has(name)).map(([, ...rest]) => rest);
}

function drifts(has: (name: CapabilityName) => boolean): [string, Changed][] {
  const all: [CapabilityName, string, Changed][] = [
    ['name', 'name', { name: 'Somebody Else' }],
    ['mailbox.suspend', 'state', { state: 'suspended' }],
    ['aliases', 'aliases', { aliases: [`spy@${DOMAIN}`] }],
    ['forwarding', 'forwarding', { forwardTo: ['elsewhere@acme.example'] }],
    ['sendLimit', 'send limit', { dailyLimit: 500 }],
  ];
  return all.filter(([name]) => has(name)).map(([, ...rest]) => rest);
}

const hits = (target: FaultTarget, call: { method: string; path: string }): boolean =>
  (target.method === undefined || target.method === call.method) &&
  (target.path === undefined || call.path.includes(target.path));

/** Of the same form, so that only the provider can tell. */
const wrong = (secret = ''): string =>
  secret.startsWith('{')
    ? secret.replace(/"private_key_id":"[^"]*"/, '"private_key_id":"0"')
    : `${secret.slice(0, -4)}0000`;

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && !entry.parentPath.includes('cache'))
    .map(entry => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}
