/**
 * Amazon SES through the real Pulumi CLI and a stand-in for its AWS plugin, over moto (an emulator by others) and the twin in
 * front of it. One story in ordered steps. It runs wherever `pulumi` is on the PATH and python3 can install moto.
 */
import { Resolver } from 'node:dns/promises';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pulumiAvailable } from '../../../src/engine/pulumi.ts';
import { type AwsApi, awsApi } from '../../../src/sandbox/pulumi-aws/api.ts';
import type { Lookup } from '../../../src/sandbox/ses/identities.ts';
import { type SesTwin, startSesTwin } from '../../../src/sandbox/ses/twin.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start.ts';
import { type MotoServer, motoPython, startMoto } from '../../support/moto.ts';
import { type Clone, type Ended, makeClone } from './clone.ts';

const version = await pulumiAvailable();
const emulator = version ? await motoPython() : { missing: 'there is no `pulumi` on the PATH' };
if ('missing' in emulator) process.stderr.write(`test/e2e/pulumi/ses is skipped: ${emulator.missing}.\n`);

const STAND_IN = resolve(import.meta.dirname, '../../../bin/sandbox');
const REGION = 'eu-central-1';
/** moto's. */
const ACCOUNT = '123456789012';

const estateYaml = (more = '') => `
organization: Acme
accounts:
  amazon-ses: { account: '${ACCOUNT}', region: ${REGION} ${more} }
defaults: { mailProvider: migadu, mailboxes: [{ user: alex, name: Alex Reed }] }
`;
const SNS = ', events: { to: sns }, dedicatedIps: { scaling: managed }, accountSuppression: [bounce, complaint]';
const EVENT_BRIDGE = SNS.replace('to: sns', 'to: eventbridge, types: [bounce, complaint]');
const sender = (domain: string, relays = 'relays: [amazon-ses]') => `  - { domain: ${domain}, ${relays} }\n`;
const segmentYaml = (segment: string, ...domains: string[]) => `segment: ${segment}\ndomains:\n${domains.join('')}`;

interface Document {
  resources: { action: string; name: string; properties: string[] }[];
  zones: { zone: string; changes: { action: string; key: string }[] }[];
  guards: { guard: string; message: string; fix: string }[];
}

describe.skipIf('missing' in emulator)(`SES through Pulumi ${version ?? ''}`, { timeout: 300_000 }, () => {
  let clone: Clone;
  let sandbox: Sandbox;
  let moto: MotoServer;
  let twin: SesTwin;
  let aws: AwsApi;
  let env: NodeJS.ProcessEnv;

  const mailyard = (...args: string[]) => clone.mailyard(args, env);
  const pulumi = (...args: string[]) => clone.pulumi(args, env);
  const plan = async (...args: string[]): Promise<Document> =>
    JSON.parse((await mailyard('plan', '--json', ...args)).stdout);
  const up = async (...args: string[]) => {
    const ended = await mailyard('up', '--engine', 'pulumi', '--yes', '--json', ...args);
    expectCode(ended, 0);
    return JSON.parse(ended.stdout) as { applied: { resource?: string; op: string }[] };
  };
  const unchanged = async (stack: string) =>
    expectCode(await pulumi('up', '--stack', stack, '--yes', '--skip-preview', '--expect-no-changes'), 0);
  const write = (files: Record<string, string>) => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(clone.folder, 'domains', name), text);
  };
  const identity = (domain: string) => aws.ses('GET', `/identities/${domain}`);
  const ofSes = (domain: string, type = 'CNAME') =>
    sandbox.cloudflare.records(domain).filter(record => record.type === type && record.name.includes('._domainkey.'));
  const changed = ({ resources }: Document) => resources.map(({ action, name }) => `${action} ${name}`).sort();

  beforeAll(async () => {
    clone = makeClone();
    rmSync(join(clone.folder, 'domains'), { recursive: true });
    mkdirSync(join(clone.folder, 'domains'));
    write({ 'estate.yaml': estateYaml(SNS), 'pool-a.yaml': segmentYaml('pool-a', sender('acme.example')) });
    sandbox = await startSandbox();
    for (const zone of ['acme.example', 'team.example', 'old.example']) sandbox.cloudflare.addZone(zone);
    moto = await startMoto('python' in emulator ? emulator.python : '');
    twin = await startSesTwin({ moto: moto.origin, lookup: lookupAt(`${sandbox.dns.host}:${sandbox.dns.port}`) });
    aws = await awsApi({ region: REGION }, twin.env);
    env = { ...sandbox.env, ...twin.env, PATH: `${STAND_IN}:${process.env.PATH}` };
  });

  afterAll(async () => {
    await twin?.close();
    await moto?.close();
    await sandbox?.close();
    clone?.remove();
  });

  test('the plan shows it all without the Pulumi CLI, and asks nobody', async () => {
    twin.resetCalls();
    const planned = await clone.mailyard(['plan'], { ...env, PATH: withoutPulumi() });
    expectCode(planned, 2);
    expect(planned.stdout).toContain(`the SES identity of acme.example in ${REGION}`);
    expect(planned.stdout).toContain(`the SES configuration set in ${REGION}`);
    expect(twin.calls).toEqual([]);
  });

  test('the embedded engine says that it cannot, and writes nothing', async () => {
    const refused = await mailyard('up', '--engine', 'embedded', '--yes', '--json');
    expectCode(refused, 1);
    expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: 'foreign-type' } });
    expect(sandbox.cloudflare.records('acme.example')).toEqual([]);
  });

  test('credentials of another account are refused before anything is made there', async () => {
    write({ 'estate.yaml': estateYaml(SNS).replace(ACCOUNT, '999999999999') });
    const refused = await mailyard('up', '--engine', 'pulumi', '--yes');
    expectCode(refused, 1);
    expect(refused.text).toContain(`AWS account ID not allowed: ${ACCOUNT}`);
    expect(twin.count({ method: 'POST' })).toBe(0);
    write({ 'estate.yaml': estateYaml(SNS) });
  });

  test('a preview of it all needs no token, and makes nothing', async () => {
    expect(await previewed('pool-a')).toEqual(changed(await plan()));
    expect(twin.count({ method: 'POST' })).toBe(0);
    expect(sandbox.cloudflare.records('acme.example')).toEqual([]);
  });

  test('one `up` makes identity, records, events and pool; with the records in DNS the identity is verified', async () => {
    await up();
    const { tokens, ...dkim } = (await identity('acme.example')).dkimAttributes as { tokens: string[]; status: string };
    expect(ofSes('acme.example').filter(({ content }) => content.includes('amazonses'))).toHaveLength(3);
    for (const token of tokens) {
      const record = ofSes('acme.example').find(({ name }) => name === `${token}._domainkey.acme.example`);
      expect(record).toMatchObject({ content: `${token}.dkim.amazonses.com` });
    }
    expect(dkim).toMatchObject({ status: 'SUCCESS', signingAttributesOrigin: 'AWS_SES' });
    expect(await identity('acme.example')).toMatchObject({
      verifiedForSendingStatus: true,
      configurationSetName: 'mailyard-pool-a',
      mailFromAttributes: { mailFromDomain: 'bounce.acme.example', mailFromDomainStatus: 'SUCCESS' },
    });
    expect(await aws.ses('GET', '/configuration-sets/mailyard-pool-a')).toMatchObject({
      deliveryOptions: { tlsPolicy: 'OPTIONAL', sendingPoolName: 'mailyard-pool-a' },
      suppressionOptions: { suppressedReasons: ['BOUNCE', 'COMPLAINT'] },
    });
    expect(await destination()).toMatchObject({
      enabled: true,
      snsDestination: { topicArn: `arn:aws:sns:${REGION}:${ACCOUNT}:mailyard-pool-a-ses-events` },
    });
  });

  test('again it changes nothing, and the keys are the same after a refresh', async () => {
    await unchanged('pool-a');
    expectCode(await mailyard('plan'), 0);
    expectCode(await pulumi('refresh', '--stack', 'pool-a', '--yes', '--skip-preview', '--expect-no-changes'), 0);
    expectCode(await mailyard('plan'), 0);
  });

  test('neither state nor output has the credentials', async () => {
    const state = readFileSync(join(clone.folder, '.mailyard/pulumi/.pulumi/stacks/mailyard/pool-a.json'), 'utf8');
    expect(state).toContain('aws:sesv2/emailIdentity:EmailIdentity');
    for (const secret of [twin.env.AWS_SECRET_ACCESS_KEY, twin.env.AWS_ACCESS_KEY_ID])
      expect(state).not.toContain(secret);
  });

  test('events move to EventBridge in place, and the topic goes after that; plan and preview agree', async () => {
    write({ 'estate.yaml': estateYaml(EVENT_BRIDGE) });
    const planned = await plan();
    expect(changed(planned)).toEqual([
      `delete ses-${REGION}/topic`,
      `delete ses-${REGION}/topic-policy`,
      `update ses-${REGION}/events`,
    ]);
    expect(await previewed('pool-a')).toEqual(changed(planned));
    await up();
    expect(await destination()).toMatchObject({
      matchingEventTypes: ['BOUNCE', 'COMPLAINT'],
      eventBridgeDestination: { eventBusArn: `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/default` },
    });
    await unchanged('pool-a');
  });

  test('a second domain joins with its own identity, and what they share stays as it is', async () => {
    write({ 'pool-a.yaml': segmentYaml('pool-a', sender('acme.example'), sender('team.example')) });
    const planned = await plan('--domain', 'team.example');
    expect(changed(planned)).toEqual([`create team.example/mail-from-${REGION}`, `create team.example/ses-${REGION}`]);
    await up('--domain', 'team.example');
    expect(await identity('team.example')).toMatchObject({ verifiedForSendingStatus: true });
    await unchanged('pool-a');
  });

  test('what a hand changed at SES a refresh finds, and `up` puts right', async () => {
    await aws.ses('PUT', '/configuration-sets/mailyard-pool-a/delivery-options', { tlsPolicy: 'REQUIRE' });
    await aws.ses('PUT', '/identities/team.example/mail-from', { mailFromDomain: 'other.team.example' });
    const { applied } = await up('--refresh');
    expect(applied.map(({ resource }) => resource).sort()).toEqual([
      `the SES configuration set in ${REGION}`,
      `the SES return path of team.example in ${REGION}`,
    ]);
    expect(await aws.ses('GET', '/configuration-sets/mailyard-pool-a')).toMatchObject({
      deliveryOptions: { tlsPolicy: 'OPTIONAL' },
    });
    await unchanged('pool-a');
  });

  test('sending that was paused, and a key that the rotation set, are left alone', async () => {
    await aws.ses('PUT', '/configuration-sets/mailyard-pool-a/sending', { sendingEnabled: false });
    const own = { domainSigningSelector: 'my20261126a', domainSigningPrivateKey: 'MIIE' };
    await aws.ses('PUT', '/identities/team.example/dkim/signing', {
      signingAttributesOrigin: 'EXTERNAL',
      signingAttributes: own,
    });
    await unchanged('pool-a');
    expect(await aws.ses('GET', '/configuration-sets/mailyard-pool-a')).toMatchObject({
      sendingOptions: { sendingEnabled: false },
    });
    expect((await identity('team.example')).dkimAttributes).toMatchObject({ signingAttributesOrigin: 'EXTERNAL' });
  });

  test('after a refresh neither: the Easy DKIM records stay, and the new selector does not become one of them', async () => {
    const before = ofSes('team.example');
    expectCode(await pulumi('refresh', '--stack', 'pool-a', '--yes', '--skip-preview'), 0);
    expectCode(await mailyard('plan'), 0);
    await unchanged('pool-a');
    expect(ofSes('team.example')).toEqual(before);
  });

  test('an identity that was there before is imported, and no record changes when its pasted tokens go', async () => {
    await aws.ses('POST', '/identities', { emailIdentity: 'old.example' });
    const { tokens } = (await identity('old.example')).dkimAttributes as { tokens: string[] };
    const values = tokens.map((token, index) => `dkimToken${index + 1}: ${token}`).join(', ');
    const pasted = `relays: [amazon-ses], values: { amazon-ses: { ${values} } }`;
    const others = [sender('acme.example'), sender('team.example')];
    write({ 'pool-a.yaml': segmentYaml('pool-a', ...others, sender('old.example', pasted)) });
    await importIdentity('pool-a', 'old.example');
    await up();
    expect(await identity('old.example')).toMatchObject({
      configurationSetName: 'mailyard-pool-a',
      verifiedForSendingStatus: true,
      dkimAttributes: { tokens },
    });
    write({ 'pool-a.yaml': segmentYaml('pool-a', ...others, sender('old.example')) });
    expectCode(await mailyard('plan'), 0);
    await unchanged('pool-a');
  });

  test('a domain moves to another segment once its identity was handed over', async () => {
    const { tokens } = (await identity('old.example')).dkimAttributes as { tokens: string[] };
    const others = [sender('acme.example'), sender('team.example')];
    write({
      'estate.yaml': estateYaml(EVENT_BRIDGE.replace(', accountSuppression: [bounce, complaint]', '')),
      'pool-a.yaml': segmentYaml('pool-a', ...others),
      'pool-b.yaml': segmentYaml('pool-b', sender('old.example')),
    });
    const { guards } = await plan();
    expect(guards.map(({ guard, message }) => `${guard}: ${message}`).join()).toContain(
      'identity: old.example moves from pool-a to pool-b',
    );
    expectCode(await pulumi('stack', 'init', 'pool-b'), 0);
    await importIdentity('pool-b', 'old.example');
    const urn = `urn:pulumi:pool-a::mailyard::aws:sesv2/emailIdentity:EmailIdentity::old.example/ses-${REGION}`;
    expectCode(await pulumi('state', 'delete', '--stack', 'pool-a', '--yes', '--target-dependents', urn), 0);
    await up();
    expect(await identity('old.example')).toMatchObject({
      configurationSetName: 'mailyard-pool-b',
      verifiedForSendingStatus: true,
      dkimAttributes: { tokens },
      mailFromAttributes: { mailFromDomain: 'bounce.old.example' },
    });
    await unchanged('pool-a');
    await unchanged('pool-b');
    expectCode(await mailyard('destroy', '--segment', 'pool-b', '--engine', 'pulumi', '--yes'), 0);
    rmSync(join(clone.folder, 'domains/pool-b.yaml'));
  });

  test('a domain that still sends does not lose its identity, in a plain `pulumi up` neither', async () => {
    write({ 'pool-a.yaml': segmentYaml('pool-a', sender('acme.example', 'relays: []'), sender('team.example')) });
    const { guards } = await plan();
    expect(guards.map(({ guard }) => guard)).toContain('identity');
    const plain = await pulumi('up', '--stack', 'pool-a', '--yes', '--skip-preview');
    expectCode(plain, 1);
    expect(plain.text).toContain(`SES would lose its identity of acme.example in ${REGION}`);
    expect(await identity('acme.example')).toMatchObject({ verifiedForSendingStatus: true });
  });

  test('a relay left long enough takes its identity with it', async () => {
    const left = `relays: [], leaving: [{ name: amazon-ses, region: ${REGION}, since: 2026-09-01 }]`;
    write({ 'pool-a.yaml': segmentYaml('pool-a', sender('acme.example', left), sender('team.example')) });
    await up();
    await expect(identity('acme.example')).rejects.toThrow(/404/);
    expect(ofSes('acme.example').filter(({ content }) => content.includes('amazonses'))).toEqual([]);
    await unchanged('pool-a');
  });

  test('`destroy` takes what Mailyard made', async () => {
    expectCode(await mailyard('destroy', '--engine', 'pulumi', '--yes'), 0);
    await expect(identity('team.example')).rejects.toThrow(/404/);
    await expect(aws.ses('GET', '/configuration-sets/mailyard-pool-a')).rejects.toThrow(/404/);
    await expect(aws.ses('GET', '/dedicated-ip-pools/mailyard-pool-a')).rejects.toThrow(/404/);
    expect(await aws.ses('GET', '/account')).toMatchObject({
      suppressionAttributes: { suppressedReasons: ['BOUNCE', 'COMPLAINT'] },
    });
  });

  /** As docs/amazon-ses.md says it. */
  async function importIdentity(stack: string, domain: string): Promise<void> {
    const provider = `urn:pulumi:${stack}::mailyard::pulumi:providers:aws::aws-${REGION}`;
    expectCode(await pulumi('up', '--stack', stack, '--yes', '--skip-preview', '--target', provider), 0);
    const what = ['aws:sesv2/emailIdentity:EmailIdentity', `${domain}/ses-${REGION}`, domain];
    const options = ['--yes', '--skip-preview', '--protect=false', '--generate-code=false'];
    expectCode(await pulumi('import', '--stack', stack, ...what, '--provider', `aws=${provider}`, ...options), 0);
  }

  async function destination(): Promise<unknown> {
    const { eventDestinations } = await aws.ses('GET', '/configuration-sets/mailyard-pool-a/event-destinations');
    return (eventDestinations as unknown[])[0];
  }

  /** What the CLI itself would do to anything but zones, as `changed` says it. */
  async function previewed(stack: string): Promise<string[]> {
    const { steps } = JSON.parse((await pulumi('preview', '--stack', stack, '--json')).stdout) as {
      steps: { op: string; urn: string }[];
    };
    return steps
      .filter(({ op, urn }) => op !== 'same' && urn.includes('::aws:'))
      .map(({ op, urn }) => `${op} ${urn.split('::').at(-1)}`)
      .sort();
  }
});

/** As SES sees it, over DNS. */
function lookupAt(server: string): Lookup {
  const resolver = new Resolver();
  resolver.setServers([server]);
  return async (name, type) => {
    try {
      if (type === 'MX')
        return (await resolver.resolveMx(name)).map(({ priority, exchange }) => `${priority} ${exchange}`);
      if (type === 'CNAME') return await resolver.resolveCname(name);
      return (await resolver.resolveTxt(name)).map(parts => parts.join(''));
    } catch (error) {
      if (['ENOTFOUND', 'ENODATA'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
      throw error;
    }
  };
}

const withoutPulumi = (): string =>
  (process.env.PATH ?? '')
    .split(':')
    .filter(folder => !/pulumi/.test(folder))
    .join(':');

function expectCode({ code, text }: Ended, wanted: number): void {
  expect(code, text).toBe(wanted);
}
