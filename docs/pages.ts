/** Pages that are made from the code: docs/rules.md and docs/providers.md as a whole, the others between `<!-- keys … -->` and `<!-- end -->`. */
import { readdirSync, readFileSync } from 'node:fs';
import { rulesDocument } from '../src/estate/rules/document.ts';
import { catalogue } from '../src/estate/rules/index.ts';
import { readTemplates } from '../src/inventory/templates.ts';
import { providersDocument } from '../src/mail/document.ts';
import { type SignerFacts, signerFacts } from '../src/records/dkim/signer-facts.ts';
import { schemaAt } from './schema.ts';
import { type Row, rowsOf, table } from './schema-table.ts';

export const generatedPages = [
  'rules.md',
  'providers.md',
  'inventory.md',
  'templates.md',
  'providers/rest.md',
  'blocklists.md',
  'dkim-signers.md',
];

/** The text of a page as it should be. */
export function pageOf(name: string): string {
  if (name === 'rules.md') return rulesDocument(catalogue);
  if (name === 'providers.md') return providersDocument(readTemplates().templates, providerPages());
  return withSigners(withBlocklists(withOthers(withTables(textOf(name), name), name)));
}

const providerPages = () =>
  new Set(readdirSync(new URL('providers', import.meta.url)).map(name => name.replace(/\.md$/, '')));

const textOf = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

/** `<!-- others -->`: the other pages of this folder by their titles. */
function withOthers(page: string, name: string): string {
  const names = readdirSync(new URL('.', import.meta.url)).filter(other => other.endsWith('.md') && other !== name);
  const links = names.sort().map(other => `- [${/^# (.+)$/m.exec(textOf(other))?.[1]}](${other})`);
  return page.replace(
    /^<!-- others -->\n[\s\S]*?^<!-- end -->$/m,
    () => `<!-- others -->\n\n${links.join('\n')}\n\n<!-- end -->`,
  );
}

/** `<!-- blocklists -->`: those that ship, by their templates. */
function withBlocklists(page: string): string {
  return page.replace(/^<!-- blocklists -->\n[\s\S]*?^<!-- end -->$/m, () => {
    const rows = Array.from(readTemplates().templates.blocklists.values(), list => {
      const { title, zone, asks, access, checked, verified, codes = [], bits = [] } = list;
      const weights = [...new Set([...codes, ...bits].map(({ weight }) => weight))].join(', ');
      const terms = [access.terms, access.key && `\`${access.key}\``].filter(Boolean).join(', ');
      return `| ${title} | \`${zone}\` | ${asks.join(', ')} | ${weights} | ${terms} | ${checked}, ${verified} |`;
    });
    const head = '| list | zone | asked for | weights | access | checked |\n|---|---|---|---|---|---|';
    return `<!-- blocklists -->\n\n${head}\n${rows.join('\n')}\n\n<!-- end -->`;
  });
}

/** `<!-- signers -->`: what is known of each. */
const withSigners = (page: string): string =>
  page.replace(
    /^<!-- signers -->\n[\s\S]*?^<!-- end -->$/m,
    () => `<!-- signers -->\n\n${signersTable(signerFacts)}\n\n<!-- end -->`,
  );

/** `<!-- keys segment.schema.json#/definitions/settings: zone ttl -->`: these keys of that map; without names, all of them. */
const PART = /^<!-- keys ([^\s:]+)(?:: (.+))? -->\n[\s\S]*?^<!-- end -->$/gm;

/** The page with its tables as the schemas have them now. */
export function withTables(page: string, name: string): string {
  const named = new Map<string, string[]>();
  for (const [, ref = '', names] of page.matchAll(PART)) {
    named.set(ref, [...(named.get(ref) ?? []), ...(names?.split(' ') ?? keysAt(ref))]);
  }
  for (const [ref, names] of named) expectFirst(ref, names, name);
  return page.replace(PART, (_, ref: string, names?: string) => {
    const keys = names?.split(' ').flatMap(key => [key, ...newBehind(key, ref, named.get(ref) ?? [])]);
    return `<!-- keys ${ref}${names ? `: ${names}` : ''} -->\n\n${table(rowsAt(ref, keys))}\n\n<!-- end -->`;
  });
}

/** The rows of the map that a reference names. */
export const rowsAt = (ref: string, keys?: string[]): Row[] => rowsOf(schemaAt(ref), keys);

const keysAt = (ref: string): string[] => Object.keys(schemaAt(ref).properties ?? {});

/** A key that no table names yet stands behind its neighbour of the schema, so that none is missing from the page. */
function newBehind(key: string, ref: string, named: string[]): string[] {
  const after = keysAt(ref).slice(keysAt(ref).indexOf(key) + 1);
  const next = after.findIndex(other => named.includes(other));
  return next < 0 ? after : after.slice(0, next);
}

function expectFirst(ref: string, named: string[], page: string): void {
  const [first = ''] = keysAt(ref);
  if (!named.includes(first)) throw new Error(`No table of docs/${page} names \`${first}\` of ${ref}.`);
}

/** One row a signer; one that also leaves the keys to itself has both words. */
function signersTable(all: readonly SignerFacts[]): string {
  const row = ({ name, title, own, provider, says }: SignerFacts) => {
    const keys = [...(own ? ['ours'] : []), ...(provider ? [words[provider]] : [])].join(', or ');
    const takes = (algorithm: 'rsa-2048' | 'ed25519') => (own?.algorithms.includes(algorithm) ? 'yes' : '');
    const rsa = own ? takes('rsa-2048') : 'its own';
    return `| ${title} (\`${name}\`) | ${keys} | ${rsa} | ${takes('ed25519')} | ${own?.switch ?? ''} | ${says} |`;
  };
  return [
    '| signer | keys | RSA-2048 | Ed25519 | switch | particular |',
    '|---|---|---|---|---|---|',
    ...all.map(row),
  ].join('\n');
}

const words = { makes: 'theirs, published', rotates: 'theirs', manual: 'by hand' };
