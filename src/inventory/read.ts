/** The inventory folder, read: every file, every level, every finding at once. CONTRACT §1. */
import type { WrittenAccounts } from '../mail/account-checks.ts';
import { placed, settingProblems } from './checks.ts';
import { DEFAULT_DOMAINS_PER_CHANGE, DEFAULT_PROFILE } from './defaults.ts';
import { duplicateMailboxes, firstOfEach } from './duplicates.ts';
import { type Folder, readFolder } from './files.ts';
import { compareFindings, type Finding, type Position, type Severity } from './finding.ts';
import type { AccountsInput, EstateInput, SegmentInput } from './input.ts';
import { builtInLevel, type Level } from './levels.ts';
import { mailboxFindings } from './mailbox-checks.ts';
import type { Accounts, Contacts, Domain, Identity, Inventory, Segment, SpfLock } from './model.ts';
import { encoded } from './names.ts';
import { type Places, placesOf } from './places.ts';
import { checkRecords, resolveDomains, type Source, withDefaults } from './resolve.ts';
import { conform, type FileKind } from './schema.ts';
import { understandSpfLock } from './spf-lock.ts';
import { disk, type Tree } from './tree.ts';
import type { YamlFile } from './yaml.ts';

export interface ReadInventory {
  /** Absent where nothing can be made of the files. What has an error is left out of it. */
  inventory?: Inventory;
  places: Places;
  /** Each file's `accounts` as written: what must stand there the adapters say. */
  accounts: WrittenAccounts[];
  findings: Finding[];
}

/**
 * Reads the inventories of `dir`. Never throws for what people wrote: `findings` has it all, in printing order.
 * `severityOf` tells the level that a rule has by itself; lowering it asks for a reason.
 */
export function readInventory(
  dir: string,
  severityOf: (rule: string) => Severity = () => 'error',
  tree: Tree = disk,
): ReadInventory {
  return understandFolder(readFolder(dir, tree), dir, severityOf);
}

/** The same for files that are in hand; `dir` is what a finding names where no file is to blame. */
export function understandFolder(
  folder: Folder,
  dir: string,
  severityOf: (rule: string) => Severity = () => 'error',
): ReadInventory {
  const estate = folder.estate && understand<EstateInput>(folder.estate, 'estate');
  const segments = folder.segments.map(file => understand<SegmentInput>(file, 'segment'));
  const shared = estate?.data ?? {};
  const identities = uniqueIdentities(shared.identities ?? [], estate?.file);
  const level = estate ? withDefaults(builtInLevel, estate.data?.defaults, estate.file, 'estate') : builtInLevel;
  const built = buildSegments(segments, level, shared);
  const places = placesOf(built.sources, estate?.file);
  const domains = checkDomains(built.sources, identities.list, places, estate?.file, severityOf);
  const spfLock = understandSpfLock(folder.spfLock);

  const findings = [
    ...folder.findings,
    ...spfLock.findings,
    ...(estate?.findings ?? []),
    ...segments.flatMap(({ findings }) => findings),
    ...identities.findings,
    ...built.findings,
    ...domains,
  ];
  if (built.sources.size === 0 && findings.every(({ severity }) => severity !== 'error')) {
    findings.push(emptyEstate(folder.estate?.file ?? dir));
  }
  const sorted = unique(findings).sort(compareFindings);
  const accounts = [estate, ...segments].flatMap(file => writtenAccounts(file?.file, file?.data));
  if (built.segments.length === 0) return { places, accounts, findings: sorted };
  const inventory = inventoryOf(shared, identities.list, built.segments, spfLock.lock);
  return { inventory, places, accounts, findings: sorted };
}

interface Understood<T> {
  file: YamlFile;
  data?: T;
  findings: Finding[];
}

/** The file's data as its schema promises it, without what the findings speak of. */
function understand<T>(file: YamlFile, kind: FileKind): Understood<T> {
  if (file.data === undefined) return { file, findings: file.findings };
  if (file.data === null) return { file, findings: [emptyFile(file, kind)] };
  const findings = [...file.findings, ...conform(file, kind)];
  const data = file.data as T | undefined;
  return { file, data, findings: data ? [...findings, ...checkRecords(file, data)] : findings };
}

interface Built {
  segments: Segment[];
  /** Every domain, the first of each name, with its place. */
  sources: Map<Domain, Source>;
  findings: Finding[];
}

function buildSegments(files: Understood<SegmentInput>[], above: Level, shared: EstateInput): Built {
  const sources = new Map<Domain, Source>();
  const all = files.flatMap(({ file, data }) => {
    if (!data) return [];
    const domains = resolveDomains(data, withDefaults(above, data.defaults, file, 'segment'), file);
    for (const [domain, source] of domains) sources.set(domain, source);
    return [segmentOf(data, [...domains.keys()], file, shared)];
  });
  const named = firstOfEach(all, ({ segment }) => segment, 'duplicate-segment');
  const listed = firstOfEach([...sources.keys()], ({ domain }) => domain, 'duplicate-domain');
  const kept = new Set(listed.first);
  for (const domain of sources.keys()) if (!kept.has(domain)) sources.delete(domain);
  const segments = named.first.map(segment => ({
    ...segment,
    domains: segment.domains.filter(domain => kept.has(domain)),
  }));
  const findings = [...named.findings, ...listed.findings, ...emptySegments(all)];
  return { segments: segments.sort(byName), sources, findings };
}

function segmentOf(data: SegmentInput, domains: Domain[], file: YamlFile, shared: EstateInput): Segment {
  return {
    segment: data.segment,
    ...(data.purpose && { purpose: data.purpose }),
    profile: data.profile ?? DEFAULT_PROFILE,
    limits: { domainsPerChange: data.limits?.domainsPerChange ?? DEFAULT_DOMAINS_PER_CHANGE },
    recordMode: data.recordMode ?? 'zone',
    cloudflare: { ...shared.cloudflare, ...data.cloudflare },
    accounts: accountsOf(shared.accounts, data.accounts),
    position: file.locate(['segment']),
    domains,
  };
}

function accountsOf(shared: AccountsInput = {}, own: AccountsInput = {}): Accounts {
  const names = [...new Set([...Object.keys(shared), ...Object.keys(own)])].sort();
  return Object.fromEntries(names.map(name => [name, { ...shared[name], ...own[name] }]));
}

function writtenAccounts(file: YamlFile | undefined, data: EstateInput | SegmentInput | undefined): WrittenAccounts[] {
  if (!file || !data?.accounts) return [];
  const segment = 'segment' in data ? { segment: data.segment } : {};
  return [{ ...segment, accounts: data.accounts, locate: (path, part) => file.locate(['accounts', ...path], part) }];
}

function inventoryOf(shared: EstateInput, identities: Identity[], segments: Segment[], spfLock: SpfLock): Inventory {
  return {
    ...(shared.organization && { organization: shared.organization }),
    contacts: contactsOf(shared),
    identities,
    segments,
    spfLock,
  };
}

/** How others consent is no address, and stays as it is. */
function contactsOf({ contacts = {} }: EstateInput): Contacts {
  const coded = Object.entries(contacts).map(([name, address]) => [name, encoded(address)]);
  return { consent: 'each', ...Object.fromEntries(coded) };
}

function uniqueIdentities(written: Identity[], file: YamlFile | undefined): { list: Identity[]; findings: Finding[] } {
  const entries = written.map((identity, index) => ({
    identity: { ...identity, user: identity.user.toLowerCase() },
    position: file?.locate(['identities', index, 'user']) as Position,
  }));
  const { first, findings } = firstOfEach(entries, ({ identity }) => identity.user, 'duplicate-identity');
  return { list: first.map(({ identity }) => identity), findings };
}

function checkDomains(
  sources: Map<Domain, Source>,
  identities: Identity[],
  places: Places,
  estate: YamlFile | undefined,
  severityOf: (rule: string) => Severity,
): Finding[] {
  const domains = [...sources.keys()];
  const sound = !estate?.faults?.some(([top]) => top === 'identities');
  const around = { identities: sound ? identities.length : undefined, severityOf };
  const settings = [...sources].flatMap(([domain, source]) =>
    settingProblems(domain, around)
      .filter(({ setting }) => !isFaulty(setting, source, estate))
      .map(problem => placed(problem, domain)),
  );
  return [...settings, ...mailboxFindings(domains, places), ...duplicateMailboxes(domains, identities, places.mailbox)];
}

/** Whether something in this setting has been refused already: what follows from its absence is no news. */
function isFaulty(setting: string, { file, index }: Source, estate?: YamlFile): boolean {
  const [key] = setting.split('.');
  const own = (file.faults ?? []).some(([top, ...path]) =>
    top === 'defaults' ? path[0] === key : top === 'domains' && Number(path[0]) === index && path[1] === key,
  );
  return own || (estate?.faults ?? []).some(([top, first]) => top === 'defaults' && first === key);
}

function emptyFile({ file }: YamlFile, kind: FileKind): Finding {
  const fix =
    kind === 'estate' ? 'Write `organization: <name>`.' : 'Write `segment: <name>` and `domains:`, or remove it.';
  return { file, line: 1, column: 1, rule: 'empty-file', severity: 'error', message: 'The file is empty.', fix };
}

const emptySegments = (segments: Segment[]): Finding[] =>
  segments
    .filter(({ domains }) => domains.length === 0)
    .map(({ segment, position }) => ({
      ...position,
      rule: 'empty-segment',
      severity: 'warning',
      message: `The segment ${segment} has no domains.`,
      fix: 'Write some under `domains:`, or remove the file.',
    }));

const emptyEstate = (file: string): Finding => ({
  file,
  line: 1,
  column: 1,
  rule: 'empty-estate',
  severity: 'error',
  message: 'The estate has no domains: no other *.yaml of this folder lists any.',
  fix: 'Write a segment file, such as primary.yaml, with `segment: primary` and `domains:`.',
});

/** Anchors and defaults let many domains inherit one mistake, which is said once. */
function unique(findings: Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ file, line, column, rule, message }) => {
    const key = JSON.stringify([file, line, column, rule, message]);
    return !seen.has(key) && seen.add(key);
  });
}

const byName = (a: Segment, b: Segment): number => (a.segment < b.segment ? -1 : 1);
