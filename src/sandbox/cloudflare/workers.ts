/** Workers over the API: a script is uploaded whole, as one ES module with its metadata. */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { type Answer, ok } from './answer.ts';
import { fieldsOf, type Json, parseBody } from './body.ts';
import type { Cloud } from './cloud.ts';
import type { Form } from './form.ts';
import { type TwinScript, timestamp } from './model.ts';
import { badBody, Refusal } from './refusal.ts';

const NAME = /^[a-z0-9_][a-z0-9_-]{0,62}$/;
const MODULE = 'application/javascript+module';
/** On the free plan, compressed (developers.cloudflare.com/workers/platform/limits, read 2026-11-25). */
const LARGEST = 3 * 1024 * 1024;

const metadataForms = {
  main_module: 'string',
  compatibility_date: 'string',
  compatibility_flags: 'array of strings',
  bindings: 'array',
} as const;

/** Names are the account's own. */
export const scriptKey = ({ account, name }: Pick<TwinScript, 'account' | 'name'>): string => `${account} ${name}`;

export function putScript(cloud: Cloud, account: string, name: string, form: Form | undefined): Answer {
  if (!NAME.test(name)) throw new Refusal(400, 10016, `Invalid script name ${name}.`);
  const metadata = fieldsOf(parseBody(form?.get('metadata')?.text ?? ''), metadataForms, 'metadata');
  const module = form?.get(String(metadata.main_module));
  if (!module) throw new Refusal(400, 10021, `No such module "${metadata.main_module}".`);
  if (module.type !== MODULE) throw badBody(`The main module must be of type ${MODULE}.`);
  if (gzipSync(module.text).length > LARGEST) {
    throw new Refusal(413, 10027, 'Your Worker exceeded the size limit of 3 MiB.');
  }
  const now = timestamp(cloud.clock.now());
  const key = scriptKey({ account, name });
  const script: TwinScript = {
    account,
    name,
    module: module.text,
    mainModule: String(metadata.main_module),
    compatibilityDate: dateOf(metadata),
    etag: createHash('sha256').update(module.text).digest('hex'),
    createdOn: cloud.scripts.get(key)?.createdOn ?? now,
    modifiedOn: now,
  };
  cloud.scripts.set(key, script);
  return ok({ ...scriptJson(script), startup_time_ms: 1, entry_point: script.mainModule });
}

export function getScript(cloud: Cloud, account: string, name: string): TwinScript {
  const script = cloud.scripts.get(scriptKey({ account, name }));
  if (!script) throw new Refusal(404, 10007, 'This Worker does not exist on your account.');
  return script;
}

/** The module comes back as it was sent, among the parts of a form. */
export function contentAnswer({ mainModule, module }: TwinScript): Answer {
  const boundary = createHash('sha256').update(module).digest('hex').slice(0, 40);
  const body = [
    `--${boundary}`,
    `Content-Disposition: form-data; name="${mainModule}"; filename="${mainModule}"`,
    `Content-Type: ${MODULE}`,
    '',
    module,
    `--${boundary}--`,
    '',
  ].join('\r\n');
  return { status: 200, body, contentType: `multipart/form-data; boundary=${boundary}` };
}

/** Whether the real API lets a script go that still has hosts is not known; what it would leave behind serves nobody. */
export function deleteScript(cloud: Cloud, account: string, name: string): Answer {
  const script = getScript(cloud, account, name);
  const held = [...cloud.workerDomains.values()].find(
    domain => domain.service === script.name && domain.account === account,
  );
  if (held) throw new Refusal(409, 0, `The Worker ${script.name} still has the custom domain ${held.hostname}.`);
  cloud.scripts.delete(scriptKey(script));
  return ok(null);
}

export const scriptJson = ({ name, etag, compatibilityDate, createdOn, modifiedOn }: TwinScript) => ({
  id: name,
  etag,
  handlers: ['fetch'],
  compatibility_date: compatibilityDate,
  compatibility_flags: [],
  has_assets: false,
  has_modules: true,
  usage_model: 'standard',
  created_on: createdOn,
  modified_on: modifiedOn,
});

export const settingsJson = ({ compatibilityDate }: TwinScript) => ({
  bindings: [],
  compatibility_date: compatibilityDate,
  compatibility_flags: [],
  tags: [],
  usage_model: 'standard',
});

function dateOf({ compatibility_date: date = '' }: Json): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(String(date))) return String(date);
  throw new Refusal(400, 10021, `Invalid compatibility date "${date}".`);
}
