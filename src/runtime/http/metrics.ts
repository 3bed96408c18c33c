/** /metrics in Prometheus' format. All is read from the ledger when it is asked for, so a restart changes no figure. */
import { Registry } from 'prom-client';
import { collectors } from './collectors.ts';
import type { AppParts } from './serving.ts';

export function metricsOf(parts: AppParts): Registry {
  const registry = new Registry();
  for (const collect of collectors) collect(registry, parts);
  return registry;
}
