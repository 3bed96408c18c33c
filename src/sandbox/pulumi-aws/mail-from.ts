/** `aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes`: a part of the identity. Its delete sets it back. */
import { isOneOf, isText, type Json } from '../pulumi/bridged.ts';
import type { AwsApi, AwsForm } from './api.ts';

export const mailFrom: AwsForm = {
  type: 'aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes',
  inputs: {
    emailIdentity: isText,
    mailFromDomain: isText,
    behaviorOnMxFailure: isOneOf('USE_DEFAULT_VALUE', 'REJECT_MESSAGE'),
    region: isText,
  },
  required: ['emailIdentity'],
  replaces: ['emailIdentity', 'region'],
  computed: [],
  refuse({ mailFromDomain, behaviorOnMxFailure }) {
    return behaviorOnMxFailure === 'REJECT_MESSAGE' && !mailFromDomain
      ? 'mail from domain is required if behavior on MX failure is REJECT_MESSAGE'
      : undefined;
  },
  idOf: ({ emailIdentity }) => String(emailIdentity),
  create: (inputs, api) => put(String(inputs.emailIdentity), inputs, api),
  read: (given, _inputs, api) => shown(given, api),
  update: (id, inputs, api) => put(id, inputs, api),
  async delete(id, _inputs, api) {
    await api.ses('PUT', pathOf(id), {});
  },
};

const pathOf = (id: string): string => `/identities/${encodeURIComponent(id)}/mail-from`;

async function put(id: string, { mailFromDomain, behaviorOnMxFailure }: Json, api: AwsApi): Promise<Json> {
  await api.ses('PUT', pathOf(id), { mailFromDomain, behaviorOnMxFailure });
  return shown(id, api);
}

async function shown(id: string, api: AwsApi): Promise<Json> {
  const { mailFromAttributes = {} } = await api.ses('GET', `/identities/${encodeURIComponent(id)}`);
  const { mailFromDomain, behaviorOnMxFailure } = mailFromAttributes as Json;
  return { emailIdentity: id, mailFromDomain, behaviorOnMxFailure };
}
