/**
 * A stand-in for Pulumi's AWS plugin (@pulumi/aws 7.48): it speaks Pulumi's protocol to the real CLI and acts on whatever API
 * AWS_ENDPOINT_URL names. It takes the inputs that the real one takes for what Mailyard uses, and refuses any other.
 */
import { serveProvider } from '../../provider/grpc/serve.ts';
import { bridged } from '../pulumi/bridged.ts';
import { accountSuppression } from './account-suppression.ts';
import { type AwsApi, type AwsForm, awsApi } from './api.ts';
import { configurationSet } from './configuration-set.ts';
import { dedicatedIpPool } from './dedicated-ip-pool.ts';
import { emailIdentity } from './email-identity.ts';
import { eventDestination } from './event-destination.ts';
import { mailFrom } from './mail-from.ts';
import { snsTopic, snsTopicPolicy } from './sns-topic.ts';

const forms: AwsForm[] = [
  ...[emailIdentity, mailFrom, configurationSet, eventDestination, dedicatedIpPool, accountSuppression],
  ...[snsTopic, snsTopicPolicy],
];

/** Its region is known once it is configured. */
const api = {} as AwsApi;
const plugin = {
  name: 'aws',
  version: '7.48.0',
  configure: async (config: Record<string, unknown>) => void Object.assign(api, await awsApi(config, process.env)),
};
const port = await serveProvider(() => forms.map(form => bridged(form, api)), plugin, process.argv.at(-1));
process.stdout.write(`${port}\n`);
