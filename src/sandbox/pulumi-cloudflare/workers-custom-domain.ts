/** `cloudflare:index/workersCustomDomain:WorkersCustomDomain`: every change is another attachment. */
import { isText, snakeCased } from '../pulumi/bridged.ts';
import type { CloudflareForm } from './api.ts';

export const workersCustomDomain: CloudflareForm = {
  type: 'cloudflare:index/workersCustomDomain:WorkersCustomDomain',
  inputs: {
    ...{ accountId: isText, hostname: isText, service: isText },
    ...{ zoneId: isText, zoneName: isText, environment: isText },
  },
  required: ['accountId', 'hostname', 'service'],
  replaces: ['accountId', 'hostname', 'service', 'zoneId', 'zoneName', 'environment'],
  computed: ['certId', 'environment', 'zoneId', 'zoneName'],
  idOf: ({ id }) => String(id),
  create: ({ accountId, ...fields }, api) =>
    api.call('PUT', `/accounts/${accountId}/workers/domains`, snakeCased(fields)),
  async read(given, inputs, api) {
    const [accountId, id] = inputs ? [inputs.accountId, given] : given.split('/');
    return { ...(await api.call('GET', `/accounts/${accountId}/workers/domains/${id}`)), account_id: accountId };
  },
  update: () => Promise.reject(new Error('a custom domain has nothing to update')),
  async delete(id, { accountId }, api) {
    await api.call('DELETE', `/accounts/${accountId}/workers/domains/${id}`);
  },
};
