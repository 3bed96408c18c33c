/** Which parts of a published SPF record the estate put in place of includes. */
import { flattenings } from '../../estate/flattenings.ts';
import { loadEstate } from '../../load-estate.ts';
import { covers, parseNetwork } from '../../spf/address.ts';
import type { SpfBranch } from '../../spf/tree.ts';
import type { Context } from '../context.ts';

/** The includes that a branch of the domain's own record stands for: none outside the estate, or where nothing is flattened. */
export type InPlaceOf = (branch: SpfBranch) => string[];

/** An estate that cannot be read must not stop a look at the DNS. */
export function inPlaceOf({ sources }: Context, domain: string): InPlaceOf {
  const { estate, templates } = loadEstate(sources, 'errors');
  const hosts = estate ? flattenings(estate.inventory, templates, sources.today) : [];
  const flattening = hosts.find(({ host }) => host === domain)?.flattening;
  if (!estate || !flattening || flattening.missing.length > 0) return () => [];
  const own = new Set(flattening.own.map(({ name }) => name));
  const replaced = flattening.replaced.map(({ name }) => {
    const entry = estate.inventory.spfLock[name];
    const texts = entry && 'networks' in entry ? entry.networks : [];
    return { name, networks: texts.flatMap(text => parseNetwork(text) ?? []) };
  });
  return ({ term, target }) => {
    if (term.name === 'include' && own.has(target ?? '')) return replaced.map(({ name }) => name);
    if (!('network' in term)) return [];
    // Networks of several includes may have become one.
    const shared = replaced.filter(({ networks }) =>
      networks.some(network => covers(term.network, network) || covers(network, term.network)),
    );
    return shared.map(({ name }) => name);
  };
}
