/** `cloudflare:index/zone:Zone`. */
import { isFlag, isObjectOf, isOneOf, isText, isTextList } from '../pulumi/bridged.ts';
import type { CloudflareForm } from './api.ts';

export const zone: CloudflareForm = {
  type: 'cloudflare:index/zone:Zone',
  inputs: {
    account: isObjectOf({ id: isText }),
    name: isText,
    type: isOneOf('full', 'partial', 'secondary', 'internal'),
    paused: isFlag,
    vanityNameServers: isTextList,
  },
  required: ['account', 'name'],
  replaces: ['account', 'name'],
  computed: [
    ...['activatedOn', 'createdOn', 'modifiedOn', 'nameServers', 'status', 'verificationKey', 'plan', 'permissions'],
    ...['originalNameServers', 'originalRegistrar', 'originalDnshost', 'paused', 'type', 'meta', 'owner'],
  ],
  idOf: ({ id }) => String(id),
  create: ({ account, name, type }, api) => api.call('POST', '/zones', { account, name, type: type ?? 'full' }),
  /** Of the account the state keeps the id alone, as it was given. */
  async read(id, _inputs, api) {
    const found = await api.call('GET', `/zones/${id}`);
    return { ...found, account: { id: (found.account as { id: string }).id } };
  },
  async update(id, { type, paused, vanityNameServers }, api) {
    if (vanityNameServers) await api.call('PATCH', `/zones/${id}`, { vanity_name_servers: vanityNameServers });
    if (paused !== undefined) await api.call('PATCH', `/zones/${id}`, { paused });
    if (type !== undefined) await api.call('PATCH', `/zones/${id}`, { type });
    return api.call('GET', `/zones/${id}`);
  },
  async delete(id, _inputs, api) {
    await api.call('DELETE', `/zones/${id}`);
  },
};
