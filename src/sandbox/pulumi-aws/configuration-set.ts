/** `aws:sesv2/configurationSet:ConfigurationSet`: made whole, then changed option by option (configuration_set.go). */
import { isDeepStrictEqual } from 'node:util';
import { isFlag, isNumber, isObjectOf, isOneOf, isText, isTextList, type Json } from '../pulumi/bridged.ts';
import type { AwsApi, AwsForm } from './api.ts';

/** Option → the path that changes it. */
const options: Readonly<Record<string, string>> = {
  deliveryOptions: 'delivery-options',
  reputationOptions: 'reputation-options',
  sendingOptions: 'sending',
  suppressionOptions: 'suppression-options',
};

export const configurationSet: AwsForm = {
  type: 'aws:sesv2/configurationSet:ConfigurationSet',
  inputs: {
    configurationSetName: isText,
    deliveryOptions: isObjectOf({
      tlsPolicy: isOneOf('REQUIRE', 'OPTIONAL'),
      sendingPoolName: isText,
      maxDeliverySeconds: isNumber,
    }),
    reputationOptions: isObjectOf({ reputationMetricsEnabled: isFlag }),
    sendingOptions: isObjectOf({ sendingEnabled: isFlag }),
    suppressionOptions: isObjectOf({ suppressedReasons: isTextList }),
    region: isText,
  },
  required: ['configurationSetName'],
  replaces: ['configurationSetName', 'region'],
  computed: ['arn', 'sendingOptions'],
  computedWithin: { reputationOptions: ['lastFreshStart'] },
  idOf: ({ configurationSetName }) => String(configurationSetName),
  async create(inputs, api) {
    await api.ses('POST', '/configuration-sets', inputs);
    return shown(String(inputs.configurationSetName), api);
  },
  read: (given, _inputs, api) => shown(given, api),
  async update(id, inputs, api, old) {
    for (const [option, path] of Object.entries(options)) {
      if (isDeepStrictEqual(inputs[option], old[option])) continue;
      await api.ses('PUT', `${pathOf(id)}/${path}`, (inputs[option] ?? {}) as Json);
    }
    return shown(id, api);
  },
  delete: (id, _inputs, api) => api.remove(pathOf(id)),
};

const pathOf = (id: string): string => `/configuration-sets/${encodeURIComponent(id)}`;

async function shown(id: string, { ses, region, account }: AwsApi): Promise<Json> {
  return { ...(await ses('GET', pathOf(id))), arn: `arn:aws:ses:${region}:${account}:configuration-set/${id}` };
}
