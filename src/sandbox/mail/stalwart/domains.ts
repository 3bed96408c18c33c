/** `x:Domain`, as crates/jmap/src/registry/mapping/domain.rs checks it. */
import { type Kind, violation } from './kind.ts';
import { type Domain, domainFault, usedDomains } from './objects.ts';
import type { Store } from './store.ts';

export function domainsOf(store: Store): Kind<Domain> {
  const { domains, accounts, signatures } = store;
  return {
    ...{ name: 'Domain', kept: domains, fault: domainFault },
    refusal(id, { name, aliases = {} }) {
      for (const [other, domain] of domains) {
        const taken = [domain.name, ...Object.keys(domain.aliases ?? {})];
        if (other !== id && taken.includes(name)) return violation('name', 'Domain', other);
        if (other !== id && taken.some(each => aliases[each])) return violation('aliases', 'Domain', other);
      }
      return undefined;
    },
    linked: id => [
      ...[...accounts]
        .filter(([, account]) => usedDomains(account).includes(id))
        .map(([account]) => ({ object: 'Account', id: account })),
      ...[...signatures]
        .filter(([, { domainId }]) => domainId === id)
        .map(([signature]) => ({ object: 'DkimSignature', id: signature })),
    ],
    shown: domain => ({
      ...{ aliases: {}, isEnabled: true, certificateManagement: { '@type': 'Manual' } },
      ...{ dkimManagement: { '@type': 'Automatic' }, dnsManagement: { '@type': 'Manual' }, ...domain },
      dnsZoneFile: `${domain.name}. IN MX 10 mail.stalwart.example.\n`,
    }),
    filters: {
      name: ({ name }, value) => name === value,
      aliases: ({ aliases }, value) => aliases?.[value] === true,
      text: ({ name }, value) => name.includes(value.toLowerCase()),
    },
  };
}
