/** docs/rules.md, from the catalogue. */
import type { RuleHead, RuleSet } from './rule.ts';

const SETS: [set: RuleSet, what: string][] = [
  ['core', 'Mail or DNS would not work as it is written.'],
  ['deliverability', 'It works, and receivers trust it less.'],
  ['security', 'Others could abuse it.'],
  ['estate', 'Domains, segments and zones do not fit each other.'],
  ['inventory', 'What is written cannot be carried out, or does nothing.'],
];

export function rulesDocument(rules: RuleHead[]): string {
  return [HEAD.replace('{count}', String(rules.length)), ...SETS.map(set => section(set, rules))].join('\n');
}

function section([set, what]: [RuleSet, string], rules: RuleHead[]): string {
  const rows = rules
    .filter(rule => rule.set === set)
    .map(({ id, severity, title, reference, fixed }) => {
      const level = fixed ? `${severity}, always` : severity;
      return `| \`${id}\` | ${level} | ${title} | ${reference} |`;
    });
  return [
    `## ${set}`,
    '',
    what,
    '',
    '| rule | level | what is wrong | reference |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

const HEAD = `# Rules

<!-- Made by \`npm run docs\` from src/estate/rules: change the rules, not this page. -->

\`mailyard check\` looks at the estate with {count} rules; \`mailyard rules\` lists them. A finding names its rule, the file and line, the
clause that it rests on and the way out. Errors stop every command that acts; warnings and infos do not.

A rule has the level that the inventory gives it, for a domain, a segment or the whole estate. Below the rule's own level a reason is
asked for:

\`\`\`yaml
defaults:
  rules:
    no-mx: { level: off, reason: Replies go to inbox@acme.example by Reply-To }
\`\`\`

What is marked "always" keeps its level: it finds what can never work. Faults in the files themselves (unknown keys, malformed
values, doubled names) are no rules: they are errors always.
`;
