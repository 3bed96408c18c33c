/** `aws:sesv2/dedicatedIpPool:DedicatedIpPool`: every change but of its tags is another pool. */
import { isOneOf, isText, type Json } from '../pulumi/bridged.ts';
import type { AwsApi, AwsForm } from './api.ts';

export const dedicatedIpPool: AwsForm = {
  type: 'aws:sesv2/dedicatedIpPool:DedicatedIpPool',
  inputs: { poolName: isText, scalingMode: isOneOf('STANDARD', 'MANAGED'), region: isText },
  required: ['poolName'],
  replaces: ['poolName', 'scalingMode', 'region'],
  computed: ['arn', 'scalingMode'],
  idOf: ({ poolName }) => String(poolName),
  async create(inputs, api) {
    await api.ses('POST', '/dedicated-ip-pools', inputs);
    return shown(String(inputs.poolName), api);
  },
  read: (given, _inputs, api) => shown(given, api),
  update: () => Promise.reject(new Error('a dedicated IP pool has nothing to update')),
  delete: (id, _inputs, api) => api.remove(`/dedicated-ip-pools/${encodeURIComponent(id)}`),
};

async function shown(id: string, { ses, region, account }: AwsApi): Promise<Json> {
  const { dedicatedIpPool: pool } = await ses('GET', `/dedicated-ip-pools/${encodeURIComponent(id)}`);
  return { ...(pool as Json), arn: `arn:aws:ses:${region}:${account}:dedicated-ip-pool/${id}` };
}
