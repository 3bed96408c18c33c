/** `cloudflare:index/zoneSetting:ZoneSetting`. A setting is always there: its create is an edit, and its delete does nothing. */
import { isAnything, isFlag, isText } from '../pulumi/bridged.ts';
import type { CloudflareForm } from './api.ts';

export const zoneSetting: CloudflareForm = {
  type: 'cloudflare:index/zoneSetting:ZoneSetting',
  inputs: { zoneId: isText, settingId: isText, value: isAnything, enabled: isFlag },
  required: ['zoneId', 'settingId', 'value'],
  replaces: ['zoneId', 'settingId'],
  computed: ['editable', 'modifiedOn'],
  idOf: (_result, { settingId }) => String(settingId),
  create: ({ zoneId, settingId, value }, api) => api.call('PATCH', `/zones/${zoneId}/settings/${settingId}`, { value }),
  async read(given, inputs, api) {
    const [zoneId, settingId] = inputs ? [inputs.zoneId, inputs.settingId] : given.split('/');
    const { id, ...found } = await api.call('GET', `/zones/${zoneId}/settings/${settingId}`);
    return { ...found, setting_id: id, zone_id: zoneId };
  },
  update: (id, { zoneId, value }, api) => api.call('PATCH', `/zones/${zoneId}/settings/${id}`, { value }),
  delete: async () => {},
};
