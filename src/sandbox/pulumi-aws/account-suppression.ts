/** `aws:sesv2/accountSuppressionAttributes:AccountSuppressionAttributes`: it is always there, and a delete leaves it as it is. */
import { isText, isTextList, type Json } from '../pulumi/bridged.ts';
import type { AwsApi, AwsForm } from './api.ts';

export const accountSuppression: AwsForm = {
  type: 'aws:sesv2/accountSuppressionAttributes:AccountSuppressionAttributes',
  inputs: { suppressedReasons: isTextList, region: isText },
  required: ['suppressedReasons'],
  replaces: ['region'],
  computed: [],
  idOf: ({ account }) => String(account),
  create: put,
  read: (_given, _inputs, api) => shown(api),
  update: (_id, inputs, api) => put(inputs, api),
  delete: async () => {},
};

async function put({ suppressedReasons }: Json, api: AwsApi): Promise<Json> {
  await api.ses('PUT', '/account/suppression', { suppressedReasons });
  return shown(api);
}

async function shown({ ses, account }: AwsApi): Promise<Json> {
  const { suppressionAttributes = {} } = await ses('GET', '/account');
  return { ...(suppressionAttributes as Json), account };
}
