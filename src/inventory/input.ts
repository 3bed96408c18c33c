/** Inventory files as people write them, once their schema has let them pass: short forms and all. */
import type {
  CaaSettings,
  CloudflareUse,
  Contacts,
  DomainSettings,
  ExtraRecord,
  Identity,
  Leaving,
  LifecycleState,
  MailboxEntry,
  MailboxLifecycle,
  MtaStsSettings,
  SignerUse,
} from './model.ts';

export type OneOrMany<T> = T | T[];

type Loose<T, K extends keyof T> = Omit<T, K> & { [Key in K]?: OneOrMany<string> };

type Scalar = string | number | boolean;

interface SettingsForms {
  relays: (string | ({ name: string } & Record<string, Scalar>))[];
  sendingIps: OneOrMany<string>;
  spf: Partial<Loose<DomainSettings['spf'], 'include'>>;
  dkim: Partial<Omit<DomainSettings['dkim'], 'signers'>> & { signers?: (string | SignerUse)[] };
  dmarc: Partial<Loose<Omit<DomainSettings['dmarc'], 'alignment'>, 'reports'>> & {
    alignment?: Partial<DomainSettings['dmarc']['alignment']>;
  };
  mtaSts: MtaStsSettings['mode'] | Partial<Loose<MtaStsSettings, 'mx'>>;
  tlsReports: OneOrMany<string>;
  caa: { [K in keyof CaaSettings]?: OneOrMany<string> };
  mailboxes: number | MailboxInput[];
  rules: Record<string, { level?: DomainSettings['rules'][string]['level']; reason?: string }>;
  lifecycle: LifecycleState | { state?: LifecycleState; since?: string; graceDays?: number };
  leaving: (Leaving & Record<string, Scalar | undefined>)[];
  records: ExtraRecord[];
  values: DomainSettings['values'];
  overrides: DomainSettings['overrides'];
}

export interface MailboxInput extends Omit<Loose<MailboxEntry, 'forwardTo' | 'aliases'>, 'lifecycle'> {
  lifecycle?: MailboxLifecycle['state'] | Partial<MailboxLifecycle>;
}

/** Each setting as written: its own form above, else its parts in any selection. */
export type SettingsInput = {
  [K in keyof DomainSettings]?: K extends keyof SettingsForms
    ? SettingsForms[K]
    : DomainSettings[K] extends Scalar | undefined
      ? DomainSettings[K]
      : Partial<DomainSettings[K]>;
};

/** `mailcow:` with nothing below it is an account whose settings are all defaults. */
export type AccountsInput = Record<string, Record<string, unknown> | null>;

export type DomainInput = string | (SettingsInput & { domain: string });

export interface SegmentInput {
  segment: string;
  purpose?: string;
  profile?: string;
  limits?: { domainsPerChange?: number };
  recordMode?: 'zone' | 'resources';
  cloudflare?: CloudflareUse;
  accounts?: AccountsInput;
  defaults?: SettingsInput;
  domains?: DomainInput[];
}

export interface EstateInput {
  organization?: string;
  contacts?: Partial<Contacts>;
  identities?: Identity[];
  cloudflare?: CloudflareUse;
  accounts?: AccountsInput;
  defaults?: SettingsInput;
}
