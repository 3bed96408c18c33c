/** Stalwart's words and ours. Pure. */
import type { DkimAlgorithm } from '../../inventory/model.ts';
import { type LiveMailbox, listChange, type MailboxSettings } from '../mailbox.ts';

export interface Domain {
  id: string;
  name: string;
}

export interface Account {
  id: string;
  name: string;
  domainId: string;
  emailAddress: string;
  description?: string | null;
  aliases?: Record<string, Alias>;
  permissions?: Permissions;
  createdAt: string;
  credentials?: Record<string, { '@type': string }>;
}

export interface Alias {
  enabled?: boolean;
  name: string;
  domainId: string;
}

export interface Permissions {
  '@type': 'Inherit' | 'Merge' | 'Replace';
  enabledPermissions?: Record<string, boolean>;
  disabledPermissions?: Record<string, boolean>;
}

/** There is no switch for an account: without these three nobody logs in, sends or receives. What they are elsewhere stays. */
const SHUT = ['authenticate', 'emailReceive', 'emailSend'];

/** All three: one or two of them taken away is somebody's own rule for this account. */
const isShut = ({ disabledPermissions = {} }: Partial<Permissions> = {}): boolean =>
  SHUT.every(name => disabledPermissions[name]);

const shutOff = Object.fromEntries(SHUT.map(name => [name, true]));

/** With or without the three; all that somebody else set stays as it is. */
export function permissionsFor(state: MailboxSettings['state'], now?: Permissions): Permissions {
  const { '@type': kind = 'Inherit', enabledPermissions = {}, disabledPermissions = {} } = now ?? {};
  const others = Object.fromEntries(Object.entries(disabledPermissions).filter(([name]) => !SHUT.includes(name)));
  const disabled = state === 'suspended' ? { ...others, ...shutOff } : others;
  const isBare = kind !== 'Replace' && Object.keys({ ...enabledPermissions, ...disabled }).length === 0;
  if (isBare) return { '@type': 'Inherit' };
  return { '@type': kind === 'Inherit' ? 'Merge' : kind, enabledPermissions, disabledPermissions: disabled };
}

export function toLiveMailbox(account: Account, domainOf: (id: string) => string): LiveMailbox {
  return {
    address: account.emailAddress,
    state: isShut(account.permissions) ? 'suspended' : 'active',
    name: account.description ?? '',
    aliases: aliasesIn(account, domainOf).map(({ address }) => address),
    created: Date.parse(account.createdAt),
  };
}

/** Those that are on, sorted. */
function aliasesIn({ aliases = {} }: Account, domainOf: (id: string) => string): { key: string; address: string }[] {
  return Object.entries(aliases)
    .filter(([, { enabled }]) => enabled !== false)
    .map(([key, { name, domainId }]) => ({ key, address: `${name}@${domainOf(domainId)}` }))
    .sort((a, b) => (a.address < b.address ? -1 : 1));
}

/** Only what differs, by pointers: an alias that is off, and the description of another, stay as they are. */
export function aliasPatch(
  account: Account,
  wanted: readonly string[],
  domainOf: (id: string) => string,
  idOf: (domain: string) => string,
): Record<string, Alias | null> {
  const there = aliasesIn(account, domainOf);
  const { add, remove } = listChange(
    wanted,
    there.map(({ address }) => address),
  );
  const gone = there.filter(({ address }) => remove.includes(address)).map(({ key }) => [`aliases/${key}`, null]);
  const next = Math.max(-1, ...Object.keys(account.aliases ?? {}).map(Number)) + 1;
  const made = add.map((address, index) => [`aliases/${next + index}`, aliasAt(address, idOf)]);
  return Object.fromEntries([...gone, ...made]);
}

export function aliasAt(address: string, idOf: (domain: string) => string): Alias {
  const [name, domain] = partsOf(address);
  return { name, domainId: idOf(domain) };
}

export function partsOf(address: string): [local: string, domain: string] {
  const at = address.lastIndexOf('@');
  return [address.slice(0, at), address.slice(at + 1)];
}

/** Everything in one call. Mail is not encrypted at rest by a key of the user's, or no program could read it. */
export function newAccount(wanted: MailboxSettings, password: string, idOf: (domain: string) => string): object {
  const { address, state, name, aliases = [] } = wanted;
  return {
    '@type': 'User',
    ...aliasAt(address, idOf),
    credentials: { 0: { '@type': 'Password', secret: password } },
    roles: { '@type': 'User' },
    permissions: permissionsFor(state),
    encryptionAtRest: { '@type': 'Disabled' },
    ...(name && { description: name }),
    ...(aliases.length > 0 && {
      aliases: Object.fromEntries(aliases.map((alias, index) => [index, aliasAt(alias, idOf)])),
    }),
  };
}

const manual = { '@type': 'Manual' };

/** Records are written by Mailyard: left to itself, Stalwart signs with keys that no DNS has (DKIM is automatic by default). */
export const newDomain = (name: string): object => ({
  ...{ name, certificateManagement: manual, dkimManagement: manual, dnsManagement: manual },
});

export interface Signature {
  id: string;
  '@type': string;
  selector: string;
  stage: 'active' | 'pending' | 'retiring' | 'retired';
  /** SubjectPublicKeyInfo or the bare Ed25519 key, in base64: what `p=` wants. */
  publicKey: string;
}

const RSA = 'Dkim1RsaSha256';
const ED25519 = 'Dkim1Ed25519Sha256';

/** Every receiver knows RSA, so that its key is the one that counts. */
export const signsNow = ({ '@type': kind, stage }: Signature, algorithm: DkimAlgorithm = 'rsa-2048'): boolean =>
  kind === (algorithm === 'ed25519' ? ED25519 : RSA) && stage === 'active';

/** As Stalwart itself writes it (common/src/network/dkim.rs). */
export const dkimRecord = ({ '@type': kind, publicKey }: Signature): string =>
  `v=DKIM1; k=${kind === ED25519 ? 'ed25519' : 'rsa'}; h=sha256; p=${publicKey}`;

/** `domainId` may be `#new`: the domain that the same request makes. */
export const newSignature = (
  domainId: string,
  selector: string,
  privateKey: string,
  kind: 'rsa' | 'ed25519',
): object => ({
  ...{ '@type': kind === 'rsa' ? RSA : ED25519, domainId, selector, stage: 'active' },
  privateKey: { '@type': 'Text', secret: privateKey },
});
