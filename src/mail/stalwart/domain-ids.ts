/** Which id a domain has. Ids never change, so that each is asked for once; a domain that is not there is asked for again. */
import { ProviderFailure } from '../failure.ts';
import type { StalwartApi } from './api.ts';
import type { Account, Domain } from './convert.ts';

export interface DomainIds {
  find(name: string): Promise<Domain | undefined>;
  /** The ids of all these. Throws where the server does not have one of them. */
  all(names: string[]): Promise<(name: string) => string>;
  /** The names of all domains that these accounts have aliases in. */
  names(accounts: Account[]): Promise<(id: string) => string>;
  forget(name: string): void;
}

export function domainIds(api: StalwartApi): DomainIds {
  const asked = new Map<string, Promise<Domain | undefined>>();
  const names = new Map<string, string>();

  async function find(name: string): Promise<Domain | undefined> {
    const asking = asked.get(name) ?? api.domainNamed(name);
    asked.set(name, asking);
    let domain: Domain | undefined;
    try {
      domain = await asking;
    } finally {
      if (!domain) asked.delete(name);
    }
    if (domain) names.set(domain.id, domain.name);
    return domain;
  }

  return {
    find,

    async all(wanted) {
      const ids = new Map<string, string>();
      for (const name of new Set(wanted)) {
        const domain = await find(name);
        if (!domain) throw unknownDomain(name);
        ids.set(name, domain.id);
      }
      return name => ids.get(name) ?? '';
    },

    async names(accounts) {
      const ids = accounts.flatMap(({ aliases = {} }) => Object.values(aliases).map(({ domainId }) => domainId));
      const unknown = [...new Set(ids)].filter(id => !names.has(id));
      if (unknown.length > 0) for (const { id, name } of await api.domainsOf(unknown)) names.set(id, name);
      return id => names.get(id) ?? id;
    },

    forget: name => void asked.delete(name),
  };
}

export const unknownDomain = (name: string) =>
  new ProviderFailure('refused', `Stalwart does not have the domain ${name}.`, {
    fix: 'Add it, or leave out what refers to it.',
  });
