/** `aws:sesv2/emailIdentity:EmailIdentity` (terraform-provider-aws, internal/service/sesv2/email_identity.go). */
import { isObjectOf, isOneOf, isText, type Json } from '../pulumi/bridged.ts';
import type { AwsApi, AwsForm } from './api.ts';

export const emailIdentity: AwsForm = {
  type: 'aws:sesv2/emailIdentity:EmailIdentity',
  inputs: {
    emailIdentity: isText,
    configurationSetName: isText,
    dkimSigningAttributes: isObjectOf({
      nextSigningKeyLength: isOneOf('RSA_1024_BIT', 'RSA_2048_BIT'),
      domainSigningPrivateKey: isText,
      domainSigningSelector: isText,
    }),
    region: isText,
    tags: isObjectOf({}),
  },
  required: ['emailIdentity'],
  replaces: ['emailIdentity', 'region'],
  computed: ['arn', 'identityType', 'verificationStatus', 'verifiedForSendingStatus'],
  computedWithin: {
    dkimSigningAttributes: [
      ...['currentSigningKeyLength', 'lastKeyGenerationTimestamp', 'signingAttributesOrigin', 'status', 'tokens'],
    ],
  },
  refuse({ dkimSigningAttributes = {} }) {
    const { nextSigningKeyLength, domainSigningPrivateKey, domainSigningSelector } = dkimSigningAttributes as Json;
    if ((domainSigningPrivateKey === undefined) !== (domainSigningSelector === undefined))
      return '"domainSigningPrivateKey" and "domainSigningSelector" go together';
    return nextSigningKeyLength !== undefined && domainSigningSelector !== undefined
      ? '"nextSigningKeyLength" conflicts with "domainSigningSelector"'
      : undefined;
  },
  idOf: ({ emailIdentity }) => String(emailIdentity),
  async create(inputs, api) {
    await api.ses('POST', '/identities', inputs);
    return shown(String(inputs.emailIdentity), api);
  },
  read: (given, _inputs, api) => shown(given, api),
  async update(id, inputs, api, old) {
    const { configurationSetName, dkimSigningAttributes } = inputs;
    if (configurationSetName !== old.configurationSetName)
      await api.ses('PUT', `${pathOf(id)}/configuration-set`, { configurationSetName });
    if (differs(dkimSigningAttributes, old.dkimSigningAttributes)) {
      const own = (dkimSigningAttributes ?? {}) as Json;
      const signingAttributesOrigin = own.domainSigningSelector ? 'EXTERNAL' : 'AWS_SES';
      await api.ses('PUT', `${pathOf(id)}/dkim/signing`, { signingAttributesOrigin, signingAttributes: own });
    }
    return shown(id, api);
  },
  delete: (id, _inputs, api) => api.remove(pathOf(id)),
};

const pathOf = (id: string): string => `/identities/${encodeURIComponent(id)}`;

async function shown(id: string, { ses, region, account }: AwsApi): Promise<Json> {
  const { dkimAttributes, ...found } = await ses('GET', pathOf(id));
  const { signingEnabled: _, signingHostedZone: _zone, ...dkimSigningAttributes } = dkimAttributes as Json;
  return { ...found, emailIdentity: id, dkimSigningAttributes, arn: `arn:aws:ses:${region}:${account}:identity/${id}` };
}

/** Of what the state has, the API's own additions say nothing of what was asked. */
function differs(wanted: unknown, before: unknown): boolean {
  const { nextSigningKeyLength, domainSigningSelector, domainSigningPrivateKey } = (wanted ?? {}) as Json;
  const old = (before ?? {}) as Json;
  return (
    nextSigningKeyLength !== old.nextSigningKeyLength ||
    domainSigningSelector !== old.domainSigningSelector ||
    domainSigningPrivateKey !== old.domainSigningPrivateKey
  );
}
