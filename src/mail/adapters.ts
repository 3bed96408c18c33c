/** The code of the adapters; `catalog.ts` has their facts. */
import type { MailAdapter } from './adapter.ts';

/** Each is loaded when a run needs it. */
const adapters: Readonly<Record<string, () => Promise<MailAdapter>>> = {
  'microsoft-365': async () => (await import('./microsoft-365/index.ts')).microsoft365,
  zoho: async () => (await import('./zoho/index.ts')).zoho,
  migadu: async () => (await import('./migadu/index.ts')).migadu,
};

export const adapterOf = (template: string): Promise<MailAdapter> | undefined => adapters[template]?.();
