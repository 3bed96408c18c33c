/** `mailyard rules`: the catalogue, one line a rule. No network, and no inventory. */
import { catalogue } from '../../estate/rules/index.ts';
import { columns } from '../columns.ts';
import type { Context } from '../context.ts';
import { printJson } from '../json.ts';

const LONGEST_ID = Math.max(...catalogue.map(({ id }) => id.length));

export async function rules({ options, terminal }: Context): Promise<number> {
  if (options.json) {
    const listed = catalogue.map(({ id, set, severity, title, reference }) => ({
      id,
      set,
      severity,
      title,
      reference,
    }));
    printJson({ rules: listed });
    return 0;
  }
  const { colors } = terminal;
  const paint = { error: colors.red, warning: colors.yellow, info: colors.cyan };
  for (const [set, listed] of Map.groupBy(catalogue, rule => rule.set)) {
    const rows = listed.map(({ id, severity, title, reference }) => [
      id.padEnd(LONGEST_ID),
      paint[severity](severity.padEnd('warning'.length)),
      title,
      colors.dim(reference),
    ]);
    terminal.print(colors.bold(set));
    terminal.print(columns({ rows, indent: 2 }));
  }
  terminal.print();
  terminal.print(
    `${catalogue.length} rules. Another level: \`rules: { <rule>: { level: off, reason: … } }\` at any level of the inventory.`,
  );
  return 0;
}
