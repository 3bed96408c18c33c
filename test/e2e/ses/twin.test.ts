/** The twin of SES in front of moto, and the stand-in for Pulumi's AWS plugin, called as the engine calls it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UNKNOWN } from '../../../src/provider/unknown.ts';
import { bridged } from '../../../src/sandbox/pulumi/bridged.ts';
import { type AwsApi, type AwsForm, awsApi } from '../../../src/sandbox/pulumi-aws/api.ts';
import { configurationSet } from '../../../src/sandbox/pulumi-aws/configuration-set.ts';
import { emailIdentity } from '../../../src/sandbox/pulumi-aws/email-identity.ts';
import { eventDestination } from '../../../src/sandbox/pulumi-aws/event-destination.ts';
import { mailFrom } from '../../../src/sandbox/pulumi-aws/mail-from.ts';
import { snsTopic, snsTopicPolicy } from '../../../src/sandbox/pulumi-aws/sns-topic.ts';
import { type SesTwin, startSesTwin } from '../../../src/sandbox/ses/twin.ts';
import { appliedInputs, outputsToStore } from '../../../src/state/applied-inputs.ts';
import { type MotoServer, motoPython, startMoto } from '../../support/moto.ts';

const emulator = await motoPython();
if ('missing' in emulator) process.stderr.write(`test/e2e/ses is skipped: ${emulator.missing}.\n`);

const REGION = 'eu-central-1';
const urn = '';
const preview = false;

describe.skipIf('missing' in emulator)('SES in front of moto', () => {
  let moto: MotoServer;
  let twin: SesTwin;
  let aws: AwsApi;
  const dns = new Map<string, string[]>();

  beforeAll(async () => {
    moto = await startMoto('python' in emulator ? emulator.python : '');
    twin = await startSesTwin({
      moto: moto.origin,
      lookup: async (name, type) => dns.get(`${type} ${name}`) ?? [],
    });
    aws = await awsApi({ region: REGION }, twin.env);
  });

  afterAll(async () => {
    await twin?.close();
    await moto?.close();
  });

  const typeOf = (form: AwsForm) => bridged(form, aws);
  const create = (form: AwsForm, inputs: Record<string, unknown>) => typeOf(form).create({ urn, inputs, preview });

  describe('refuses', () => {
    test.each([
      ['a field that SES does not know', 'POST', '/identities', { emailIdentity: 'a.example', verified: true }, 400],
      [
        'one further down',
        'POST',
        '/configuration-sets',
        { configurationSetName: 'a', deliveryOptions: { tls: 'NO' } },
        400,
      ],
      ['a value that there is not', 'POST', '/dedicated-ip-pools', { poolName: 'a', scalingMode: 'AUTO' }, 400],
      ['what is missing', 'POST', '/identities', {}, 400],
      [
        'a set that is not there',
        'POST',
        '/identities',
        { emailIdentity: 'a.example', configurationSetName: 'no' },
        404,
      ],
      [
        'a pool that is not there',
        'POST',
        '/configuration-sets',
        { configurationSetName: 'b', deliveryOptions: { sendingPoolName: 'no' } },
        400,
      ],
      ['an identity that is not there', 'PUT', '/identities/no.example/mail-from', {}, 404],
      ['a path that neither knows', 'GET', '/contact-lists', undefined, 404],
    ] as const)('%s', async (_, method, path, body, status) => {
      await expect(aws.ses(method, path, body)).rejects.toThrow(`, ${status}: `);
    });

    test('an identity, a set and a pool that are there already', async () => {
      for (const [path, body] of [
        ['/identities', { emailIdentity: 'twice.example' }],
        ['/configuration-sets', { configurationSetName: 'twice' }],
        ['/dedicated-ip-pools', { poolName: 'twice' }],
      ] as const) {
        await aws.ses('POST', path, body);
        await expect(aws.ses('POST', path, body)).rejects.toThrow(/400: .*already exist/);
      }
    });

    test('a return path outside the domain', async () => {
      await aws.ses('POST', '/identities', { emailIdentity: 'outside.example' });
      const wrong = aws.ses('PUT', '/identities/outside.example/mail-from', { mailFromDomain: 'bounce.example.net' });
      await expect(wrong).rejects.toThrow('not a subdomain');
    });

    test('other keys, and a region that nobody named', async () => {
      const env = { ...twin.env, AWS_ACCESS_KEY_ID: 'AKIAELSE' };
      const other = await awsApi({ region: REGION }, env);
      await expect(other.ses('GET', '/account')).rejects.toThrow('403');
      await expect(awsApi({}, twin.env)).rejects.toThrow('Missing region');
      const { AWS_ACCESS_KEY_ID: _, ...keyless } = twin.env;
      await expect(awsApi({ region: REGION }, keyless)).rejects.toThrow('No valid credential sources found');
    });

    test('to reach AWS itself', async () => {
      const { AWS_ENDPOINT_URL: _, ...env } = twin.env;
      await expect(awsApi({ region: REGION }, env)).rejects.toThrow('never reaches AWS itself');
    });
  });

  test('an identity is verified once its three records are in DNS, and its return path with its MX', async () => {
    const made = await create(emailIdentity, {
      emailIdentity: 'dns.example',
      dkimSigningAttributes: { nextSigningKeyLength: 'RSA_2048_BIT' },
    });
    await create(mailFrom, { emailIdentity: 'dns.example', mailFromDomain: 'bounce.dns.example' });
    const { tokens } = made.outputs.dkimSigningAttributes as { tokens: string[] };
    expect([tokens.length, made.outputs.verificationStatus]).toEqual([3, 'PENDING']);
    for (const token of tokens) dns.set(`CNAME ${token}._domainkey.dns.example`, [`${token}.dkim.amazonses.com`]);
    dns.set('MX bounce.dns.example', [`10 feedback-smtp.${REGION}.amazonses.com`]);
    const read = await typeOf(emailIdentity).read({ urn, ...made });
    expect(read).toMatchObject({ inputs: made.inputs, outputs: { verificationStatus: 'SUCCESS' } });
    expect(await aws.ses('GET', '/identities/dns.example')).toMatchObject({
      mailFromAttributes: { mailFromDomainStatus: 'SUCCESS' },
    });
    // What the API adds is no change of what was asked.
    const old = appliedInputs(made.inputs, outputsToStore(made));
    expect(old.dkimSigningAttributes).toMatchObject({ tokens, nextSigningKeyLength: 'RSA_2048_BIT' });
    expect(typeOf(emailIdentity).diff(old, made.inputs).changed).toBe(false);
  });

  test('regions know nothing of each other', async () => {
    await aws.ses('POST', '/identities', { emailIdentity: 'here.example' });
    const other = await awsApi({ region: 'us-east-1' }, twin.env);
    await expect(other.ses('GET', '/identities/here.example')).rejects.toThrow('404');
  });

  test('a preview knows that the tokens are not known', async () => {
    const inputs = { emailIdentity: 'later.example', dkimSigningAttributes: { nextSigningKeyLength: 'RSA_2048_BIT' } };
    const seen = await typeOf(emailIdentity).create({ urn, inputs, preview: true });
    expect(seen.foreseen).toMatchObject({ arn: UNKNOWN, dkimSigningAttributes: { tokens: UNKNOWN } });
    await expect(aws.ses('GET', '/identities/later.example')).rejects.toThrow('404');
  });

  test('inputs that the real plugin does not take are refused', () => {
    const { failures } = typeOf(configurationSet).check(undefined, {
      name: 'a',
      deliveryOptions: { tlsPolicy: 'NONE' },
    });
    expect(failures.map(({ property }) => property)).toEqual(['name', 'deliveryOptions', 'configurationSetName']);
    const both = { configurationSetName: 'a', eventDestinationName: 'b', eventDestination: { matchingEventTypes: [] } };
    expect(typeOf(eventDestination).check(undefined, both).failures).toHaveLength(1);
  });

  test('events go to a topic only once SES may publish to it, and to no bus but the default one', async () => {
    await aws.ses('POST', '/configuration-sets', { configurationSetName: 'events' });
    const topic = await create(snsTopic, { name: 'events' });
    const { arn } = topic.outputs;
    const to = (target: object) => ({
      ...{ configurationSetName: 'events', eventDestinationName: 'mailyard' },
      eventDestination: { enabled: true, matchingEventTypes: ['BOUNCE'], ...target },
    });
    const sns = to({ snsDestination: { topicArn: arn } });
    await expect(create(eventDestination, sns)).rejects.toThrow('Could not publish to SNS topic');
    const statement = {
      Effect: 'Allow',
      Principal: { Service: 'ses.amazonaws.com' },
      Action: 'sns:Publish',
      Resource: arn,
    };
    await create(snsTopicPolicy, { arn, policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }) });
    const made = await create(eventDestination, sns);
    expect(made.id).toBe('events|mailyard');
    const bus = (name: string) =>
      to({ eventBridgeDestination: { eventBusArn: `arn:aws:events:${REGION}:123456789012:event-bus/${name}` } });
    const old = { urn, id: made.id, oldInputs: made.inputs, oldOutputs: made.outputs, preview };
    const type = typeOf(eventDestination);
    await expect(type.update({ ...old, inputs: bus('own') })).rejects.toThrow('is not the default event bus');
    await type.update({ ...old, inputs: bus('default') });
    expect((await type.read({ urn, ...made }))?.inputs).toEqual({ ...made.inputs, ...bus('default') });
    await type.delete({ urn, ...made });
    expect(await type.read({ urn, ...made })).toBeUndefined();
    // As the real plugin: gone already is done.
    await type.delete({ urn, ...made });
  });
});
