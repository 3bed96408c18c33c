/** `cloudflare:index/zoneDnssec:ZoneDnssec`. Until the parent has the DS record the API says `pending`, and so does a refresh. */
import { isFlag, isOneOf, isText } from '../pulumi/bridged.ts';
import type { CloudflareForm } from './api.ts';

export const zoneDnssec: CloudflareForm = {
  type: 'cloudflare:index/zoneDnssec:ZoneDnssec',
  inputs: {
    zoneId: isText,
    status: isOneOf('active', 'disabled', 'pending'),
    dnssecMultiSigner: isFlag,
    dnssecPresigned: isFlag,
    dnssecUseNsec3: isFlag,
  },
  required: ['zoneId'],
  replaces: ['zoneId'],
  computed: [
    ...['algorithm', 'digest', 'digestAlgorithm', 'digestType', 'ds', 'flags', 'keyTag', 'keyType', 'modifiedOn'],
    ...['publicKey', 'status'],
  ],
  idOf: (_result, { zoneId }) => String(zoneId),
  create: (inputs, api) => api.call('PATCH', `/zones/${inputs.zoneId}/dnssec`, settings(inputs)),
  read: async (id, _inputs, api) => ({ ...(await api.call('GET', `/zones/${id}/dnssec`)), zone_id: id }),
  update: (id, inputs, api) => api.call('PATCH', `/zones/${id}/dnssec`, settings(inputs)),
  async delete(id, _inputs, api) {
    await api.call('DELETE', `/zones/${id}/dnssec`);
  },
};

function settings({ status, dnssecMultiSigner, dnssecPresigned, dnssecUseNsec3 }: Record<string, unknown>) {
  return {
    status,
    dnssec_multi_signer: dnssecMultiSigner,
    dnssec_presigned: dnssecPresigned,
    dnssec_use_nsec3: dnssecUseNsec3,
  };
}
