/** The code of the adapters; `catalog.ts` has their facts. */
import type { ProviderTemplate } from '../inventory/provider-template.ts';
import type { MailAdapter } from './adapter.ts';

/** Each is loaded when a run needs it. */
const adapters: Readonly<Record<string, () => Promise<MailAdapter>>> = {
  'amazon-ses': async () => (await import('./amazon-ses/index.ts')).amazonSes,
  'google-workspace': async () => (await import('./google-workspace/index.ts')).googleWorkspace,
  mailcow: async () => (await import('./mailcow/index.ts')).mailcow,
  'microsoft-365': async () => (await import('./microsoft-365/index.ts')).microsoft365,
  zoho: async () => (await import('./zoho/index.ts')).zoho,
  migadu: async () => (await import('./migadu/index.ts')).migadu,
  mailgun: async () => (await import('./mailgun/index.ts')).mailgun,
  postmark: async () => (await import('./postmark/index.ts')).postmark,
  purelymail: async () => (await import('./purelymail/index.ts')).purelymail,
  stalwart: async () => (await import('./stalwart/index.ts')).stalwart,
};

/** Of a provider by its name. A template that describes its API needs no code. */
export async function adapterOf(
  name: string,
  template: ProviderTemplate | undefined,
): Promise<MailAdapter | undefined> {
  if (!template?.api) return adapters[name]?.();
  const { restAdapter } = await import('./rest/index.ts');
  return restAdapter({ ...template, api: template.api });
}
