/** The inventories: a new project, what is wrong in it, what it means, and what is left for a person. */
import type { AddCommand } from '../command.ts';

export function estate(command: AddCommand): void {
  command(
    'init',
    'a new project: package.json, Pulumi.yaml, stacks/, an example inventory, workflows',
    async () => (await import('./init.ts')).init,
  ).argument('[dir]', 'default: this folder; made where it is missing. What is there already is kept');

  command(
    'doctor',
    'what is missing for real use: programs, token, zones, mail accounts, resolver, key, state, ledger; exit 2 when something is',
    async () => (await import('./doctor.ts')).doctor,
  );

  command(
    'check',
    'inventories, templates and rules: every finding at once; exit 2 with an error',
    async () => (await import('./check.ts')).check,
  );

  command('rules', 'every rule: its set, id, level and reference', async () => (await import('./rules.ts')).rules);

  command('records', 'the records of the estate', async () => (await import('./records.ts')).records)
    .option('--format <format>', 'table, bind or json', 'table')
    .option('--out <dir>', 'with bind: one file a zone');

  command(
    'explain',
    'why a domain, a mailbox or a record is as it is: file and line, template, rules, cost',
    async () => (await import('./explain.ts')).explain,
  )
    .argument(
      '<what...>',
      'acme.example, alex@acme.example, acme.example/spf, or a name in DNS: _dmarc.acme.example TXT',
    )
    .option('--all', 'of a domain, the built-in defaults too');

  command(
    'todo',
    'what only a person can do: consoles, registrars, values to paste; looks by itself; exit 2 while there is any',
    async () => (await import('./todo.ts')).todo,
  );
}
