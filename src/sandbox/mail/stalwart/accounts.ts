/** `x:Account`, as crates/jmap/src/registry/mapping/principal.rs checks it. */
import type { SetError } from './jmap.ts';
import { type Kind, type May, violation } from './kind.ts';
import { type Account, accountFault, usedDomains } from './objects.ts';
import { addressOf, type Store } from './store.ts';

export function accountsOf(store: Store): Kind<Account> {
  const { domains, accounts } = store;

  /** A global key: an address is an account's own, or its alias, once in the whole server. */
  function taken(id: string | undefined, object: Account): SetError | undefined {
    const wanted = addressesOf(store, object);
    const [other] =
      [...accounts].find(
        ([each, account]) => each !== id && addressesOf(store, account).some(address => wanted.includes(address)),
      ) ?? [];
    return other === undefined ? undefined : violation('email', 'Account', other);
  }

  return {
    ...{ name: 'Account', kept: accounts, fault: accountFault },
    refusal(id, object, before, may) {
      const lost = usedDomains(object).find(domain => !domains.has(domain));
      return (
        badCredentials(object) ??
        ungranted(object, before, may) ??
        (lost === undefined ? undefined : { type: 'invalidForeignKey', objectId: { object: 'Domain', id: lost } }) ??
        taken(id, object)
      );
    },
    linked: () => [],
    shown: account => ({
      ...{ roles: { '@type': 'User' }, permissions: { '@type': 'Inherit' }, aliases: {}, description: null },
      ...{ memberGroupIds: {}, quotas: {}, locale: 'en_US', encryptionAtRest: { '@type': 'Disabled' } },
      ...{ ...account, credentials: masked(account), emailAddress: addressOf(store, account), usedDiskQuota: 0 },
    }),
    filters: {
      '@type': (account, value) => account['@type'] === value,
      name: ({ name }, value) => name === value,
      domainId: ({ domainId }, value) => domainId === value,
      text: ({ name, description }, value) => `${name} ${description}`.toLowerCase().includes(value.toLowerCase()),
    },
  };
}

const addressesOf = (store: Store, account: Account): string[] =>
  [account, ...Object.values(account.aliases ?? {})].map(each => addressOf(store, each));

const masked = ({ credentials = {} }: Account): object =>
  Object.fromEntries(Object.entries(credentials).map(([key, each]) => [key, { ...each, secret: '****' }]));

/** Strength (zxcvbn) is not looked at here, only length. */
function badCredentials({ credentials = {} }: Account): SetError | undefined {
  const all = Object.values(credentials);
  const wrong = (property: string, description: string) => ({
    ...{ type: 'invalidProperties', properties: [property], description },
  });
  if (all.some(each => each['@type'] !== 'Password'))
    return wrong('credentials', 'Secondary credentials cannot be set directly.');
  if (all.length > 1) return wrong('credentials', 'Only one password credential is allowed.');
  const short = all.find(({ secret }) => secret.length < 8);
  return short && wrong('secret', 'Password must be at least 8 characters long.');
}

/** Nobody hands on what he does not have. An account of role User has these and many more. */
function ungranted(object: Account, before: Account | undefined, may: May): SetError | undefined {
  if (before && JSON.stringify(before.permissions) === JSON.stringify(object.permissions)) return undefined;
  const disabled = object.permissions?.disabledPermissions ?? {};
  const lacking = ['authenticate', 'emailReceive', 'emailSend'].filter(each => !disabled[each] && !may(each));
  return lacking.length === 0
    ? undefined
    : { type: 'forbidden', description: `You are not authorized to grant permissions: ${lacking.join(', ')}` };
}
