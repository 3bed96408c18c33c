/** `cloudflare:index/workersScript:WorkersScript`: an ES module, uploaded whole at every change. */

import { isAnything, isFlag, isText, isTextList, type Json } from '../pulumi/bridged.ts';
import type { CloudflareApi, CloudflareForm } from './api.ts';

type Inputs = Record<string, unknown>;

export const workersScript: CloudflareForm = {
  type: 'cloudflare:index/workersScript:WorkersScript',
  inputs: {
    ...{ accountId: isText, scriptName: isText, content: isText, contentFile: isText, contentSha256: isText },
    ...{ contentType: isText, mainModule: isText, bodyPart: isText, compatibilityDate: isText, logpush: isFlag },
    ...{ compatibilityFlags: isTextList, bindings: isAnything, assets: isAnything, observability: isAnything },
    ...{ placement: isAnything, limits: isAnything, usageModel: isText, keepAssets: isFlag, tailConsumers: isAnything },
  },
  required: ['accountId', 'scriptName'],
  replaces: ['accountId', 'scriptName'],
  computed: ['createdOn', 'etag', 'handlers', 'hasAssets', 'hasModules', 'modifiedOn', 'startupTimeMs', 'usageModel'],
  refuse({ content, contentFile, mainModule, bodyPart }) {
    if (content !== undefined && contentFile !== undefined) return '"content" and "contentFile" exclude each other';
    return mainModule !== undefined && bodyPart !== undefined
      ? '"mainModule" and "bodyPart" exclude each other'
      : undefined;
  },
  idOf: (_result, { scriptName }) => String(scriptName),
  create: upload,
  async read(given, inputs, api) {
    const [accountId, scriptName] = inputs ? [inputs.accountId, given] : given.split('/');
    const path = `/accounts/${accountId}/workers/scripts/${scriptName}`;
    const settings = await api.call('GET', `${path}/settings`);
    const [module] = [...(await (await api.fetch('GET', `${path}/content`)).formData()).values()] as File[];
    const content = await module?.text();
    return { ...settings, account_id: accountId, script_name: scriptName, main_module: module?.name, content };
  },
  update: (_id, inputs, api) => upload(inputs, api),
  async delete(id, { accountId }, api) {
    await api.call('DELETE', `/accounts/${accountId}/workers/scripts/${id}`);
  },
};

function upload(inputs: Inputs, api: CloudflareApi): Promise<Json> {
  const { accountId, scriptName, content, mainModule, compatibilityDate, compatibilityFlags, bindings } = inputs;
  const form = new FormData();
  const metadata = {
    main_module: mainModule,
    compatibility_date: compatibilityDate,
    compatibility_flags: compatibilityFlags,
    bindings,
  };
  form.append('metadata', new Blob([JSON.stringify(metadata)], { type: 'application/json' }));
  const module = new File([String(content)], String(mainModule), { type: 'application/javascript+module' });
  form.append(String(mainModule), module);
  return api.call('PUT', `/accounts/${accountId}/workers/scripts/${scriptName}`, form);
}
