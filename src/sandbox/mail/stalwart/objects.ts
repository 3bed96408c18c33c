/**
 * Stalwart's registry objects as its source has them (0.16, crates/registry/src/schema/structs.rs and structs_impl.rs). What is
 * set by the server (`id, createdAt, emailAddress, usedDiskQuota, dnsZoneFile`) no client may send.
 */
import { closed, strictly } from '../strict.ts';

export interface Domain {
  name: string;
  aliases?: Record<string, boolean>;
  isEnabled?: boolean;
  description?: string | null;
}

export interface Account {
  '@type': 'User' | 'Group';
  name: string;
  domainId: string;
  credentials?: Record<string, Credential>;
  permissions?: Permissions;
  aliases?: Record<string, Alias>;
  description?: string | null;
}

interface Credential {
  '@type': 'Password' | 'AppPassword' | 'ApiKey';
  secret: string;
}

export interface Alias {
  enabled?: boolean;
  name: string;
  domainId: string;
}

export interface Signature {
  '@type': string;
  domainId: string;
  selector: string;
  privateKey: { '@type': string; secret: string };
  stage?: string;
}

interface Permissions {
  '@type': 'Inherit' | 'Merge' | 'Replace';
  enabledPermissions?: Record<string, boolean>;
  disabledPermissions?: Record<string, boolean>;
}

/** Its own, and those of its aliases. */
export const usedDomains = ({ domainId, aliases = {} }: Account): string[] => [
  domainId,
  ...Object.values(aliases).map(alias => alias.domainId),
];

/** "Invalid value for property." where it is empty: a text that may be missing is null. */
const text = { type: 'string', minLength: 1 };
const optional = { type: ['string', 'null'], minLength: 1 };
const flag = { type: 'boolean' };
const duration = { type: 'integer', minimum: 0 };
const set = { type: 'object', additionalProperties: { type: ['boolean', 'null'] } };
const local = { type: 'string', pattern: '^[^@\\s"]+$' };
const domainName = { type: 'string', pattern: '^[a-z0-9-]+(\\.[a-z0-9-]+)+$' };
const list = (items: object) => ({
  type: 'object',
  propertyNames: { pattern: '^[0-9]+$' },
  additionalProperties: items,
});

/** One of several kinds, of which the first has nothing but its name. */
const kind = ([bare, ...others]: string[], properties: Record<string, unknown>) => ({
  type: 'object',
  if: { properties: { '@type': { const: bare } } },
  // biome-ignore lint/suspicious/noThenProperty: JSON Schema calls it so
  then: closed({ '@type': {} }, ['@type']),
  else: closed({ '@type': { enum: others }, ...properties }, ['@type']),
});

/** There are some 500: here stand those that this API and the standing of a mailbox are about (schema/enums_impl.rs). */
const permission =
  '^(authenticate|emailSend|emailReceive|impersonate|sys(Account|Domain|DkimSignature)(Get|Query|Create|Update|Destroy))$';
const permissionSet = { ...set, propertyNames: { pattern: permission } };

export const domainFault = strictly(
  closed(
    {
      ...{ name: domainName, aliases: { ...set, propertyNames: domainName }, isEnabled: flag },
      ...{ description: optional, logo: optional, memberTenantId: optional, directoryId: optional },
      certificateManagement: kind(['Manual', 'Automatic'], { acmeProviderId: text, subjectAlternativeNames: set }),
      dkimManagement: kind(['Manual', 'Automatic'], {
        ...{ algorithms: set, selectorTemplate: text },
        ...{ rotateAfter: duration, retireAfter: duration, deleteAfter: duration },
      }),
      dnsManagement: kind(['Manual', 'Automatic'], { dnsServerId: text, origin: optional, publishRecords: set }),
      ...{ catchAllAddress: optional, allowRelaying: flag, reportAddressUri: optional },
      subAddressing: kind(['Disabled', 'Enabled', 'Custom'], { customRule: { type: 'object' } }),
    },
    ['name'],
  ),
);

export const accountFault = strictly(
  closed(
    {
      '@type': { enum: ['User', 'Group'] },
      ...{ name: local, domainId: text, description: optional, memberGroupIds: set, memberTenantId: optional },
      credentials: list(
        closed(
          {
            ...{ '@type': { enum: ['Password', 'AppPassword', 'ApiKey'] }, secret: text, otpAuth: optional },
            ...{ expiresAt: optional, allowedIps: set },
          },
          ['secret'],
        ),
      ),
      roles: kind(['User', 'Admin', 'Custom'], { roleIds: set }),
      permissions: kind(['Inherit', 'Merge', 'Replace'], {
        ...{ enabledPermissions: permissionSet, disabledPermissions: permissionSet },
      }),
      quotas: { type: 'object', additionalProperties: { type: 'integer', minimum: 0 } },
      aliases: list(
        closed({ enabled: flag, name: local, domainId: text, description: optional }, ['name', 'domainId']),
      ),
      ...{ locale: text, timeZone: optional },
      encryptionAtRest: kind(['Disabled', 'Aes128', 'Aes256', 'Aes256Gcm', 'ChaCha20Poly1305'], {
        ...{ publicKey: text, encryptOnAppend: flag, allowSpamTraining: flag },
      }),
    },
    ['name', 'domainId'],
  ),
);

/** Of DKIM version 1; Stalwart has a second one in the making. Keys in files and in the environment are the server's own affair. */
export const signatureFault = strictly(
  closed(
    {
      '@type': { enum: ['Dkim1RsaSha256', 'Dkim1Ed25519Sha256'] },
      ...{ domainId: text, selector: text, memberTenantId: optional, auid: optional, headers: set, report: flag },
      canonicalization: { enum: ['relaxed/relaxed', 'simple/simple', 'relaxed/simple', 'simple/relaxed'] },
      ...{ expire: duration, thirdParty: optional, thirdPartyHash: { enum: ['sha256', 'sha1', null] } },
      privateKey: closed({ '@type': { const: 'Text' }, secret: text }, ['@type', 'secret']),
      ...{ nextTransitionAt: optional, stage: { enum: ['active', 'pending', 'retiring', 'retired'] } },
    },
    ['@type', 'domainId', 'selector', 'privateKey'],
  ),
);
