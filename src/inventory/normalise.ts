/** Short forms made whole: after this every setting has one form at every level, so that levels can be merged. */
import { mailboxLifecycle } from './defaults.ts';
import type { MailboxInput, OneOrMany, SettingsInput } from './input.ts';
import type { DomainSettings, ExtraRecord, MailboxEntry, RelayUse } from './model.ts';
import { encoded, toAscii } from './names.ts';

/** What one level sets: any selection of the settings, maps in parts and lists whole. */
export type Layer = { [K in keyof DomainSettings]?: Part<DomainSettings[K]> };

type Part<T> = T extends readonly unknown[] ? T : T extends object ? { [K in keyof T]?: Part<T[K]> } : T;

type Forms = { [K in keyof DomainSettings]?: (written: NonNullable<SettingsInput[K]>) => Layer[K] };

const forms: Forms = {
  zone: toAscii,
  returnPath: encoded,
  relays: relays => relays.map(relay => (typeof relay === 'string' ? { name: relay } : texts(relay))),
  leaving: leaving => leaving.map(({ since, ...relay }) => ({ since, ...texts(relay) })),
  sendingIps: many,
  spf: spf => listing(spf, 'include'),
  dkim: ({ signers, ...dkim }) => ({
    ...dkim,
    ...(signers && { signers: signers.map(signer => (typeof signer === 'string' ? { name: signer } : signer)) }),
  }),
  dmarc: dmarc => listing(dmarc, 'reports'),
  mtaSts: sts => {
    if (typeof sts === 'string') return { mode: sts };
    return { ...listing(sts, 'mx'), ...(sts.policyHost && { policyHost: encoded(sts.policyHost) }) };
  },
  tlsReports: targets,
  caa: caa => listing(caa, 'issue', 'issuewild', 'issuemail', 'iodef'),
  mailboxes: boxes => (typeof boxes === 'number' ? boxes : boxes.map(mailbox)),
  lifecycle: lifecycle => (typeof lifecycle === 'string' ? { state: lifecycle } : lifecycle),
  records: records => records.map(record => ({ ...record, ...asciiTarget(record), name: recordName(record.name) })),
};

export function normalise(written: SettingsInput): Layer {
  const layer: Record<string, unknown> = {};
  for (const key in written) {
    const form = forms[key as keyof Forms] as ((value: unknown) => unknown) | undefined;
    const value = written[key as keyof SettingsInput];
    if (value !== undefined) layer[key] = form ? form(value) : value;
  }
  return layer as Layer;
}

function mailbox({ lifecycle, ...box }: MailboxInput): MailboxEntry {
  const entry: MailboxEntry = { ...listing(box, 'forwardTo', 'aliases'), user: box.user.toLowerCase() };
  if (lifecycle === undefined) return entry;
  const written = typeof lifecycle === 'string' ? { state: lifecycle } : lifecycle;
  return { ...entry, lifecycle: { ...mailboxLifecycle, ...written } };
}

function many<T>(written: OneOrMany<T>): T[] {
  return Array.isArray(written) ? written : [written];
}

function targets(written: OneOrMany<string>): string[] {
  return many(written).map(encoded);
}

/** The map with those of the keys that it has as lists: of hosts, addresses and URLs all of them. */
function listing<T extends object, K extends keyof T>(map: T, ...keys: K[]): Omit<T, K> & { [Key in K]?: string[] } {
  const made = { ...map } as Record<K, unknown>;
  for (const key of keys) if (made[key] !== undefined) made[key] = targets(made[key] as OneOrMany<string>);
  return made as Omit<T, K> & { [Key in K]?: string[] };
}

/** A template's variables are text, whatever YAML took them for. */
function texts(relay: Record<string, unknown>): RelayUse {
  return Object.fromEntries(
    Object.entries(relay).map(([key, value]) => [key, encoded(String(value))]),
  ) as unknown as RelayUse;
}

const LEADS_TO = new Set<ExtraRecord['type']>(['CNAME', 'MX', 'NS', 'PTR']);

/** Where the record leads to, with that host in A-labels. */
function asciiTarget({ type, content, data }: ExtraRecord): Pick<ExtraRecord, 'content' | 'data'> {
  if (content !== undefined && LEADS_TO.has(type)) return { content: encoded(content) };
  return typeof data?.target === 'string' && type !== 'URI' ? { data: { ...data, target: encoded(data.target) } } : {};
}

/** Lower-case A-labels; the last dot stays, for it says that the name is a whole one. */
export function recordName(name: ExtraRecord['name']): string {
  return name.endsWith('.') ? `${toAscii(name)}.` : toAscii(name);
}
