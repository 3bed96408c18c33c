/** Small typed builders: a domain, an inventory, an estate, with only what a test is about written out. */
import { compileEstate } from '../../src/estate/compile.ts';
import type { Estate } from '../../src/estate/estate.ts';
import { builtIn } from '../../src/inventory/defaults.ts';
import type { Finding } from '../../src/inventory/finding.ts';
import type {
  Contacts,
  Domain,
  DomainSettings,
  Identity,
  Inventory,
  Origins,
  Segment,
  SpfLock,
} from '../../src/inventory/model.ts';
import type { Templates } from '../../src/inventory/template.ts';
import { readTemplates } from '../../src/inventory/templates.ts';

export const TODAY = '2026-11-22';

let built: Templates | undefined;

/** The templates that ship with Mailyard. */
export function templates(): Templates {
  built ??= readTemplates().templates;
  return built;
}

export interface DomainParts extends Partial<DomainSettings> {
  domain?: string;
  segment?: string;
  origins?: Origins;
}

/** A domain with the built-in defaults but for what is given. */
export function aDomain(parts: DomainParts = {}): Domain {
  const { domain = 'acme.example', segment = 'primary', origins = {}, ...settings } = parts;
  const position = { file: `domains/${segment}.yaml`, line: 10, column: 5 };
  return { domain, segment, settings: { ...builtIn, ...settings }, origins: () => origins, position };
}

export interface InventoryParts {
  /** In place of those that ship. */
  templates?: Partial<Templates>;
  organization?: string;
  contacts?: Partial<Contacts>;
  identities?: Identity[];
  segments?: Record<string, Partial<Segment>>;
  spfLock?: SpfLock;
}

/** The domains in their segments, in the order of the segments' names. */
export function anInventory(domains: Domain[], parts: InventoryParts = {}): Inventory {
  const names = new Set([...domains.map(({ segment }) => segment), ...Object.keys(parts.segments ?? {})]);
  return {
    ...(parts.organization && { organization: parts.organization }),
    contacts: { consent: 'each', ...parts.contacts },
    identities: parts.identities ?? [],
    spfLock: parts.spfLock ?? {},
    segments: [...names].sort().map(segment => ({
      segment,
      profile: 'standard',
      limits: { domainsPerChange: 10 },
      recordMode: 'zone',
      accounts: {},
      cloudflare: {},
      position: { file: `domains/${segment}.yaml`, line: 1, column: 1 },
      domains: domains.filter(domain => domain.segment === segment),
      ...parts.segments?.[segment],
    })),
  };
}

export function anEstate(domains: Domain[], parts: InventoryParts = {}, today: string = TODAY): Estate {
  return compileEstate(anInventory(domains, parts), { ...templates(), ...parts.templates }, today);
}

/** Ids of the rules that have something to say, in printing order. */
export const rulesOf = (findings: Finding[]): string[] => findings.map(({ rule }) => rule);
