/** Domains at a described API. */
import type { DomainApi } from '../../inventory/api.ts';
import type { DomainCalls, LiveDomain, Readiness } from '../adapter.ts';
import { isFailure, unlessMissing } from '../failure.ts';
import type { Api } from './api.ts';
import { at } from './dotted.ts';

export function domainCalls(api: Api, description: DomainApi): DomainCalls {
  const { add, read, verify, remove } = description;

  async function readItem(domain: string): Promise<unknown> {
    return at(await api.ask(read, { domain }, `to look at ${domain}`, true), read.item);
  }

  return {
    async read(domain) {
      const item = await unlessMissing(readItem(domain));
      return item === undefined || item === null ? undefined : liveDomain(item, description);
    },
    async add(domain) {
      const answer = await api.ask(add, { domain }, `to add ${domain}`, false);
      return liveDomain(at(answer, add.item), description);
    },
    async verify(domain) {
      if (!verify) return readiness(await readItem(domain), description);
      try {
        const item = at(await api.ask(verify, { domain }, `to verify ${domain}`, true), verify.item);
        const told = description.ready === undefined || at(item, description.ready.at) !== undefined;
        return readiness(told ? item : await readItem(domain), description);
      } catch (error) {
        if (isFailure(error, 'early')) return notReady(description);
        throw error;
      }
    },
    ...(remove && {
      async remove(domain: string) {
        await unlessMissing(api.ask(remove, { domain }, `to remove ${domain}`, true));
      },
    }),
  };
}

function readiness(item: unknown, description: DomainApi): Readiness {
  const { ready } = description;
  const isReady = !ready || new RegExp(ready.pattern ?? '^true$', 'i').test(String(at(item, ready.at)));
  return isReady ? { ready: true, values: valuesOf(item, description) } : notReady(description);
}

const notReady = ({ ready }: DomainApi): Readiness => ({
  ready: false,
  waitingFor: ready?.waitingFor ?? 'the provider to see its records in DNS',
});

const liveDomain = (item: unknown, description: DomainApi): LiveDomain => ({ values: valuesOf(item, description) });

/** What is not known yet is not there. */
function valuesOf(item: unknown, { values = {} }: DomainApi): Record<string, string> {
  const shown = Object.entries(values).map(([name, value]) => [
    name,
    at(item, typeof value === 'string' ? value : value.at),
  ]);
  return Object.fromEntries(shown.filter(([, value]) => typeof value === 'string' && value !== ''));
}
