/** `cloudflare:index/dnsRecord:DnsRecord`: one record. Every change is a PUT of the whole (terraform-provider-cloudflare v5.22). */

import {
  isAnything,
  isFlag,
  isNumber,
  isObjectOf,
  isText,
  isTextList,
  type Json,
  snakeCased,
} from '../pulumi/bridged.ts';
import type { CloudflareForm } from './api.ts';

const dataFields = [
  ...['algorithm', 'altitude', 'certificate', 'digest', 'digestType', 'fingerprint', 'flags', 'keyTag', 'latDegrees'],
  ...['latDirection', 'latMinutes', 'latSeconds', 'longDegrees', 'longDirection', 'longMinutes', 'longSeconds'],
  ...['matchingType', 'order', 'port', 'precisionHorz', 'precisionVert', 'preference', 'priority', 'protocol'],
  ...['publicKey', 'regex', 'replacement', 'selector', 'service', 'size', 'tag', 'target', 'type', 'usage', 'value'],
  'weight',
];

export const dnsRecord: CloudflareForm = {
  type: 'cloudflare:index/dnsRecord:DnsRecord',
  inputs: {
    ...{ zoneId: isText, name: isText, type: isText, ttl: isNumber, content: isText, comment: isText },
    ...{ priority: isNumber, proxied: isFlag, privateRouting: isFlag, includeShadowMetadata: isFlag, tags: isTextList },
    data: isObjectOf(Object.fromEntries(dataFields.map(field => [field, isAnything]))),
    settings: isObjectOf({ flattenCname: isFlag, ipv4Only: isFlag, ipv6Only: isFlag }),
  },
  required: ['zoneId', 'name', 'type', 'ttl'],
  replaces: ['type', 'zoneId'],
  computed: [
    ...['commentModifiedOn', 'createdOn', 'meta', 'modifiedOn', 'proxiable', 'settings', 'tags', 'tagsModifiedOn'],
    'proxied',
  ],
  refuse({ content, data, proxied, ttl }) {
    if ((content === undefined) === (data === undefined)) return 'Exactly one of "content" and "data" is needed';
    return proxied === true && ttl !== 1 ? 'ttl must be set to 1 when `proxied` is true' : undefined;
  },
  idOf: ({ id }) => String(id),
  create: async ({ zoneId, ...fields }, api) =>
    shown(await api.call('POST', `/zones/${zoneId}/dns_records`, snakeCased(fields))),
  async read(given, inputs, api) {
    const [zoneId, id] = inputs ? [inputs.zoneId, given] : given.split('/');
    return { ...shown(await api.call('GET', `/zones/${zoneId}/dns_records/${id}`)), zone_id: zoneId };
  },
  update: async (id, { zoneId, ...fields }, api) =>
    shown(await api.call('PUT', `/zones/${zoneId}/dns_records/${id}`, snakeCased(fields))),
  /** A record that is gone already is an error, as with the real one. */
  async delete(id, { zoneId }, api) {
    await api.call('DELETE', `/zones/${zoneId}/dns_records/${id}`);
  },
};

/** `meta` is JSON text, and of the types with `data` the generated content is no input. */
const shown = ({ meta, content, data, ...rest }: Json): Json => ({
  ...rest,
  meta: JSON.stringify(meta),
  ...(data ? { data } : { content }),
});
