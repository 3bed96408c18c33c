/** docs/providers.md, from what the registered adapters say of themselves and the templates of their terms. */
import type { ProviderTemplate } from '../inventory/provider-template.ts';
import type { Templates } from '../inventory/template.ts';
import { type AdapterFacts, capabilityNames, type Power } from './capabilities.ts';

/** `pages`: the names of those that have a page of their own in docs/providers. */
export function providersDocument(
  { adapters, providers }: Pick<Templates, 'adapters' | 'providers'>,
  pages: ReadonlySet<string>,
): string {
  const facts = [...adapters.values()];
  const parts = [
    HEAD,
    capabilities(facts, providers, pages),
    accounts(facts, providers),
    terms([...providers.values()]),
  ];
  return `${parts.join('\n\n')}\n`;
}

const titleOf = ({ name }: AdapterFacts, providers: Templates['providers']): string =>
  providers.get(name)?.title ?? name;

const words: Record<Power, string> = { api: 'yes', manual: 'by hand', none: '' };

function capabilities(facts: AdapterFacts[], providers: Templates['providers'], pages: ReadonlySet<string>): string {
  if (facts.length === 0) return `## What Mailyard does where\n\n${NONE}`;
  const titles = facts.map(each => {
    const title = titleOf(each, providers);
    return pages.has(each.name) ? `[${title}](providers/${each.name}.md)` : title;
  });
  const rows = Object.entries(capabilityNames).map(([name, title]) => [
    title,
    ...facts.map(each => words[each.capabilities[name as keyof typeof capabilityNames] ?? 'none']),
  ]);
  return `## What Mailyard does where\n\n${CELLS}\n\n${table(['', ...titles], rows)}`;
}

function accounts(facts: AdapterFacts[], providers: Templates['providers']): string {
  if (facts.length === 0) return `## Accounts\n\n${ACCOUNTS}`;
  const rows = facts.map(each => [
    titleOf(each, providers),
    Object.entries(each.account)
      .map(([key, { required, default: fallback }]) => `\`${key}\`${required ? '' : optional(fallback)}`)
      .join(', '),
    Object.keys(each.secrets)
      .map(name => `\`${name}\``)
      .join(', '),
    `${each.rate.calls} calls in ${each.rate.seconds} s: ${each.rate.source}`,
  ]);
  const head = ['', 'settings under `accounts`', 'variables of the environment', "Mailyard's own rate"];
  return `## Accounts\n\n${ACCOUNTS}\n\n${table(head, rows)}`;
}

const optional = (fallback: string | undefined): string => (fallback === undefined ? ' (optional)' : ` (${fallback})`);

function terms(providers: ProviderTemplate[]): string {
  const rows = providers
    .toSorted((a, b) => (a.title.toLowerCase() < b.title.toLowerCase() ? -1 : 1))
    .flatMap(({ title, terms }) => {
      if (!terms) return [];
      const { cold, bulk, says, source, checked, verified } = terms;
      const read = verified === 'third-party' ? `${checked}, third party` : checked;
      return [[title, cold, bulk, says, source ? `[${read}](${source})` : `${checked}, nothing found`]];
    });
  return `## Terms\n\n${TERMS}\n\n${table(['', 'cold', 'bulk', 'what they say', 'read'], rows)}`;
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

const HEAD = `# Mail providers

<!-- Made by \`npm run docs\` from src/mail and templates/providers: change those, not this page. -->

Mailyard writes the DNS records of every provider and relay that it has a template for. Where it has an adapter too, and \`accounts\` names
an account, it also makes the domains and mailboxes there.`;

const NONE = 'No adapter is registered yet: Mailyard writes the DNS records, and makes nothing at any provider.';

const CELLS =
  '"By hand" is a named step with its own check: `mailyard todo` lists what is open. An empty cell: the provider has no such thing, or Mailyard does nothing of it there. Any other provider whose API a template describes ([rest.md](providers/rest.md)) does what is described of it.';

const ACCOUNTS = `An entry under \`accounts\` of estate.yaml, or of a segment, makes Mailyard work there. Secrets stay in the environment; \`credentials\` names
other variables than the usual ones, where an organisation has several accounts.`;

const TERMS = `What the terms of use say of cold mail (to people who did not ask for it) and of bulk mail (to many who did), read on the day given: not
legal advice. A segment whose profile is for what they forbid is an error until the inventory gives a reason
(\`terms-conflict\` of [the rules](rules.md)).`;
