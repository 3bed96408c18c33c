/** Reads what is known of providers, profiles, warm-up, prices, receivers and blocklists: the built-in templates, then the user's own over them. */
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MailyardError } from '../error.ts';
import { adapterFacts } from '../mail/catalog.ts';
import { factsFrom, hasApi } from '../mail/rest/facts.ts';
import { once } from '../once.ts';
import type { Blocklist, DeadZones } from './blocklist.ts';
import { blocklistFaults } from './blocklist-checks.ts';
import { readFile } from './files.ts';
import type { Finding } from './finding.ts';
import type { PriceList } from './price.ts';
import type { Profile } from './profile.ts';
import type { ProviderTemplate } from './provider-template.ts';
import type { Receiver } from './receiver.ts';
import type { Scale } from './scale.ts';
import { conform, type FileKind } from './schema.ts';
import type { Templates } from './template.ts';
import { priceListFaults, profileFaults, providerFaults } from './template-checks.ts';
import type { TemplateFault } from './template-fault.ts';
import { disk, isYaml, type Tree } from './tree.ts';
import { audienceFaults, warmupFaults } from './warmup-checks.ts';
import type { Audience, WarmupSchedule } from './warmup-schedule.ts';
import type { YamlFile } from './yaml.ts';

export const builtInTemplates = fileURLToPath(new URL('../../templates', import.meta.url));

interface Shelf<T> {
  folder:
    | 'providers'
    | 'profiles'
    | 'warmup'
    | 'audiences'
    | 'prices'
    | 'scale'
    | 'receivers'
    | 'blocklists'
    | 'blocklists/dead';
  kind: FileKind;
  faults: (template: T) => TemplateFault[];
}

export interface ReadTemplates {
  templates: Templates;
  /** Each template's file, with the way to its lines. */
  files: Map<object, YamlFile>;
  /** Of what an estate is made of. */
  findings: Finding[];
  /** Of the rest, which is read for it. Else that is read when it is asked for, and throws `template` where it has an error. */
  otherFindings(): Finding[];
}

/**
 * The built-in templates, and over them those of `dirs` in their order: a file replaces the one of the same name in the same
 * sub-folder. What does not fit its schema is left out and said; nothing throws for what people wrote. A revision from before
 * there was a shelf of built-in ones is read with that of today.
 */
export function readTemplates(dirs: string[] = [], tree: Tree = disk): ReadTemplates {
  const findings = dirs.filter(dir => !tree.has(dir)).map(missing);
  const files = new Map<object, YamlFile>();
  const read = <T extends { name: string }>(shelf: Shelf<T>) => {
    const own = tree.has(join(builtInTemplates, shelf.folder)) ? tree : disk;
    const read = [...readShelf(own, builtInTemplates, shelf), ...dirs.flatMap(dir => readShelf(tree, dir, shelf))];
    for (const { template, file } of read) if (template) files.set(template, file);
    const byName = new Map(read.flatMap(({ template }) => (template ? [[template.name, template]] : [])));
    return { byName, findings: read.flatMap(entry => entry.findings) };
  };
  const take = <T extends { name: string }>(shelf: Shelf<T>): Map<string, T> => {
    const { byName, findings: found } = read(shelf);
    findings.push(...found);
    return byName;
  };
  const later = <T extends { name: string }>(shelf: Shelf<T>) => once(() => read(shelf));
  const providers = take<ProviderTemplate>({ folder: 'providers', kind: 'provider', faults: providerFaults });
  const audiences = take<Audience>({ folder: 'audiences', kind: 'audience', faults: audienceFaults });
  const ofSchedule = (schedule: WarmupSchedule) => warmupFaults(schedule, audiences);
  const warmups = take<WarmupSchedule>({ folder: 'warmup', kind: 'warmup', faults: ofSchedule });
  const ofProfile = (profile: Profile) => profileFaults(profile, warmups);
  const profiles = take<Profile>({ folder: 'profiles', kind: 'profile', faults: ofProfile });
  const prices = take<PriceList>({ folder: 'prices', kind: 'prices', faults: priceListFaults });
  const scales = later<Scale>({ folder: 'scale', kind: 'scale', faults: () => [] });
  const receivers = later<Receiver>({ folder: 'receivers', kind: 'receiver', faults: () => [] });
  const dead = later<DeadZones>({ folder: 'blocklists/dead', kind: 'deadlist', faults: () => [] });
  const ofBlocklist = (list: Blocklist) => blocklistFaults(list, dead().byName.values());
  const blocklists = later<Blocklist>({ folder: 'blocklists', kind: 'blocklist', faults: ofBlocklist });
  const described = [...providers.values()].filter(hasApi).map(factsFrom);
  const adapters = new Map([...adapterFacts, ...described].map(facts => [facts.name, facts]));
  let told = false;
  const sound = <T>({ byName, findings }: { byName: T; findings: Finding[] }): T => {
    const error = told ? undefined : findings.find(({ severity }) => severity === 'error');
    if (error) throw unsound(error);
    return byName;
  };
  return {
    templates: {
      ...{ providers, profiles, warmups, audiences, prices, adapters },
      get scales() {
        return sound(scales());
      },
      get receivers() {
        return sound(receivers());
      },
      get blocklists() {
        return sound(blocklists());
      },
    },
    files,
    findings,
    otherFindings: () => {
      told = true;
      return [scales, receivers, dead, blocklists].flatMap(shelf => shelf().findings);
    },
  };
}

function unsound({ file, line, column, message, fix }: Finding): MailyardError {
  return new MailyardError('template', `${file}:${line}:${column}: ${message}`, {
    fix: fix ?? '`mailyard check` shows every finding.',
  });
}

interface Entry<T> {
  template?: T;
  file: YamlFile;
  findings: Finding[];
}

function readShelf<T extends { name: string }>(tree: Tree, dir: string, shelf: Shelf<T>): Entry<T>[] {
  const folder = join(dir, shelf.folder);
  const files = tree.list(folder).filter(name => isYaml(name) && !/^\.|\//.test(name));
  return files.map(name => {
    const path = join(folder, name);
    return readTemplate(path, readFile(tree, folder, name, relative('', path)), shelf);
  });
}

function readTemplate<T extends { name: string }>(path: string, file: YamlFile, { kind, faults }: Shelf<T>): Entry<T> {
  const findings = [...file.findings];
  if (file.data !== undefined) findings.push(...conform(file, kind));
  if (file.data === undefined) return { file, findings };
  const template = file.data as T;
  // Half a template leads to complaints about the other half.
  if (findings.length === 0) findings.push(...[...nameFaults(path, template), ...faults(template)].map(finder(file)));
  return { template, file, findings };
}

/** The inventory names the file, so a file with another name inside would be two things. */
function nameFaults(path: string, { name }: { name: string }): TemplateFault[] {
  const wanted = basename(path).replace(/\.ya?ml$/, '');
  if (name === wanted) return [];
  const message = `The file is called \`${wanted}\`, and the template in it \`${name}\`.`;
  return [{ path: ['name'], rule: 'template-name', message, fix: `Write \`name: ${wanted}\`, or rename the file.` }];
}

const finder =
  ({ locate }: YamlFile) =>
  ({ path, ...problem }: TemplateFault): Finding => ({ ...locate(path), severity: 'error', ...problem });

const missing = (dir: string): Finding => ({
  file: dir,
  line: 1,
  column: 1,
  rule: 'missing-directory',
  severity: 'error',
  message: `There is no template directory \`${dir}\`.`,
});
