/** The way from files to the estate, the same for the command line and for Pulumi's program. */
import { resolve } from 'node:path';
import { MailyardError } from './error.ts';
import { compileEstate } from './estate/compile.ts';
import type { Estate } from './estate/estate.ts';
import { type Depth, severityOf } from './estate/rules/index.ts';
import { compareFindings, type Finding } from './inventory/finding.ts';
import type { Places } from './inventory/places.ts';
import { readInventory } from './inventory/read.ts';
import type { Templates } from './inventory/template.ts';
import { readTemplates } from './inventory/templates.ts';
import type { Tree } from './inventory/tree.ts';
import type { YamlFile } from './inventory/yaml.ts';
import { accountFindings } from './mail/account-checks.ts';

export interface Sources {
  /** The inventories' directory. */
  domains: string;
  /** Directories that add to and override the built-in templates. */
  templates: string[];
  /** ISO date. */
  today: string;
  /** Where both are read; default: the disk. */
  tree?: Tree;
  /** Templates that no estate is made of, such as blocklists, are read and judged at once too. */
  allTemplates?: boolean;
}

export interface Loaded {
  /** Undefined where the files say too little to make one. */
  estate?: Estate;
  templates: Templates;
  /** Of each template. */
  files: Map<object, YamlFile>;
  places: Places;
  /** Of inventories, templates and rules together, in printing order. */
  findings: Finding[];
}

/** With `errors` only what ends a command that acts on the estate is looked for: `check` says the rest. */
export function loadEstate(sources: Sources, depth: Depth = 'all'): Loaded {
  const { domains, templates: dirs, today, tree, allTemplates = depth === 'all' } = sources;
  const { templates, files, findings: ofEstate, otherFindings } = readTemplates(dirs, tree);
  const { inventory, places, accounts, findings: inventoryFindings } = readInventory(domains, severityOf, tree);
  const estate = inventory && compileEstate(inventory, templates, today, depth);
  const ofAccounts = inventory ? accountFindings(accounts, inventory, templates) : [];
  const templateFindings = [...ofEstate, ...(allTemplates ? otherFindings() : [])];
  const findings = [...templateFindings, ...inventoryFindings, ...ofAccounts, ...(estate?.findings ?? [])];
  return { estate, templates, files, places, findings: findings.sort(compareFindings) };
}

/** Where the environment says the inventories are: how the command line tells Pulumi's program. */
export function sourcesFromEnvironment(env: NodeJS.ProcessEnv, root: string): Sources {
  return {
    domains: resolve(root, env.MAILYARD_DOMAINS || 'domains'),
    templates: (env.MAILYARD_TEMPLATES ?? '').split(':').filter(Boolean),
    today: today(env),
  };
}

/** The UTC date. MAILYARD_TODAY puts another day in its place: to see what a retirement will do. */
export function today(env: NodeJS.ProcessEnv, now = Date.now()): string {
  const given = env.MAILYARD_TODAY;
  if (!given) return new Date(now).toISOString().slice(0, 10);
  if (/^\d{4}-\d{2}-\d{2}$/.test(given) && !Number.isNaN(Date.parse(given))) return given;
  throw new MailyardError('bad-setting', `MAILYARD_TODAY is "${given}", which is no date.`, {
    fix: 'Write it as 2026-11-22, or leave it out.',
  });
}
