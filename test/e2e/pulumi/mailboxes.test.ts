/**
 * Mailboxes of three providers through the real Pulumi CLI, against the twins of Cloudflare and of the providers, with real DNS
 * between them. One story in ordered steps. It runs wherever `pulumi` is on the PATH.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { query } from '../../../src/dns/client.ts';
import { pulumiAvailable } from '../../../src/engine/pulumi.ts';
import { startMailhostTwin } from '../../../src/sandbox/mail/rest/twin.ts';
import type { MailTwin } from '../../../src/sandbox/mail/twin.ts';
import { lookupAt } from '../../../src/sandbox/mail/twins.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start.ts';
import { generateKey } from '../../../src/secrets/seal.ts';
import { planChanges, previewChanges } from './changes.ts';
import { type Clone, type Ended, makeClone } from './clone.ts';

const version = await pulumiAvailable();
if (!version) process.stderr.write('test/e2e/pulumi/mailboxes is skipped: there is no `pulumi` on the PATH.\n');

const STACK = 'pool-a';
const MANY = 'pool-b';
/** Domain → where its mailboxes are. `mailhost` is a template of examples/rest with a described API. */
const providers = {
  'acme-hello.example': 'google-workspace',
  'acme-team.example': 'migadu',
  'acme-reach.example': 'mailhost',
} as const;
const domains = Object.keys(providers) as (keyof typeof providers)[];
const CROWD = 'acme-crowd.example';
const MAILBOX = 'mailyard:index:Mailbox';

const TEAM: Entry[] = [
  { user: 'alex', name: 'Alex Reed' },
  { user: 'sam', name: 'Sam Lopez' },
];
const LEE: Entry = { user: 'lee', name: 'Lee Moss' };
const WITH_LEE_AND_KIM = { 'acme-hello.example': 3, 'acme-team.example': [...TEAM, LEE], 'acme-reach.example': 3 };

/** A call that a twin had, and the domains whose MX stood in DNS just then. */
interface Step {
  at: string;
  call: string;
  served: string[];
}

type StateResource = { type: string; outputs: Record<string, string> };
type Entry = { user: string; name: string; lifecycle?: object };

describe.skipIf(!version)(`mailboxes through Pulumi ${version ?? '(skipped)'}`, { timeout: 180_000 }, () => {
  let clone: Clone;
  let sandbox: Sandbox;
  let mailhost: MailTwin;
  let day = '2026-11-22';
  const key = generateKey();
  const said: string[] = [];
  let steps: Step[] = [];

  beforeAll(async () => {
    clone = makeClone();
    mkdirSync(join(clone.folder, 'mail'));
    sandbox = await startSandbox({
      mail: ['google-workspace', 'migadu'],
      onCall: ({ method, path }) => note('cloudflare', method, path),
      onMailCall: (provider, { method, path }) => note(provider, method, path),
    });
    mailhost = await startMailhostTwin({
      lookup: lookupAt(sandbox.dns),
      onCall: ({ method, path }) => note('mailhost', method, path),
    });
    for (const zone of [...domains, CROWD]) sandbox.cloudflare.addZone(zone);
    writeEstate();
    write();
  });

  afterAll(async () => {
    await sandbox?.close();
    await mailhost?.close();
    clone?.remove();
  });

  const note = (at: string, method: string, path: string) =>
    void steps.push({ at, call: `${method} ${path}`, served: domains.filter(domain => mxIn(domain).length > 0) });
  const mxIn = (domain: string) => sandbox.cloudflare.records(domain).filter(({ type }) => type === 'MX');
  const twinOf = (provider: string) => sandbox.mail.get(provider) ?? mailhost;
  const twinAt = (domain: keyof typeof providers) => twinOf(providers[domain]);
  const twins = () => [...sandbox.mail.values(), mailhost];
  const everywhere = () =>
    twins()
      .flatMap(twin => twin.mailboxes().map(({ address }) => address))
      .sort();
  const zonesNow = () =>
    domains.map(domain =>
      sandbox.cloudflare
        .records(domain)
        .map(({ id, content }) => `${id} ${content}`)
        .sort(),
    );
  const stateFile = (stack: string) => join(clone.folder, `.mailyard/pulumi/.pulumi/stacks/mailyard/${stack}.json`);
  const inState = (stack = STACK) =>
    JSON.parse(readFileSync(stateFile(stack), 'utf8')).checkpoint.latest.resources as StateResource[];
  const mailboxesInState = (stack?: string) => inState(stack).filter(({ type }) => type === MAILBOX);
  /** What the providers have told of their domains, as one would paste it. */
  const given = () =>
    Object.fromEntries(
      inState()
        .filter(({ type }) => type === 'mailyard:index:MailDomain')
        .map(({ outputs: { domain = '', provider: _, account: __, madeByMailyard: ___, ...values } }) => [
          domain,
          values,
        ]),
    );
  const mailboxesOf = (domain: keyof typeof providers) =>
    twinAt(domain)
      .mailboxes()
      .map(({ address }) => address)
      .filter(address => address.endsWith(`@${domain}`))
      .sort();
  const found = (address: string) =>
    twins()
      .flatMap(twin => twin.mailboxes())
      .find(mailbox => mailbox.address === address);
  const nameOf = (address: string) => found(address)?.name;
  const stateOf = (address: string) => found(address)?.state;
  const callsOf = (at: string) => steps.filter(step => step.at === at);
  const writes = () =>
    steps.filter(({ call }) => !/^GET|^POST \/token/.test(call)).map(({ at, call }) => `${at} ${call}`);

  const env = () => ({
    ...sandbox.env,
    ...mailhost.env,
    MAILYARD_ACCOUNTS: JSON.stringify(Object.fromEntries(twins().map(({ provider, account }) => [provider, account]))),
    MAILYARD_DOMAINS: join(clone.folder, 'mail'),
    MAILYARD_TEMPLATES: join(import.meta.dirname, '../../../examples/rest'),
    MAILYARD_KEY: key,
    MAILYARD_TODAY: day,
  });
  const pulumi = (args: string[], more = {}, stack = STACK) =>
    kept(clone.pulumi([...args, '--stack', stack], { ...env(), ...more }));
  const mailyard = ([command = '', ...args]: string[], more = {}) => {
    const sources = ['--domains', 'mail', '--templates', env().MAILYARD_TEMPLATES];
    return kept(clone.mailyard([...command.split(' '), ...args, ...sources], { ...env(), ...more }));
  };
  const up = (...more: string[]) => pulumi(['up', '--yes', '--skip-preview', ...more]);

  /** The password that the state has: told to nobody but who asks for it. */
  async function credentials(address: string): Promise<string> {
    const args = [
      'mailbox',
      'credentials',
      address,
      '--json',
      '--domains',
      'mail',
      '--templates',
      env().MAILYARD_TEMPLATES,
    ];
    const ended = await clone.mailyard(args, env());
    expectCode(ended, 0);
    return JSON.parse(ended.stdout).password;
  }

  async function kept(running: Promise<Ended>): Promise<Ended> {
    const ended = await running;
    said.push(ended.text);
    return ended;
  }

  function writeEstate(accounts: object = { 'google-workspace': {}, migadu: {}, mailhost: {} }): void {
    const identities = ['alex Reed', 'sam Lopez', 'kim Park'].map(each => {
      const [user = '', name] = each.split(' ');
      return { user, name: `${user[0]?.toUpperCase()}${user.slice(1)} ${name}` };
    });
    const named = {
      'google-workspace': { admin: 'admin@workspace.example' },
      migadu: { user: 'admin@acme.example' },
      mailhost: {},
    };
    const used = Object.fromEntries(Object.entries(named).filter(([provider]) => provider in accounts));
    save('estate.yaml', { organization: 'Acme', identities, ...(Object.keys(used).length > 0 && { accounts: used }) });
  }

  /** How many mailboxes each domain has, or which; and the values of each domain's provider that somebody pasted. */
  function write(mailboxes: Partial<Record<string, number | Entry[]>> = {}, values: Record<string, object> = {}): void {
    const entries = domains.map(domain => ({
      ...{ domain, mailProvider: providers[domain], mailboxes: mailboxes[domain] ?? 2 },
      ...(values[domain] && { values: { [providers[domain]]: values[domain] } }),
    }));
    save(`${STACK}.yaml`, { segment: STACK, domains: entries });
  }

  const save = (name: string, value: object) => writeFileSync(join(clone.folder, 'mail', name), stringify(value));

  async function expectSettled(): Promise<void> {
    steps = [];
    expectCode(await up('--expect-no-changes'), 0);
    expectCode(await mailyard(['plan']), 0);
    expect(steps).toEqual([]);
  }

  /** What both say of the changes; equal. */
  async function planned(more = {}): Promise<string[]> {
    const plan = await mailyard(['plan', '--json'], more);
    const preview = await pulumi(['preview', '--json'], more);
    const changes = planChanges(plan.stdout, STACK);
    expect(previewChanges(preview.stdout), preview.text).toEqual(changes);
    return changes;
  }

  test('a preview before there is anything calls no provider, writes nothing, and says the same as the plan', async () => {
    expectCode(await pulumi(['stack', 'init']), 0);
    const changes = await planned();
    expect(changes).toEqual(
      expect.arrayContaining([
        'create pool-a acme-hello.example/mail domain',
        'create pool-a acme-hello.example/mail-ready domain',
        'create pool-a acme-hello.example/mailbox/alex name',
        'create pool-a acme-team.example records["mx-1"]',
        'create pool-a acme-team.example/mailbox/sam forwardTo',
      ]),
    );
    const plain = await pulumi(['preview', '--diff']);
    expectCode(plain, 0);
    expect(plain.text).toMatch(/content +: "hosted-email-verify|\[unknown\]|output<string>/);
    expect(twins().map(twin => twin.count())).toEqual([0, 0, 0]);
    expect(writes()).toEqual([]);
  });

  test('one `up` makes all of it in order: domain, records, readiness, mailboxes, and only then MX', async () => {
    steps = [];
    expectCode(await up(), 0);
    for (const domain of domains) {
      expect([...mailboxesOf(domain)]).toEqual([`alex@${domain}`, `sam@${domain}`]);
      expect(twinAt(domain).domains()).toEqual([{ domain, ready: true }]);
      expect(mxIn(domain).length).toBeGreaterThan(0);
      // Nobody is sent there before the mailboxes are.
      const makings = callsOf(providers[domain]).filter(({ call }) => /^POST .*(users|mailboxes)$/.test(call));
      expect(makings).toHaveLength(2);
      expect(makings.filter(({ served }) => served.includes(domain))).toEqual([]);
    }
    const inOrder = (...calls: RegExp[]) => {
      const all = steps.map(({ at, call }) => `${at} ${call}`);
      const places = calls.map(call => all.findIndex(each => call.test(each)));
      expect(places, all.join('\n')).toEqual(places.toSorted((a, b) => a - b));
      expect(places).not.toContain(-1);
    };
    inOrder(/google.* POST .*domains$/, /google.* POST .*webResource$/, /google.* POST .*users$/);
    inOrder(/mailhost POST .*domains$/, /mailhost POST .*verify$/, /mailhost POST .*mailboxes$/);
    // Migadu wants to see the MX before it activates a domain.
    inOrder(/migadu POST .*domains$/, /migadu POST .*mailboxes$/, /migadu GET .*activate$/);
    expect(callsOf('migadu').find(({ call }) => call.endsWith('/activate'))?.served).toContain('acme-team.example');
    for (const address of ['alex@acme-hello.example', 'sam@acme-team.example', 'alex@acme-reach.example'])
      expect(await credentials(address)).toBe(found(address)?.password);
  });

  test('again there is nothing to do, and nobody is called', async () => {
    await expectSettled();
  });

  test('what a hand changed at a provider a refresh finds, and `up` puts right', async () => {
    twinAt('acme-hello.example').put({ address: 'alex@acme-hello.example', name: 'Somebody Else' });
    twinAt('acme-team.example').put({ address: 'sam@acme-team.example', state: 'suspended' });
    twinAt('acme-reach.example').remove('sam@acme-reach.example');
    expectCode(await pulumi(['refresh', '--yes', '--skip-preview']), 0);
    expect(await planned()).toEqual(
      expect.arrayContaining([
        'update pool-a acme-hello.example/mailbox/alex name',
        'update pool-a acme-team.example/mailbox/sam state',
        'create pool-a acme-reach.example/mailbox/sam name',
      ]),
    );
    expectCode(await up(), 0);
    expect(nameOf('alex@acme-hello.example')).toBe('Alex Reed');
    expect(stateOf('sam@acme-team.example')).toBe('active');
    expect(mailboxesOf('acme-reach.example')).toHaveLength(2);
    await expectSettled();
  });

  test('one edit from 2 to 3 mailboxes makes one, and asks for no other', async () => {
    write({ 'acme-hello.example': 3 });
    steps = [];
    expect(new Set((await planned()).map(change => change.split(' ').slice(0, 3).join(' ')))).toEqual(
      new Set(['create pool-a acme-hello.example/mailbox/kim']),
    );
    expectCode(await up(), 0);
    expect(writes()).toEqual(['google-workspace POST /admin/directory/v1/users']);
  });

  test('a mailbox that is there already is imported by its address, and is then as the inventory has it', async () => {
    twinAt('acme-team.example').put({ address: 'lee@acme-team.example', name: 'Lee Moss', dailyLimit: 100 });
    write({ 'acme-hello.example': 3, 'acme-team.example': [...TEAM, LEE] });
    const what = [MAILBOX, 'acme-team.example/mailbox/lee', 'lee@acme-team.example'];
    const options = ['--yes', '--skip-preview', '--protect=false', '--generate-code=false'];
    steps = [];
    expectCode(await pulumi(['import', ...what, ...options]), 0);
    expect(writes()).toEqual([]);
    expect(await planned()).toEqual([]);
    const unlisted = await pulumi([
      'import',
      MAILBOX,
      'acme-team.example/mailbox/max',
      'max@acme-team.example',
      ...options,
    ]);
    expectCode(unlisted, 1);
    expect(unlisted.text).toContain('No inventory lists max@acme-team.example');
  });

  test('a saved plan is carried out by a plain `pulumi up`, and refused once the inventory moved', async () => {
    const held = { MAILYARD_PLAN: join(clone.folder, 'plan.json') };
    write(WITH_LEE_AND_KIM);
    expectCode(await mailyard(['plan', '--out', held.MAILYARD_PLAN]), 2);
    write({ ...WITH_LEE_AND_KIM, 'acme-reach.example': [...TEAM, { user: 'kim', name: 'Somebody Else' }] });
    steps = [];
    const refused = await pulumi(['up', '--yes', '--skip-preview'], held);
    expectCode(refused, 1);
    expect(refused.text).toContain('the mailbox kim@acme-reach.example (pool-a) was not written');
    expect(writes()).toEqual([]);
    write(WITH_LEE_AND_KIM);
    expectCode(await pulumi(['up', '--yes', '--skip-preview'], held), 0);
    expect(mailboxesOf('acme-reach.example')).toHaveLength(3);
    await expectSettled();
  });

  test('the embedded engine has nothing to do on the same state, makes a change, and Pulumi has nothing to do after it', async () => {
    const embedded = () => mailyard(['up', '--engine', 'embedded', '--yes', '--json']);
    steps = [];
    expect(JSON.parse((await embedded()).stdout)).toMatchObject({ applied: [], failed: [], calls: 0 });
    expect(steps).toEqual([]);
    write({ ...WITH_LEE_AND_KIM, 'acme-reach.example': [...TEAM, { user: 'kim', name: 'Kim Nova' }] });
    expect(JSON.parse((await embedded()).stdout)).toMatchObject({ applied: [{ op: 'update' }], failed: [] });
    expect(nameOf('kim@acme-reach.example')).toBe('Kim Nova');
    await expectSettled();
    write(WITH_LEE_AND_KIM);
    expectCode(await up(), 0);
  });

  test('without their accounts mailboxes leave the state only, and come back to it; not for a moment is there no MX', async () => {
    const [before, zones] = [everywhere(), zonesNow()];
    const watched = watchMx();
    writeEstate({});
    // Nobody gives its DKIM key any more: it would go, and that is refused until somebody has written it down.
    const refused = await pulumi(['preview']);
    expectCode(refused, 1);
    expect(refused.text).toContain('mh1._domainkey.acme-reach.example would lose its DKIM key');
    expect(refused.text).not.toContain('map[');
    expect(mailboxesInState()).toHaveLength(9);
    write(WITH_LEE_AND_KIM, given());
    expect(await planned()).toEqual(expect.arrayContaining(['delete pool-a acme-hello.example/mailbox/alex address']));
    expectCode(await up(), 0);
    expect(everywhere()).toEqual(before);
    expect(mailboxesInState()).toEqual([]);
    expect(zonesNow()).toEqual(zones);
    await expectSettled();
    writeEstate();
    write(WITH_LEE_AND_KIM);
    expectCode(await mailyard(['up', '--engine', 'pulumi', '--yes']), 0);
    expect(everywhere()).toEqual(before);
    expect(mailboxesInState()).toHaveLength(9);
    expect(zonesNow()).toEqual(zones);
    const { looks, gaps } = await watched.end();
    expect(looks).toBeGreaterThan(20);
    expect(gaps).toEqual([]);
    await expectSettled();
  });

  test('a domain moves to another provider: its mailboxes are made there, and those before stay with their mail', async () => {
    const allow = { MAILYARD_ALLOW: 'dkim=mh1._domainkey.acme-reach.example' };
    const moving = domains.map(domain => ({
      ...{ domain, mailProvider: domain === 'acme-reach.example' ? 'migadu' : providers[domain] },
      mailboxes: WITH_LEE_AND_KIM[domain],
    }));
    save(`${STACK}.yaml`, { segment: STACK, domains: moving });
    expect(await planned(allow)).toContain('update pool-a acme-reach.example/mailbox/alex provider');
    expectCode(await mailyard(['up', '--engine', 'pulumi', '--yes'], allow), 0);
    const at = (twin: MailTwin) => twin.mailboxes().filter(({ address }) => address.endsWith('@acme-reach.example'));
    expect([at(mailhost).length, at(twinOf('migadu')).length]).toEqual([3, 3]);
    expect(mxIn('acme-reach.example').map(({ content }) => content)).toContain('aspmx1.migadu.com');
    await expectSettled();
    // Back again: they are taken over as they are.
    write(WITH_LEE_AND_KIM);
    const keys = ['key1', 'key2', 'key3'].map(key => `dkim=${key}._domainkey.acme-reach.example`);
    const ended = await mailyard(['up', '--engine', 'pulumi', '--yes'], { MAILYARD_ALLOW: keys.join(',') });
    expectCode(ended, 0);
    expect(ended.text).toContain('is taken over: nobody here knows its password');
    for (const { address } of at(twinOf('migadu'))) twinOf('migadu').remove(address);
  });

  test('a retired mailbox is suspended, and deleted by the first `up` after its grace time', async () => {
    const lifecycle = { state: 'retired', since: '2026-11-22', graceDays: 30 };
    write({ ...WITH_LEE_AND_KIM, 'acme-hello.example': [...TEAM, { user: 'kim', name: 'Kim Park', lifecycle }] });
    expect(await planned()).toEqual(['update pool-a acme-hello.example/mailbox/kim state']);
    expectCode(await up(), 0);
    expect(stateOf('kim@acme-hello.example')).toBe('suspended');
    day = '2026-12-22';
    expect(await planned()).toEqual(expect.arrayContaining(['delete pool-a acme-hello.example/mailbox/kim address']));
    expectCode(await up(), 0);
    expect(mailboxesOf('acme-hello.example')).toEqual(['alex@acme-hello.example', 'sam@acme-hello.example']);
    await expectSettled();
  });

  test('a create whose answer is lost leaves one mailbox, and its password is known', async () => {
    const lost = { kind: 'applied-but-connection-lost', method: 'POST' } as const;
    twinAt('acme-hello.example').faults.add({ ...lost, path: '/users' });
    twinAt('acme-team.example').faults.add({ ...lost, path: '/mailboxes' });
    const kai = { user: 'kai', name: 'Kai Voss' };
    write({ ...WITH_LEE_AND_KIM, 'acme-hello.example': [...TEAM, kai], 'acme-team.example': [...TEAM, LEE, kai] });
    expectCode(await up(), 0);
    for (const address of ['kai@acme-hello.example', 'kai@acme-team.example']) {
      expect(everywhere().filter(each => each === address)).toHaveLength(1);
      expect(await credentials(address)).toBe(found(address)?.password);
    }
    await expectSettled();
  });

  test('an `up` that is killed in the middle, the plugin or the CLI, is finished by the next one: each mailbox is there once', async () => {
    const crowd = Array.from({ length: 20 }, (_, index) => `user${String(index + 10)}`);
    const mailboxes = crowd.map(user => ({ user, name: `User ${user}` }));
    save(`${MANY}.yaml`, { segment: MANY, domains: [{ domain: CROWD, mailProvider: 'google-workspace', mailboxes }] });
    expectCode(await pulumi(['stack', 'init'], {}, MANY), 0);
    await killed('plugin', 5);
    await killed('cli', 11);
    expectCode(await pulumi(['cancel', '--yes'], {}, MANY), 0);
    expectCode(await pulumi(['up', '--yes', '--skip-preview'], {}, MANY), 0);
    expect(everywhere().filter(address => address.endsWith(CROWD))).toEqual(crowd.map(user => `${user}@${CROWD}`));
    // What was being made just then has a password that nobody knows any more: that is said, and how to set one.
    const unknown = mailboxesInState(MANY).filter(({ outputs }) => !outputs.password);
    expect(unknown.length).toBeLessThanOrEqual(4);
    for (const { outputs } of unknown)
      expect(said.join('\n')).toContain(`\`mailyard mailbox rotate-password ${outputs.address}\` sets one.`);
    for (const address of [unknown[0]?.outputs.address, `user29@${CROWD}`].filter(each => each !== undefined)) {
      if (address === unknown[0]?.outputs.address) expectCode(await mailyard(['mailbox rotate-password', address]), 0);
      expect(await credentials(address)).toBe(found(address)?.password);
    }
    expectCode(await pulumi(['up', '--yes', '--skip-preview', '--expect-no-changes'], {}, MANY), 0);
    expectCode(await mailyard(['plan']), 0);
  });

  test('`destroy` takes the records, and leaves every mailbox where it is', async () => {
    const before = everywhere();
    expectCode(await pulumi(['destroy', '--yes', '--skip-preview'], { MAILYARD_ALLOW: 'domain=*' }), 0);
    expectCode(await pulumi(['destroy', '--yes', '--skip-preview'], { MAILYARD_ALLOW: 'domain=*' }, MANY), 0);
    for (const zone of [...domains, CROWD]) expect(sandbox.cloudflare.records(zone)).toEqual([]);
    expect(everywhere()).toEqual(before);
    const kept = twins().flatMap(twin => twin.domains().map(({ domain }) => domain));
    expect(new Set(kept)).toEqual(new Set([...domains, CROWD]));
  });

  test('no password, key or token stands in the clear in what was written or said', () => {
    const secrets = [
      ...twins().flatMap(twin => twin.mailboxes().map(({ password }) => password as string)),
      ...twins().flatMap(twin => Object.values(twin.env)),
      ...[key, sandbox.env.CLOUDFLARE_API_TOKEN],
    ].filter(Boolean);
    expect(secrets.length).toBeGreaterThan(25);
    const files = ['.mailyard', '.home', '.cache'].flatMap(folder => filesIn(join(clone.folder, folder)));
    const texts = files.map(file => [file, readFileSync(file, 'latin1')] as const);
    expect(texts.filter(([, text]) => text.includes('sealed:v1:')).length).toBeGreaterThan(1);
    const told = [...texts, ['output', said.join('\n')] as const];
    expect(told.filter(([, text]) => secrets.some(secret => text.includes(secret))).map(([name]) => name)).toEqual([]);
  });

  /** Kills the CLI or its plugin once so many mailboxes have been made. */
  async function killed(which: 'plugin' | 'cli', made: number): Promise<void> {
    const args = [
      'up',
      '--stack',
      MANY,
      '--yes',
      '--skip-preview',
      '--non-interactive',
      '--color',
      'never',
      '--parallel',
      '2',
    ];
    const running = spawn(join(clone.folder, 'bin/pulumi'), args, { cwd: clone.folder, env: clone.environment(env()) });
    let text = '';
    for (const stream of [running.stdout, running.stderr]) stream.on('data', data => (text += data));
    const ended = new Promise(resolve => running.on('close', resolve));
    const there = () => everywhere().filter(address => address.endsWith(CROWD)).length;
    while (there() < made && running.exitCode === null) await sleep(5);
    const cli = running.pid as number;
    const plugin = pluginOf(cli);
    process.kill(which === 'cli' ? cli : plugin, 'SIGKILL');
    await ended;
    // The plugin goes with the CLI, whose end nobody tells it.
    await expect.poll(() => isAlive(plugin), { timeout: 10_000 }).toBe(false);
    said.push(text);
    expect(there(), text).toBeLessThan(20);
  }

  /** Asks DNS for the MX of all domains, all the time. */
  function watchMx() {
    const server = sandbox.dns;
    const gaps: string[] = [];
    let [looks, over] = [0, false];
    const watching = (async () => {
      while (!over) {
        for (const name of domains)
          if ((await query({ name, type: 'MX', server })).records.length === 0) gaps.push(`${name} at ${looks}`);
        looks += 1;
        await sleep(20);
      }
    })();
    return {
      async end() {
        over = true;
        await watching;
        return { looks, gaps };
      },
    };
  }
});

/** The process of Mailyard's plugin that this CLI started. */
function pluginOf(cli: number): number {
  const processes = execFileSync('ps', ['-e', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).trim().split('\n');
  const plugin = processes
    .map(line => line.trim().split(/\s+/))
    .find(([, parent, ...args]) => Number(parent) === cli && args.join(' ').includes('provider/main'));
  if (!plugin) throw new Error(`the CLI ${cli} has no plugin`);
  return Number(plugin[0]);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter(entry => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}

function expectCode({ code, text }: Ended, wanted: number): void {
  expect(code, text).toBe(wanted);
}
